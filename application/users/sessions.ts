import { randomUUID } from 'node:crypto';
import { parseEmail } from '../../domain/email/address.ts';
import { refuse } from '../../domain/errors/refusal.ts';
import { fail, ok } from '../../domain/result.ts';
import { userDecider } from '../../domain/user/decider.ts';
import type { Application, Session, SessionCarrier } from '../application.ts';
import { authenticateImpersonator } from '../impersonation/authenticate-impersonator.ts';
import type { Tokens } from '../ports/credentials.ts';
import { streams } from '../streams.ts';
import { authenticateApiKey, isApiKey } from './api-keys.ts';
import type { UserDependencies } from './dependencies.ts';
import { loadUser, ownerOfEmail, publicPart, type RegisteredUser } from './load-user.ts';
import { createSessionUser } from './session-user.ts';

/**
 * Two calls of one client may refresh at once, and an answer may be lost: for so long the one before the last refresh
 * token is refused without an alarm.
 */
const REUSE_GRACE_MS = 10_000;

type Issuing = Pick<UserDependencies, 'tokens' | 'sessionLifetimes'>;
type Opening = Issuing & Pick<UserDependencies, 'sessions' | 'clock'>;

type OpenSession = {
  readonly sessionId: string;
  readonly expiresAt: Date;
  readonly generation: number;
  readonly carrier: SessionCarrier;
};

const secondsBetween = (from: Date, to: Date): number => Math.floor((to.getTime() - from.getTime()) / 1000);

const issue = async (
  tokens: Tokens,
  { accessSeconds }: UserDependencies['sessionLifetimes'],
  user: RegisteredUser,
  { sessionId, expiresAt: end, generation, carrier }: OpenSession,
  now: Date,
): Promise<Session> => {
  // A cookie is out of reach for scripts, and nobody would refresh what is in it.
  const isShort = accessSeconds !== null && carrier === 'token';
  const expiresAt = isShort ? new Date(Math.min(now.getTime() + accessSeconds * 1000, end.getTime())) : end;
  const { userId, tokenVersion, email, isSuperuser } = user;
  const claims = { userId, tokenVersion, sessionId };
  return {
    token: await tokens.issue({ ...claims, email, isSuperuser, expiresAt }, now),
    expiresInSeconds: secondsBetween(now, expiresAt),
    refreshToken: isShort ? await tokens.issueRefresh({ ...claims, generation, expiresAt: end }, now) : null,
    user: publicPart(user),
  };
};

/** For somebody who has just shown that it is them. */
export const openSession = async (
  { tokens, sessions, clock, sessionLifetimes }: Opening,
  user: RegisteredUser,
  carrier: SessionCarrier,
): Promise<Session> => {
  const now = clock();
  const sessionId = randomUUID();
  const expiresAt = new Date(now.getTime() + sessionLifetimes.sessionSeconds * 1000);
  await sessions.start({ sessionId, userId: user.userId, startedAt: now, expiresAt });
  return issue(tokens, sessionLifetimes, user, { sessionId, expiresAt, generation: 0, carrier }, now);
};

/** One refusal for an unknown address, a wrong password and a malformed one, after the same work. */
export const createLogin =
  (dependencies: UserDependencies): Application['login'] =>
  async ({ email: text, password, carrier = 'token' }) => {
    const { store, emailStreams, credentials, passwords } = dependencies;
    const email = parseEmail(text);
    const userId = email.ok ? await ownerOfEmail(store, emailStreams, email.value) : null;
    const user = userId === null ? null : await loadUser(store, userId);
    const hash = user === null ? null : await credentials.find(user.credentialId);
    if (user === null || hash === null) {
      await passwords.verifyNobody(password);
      return fail(refuse('ERR_AUTH_001'));
    }
    if (!(await passwords.verify(hash, password))) return fail(refuse('ERR_AUTH_001'));
    return ok(await openSession(dependencies, user, carrier));
  };

/**
 * Each refresh token is good once, and its answer brings the next. One that comes again after the grace was in two
 * hands: its session ends for both, and the log keeps that it happened.
 */
export const createRefresh =
  ({ store, handle, tokens, sessions, clock, sessionLifetimes }: UserDependencies): Application['refresh'] =>
  async (token, context) => {
    const now = clock();
    const claims = await tokens.verifyRefresh(token, now);
    if (claims === null) return fail(refuse('ERR_AUTH_004'));
    const { userId, sessionId } = claims;
    const user = await loadUser(store, userId);
    if (user === null || user.tokenVersion !== claims.tokenVersion) return fail(refuse('ERR_AUTH_004'));
    const refreshed = await sessions.refresh(sessionId, claims.generation, now);
    if (refreshed.status === 'ended') return fail(refuse('ERR_AUTH_004'));
    if (refreshed.status === 'refreshed') {
      const { generation, expiresAt } = refreshed;
      const open = { sessionId, expiresAt, generation, carrier: 'token' } as const;
      return ok(await issue(tokens, sessionLifetimes, user, open, now));
    }
    const isLast = claims.generation === refreshed.generation - 1;
    if (isLast && now.getTime() - refreshed.refreshedAt.getTime() <= REUSE_GRACE_MS)
      return fail(refuse('ERR_AUTH_005'));
    await sessions.end(sessionId);
    const command = { type: 'ReportReusedRefreshToken', sessionId } as const;
    await handle(userDecider, streams.user(userId), command, {
      ...context,
      actor: { kind: 'process', name: 'sessions' },
    });
    return fail(refuse('ERR_AUTH_004'));
  };

/** A token is good while its session is open and its version is the user's: whatever ends them voids it at once. */
export const createAuthenticate = (dependencies: UserDependencies): Application['authenticate'] => {
  const { tokens, clock } = dependencies;
  const sessionUser = createSessionUser(dependencies);
  return async (token, via) => {
    const now = clock();
    if (via === 'header' && isApiKey(token)) return authenticateApiKey(dependencies, token, now);
    const claims = await tokens.verify(token, now);
    if (claims === null) return via === 'header' ? authenticateImpersonator(dependencies, token, now) : null;
    const { userId, sessionId, tokenVersion } = claims;
    const user = await sessionUser(sessionId, userId);
    if (user === null || user.tokenVersion !== tokenVersion) return null;
    return {
      user: publicPart(user),
      impersonator: null,
      via: via === 'cookie' ? 'cookie' : 'token',
      scopes: null,
      sessionId,
    };
  };
};

export const createLogoutEverywhere =
  ({ handle }: UserDependencies): Application['logoutEverywhere'] =>
  async (userId, context) => {
    const command = { type: 'RevokeSessions', reason: 'logout' } as const;
    const result = await handle(userDecider, streams.user(userId), command, context);
    return result.ok ? ok({ value: null, position: result.value.position }) : fail(result.error);
  };
