import type { Decider } from '../decider.ts';
import { refuse } from '../errors/refusal.ts';
import type { UserId } from '../ids.ts';
import { fail, ok } from '../result.ts';
import type { EmailEvent } from './events.ts';

export type EmailCommand = { readonly type: 'ClaimEmail' | 'ReleaseEmail'; readonly userId: UserId };

export type EmailState =
  /** `before`: it was somebody's. */
  | { readonly status: 'free'; readonly before: boolean }
  | { readonly status: 'claimed'; readonly userId: UserId };

/** An address belongs to whoever claimed it first; claiming it again for the same user changes nothing. */
export const emailDecider: Decider<EmailCommand, EmailEvent, EmailState> = {
  initial: { status: 'free', before: false },

  decide: ({ type, userId }, state) => {
    const own = state.status === 'claimed' && state.userId === userId;
    switch (type) {
      case 'ClaimEmail':
        if (state.status === 'free') return ok([{ type: 'EmailClaimed', data: { userId } }]);
        return own ? ok([]) : fail(refuse('ERR_USER_001'));
      case 'ReleaseEmail':
        return ok(own ? [{ type: 'EmailReleased', data: { userId } }] : []);
      default:
        return type satisfies never;
    }
  },

  evolve: (_state, event) => {
    switch (event.type) {
      case 'EmailClaimed':
        return { status: 'claimed', userId: event.data.userId };
      case 'EmailReleased':
        return { status: 'free', before: true };
      default:
        return event satisfies never;
    }
  },
};
