import type { DomainEvent } from '../decider.ts';
import type { UserId } from '../ids.ts';

/**
 * Stream `email-{keyed hash of the normalised address}`: who owns an address. One decider per address keeps it unique.
 */
export type EmailClaimed = DomainEvent<'EmailClaimed', { readonly userId: UserId }>;

/** The owner was erased; whoever comes next may claim the address. */
export type EmailReleased = DomainEvent<'EmailReleased', { readonly userId: UserId }>;

export type EmailEvent = EmailClaimed | EmailReleased;
