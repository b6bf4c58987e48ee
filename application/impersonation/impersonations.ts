import { refuse } from '../../domain/errors/refusal.ts';
import { uuid5 } from '../../domain/ids.ts';
import { impersonationDecider } from '../../domain/impersonation/decider.ts';
import type { ImpersonationEnded } from '../../domain/impersonation/events.ts';
import { fail, ok } from '../../domain/result.ts';
import type { Application } from '../application.ts';
import type { CommandContext, HandleCommand } from '../command-handler.ts';
import { streams } from '../streams.ts';
import type { UserDependencies } from '../users/dependencies.ts';
import { loadUser, publicPart } from '../users/load-user.ts';

type Dependencies = Pick<
  UserDependencies,
  'store' | 'handle' | 'clock' | 'tokens' | 'sessionLifetimes' | 'impersonation'
>;

export type Impersonations = {
  readonly start: Application['startImpersonation'];
  readonly stop: Application['stopImpersonation'];
};

export const createImpersonations = ({
  store,
  handle,
  clock,
  tokens,
  sessionLifetimes,
  impersonation: rules,
}: Dependencies): Impersonations => ({
  start: async ({ userId: administratorId, sessionId }, wanted, context) => {
    const { targetUserId, reason, allowWrites } = wanted;
    if (allowWrites && !rules.mayWrite)
      return fail(
        refuse('ERR_ADMIN_013', { message: 'The operator does not allow changes under an impersonation.' }),
      );
    const [administrator, target] = await Promise.all([
      loadUser(store, administratorId),
      loadUser(store, targetUserId),
    ]);
    if (administrator === null) throw new Error('an administrator who is signed in is not registered');
    if (target === null) return fail(refuse('ERR_ADMIN_002'));
    const now = clock();
    const expiresAt = new Date(now.getTime() + (wanted.minutes ?? rules.usualMinutes) * 60_000);
    const impersonationId = uuid5('impersonation', context.commandId);
    const started = await handle(
      impersonationDecider,
      streams.impersonations(administratorId),
      {
        type: 'StartImpersonation',
        impersonationId,
        administratorId,
        targetUserId,
        reason,
        allowWrites,
        expiresAt: expiresAt.toISOString(),
        targetIsSuperuser: target.isSuperuser,
        at: now.toISOString(),
      },
      context,
    );
    if (!started.ok) return started;
    const { tokenVersion } = administrator;
    const token = await tokens.issueImpersonation(
      { userId: targetUserId, administratorId, impersonationId, tokenVersion, sessionId, expiresAt },
      now,
    );
    return ok({
      value: { token, expiresAt: expiresAt.toISOString(), allowWrites, target: publicPart(target) },
      position: started.value.position,
    });
  },

  stop: async ({ userId: administratorId, impersonationId, sessionId }, context) => {
    const ended = await handle(
      impersonationDecider,
      streams.impersonations(administratorId),
      { type: 'EndImpersonation', impersonationId, because: 'stopped' },
      context,
    );
    if (!ended.ok) return ended;
    const administrator = await loadUser(store, administratorId);
    // Of two calls that stop it at once, one is given the token.
    if (administrator === null || ended.value.events.length === 0) return fail(refuse('ERR_ADMIN_004'));
    const now = clock();
    const { accessSeconds, sessionSeconds } = sessionLifetimes;
    // The session itself may end sooner, and the token with it.
    const expiresAt = new Date(now.getTime() + (accessSeconds ?? sessionSeconds) * 1000);
    const token = await tokens.issue({ ...administrator, sessionId, expiresAt }, now);
    return ok({
      value: { token, administrator: publicPart(administrator) },
      position: ended.value.position,
    });
  },
});

/** For what happens to an administrator: whatever they have open ends. */
export const endImpersonations = async (
  handle: HandleCommand,
  administratorId: string,
  because: Exclude<ImpersonationEnded['data']['because'], 'stopped' | 'replaced'>,
  context: CommandContext,
): Promise<void> => {
  const command = { type: 'EndImpersonation', impersonationId: null, because } as const;
  const ended = await handle(impersonationDecider, streams.impersonations(administratorId), command, context);
  if (!ended.ok) throw new Error(`an impersonation could not be ended: ${ended.error.code}`);
};
