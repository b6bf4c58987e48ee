import type { IsoInstant } from '../dates.ts';
import type { Decider } from '../decider.ts';
import { type Refusal, refuse } from '../errors/refusal.ts';
import type { UserId } from '../ids.ts';
import { fail, ok, type Result } from '../result.ts';
import type { InviteCreated, InviteEvent } from './events.ts';

export type InviteCommand =
  | ({ readonly type: 'CreateInvite' } & InviteCreated['data'])
  | { readonly type: 'UseInvite'; readonly userId: UserId; readonly at: IsoInstant }
  | { readonly type: 'ReturnInviteUse'; readonly userId: UserId }
  | { readonly type: 'RevokeInvite' };

export type InviteState =
  | { readonly status: 'unknown' }
  | {
      readonly status: 'open' | 'revoked';
      readonly inviteId: string;
      readonly expiresAt: IsoInstant | null;
      readonly maxUses: number;
      /** Who has used it, in order: as many uses are gone. */
      readonly users: readonly UserId[];
    };

/** Whether one more person may register with it at `at`. */
export const checkInvite = (state: InviteState, at: IsoInstant): Result<null, Refusal> => {
  if (state.status === 'unknown') return fail(refuse('ERR_INVITE_001'));
  if (state.status === 'revoked') return fail(refuse('ERR_INVITE_004'));
  if (state.expiresAt !== null && at >= state.expiresAt) return fail(refuse('ERR_INVITE_002'));
  return state.users.length < state.maxUses ? ok(null) : fail(refuse('ERR_INVITE_003'));
};

export const inviteDecider: Decider<InviteCommand, InviteEvent, InviteState> = {
  initial: { status: 'unknown' },

  decide: (command, state) => {
    switch (command.type) {
      case 'CreateInvite': {
        const { type: _, ...data } = command;
        return state.status === 'unknown'
          ? ok([{ type: 'InviteCreated', data }])
          : fail(refuse('ERR_INVITE_005'));
      }
      case 'UseInvite': {
        const { userId, at: usedAt } = command;
        // The same person once more is a registration that was cut short and goes on.
        if (state.status === 'open' && state.users.includes(userId)) return ok([]);
        const usable = checkInvite(state, usedAt);
        if (!usable.ok) return usable;
        if (state.status === 'unknown') return ok([]);
        return ok([{ type: 'InviteUsed', data: { inviteId: state.inviteId, userId, usedAt } }]);
      }
      case 'ReturnInviteUse': {
        const { userId } = command;
        if (state.status === 'unknown' || !state.users.includes(userId)) return ok([]);
        return ok([{ type: 'InviteUseReturned', data: { inviteId: state.inviteId, userId } }]);
      }
      case 'RevokeInvite':
        if (state.status === 'unknown') return fail(refuse('ERR_INVITE_006'));
        return ok(
          state.status === 'revoked' ? [] : [{ type: 'InviteRevoked', data: { inviteId: state.inviteId } }],
        );
      default:
        return command satisfies never;
    }
  },

  evolve: (state, event) => {
    if (event.type === 'InviteCreated') {
      const { inviteId, expiresAt, maxUses } = event.data;
      return { status: 'open', inviteId, expiresAt, maxUses, users: [] };
    }
    if (state.status === 'unknown') return state;
    switch (event.type) {
      case 'InviteUsed':
        return { ...state, users: [...state.users, event.data.userId] };
      case 'InviteUseReturned':
        return { ...state, users: state.users.filter((userId) => userId !== event.data.userId) };
      case 'InviteRevoked':
        return { ...state, status: 'revoked' };
      default:
        return event satisfies never;
    }
  },
};
