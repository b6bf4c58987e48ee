import type { DomainEvent } from '../decider.ts';
import type { UserId } from '../ids.ts';

/** Stream `email-{sha256 of the normalised address}`: who owns an address. Unique by "no stream", in every store. */
export type EmailClaimed = DomainEvent<'EmailClaimed', { readonly userId: UserId }>;

export type EmailEvent = EmailClaimed;
