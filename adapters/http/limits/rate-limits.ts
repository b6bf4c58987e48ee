import { createHash } from 'node:crypto';
import type { Request, RequestHandler, Response } from 'express';
import { ipKeyGenerator, rateLimit } from 'express-rate-limit';
import { type Refusal, refuse } from '../../../domain/errors/refusal.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const MAX_FAMILIAR = 10_000;

/** Filled by the pipeline before the limits are asked. */
export type LimitSubject = {
  readonly userId: string | null;
  readonly isSuperuser: boolean;
  /** The account that a login or a registration is about. */
  readonly account: string | null;
  /** The code of the refusal that went out, for limits that count only some. */
  refusedWith: string | null;
};

const subjectOf = (response: Response): LimitSubject => response.locals.limitSubject as LimitSubject;
const address = (request: Request): string => ipKeyGenerator(request.ip ?? 'unknown', 56);
const accountOf = (response: Response): string =>
  createHash('sha256')
    .update(subjectOf(response).account ?? '')
    .digest('base64url');
const accountAtAddress = (request: Request, response: Response): string =>
  `${accountOf(response)} ${address(request)}`;
const caller = (request: Request, response: Response): string =>
  subjectOf(response).userId ?? address(request);

type Rule = {
  readonly windowMs: number;
  readonly limit: number;
  readonly key: (request: Request, response: Response) => string;
  /** Counts only answers for which this holds; all, when it is left out. */
  readonly counts?: (response: Response) => boolean;
  /** When the counter itself fails: refuse on the way in, let reads pass. */
  readonly failOpen?: true;
};

const RULES = {
  'api-minute': { windowMs: MINUTE, limit: 1000, key: caller, failOpen: true },
  'api-hour': { windowMs: HOUR, limit: 10_000, key: caller, failOpen: true },
  uploads: { windowMs: HOUR, limit: 50, key: caller },
  // A stranger who guesses from elsewhere must not shut out the owner, hence account AND address.
  'login-account': { windowMs: MINUTE, limit: 5, key: accountAtAddress },
  'login-address': { windowMs: MINUTE, limit: 30, key: address },
  // Many addresses on one account. An address from which the owner has come in before is never shut out by them.
  'login-strangers': {
    windowMs: MINUTE,
    limit: 20,
    key: (_req, res) => accountOf(res),
    counts: (res) => res.statusCode >= 400,
  },
  'register-attempts': { windowMs: HOUR, limit: 100, key: address },
  'register-accounts': { windowMs: DAY, limit: 50, key: address, counts: (res) => res.statusCode < 400 },
  // Asks for a password, which whoever has stolen a token may guess.
  'erase-account': { windowMs: MINUTE, limit: 5, key: caller },
  'invite-codes': {
    windowMs: HOUR,
    limit: 5,
    key: address,
    counts: (res) => subjectOf(res).refusedWith === 'ERR_INVITE_001',
  },
} as const satisfies Readonly<Record<string, Rule>>;

export type LimitName = keyof typeof RULES;

const EVERYWHERE: readonly LimitName[] = ['api-minute', 'api-hour'];

export type RateLimits = (
  names: readonly LimitName[],
  request: Request,
  response: Response,
) => Promise<Refusal | null>;

/** Counts in memory: each process has its own. Superusers are exempt. Headers as the IETF's draft 8 has them. */
export const createRateLimits = (enabled: boolean): RateLimits => {
  if (!enabled) return () => Promise.resolve(null);

  const limited = new WeakSet<Response>();
  const familiar = new Set<string>();
  const rememberWhoCameIn = (request: Request, response: Response): void => {
    response.once('finish', () => {
      if (response.statusCode >= 400) return;
      familiar.add(accountAtAddress(request, response));
      const oldest = familiar.values().next().value;
      if (familiar.size > MAX_FAMILIAR && oldest !== undefined) familiar.delete(oldest);
    });
  };
  const limiters = new Map<LimitName, RequestHandler>(
    (Object.entries(RULES) as [LimitName, Rule][]).map(([name, rule]) => [
      name,
      rateLimit({
        identifier: name,
        windowMs: rule.windowMs,
        limit: rule.limit,
        standardHeaders: 'draft-8',
        legacyHeaders: false,
        keyGenerator: rule.key,
        skip: (request, response) =>
          subjectOf(response).isSuperuser ||
          (name === 'login-strangers' && familiar.has(accountAtAddress(request, response))),
        skipSuccessfulRequests: rule.counts !== undefined,
        requestWasSuccessful: (_request, response) => !(rule.counts?.(response) ?? true),
        passOnStoreError: rule.failOpen ?? false,
        handler: (_request, response, next) => {
          limited.add(response);
          next();
        },
        // What it would complain about on the console is configured, and tested, here.
        validate: false,
      }),
    ]),
  );

  const ask = (name: LimitName, request: Request, response: Response): Promise<void> =>
    new Promise((resolve, reject) => {
      const limiter = limiters.get(name);
      if (limiter === undefined) resolve();
      else void limiter(request, response, (error?: unknown) => (error ? reject(error) : resolve()));
    });

  return async (names, request, response) => {
    if (names.includes('login-strangers')) rememberWhoCameIn(request, response);
    for (const name of [...EVERYWHERE, ...names]) {
      await ask(name, request, response);
      if (limited.has(response)) {
        const seconds = Number(response.getHeader('Retry-After') ?? 60);
        return refuse('ERR_REQ_007', { details: { limit: name, retry_after_seconds: seconds } });
      }
    }
    return null;
  };
};
