import { randomUUID } from 'node:crypto';
import type { Request, RequestHandler, Response } from 'express';
import { z } from 'zod';
import type { Identity, SignedInUser } from '../../../application/application.ts';
import type { Actor } from '../../../application/ports/event-store.ts';
import type { FigureStamp } from '../../../application/ports/figure-stamps.ts';
import { type Refusal, refuse } from '../../../domain/errors/refusal.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';
import { readFormAsJson } from '../body/form-as-json.ts';
import { bodyIs, readJson } from '../body/read-body.ts';
import { readUpload } from '../body/read-upload.ts';
import type { KeyOfUser } from '../idempotency/idempotency-keys.ts';
import type { LimitSubject, RateLimits } from '../limits/rate-limits.ts';
import type { Reply } from '../reply.ts';
import { type PortfolioRequest, type Route, scopeOf, type UserRequest } from '../route.ts';
import type { RouteServices } from '../services.ts';
import { checkOwnerEver, readAsOf, withoutAsOf, workThen } from './as-of.ts';
import { claimKey, commandIdOf, fingerprintOf, parseIdempotencyKey } from './idempotency.ts';
import { bearerOf, idsOf } from './identity.ts';
import { isFromOwnOrigin } from './own-origin.ts';
import { checkOwners, checkStampedOwner } from './ownership.ts';
import { settle, waitForPosition } from './positions.ts';
import { readReason } from './reason.ts';
import { recordForeignAccess } from './record-access.ts';
import { validate } from './validate.ts';
import { expectedBy, shownRevision } from './versions.ts';
import { jsonAnswer, refusalAnswer, writeAnswer, writeRefusal, writeReply } from './write.ts';

export type PipelineOptions = {
  readonly rateLimits: RateLimits;
  readonly maxUploadBytes: number;
  readonly publicOrigin: string | null;
};

/** What one call has become after the checks: either the request for the handler, or why not. */
type Admitted = {
  readonly request: PortfolioRequest;
  readonly user: SignedInUser | null;
  /** Null for the present. */
  readonly lookingBack: Parameters<typeof workThen>[1] | null;
};

const NO_QUERY = z.strictObject({});

const authenticate = async (
  route: Route,
  request: Request,
  { application, sessionCookie, isMonitoring }: RouteServices,
): Promise<Result<Identity | null, Refusal>> => {
  if (route.access === 'public') return ok(null);
  if (route.monitored && isMonitoring(bearerOf(request))) return ok(null);
  // Whoever sends the header means it: a cookie that came along does not stand in for a bad one.
  const via = request.get('authorization') === undefined ? 'cookie' : 'header';
  const token = via === 'cookie' ? sessionCookie.read(request) : bearerOf(request);
  const identity = token === null ? null : await application.authenticate(token, via);
  if (identity === 'impersonation ended') return fail(refuse('ERR_ADMIN_004'));
  return identity === null ? fail(refuse('ERR_AUTH_002')) : ok(identity);
};

const actorOf = ({ user, impersonator }: Identity): Actor => ({
  kind: 'user',
  userId: user.userId,
  ...(impersonator === null ? {} : { impersonatorId: impersonator.userId }),
});

/** The one place where it is decided who may call a route at all. */
const authorise = (route: Route, identity: Identity | null, isFromOwnPage: () => boolean): Refusal | null => {
  const ridesOnCookie = identity?.via === 'cookie' && route.method !== 'get';
  if ((ridesOnCookie || route.ownOriginOnly) && !isFromOwnPage()) return refuse('ERR_AUTH_006');
  if (route.access === 'public' || identity === null) return null;
  const { impersonator } = identity;
  if (impersonator !== null && route.impersonated === 'never') return refuse('ERR_ADMIN_012');
  if (impersonator !== null && route.impersonated === 'write' && !impersonator.mayWrite)
    return refuse('ERR_ADMIN_013');
  if (route.access === 'superuser' && !identity.user.isSuperuser) return refuse('ERR_ADMIN_001');
  if (identity.scopes === null) return null;
  if (route.apiKeys === 'never') return refuse('ERR_AUTH_003', { message: 'An API key may not do this.' });
  const needed = scopeOf(route);
  if (identity.scopes.includes(needed)) return null;
  return refuse('ERR_AUTH_003', {
    message: `The API key was not made for this: it needs the scope ${needed}.`,
    details: { scope: needed },
  });
};

const accountOf = (body: unknown): string | null => {
  const email = (body as { readonly email?: unknown } | undefined)?.email;
  return typeof email === 'string' ? email.trim().toLowerCase() : null;
};

/**
 * The one way in. In this order: who is it, may they at all, have they asked too often, is the path one that can
 * exist, have the read models seen what the caller wrote, is the portfolio theirs, and only then is the rest read.
 * A route only says what it needs; it cannot forget to ask.
 */
const admit = async (
  route: Route,
  request: Request,
  response: Response,
  services: RouteServices,
  options: PipelineOptions,
): Promise<Result<Admitted, Refusal>> => {
  const authenticated = await authenticate(route, request, services);
  const identity = authenticated.ok ? authenticated.value : null;
  const user = identity?.user ?? null;
  const subject: LimitSubject = {
    userId: identity?.impersonator?.userId ?? user?.userId ?? null,
    isSuperuser: user?.isSuperuser ?? false,
    account: null,
    refusedWith: null,
  };
  response.locals.limitSubject = subject;
  const forbidden = authenticated.ok
    ? authorise(route, identity, () => isFromOwnOrigin(request, options.publicOrigin))
    : authenticated.error;
  if (forbidden !== null) {
    const limited = await options.rateLimits([], request, response);
    return fail(limited ?? forbidden);
  }

  // Where the limit is about what the body says, it waits for the body.
  const limitAfterBody = route.input.body !== undefined;
  if (!limitAfterBody) {
    const limited = await options.rateLimits(route.limits ?? [], request, response);
    if (limited !== null) return fail(limited);
  }

  // A path that cannot name anything is answered as one that names nothing.
  const params = route.input.params?.safeParse(request.params);
  if (params?.success === false) return fail(refuse('ERR_NOT_FOUND'));

  if (user !== null) {
    const caughtUp = await waitForPosition(services.readModels, request.get('x-after-position'));
    if (!caughtUp.ok) return caughtUp;
  }
  const asOf = await readAsOf(route, request, services);
  if (!asOf.ok) return asOf;
  const moment = asOf.value;
  let portfolioId: string | null = null;
  let stamp: FigureStamp | null = null;
  if (route.owns !== null && user !== null) {
    const named = params?.data[route.owns.parameter] as string;
    const { portfolioOf } = route.owns;
    if (portfolioOf === undefined) portfolioId = named;
    else if (moment === null) portfolioId = await portfolioOf(services.queries, named);
    else {
      const theirs = { kind: 'user', userId: user.userId } as const;
      portfolioId = await services.past.at(theirs, moment.position, (queries) => portfolioOf(queries, named));
    }
    if (portfolioId === null) return fail(refuse('ERR_NOT_FOUND'));
    if (moment !== null) {
      const owned = await checkOwnerEver(services, user, portfolioId, route.owns);
      if (!owned.ok) return owned;
    } else if (route.owns.stamped) {
      const owned = await checkStampedOwner(services, user, portfolioId, route.owns);
      if (!owned.ok) return owned;
      stamp = owned.value;
    } else {
      const owned = await checkOwners(services, user, [portfolioId], route.owns);
      if (!owned.ok) return owned;
    }
  }

  const query = validate(route.input.query ?? NO_QUERY, withoutAsOf(route, request), 'query');
  if (!query.ok) return query;
  const headers = route.input.headers
    ? validate(route.input.headers, request.headers, 'header')
    : ok(undefined);
  if (!headers.ok) return headers;

  const expected = expectedBy(request.get('if-match'), route.versioned, portfolioId);
  if (!expected.ok) return expected;

  let body: unknown;
  if (route.input.body !== undefined) {
    const read = await readJson(request);
    if (!read.ok) return read;
    response.locals.limitSubject = { ...subject, account: accountOf(read.value) };
    const limited = await options.rateLimits(route.limits ?? [], request, response);
    if (limited !== null) return fail(limited);
    const valid = validate(route.input.body, read.value, 'body');
    if (!valid.ok) return valid;
    body = valid.value;
  }
  let upload: UserRequest['upload'] = null;
  const reader = route.upload;
  if (reader !== null && user !== null) {
    const read = await (reader.orJson === true && bodyIs(request, 'application/json')
      ? readFormAsJson(request)
      : readUpload(request, response, options.maxUploadBytes, (file, fields) =>
          reader.read(file, fields, services, user.userId),
        ));
    if (!read.ok) return read;
    upload = read.value;
  }

  const reason = readReason(request);
  if (!reason.ok) return reason;
  const admitted = {
    params: params?.data,
    query: query.value,
    headers: headers.value,
    body,
    upload,
    user,
    identity,
    portfolioId,
    stamp,
    acceptsHtml: request.accepts(['json', 'html']) === 'html',
    context: {
      ...expected.value,
      commandId: randomUUID(),
      correlationId: idsOf(response).correlationId,
      ...(identity === null ? {} : { actor: actorOf(identity) }),
      ...(reason.value === null ? {} : { reason: reason.value }),
    },
  };
  // A public route's handler knows neither user nor portfolio: its type does not have them.
  return ok({
    request: admitted as unknown as PortfolioRequest,
    user,
    lookingBack:
      moment === null || user === null
        ? null
        : {
            moment,
            scope:
              portfolioId === null
                ? { kind: 'user', userId: user.userId }
                : { kind: 'portfolio', portfolioId },
            seesArchived:
              route.owns?.archived === true || (user.isSuperuser && route.owns?.superuserMay === true),
          },
  });
};

const work = async (
  route: Route,
  request: PortfolioRequest,
  services: RouteServices,
): Promise<Result<Reply, Refusal>> => {
  const shown =
    route.method === 'get'
      ? await shownRevision(services.queries, route.versioned, request.portfolioId)
      : undefined;
  const result = await route.handle(request, services);
  if (result.ok && result.value.kind === 'json') {
    await settle(services.readModels, result.value.position ?? null);
    return shown === undefined ? result : ok({ ...result.value, revision: shown });
  }
  return result;
};

/** What a caller calls the same is the same of theirs only: an administrator's keys are not the person's. */
const keyOf = ({ user, impersonator }: Identity, key: string): KeyOfUser => ({
  userId: user.userId,
  key: impersonator === null ? key : `${impersonator.userId} ${key}`,
});

/** Answers a repeated call with its first answer; works on a new one under an id that follows from its key. */
const workOnce = async (
  route: Route,
  request: PortfolioRequest,
  key: KeyOfUser,
  services: RouteServices,
  response: Response,
): Promise<void> => {
  const { params, query, body, upload } = request;
  const { idempotencyKeys, logger } = services;
  const fingerprint = fingerprintOf({
    method: route.method,
    path: route.path,
    params,
    query,
    body,
    fields: upload?.fields,
    file: upload?.file?.sha256,
  });
  const claimed = await claimKey(idempotencyKeys, key, fingerprint);
  if (!claimed.ok) return writeAnswer(response, refusalAnswer(claimed.error));
  if (claimed.value !== null) {
    return writeAnswer(response, {
      ...claimed.value,
      headers: { ...claimed.value.headers, 'Idempotent-Replayed': 'true' },
    });
  }
  let finished = false;
  try {
    const context = { ...request.context, commandId: commandIdOf(key) };
    const result = await work(route, { ...request, context }, services);
    if (result.ok && result.value.kind !== 'json') throw new Error('only JSON answers can be repeated');
    const answer = result.ok
      ? jsonAnswer(result.value as Extract<Reply, { kind: 'json' }>, route.success.status)
      : refusalAnswer(result.error);
    // Whoever has read again may send the same with another If-Match: nothing was done.
    const isFinal = answer.status < 500 && answer.status !== 412;
    if (isFinal) {
      await idempotencyKeys.complete(key, answer);
      finished = true;
    }
    writeAnswer(response, answer);
  } finally {
    if (!finished) {
      await idempotencyKeys
        .abandon(key)
        .catch((error) => logger.error({ err: error }, 'could not give back an idempotency key'));
    }
  }
};

export const createRespond =
  (services: RouteServices, options: PipelineOptions) =>
  (route: Route): RequestHandler =>
  async (request, response) => {
    const admitted = await admit(route, request, response, services, options);
    if (!admitted.ok) return writeRefusal(request, response, admitted.error);
    const { request: call, user, lookingBack } = admitted.value;
    if (user !== null) await recordForeignAccess(route, call, services);
    const header = request.get('idempotency-key');
    if (header !== undefined && user !== null && route.method !== 'get' && route.secret !== true) {
      const key = parseIdempotencyKey(header);
      if (!key.ok) return writeRefusal(request, response, key.error);
      return workOnce(route, call, keyOf(call.identity, key.value), services, response);
    }
    const result =
      lookingBack === null
        ? await work(route, call, services)
        : await workThen({ services, response }, lookingBack, (services) => work(route, call, services));
    if (!result.ok) return writeRefusal(request, response, result.error);
    return writeReply(request, response, result.value, {
      status: route.success.status,
      stopping: services.stopping,
    });
  };
