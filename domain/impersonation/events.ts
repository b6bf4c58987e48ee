import type { IsoInstant } from '../dates.ts';
import type { DomainEvent } from '../decider.ts';
import type { UserId } from '../ids.ts';

/** An administrator acts as a user, for a while. */
export type ImpersonationStarted = DomainEvent<
  'ImpersonationStarted',
  {
    readonly impersonationId: string;
    readonly administratorId: UserId;
    readonly targetUserId: UserId;
    /** Kept for ever: it must not name the person. */
    readonly reason: string;
    readonly allowWrites: boolean;
    /** It ends then by itself, without an event. */
    readonly expiresAt: IsoInstant;
  }
>;

export type ImpersonationEnded = DomainEvent<
  'ImpersonationEnded',
  {
    readonly impersonationId: string;
    readonly administratorId: UserId;
    readonly targetUserId: UserId;
    /** `replaced`: the administrator has started another. `demoted` and `erased` are about the administrator. */
    readonly because: 'stopped' | 'replaced' | 'demoted' | 'erased';
  }
>;

export type ImpersonationEvent = ImpersonationStarted | ImpersonationEnded;
