import type { Decider } from '../decider.ts';
import { refuse } from '../errors/refusal.ts';
import type { UserId } from '../ids.ts';
import { fail, ok } from '../result.ts';
import type { EmailEvent } from './events.ts';

export type EmailCommand = { readonly type: 'ClaimEmail'; readonly userId: UserId };

export type EmailState =
  | { readonly status: 'free' }
  | { readonly status: 'claimed'; readonly userId: UserId };

/** An address belongs to whoever claimed it first; claiming it again for the same user changes nothing. */
export const emailDecider: Decider<EmailCommand, EmailEvent, EmailState> = {
  initial: { status: 'free' },

  decide: ({ userId }, state) => {
    if (state.status === 'free') return ok([{ type: 'EmailClaimed', data: { userId } }]);
    return state.userId === userId ? ok([]) : fail(refuse('ERR_USER_001'));
  },

  evolve: (_state, event) => ({ status: 'claimed', userId: event.data.userId }),
};
