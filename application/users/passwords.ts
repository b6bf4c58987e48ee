import { parseEmail } from '../../domain/email/address.ts';
import { refuse } from '../../domain/errors/refusal.ts';
import { uuid5 } from '../../domain/ids.ts';
import { fail, ok } from '../../domain/result.ts';
import { userDecider } from '../../domain/user/decider.ts';
import { parsePassword } from '../../domain/user/password.ts';
import type { Application, CallContext } from '../application.ts';
import { streams } from '../streams.ts';
import type { UserDependencies } from './dependencies.ts';
import { loadUser, ownerOfEmail, type RegisteredUser } from './load-user.ts';
import { hashOfSecret, newSecret } from './secret-token.ts';
import { openSession } from './sessions.ts';

/**
 * The new hash is saved, the event names it, the old hash is removed: whatever is cut short, one of the two passwords
 * is good, and never both.
 */
const replacePassword = async (
  { handle, credentials, passwords, passwordResets }: UserDependencies,
  { userId, credentialId: from }: RegisteredUser,
  password: string,
  how: 'change' | 'reset',
  context: CallContext,
) => {
  const credentialId = uuid5('credential', context.commandId);
  await credentials.save(credentialId, await passwords.hash(password));
  const command = { type: 'ChangePassword', from, credentialId, how } as const;
  const changed = await handle(userDecider, streams.user(userId), command, context);
  if (!changed.ok) {
    await credentials.remove(credentialId);
    return changed;
  }
  await credentials.remove(from);
  await passwordResets.drop(userId);
  return changed;
};

/** Every session ends but the caller's, who goes on with a new one. */
export const createChangePassword =
  (dependencies: UserDependencies): Application['changePassword'] =>
  async (userId, { currentPassword, newPassword, carrier }, context) => {
    const { store, credentials, passwords, passwordComposition } = dependencies;
    const password = parsePassword(newPassword, { composition: passwordComposition });
    if (!password.ok) return password;
    const user = await loadUser(store, userId);
    const hash = user === null ? null : await credentials.find(user.credentialId);
    if (user === null || hash === null || !(await passwords.verify(hash, currentPassword)))
      return fail(refuse('ERR_USER_005'));
    const changed = await replacePassword(dependencies, user, password.value, 'change', context);
    if (!changed.ok) return fail(changed.error);
    const renewed = await loadUser(store, userId);
    if (renewed === null) return fail(refuse('ERR_AUTH_002'));
    return ok({
      value: await openSession(dependencies, renewed, carrier),
      position: changed.value.position,
    });
  };

/** Done behind the caller's back: neither the answer nor its time says whether the address is known. */
export const createRequestPasswordReset = (
  dependencies: UserDependencies,
): Application['requestPasswordReset'] => {
  const { store, emailStreams, passwordResets, accountMessages, clock, report } = dependencies;
  const send = async (text: string): Promise<void> => {
    const email = parseEmail(text);
    const userId = email.ok ? await ownerOfEmail(store, emailStreams, email.value) : null;
    const user = userId === null ? null : await loadUser(store, userId);
    if (user === null) return;
    const token = newSecret();
    const expiresAt = new Date(clock().getTime() + dependencies.passwordResetMinutes * 60_000);
    await passwordResets.save({ userId: user.userId, sha256: hashOfSecret(token), expiresAt });
    await accountMessages.passwordReset({ email: user.email, fullName: user.fullName, token, expiresAt });
  };
  return (text) => {
    send(text).catch(report);
  };
};

/** The new password is looked at before the token is spent, so that a weak one costs nothing. */
export const createResetPassword =
  (dependencies: UserDependencies): Application['resetPassword'] =>
  async ({ token, newPassword }, ids) => {
    const { store, passwordResets, clock, passwordComposition } = dependencies;
    const sha256 = hashOfSecret(token);
    if ((await passwordResets.find(sha256, clock())) === null) return fail(refuse('ERR_AUTH_007'));
    const password = parsePassword(newPassword, { composition: passwordComposition });
    if (!password.ok) return password;
    const userId = await passwordResets.take(sha256, clock());
    const user = userId === null ? null : await loadUser(store, userId);
    if (user === null) return fail(refuse('ERR_AUTH_007'));
    const actor = { kind: 'user', userId: user.userId } as const;
    const changed = await replacePassword(dependencies, user, password.value, 'reset', { ...ids, actor });
    return changed.ok ? ok({ value: null, position: changed.value.position }) : fail(changed.error);
  };
