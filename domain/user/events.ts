import type { DomainEvent } from '../decider.ts';
import type { UserId } from '../ids.ts';

/** `credentialId` names the row of the credentials table that holds the password hash; the hash is never in the log. */
export type UserRegistered = DomainEvent<
  'UserRegistered',
  {
    readonly userId: UserId;
    readonly email: string;
    readonly fullName: string;
    readonly credentialId: string;
  }
>;

/** Every token issued before this moment is void: the token version goes up by one. */
export type SessionsRevoked = DomainEvent<
  'SessionsRevoked',
  { readonly userId: UserId; readonly reason: 'logout' }
>;

export type SuperuserGranted = DomainEvent<'SuperuserGranted', { readonly userId: UserId }>;

export type UserEvent = UserRegistered | SessionsRevoked | SuperuserGranted;
