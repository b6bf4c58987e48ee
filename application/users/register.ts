import { parseEmail } from '../../domain/email/address.ts';
import { emailDecider } from '../../domain/email/decider.ts';
import { refuse } from '../../domain/errors/refusal.ts';
import { userIdOf, uuid5 } from '../../domain/ids.ts';
import { fail, ok } from '../../domain/result.ts';
import { userDecider } from '../../domain/user/decider.ts';
import { parseFullName } from '../../domain/user/full-name.ts';
import { parsePassword } from '../../domain/user/password.ts';
import type { Application } from '../application.ts';
import type { CommandContext } from '../command-handler.ts';
import { createInvites } from '../invites/invites.ts';
import { streams } from '../streams.ts';
import type { UserDependencies } from './dependencies.ts';
import { findClaim, loadUser, publicPart } from './load-user.ts';

type RegisterDependencies = Pick<
  UserDependencies,
  | 'store'
  | 'handle'
  | 'emailStreams'
  | 'clock'
  | 'credentials'
  | 'passwords'
  | 'inviteCode'
  | 'inviteIdOf'
  | 'passwordComposition'
  | 'deterministicUuids'
>;

/**
 * Invite, e-mail, whether it is taken, password, name: in this order, so that an outsider without a code cannot probe
 * which addresses exist. Four steps, of which any prefix is harmless: the address is claimed, the hash is saved under
 * an id of this attempt, a use of the invite is taken, and UserRegistered names both. Of two that race for one address,
 * the one whose UserRegistered is first wins; a claim that was never followed by one is taken over by the next attempt,
 * with the same user id, and so with the use of the invite that was taken under it.
 */
export const createRegister = (dependencies: RegisterDependencies): Application['register'] => {
  const { store, handle, emailStreams, credentials, passwords } = dependencies;
  const { passwordComposition, deterministicUuids } = dependencies;
  const invites = createInvites(dependencies);

  return async (input, { commandId, correlationId }) => {
    const invitation = await invites.check(input.inviteCode);
    if (!invitation.ok) return invitation;
    const email = parseEmail(input.email);
    if (!email.ok) return email;
    const { stream, state } = await findClaim(store, emailStreams, email.value);
    const claimed = state.status === 'claimed' ? state.userId : null;
    if (claimed !== null && (await loadUser(store, claimed)) !== null) return fail(refuse('ERR_USER_001'));
    const password = parsePassword(input.password, { composition: passwordComposition });
    if (!password.ok) return password;
    const fullName = parseFullName(input.fullName);
    if (!fullName.ok) return fullName;

    // Whoever had the address before and was erased is somebody else.
    const derived = deterministicUuids && !(state.status === 'free' && state.before);
    const proposed = derived ? userIdOf(email.value) : uuid5('user', commandId);
    const userId = claimed ?? proposed;
    const context: CommandContext = { commandId, correlationId, actor: { kind: 'user', userId } };
    const claim = await handle(emailDecider, stream, { type: 'ClaimEmail', userId }, context);
    // Somebody claimed it a moment ago, and will register or already has: as for the user, as if it had been taken before.
    if (!claim.ok) return fail(refuse('ERR_USER_001'));
    const credentialId = uuid5('credential', commandId);
    await credentials.save(credentialId, await passwords.hash(password.value));
    const used = await invites.use(invitation.value, userId, context);
    if (!used.ok) return used;
    const { inviteId } = invitation.value;
    const registered = await handle(
      userDecider,
      streams.user(userId),
      {
        type: 'RegisterUser',
        userId,
        email: email.value,
        fullName: fullName.value,
        credentialId,
        ...(inviteId === null ? {} : { inviteId }),
      },
      context,
    );
    if (!registered.ok) {
      await invites.giveBack(invitation.value, userId, context);
      return fail(registered.error);
    }
    const user = await loadUser(store, userId);
    if (user === null) throw new Error('a user who was just registered cannot be read back');
    return ok({ value: publicPart(user), position: registered.value.position });
  };
};
