import { createHash } from 'node:crypto';
import type { Request, RequestHandler, Response } from 'express';
import { ipKeyGenerator, rateLimit, type Store } from 'express-rate-limit';
import type { Logger } from 'pino';
import { type Refusal, refuse } from '../../../domain/errors/refusal.ts';
import { idsOf } from '../pipeline/identity.ts';
import type { LimitCounters } from './counters.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

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
  /** When nothing can be counted: refuse on the way in, let others pass. */
  readonly failOpen?: true;
  /** Asked only of calls that all other limits let through: what those refuse must not count here. */
  readonly last?: true;
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
    last: true,
  },
  'register-attempts': { windowMs: HOUR, limit: 100, key: address },
  'register-accounts': { windowMs: DAY, limit: 50, key: address, counts: (res) => res.statusCode < 400 },
  // Asks for a password, which whoever has stolen a token may guess.
  'erase-account': { windowMs: MINUTE, limit: 5, key: caller },
  'password-change': { windowMs: MINUTE, limit: 5, key: caller },
  // Counted for any address that is named, known or not: the limit tells nobody which are, and no mailbox is flooded.
  'password-reset': { windowMs: HOUR, limit: 5, key: (_req, res) => accountOf(res) },
  'password-reset-address': { windowMs: HOUR, limit: 20, key: address },
  'password-reset-confirm': { windowMs: MINUTE, limit: 10, key: address },
  refresh: { windowMs: MINUTE, limit: 120, key: address },
  'api-keys': { windowMs: HOUR, limit: 30, key: caller },
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

const storeOf = (counters: LimitCounters, name: LimitName, { windowMs, failOpen }: Rule): Store => ({
  increment: async (key) => {
    // What lets calls pass when nothing can be counted need not make each of them wait to be counted.
    const count = failOpen ? counters.tally : counters.hit;
    const { hits, resetTime } = await count(`${name} ${key}`, windowMs);
    return { totalHits: hits, resetTime };
  },
  decrement: (key) => counters.giveBack(`${name} ${key}`),
  // Nobody is let off.
  resetKey: async () => {},
});

/** Where somebody has come in from: for so long, strangers cannot shut them out there. */
const FAMILIAR_MS = 30 * DAY;
const familiarKey = (request: Request, response: Response): string =>
  `familiar ${accountAtAddress(request, response)}`;

/** Superusers are exempt. Headers as the IETF's draft 8 has them; the longest wait goes into Retry-After. */
export const createRateLimits = (
  enabled: boolean,
  { counters, logger }: { readonly counters: LimitCounters; readonly logger: Logger },
): RateLimits => {
  if (!enabled) return () => Promise.resolve(null);

  const report = (error: unknown): void => logger.warn({ err: error }, 'the limits could not count');
  const waits = new WeakMap<Response, { readonly limit: LimitName; readonly seconds: number }>();
  const refuseFor = (response: Response, limit: LimitName, resetTime: Date | undefined): void => {
    const ends = resetTime?.getTime() ?? Date.now() + RULES[limit].windowMs;
    const seconds = Math.max(1, Math.ceil((ends - Date.now()) / 1000));
    if (seconds > (waits.get(response)?.seconds ?? 0)) waits.set(response, { limit, seconds });
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
        store: storeOf(counters, name, rule),
        requestPropertyName: name,
        skip: async (request, response) =>
          subjectOf(response).isSuperuser ||
          (name === 'login-strangers' && (await counters.has(familiarKey(request, response)))),
        skipSuccessfulRequests: rule.counts !== undefined,
        requestWasSuccessful: (_request, response) => !(rule.counts?.(response) ?? true),
        passOnStoreError: rule.failOpen ?? false,
        logger: { error: report, warn: report },
        handler: (request, response, next) => {
          const { resetTime } = (request as Request & Record<LimitName, { resetTime?: Date }>)[name];
          refuseFor(response, name, resetTime);
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

  const rememberWhoCameIn = (request: Request, response: Response): void => {
    response.once('finish', () => {
      if (response.statusCode < 400) counters.hit(familiarKey(request, response), FAMILIAR_MS).catch(report);
    });
  };

  return async (names, request, response) => {
    if (names.includes('login-strangers')) rememberWhoCameIn(request, response);
    const all = [...EVERYWHERE, ...names];
    const isLast = (name: LimitName): boolean => 'last' in RULES[name];
    for (const round of [all.filter((name) => !isLast(name)), all.filter(isLast)]) {
      try {
        await Promise.all(round.map((name) => ask(name, request, response)));
      } catch (error) {
        report(error);
        return refuse('ERR_UNAVAILABLE', { details: { correlation_id: idsOf(response).correlationId } });
      }
      const wait = waits.get(response);
      if (wait !== undefined)
        return refuse('ERR_REQ_007', { details: { limit: wait.limit, retry_after_seconds: wait.seconds } });
    }
    return null;
  };
};
