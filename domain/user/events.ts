import type { DomainEvent } from '../decider.ts';
import type { UserId } from '../ids.ts';

/**
 * `credentialId` names the row of the credentials table that holds the password hash; the hash is never in the log.
 * Address and name are sealed there since version 2, and null once the person is forgotten.
 */
export type UserRegistered = DomainEvent<
  'UserRegistered',
  {
    readonly userId: UserId;
    readonly email: string | null;
    readonly fullName: string | null;
    readonly credentialId: string;
  }
>;

/** Every token issued before this moment is void: the token version goes up by one. */
export type SessionsRevoked = DomainEvent<
  'SessionsRevoked',
  { readonly userId: UserId; readonly reason: 'logout' }
>;

export type SuperuserGranted = DomainEvent<'SuperuserGranted', { readonly userId: UserId }>;

/** The person is forgotten: their key is dropped, their sessions are void, and nothing of them is read again. */
export type UserErased = DomainEvent<'UserErased', { readonly userId: UserId; readonly reason: string }>;

export type UserEvent = UserRegistered | SessionsRevoked | SuperuserGranted | UserErased;
