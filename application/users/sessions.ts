import { parseEmail } from '../../domain/email/address.ts';
import { refuse } from '../../domain/errors/refusal.ts';
import { fail, ok } from '../../domain/result.ts';
import { userDecider } from '../../domain/user/decider.ts';
import type { Application, SignedInUser } from '../application.ts';
import { streams } from '../streams.ts';
import type { UserDependencies } from './dependencies.ts';
import { loadUser, ownerOfEmail, type RegisteredUser } from './load-user.ts';

const publicPart = ({ userId, email, fullName, isSuperuser, createdAt }: RegisteredUser): SignedInUser => ({
  userId,
  email,
  fullName,
  isSuperuser,
  createdAt,
});

/** One refusal for an unknown address, a wrong password and a malformed one, after the same work. */
export const createLogin =
  ({ store, emailStreams, credentials, passwords, tokens, clock }: UserDependencies): Application['login'] =>
  async ({ email: text, password }) => {
    const email = parseEmail(text);
    const userId = email.ok ? await ownerOfEmail(store, emailStreams, email.value) : null;
    const user = userId === null ? null : await loadUser(store, userId);
    const hash = user === null ? null : await credentials.find(user.credentialId);
    if (user === null || hash === null) {
      await passwords.verifyNobody(password);
      return fail(refuse('ERR_AUTH_001'));
    }
    if (!(await passwords.verify(hash, password))) return fail(refuse('ERR_AUTH_001'));
    const issued = await tokens.issue(user, clock());
    return ok({ ...issued, user: publicPart(user) });
  };

/** A token is good while its version is the user's: logging out voids it at once. */
export const createAuthenticate =
  ({ store, tokens, clock }: UserDependencies): Application['authenticate'] =>
  async (token, via) => {
    const claims = await tokens.verify(token, clock());
    if (claims === null) return null;
    const user = await loadUser(store, claims.userId);
    if (user === null || user.tokenVersion !== claims.tokenVersion) return null;
    return {
      user: publicPart(user),
      impersonator: null,
      via: via === 'cookie' ? 'cookie' : 'token',
      scopes: null,
      sessionId: null,
    };
  };

export const createLogout =
  ({ handle }: UserDependencies): Application['logout'] =>
  async (userId, context) => {
    const result = await handle(
      userDecider,
      streams.user(userId),
      { type: 'RevokeSessions', reason: 'logout' },
      context,
    );
    return result.ok ? ok({ value: null, position: result.value.position }) : fail(result.error);
  };

/** For the operator's command line: there is no way over HTTP to become a superuser. */
export const createGrantSuperuser =
  ({
    store,
    handle,
    emailStreams,
  }: Pick<UserDependencies, 'store' | 'handle' | 'emailStreams'>): Application['grantSuperuser'] =>
  async (text, context) => {
    const email = parseEmail(text);
    if (!email.ok) return email;
    const userId = await ownerOfEmail(store, emailStreams, email.value);
    const user = userId === null ? null : await loadUser(store, userId);
    if (user === null)
      return fail(refuse('ERR_NOT_FOUND', { message: `Nobody is registered as ${email.value}.` }));
    const result = await handle(userDecider, streams.user(user.userId), { type: 'GrantSuperuser' }, context);
    if (!result.ok) return fail(result.error);
    return ok({ value: { ...publicPart(user), isSuperuser: true }, position: result.value.position });
  };
