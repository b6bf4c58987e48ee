import type { Decider } from '../decider.ts';
import { refuse } from '../errors/refusal.ts';
import type { UserId } from '../ids.ts';
import { fail, ok } from '../result.ts';
import type { SessionsRevoked, UserEvent, UserRegistered } from './events.ts';

export type UserCommand =
  | ({ readonly type: 'RegisterUser' } & UserRegistered['data'] & {
        readonly email: string;
        readonly fullName: string;
      })
  | { readonly type: 'RevokeSessions'; readonly reason: SessionsRevoked['data']['reason'] }
  | { readonly type: 'GrantSuperuser' }
  | { readonly type: 'EraseUser'; readonly reason: string };

export type UserState =
  | { readonly status: 'unregistered' }
  | {
      readonly status: 'registered';
      readonly userId: UserId;
      /** Null when the person's key is gone while the erasure is being told. */
      readonly email: string | null;
      readonly fullName: string | null;
      readonly credentialId: string;
      readonly isSuperuser: boolean;
      /** Tokens carry the version they were issued under; an older one is void. */
      readonly tokenVersion: number;
    }
  /** The address as long as its key is there: an erasure that was cut short needs them to finish. */
  | {
      readonly status: 'erased';
      readonly userId: UserId;
      readonly email: string | null;
      readonly credentialId: string;
    };

export const userDecider: Decider<UserCommand, UserEvent, UserState> = {
  initial: { status: 'unregistered' },

  decide: (command, state) => {
    switch (command.type) {
      case 'RegisterUser': {
        const { type: _, ...data } = command;
        if (state.status === 'unregistered') return ok([{ type: 'UserRegistered', data }]);
        // The same registration again carries the same credential; another one must not take over the user.
        return state.status === 'registered' && state.credentialId === data.credentialId
          ? ok([])
          : fail(refuse('ERR_USER_001'));
      }
      case 'RevokeSessions':
        if (state.status !== 'registered') return fail(refuse('ERR_NOT_FOUND'));
        return ok([{ type: 'SessionsRevoked', data: { userId: state.userId, reason: command.reason } }]);
      case 'GrantSuperuser':
        if (state.status !== 'registered') return fail(refuse('ERR_ADMIN_002'));
        return ok(state.isSuperuser ? [] : [{ type: 'SuperuserGranted', data: { userId: state.userId } }]);
      case 'EraseUser':
        if (state.status === 'unregistered') return fail(refuse('ERR_ADMIN_002'));
        return ok(
          state.status === 'erased'
            ? []
            : [{ type: 'UserErased', data: { userId: state.userId, reason: command.reason } }],
        );
      default:
        return command satisfies never;
    }
  },

  evolve: (state, event) => {
    switch (event.type) {
      case 'UserRegistered':
        return { status: 'registered', ...event.data, isSuperuser: false, tokenVersion: 0 };
      case 'SessionsRevoked':
        return state.status === 'registered' ? { ...state, tokenVersion: state.tokenVersion + 1 } : state;
      case 'SuperuserGranted':
        return state.status === 'registered' ? { ...state, isSuperuser: true } : state;
      case 'UserErased': {
        if (state.status !== 'registered') return state;
        const { userId, email, credentialId } = state;
        return { status: 'erased', userId, email, credentialId };
      }
      default:
        return event satisfies never;
    }
  },
};
