import type { IsoInstant } from '../dates.ts';
import type { DomainEvent } from '../decider.ts';
import type { UserId } from '../ids.ts';

/** A code that lets people register. The code itself is nowhere: its id is a keyed hash of it. */
export type InviteCreated = DomainEvent<
  'InviteCreated',
  {
    readonly inviteId: string;
    /** Whom it is for, as a group. */
    readonly cohort: string | null;
    /** Kept for ever: it must not name a person. */
    readonly note: string | null;
    /** From then on it is not taken any more; null: it does not expire. */
    readonly expiresAt: IsoInstant | null;
    readonly maxUses: number;
  }
>;

/** One of its uses is taken, by somebody who is registering or has registered. */
export type InviteUsed = DomainEvent<
  'InviteUsed',
  { readonly inviteId: string; readonly userId: UserId; readonly usedAt: IsoInstant }
>;

/** The registration came to nothing: the use is there again for somebody else. */
export type InviteUseReturned = DomainEvent<
  'InviteUseReturned',
  { readonly inviteId: string; readonly userId: UserId }
>;

/** Nobody registers with it any more; who has, stays. */
export type InviteRevoked = DomainEvent<'InviteRevoked', { readonly inviteId: string }>;

export type InviteEvent = InviteCreated | InviteUsed | InviteUseReturned | InviteRevoked;
