import type { Refusal } from '../../domain/errors/refusal.ts';
import { refuse } from '../../domain/errors/refusal.ts';
import { checkInvite, type InviteState, inviteDecider } from '../../domain/invite/decider.ts';
import type { InviteEvent } from '../../domain/invite/events.ts';
import { parseNewInvite } from '../../domain/invite/new-invite.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { Application, CallContext } from '../application.ts';
import type { HandleCommand } from '../command-handler.ts';
import type { Clock } from '../ports/clock.ts';
import type { EventStore } from '../ports/event-store.ts';
import { streams } from '../streams.ts';
import { isInvited } from '../users/invite-code.ts';
import { loadUserState } from '../users/load-user.ts';
import type { InviteIdOf } from './invite-ids.ts';
import { newInviteCode } from './new-code.ts';

/** Null for the configured code, which anybody may use as often as they like. */
export type Invitation = { readonly inviteId: string | null };

export type Invites = {
  /** Whether the code lets somebody register now. Nothing is used up by asking. */
  readonly check: (code: string) => Promise<Result<Invitation, Refusal>>;
  /** Takes one of its uses; of those who race for the last one, one gets it. Again for the same person takes nothing. */
  readonly use: (
    invitation: Invitation,
    userId: string,
    context: CallContext,
  ) => Promise<Result<null, Refusal>>;
  /** Gives the use of a registration back that came to nothing. */
  readonly giveBack: (invitation: Invitation, userId: string, context: CallContext) => Promise<void>;
  readonly create: Application['createInvite'];
  readonly revoke: Application['revokeInvite'];
};

export type InviteDependencies = {
  readonly store: EventStore;
  readonly handle: HandleCommand;
  readonly clock: Clock;
  readonly inviteIdOf: InviteIdOf;
  /** The configured one. */
  readonly inviteCode: string;
};

export const createInvites = ({
  store,
  handle,
  clock,
  inviteIdOf,
  inviteCode,
}: InviteDependencies): Invites => {
  const stateOf = async (inviteId: string): Promise<InviteState> => {
    const events = await store.readStream(streams.invite(inviteId));
    return events.reduce(
      (state, event) => inviteDecider.evolve(state, event as unknown as InviteEvent),
      inviteDecider.initial,
    );
  };

  return {
    check: async (code) => {
      if (isInvited(code, inviteCode)) return ok({ inviteId: null });
      // Whatever was typed takes the same way: a keyed hash and one look, so that time tells nothing about a code.
      const inviteId = inviteIdOf(code);
      const usable = checkInvite(await stateOf(inviteId), clock().toISOString());
      return usable.ok ? ok({ inviteId }) : usable;
    },
    use: async ({ inviteId }, userId, context) => {
      if (inviteId === null) return ok(null);
      const command = { type: 'UseInvite', userId, at: clock().toISOString() } as const;
      const used = await handle(inviteDecider, streams.invite(inviteId), command, context);
      return used.ok ? ok(null) : used;
    },
    giveBack: async ({ inviteId }, userId, context) => {
      if (inviteId === null) return;
      const user = await loadUserState(store, userId);
      // Another attempt of the same person with the same code has made it.
      if (user.status === 'registered' && user.inviteId === inviteId) return;
      await handle(inviteDecider, streams.invite(inviteId), { type: 'ReturnInviteUse', userId }, context);
    },
    create: async (given, context) => {
      const createdAt = clock().toISOString();
      const invite = parseNewInvite(given, createdAt);
      if (!invite.ok) return invite;
      const { code = null, ...terms } = invite.value;
      const chosen = code ?? newInviteCode();
      if (isInvited(chosen, inviteCode)) return fail(refuse('ERR_INVITE_005'));
      const inviteId = inviteIdOf(chosen);
      const command = { type: 'CreateInvite', inviteId, ...terms } as const;
      const created = await handle(inviteDecider, streams.invite(inviteId), command, context);
      if (!created.ok) return created;
      return ok({
        value: { inviteId, code: chosen, ...terms, createdAt },
        position: created.value.position,
      });
    },
    revoke: async (inviteId, context) => {
      const revoked = await handle(
        inviteDecider,
        streams.invite(inviteId),
        { type: 'RevokeInvite' },
        context,
      );
      return revoked.ok ? ok({ value: null, position: revoked.value.position }) : revoked;
    },
  };
};
