import type { IsoInstant } from '../dates.ts';
import type { Decider } from '../decider.ts';
import { refuse } from '../errors/refusal.ts';
import { fail, ok } from '../result.ts';
import type { ImpersonationEnded, ImpersonationEvent, ImpersonationStarted } from './events.ts';

export type ImpersonationCommand =
  | ({
      readonly type: 'StartImpersonation';
      readonly targetIsSuperuser: boolean;
      readonly at: IsoInstant;
    } & ImpersonationStarted['data'])
  | {
      readonly type: 'EndImpersonation';
      /** Null: whichever is open. */
      readonly impersonationId: string | null;
      readonly because: Exclude<ImpersonationEnded['data']['because'], 'replaced'>;
    };

export type Impersonation = Omit<ImpersonationStarted['data'], 'reason'>;

/** Of one administrator, who acts as one person at a time. Null also before the first. */
export type ImpersonationState = { readonly open: Impersonation | null };

/** What an impersonation ends with: it was for a while from the beginning. */
export const isOver = ({ expiresAt }: Pick<Impersonation, 'expiresAt'>, at: IsoInstant): boolean =>
  at >= expiresAt;

const ended = (
  { impersonationId, administratorId, targetUserId }: Impersonation,
  because: ImpersonationEnded['data']['because'],
): ImpersonationEnded => ({
  type: 'ImpersonationEnded',
  data: { impersonationId, administratorId, targetUserId, because },
});

export const impersonationDecider: Decider<ImpersonationCommand, ImpersonationEvent, ImpersonationState> = {
  initial: { open: null },

  decide: (command, { open }) => {
    switch (command.type) {
      case 'StartImpersonation': {
        const { type: _, targetIsSuperuser, at, ...data } = command;
        if (data.targetUserId === data.administratorId || targetIsSuperuser)
          return fail(refuse('ERR_ADMIN_003'));
        if (open?.impersonationId === data.impersonationId) return ok([]);
        const before = open === null || isOver(open, at) ? [] : [ended(open, 'replaced')];
        return ok([...before, { type: 'ImpersonationStarted', data }]);
      }
      case 'EndImpersonation': {
        const { impersonationId, because } = command;
        const isIt = open !== null && (impersonationId === null || impersonationId === open.impersonationId);
        return ok(isIt ? [ended(open, because)] : []);
      }
      default:
        return command satisfies never;
    }
  },

  evolve: (state, event) => {
    switch (event.type) {
      case 'ImpersonationStarted': {
        const { reason: _, ...open } = event.data;
        return { open };
      }
      case 'ImpersonationEnded':
        return state.open?.impersonationId === event.data.impersonationId ? { open: null } : state;
      default:
        return event satisfies never;
    }
  },
};
