import { parseEmail } from '../../domain/email/address.ts';
import { refuse } from '../../domain/errors/refusal.ts';
import { fail, ok } from '../../domain/result.ts';
import { userDecider } from '../../domain/user/decider.ts';
import type { Application } from '../application.ts';
import { endImpersonations } from '../impersonation/impersonations.ts';
import { streams } from '../streams.ts';
import type { UserDependencies } from './dependencies.ts';
import { loadUser, ownerOfEmail, publicPart } from './load-user.ts';

const createChange =
  (
    { store, handle, emailStreams }: Pick<UserDependencies, 'store' | 'handle' | 'emailStreams'>,
    type: 'GrantSuperuser' | 'RevokeSuperuser',
  ): Application['grantSuperuser'] =>
  async (text, context) => {
    const email = parseEmail(text);
    if (!email.ok) return email;
    const userId = await ownerOfEmail(store, emailStreams, email.value);
    const user = userId === null ? null : await loadUser(store, userId);
    if (user === null)
      return fail(refuse('ERR_NOT_FOUND', { message: `Nobody is registered as ${email.value}.` }));
    const result = await handle(userDecider, streams.user(user.userId), { type }, context);
    if (!result.ok) return fail(result.error);
    const isSuperuser = type === 'GrantSuperuser';
    return ok({ value: { ...publicPart(user), isSuperuser }, position: result.value.position });
  };

/** For the operator's command line: there is no way over HTTP to become a superuser. */
export const createGrantSuperuser = (
  dependencies: Pick<UserDependencies, 'store' | 'handle' | 'emailStreams'>,
): Application['grantSuperuser'] => createChange(dependencies, 'GrantSuperuser');

/** Their sessions and impersonations end, and API keys that they made to administer are void. */
export const createRevokeSuperuser = (
  dependencies: Pick<UserDependencies, 'store' | 'handle' | 'emailStreams'>,
): Application['revokeSuperuser'] => {
  const change = createChange(dependencies, 'RevokeSuperuser');
  return async (email, context) => {
    const revoked = await change(email, context);
    if (revoked.ok)
      await endImpersonations(dependencies.handle, revoked.value.value.userId, 'demoted', context);
    return revoked;
  };
};
