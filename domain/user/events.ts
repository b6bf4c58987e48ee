import type { IsoInstant } from '../dates.ts';
import type { DomainEvent } from '../decider.ts';
import type { UserId } from '../ids.ts';
import type { Scope } from './scope.ts';

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
    /** The stored invite that they came with; absent with the configured code. */
    readonly inviteId?: string;
  }
>;

/** Every token issued before this moment is void: the token version goes up by one. */
export type SessionsRevoked = DomainEvent<
  'SessionsRevoked',
  { readonly userId: UserId; readonly reason: 'logout' }
>;

/**
 * `credentialId` names the new hash. Every token issued before is void; a reset, which whoever has lost the account may
 * need, voids API keys as well.
 */
export type PasswordChanged = DomainEvent<
  'PasswordChanged',
  { readonly userId: UserId; readonly credentialId: string; readonly how: 'change' | 'reset' }
>;

/** A refresh token came a second time: one of the two has been stolen, and the session was ended. */
export type RefreshTokenReused = DomainEvent<
  'RefreshTokenReused',
  { readonly userId: UserId; readonly sessionId: string }
>;

/** The hash of the key itself is kept outside the log, under `keyId`. The name is sealed. */
export type ApiKeyCreated = DomainEvent<
  'ApiKeyCreated',
  {
    readonly userId: UserId;
    readonly keyId: string;
    readonly name: string | null;
    /** The first characters of the key, by which a person knows it again. */
    readonly prefix: string;
    readonly scopes: readonly Scope[];
    readonly createdAt: IsoInstant;
    readonly expiresAt: IsoInstant | null;
  }
>;

export type ApiKeyRevoked = DomainEvent<'ApiKeyRevoked', { readonly userId: UserId; readonly keyId: string }>;

export type SuperuserGranted = DomainEvent<'SuperuserGranted', { readonly userId: UserId }>;

/** Every token issued before is void, and so are API keys that were made to administer. */
export type SuperuserRevoked = DomainEvent<'SuperuserRevoked', { readonly userId: UserId }>;

/** The person is forgotten: their key is dropped, their sessions are void, and nothing of them is read again. */
export type UserErased = DomainEvent<'UserErased', { readonly userId: UserId; readonly reason: string }>;

export type UserEvent =
  | UserRegistered
  | SessionsRevoked
  | PasswordChanged
  | RefreshTokenReused
  | ApiKeyCreated
  | ApiKeyRevoked
  | SuperuserGranted
  | SuperuserRevoked
  | UserErased;
