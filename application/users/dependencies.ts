import type { HandleCommand } from '../command-handler.ts';
import type { ImpersonationRules } from '../impersonation/rules.ts';
import type { InviteIdOf } from '../invites/invite-ids.ts';
import type { AccountMessages } from '../ports/account-messages.ts';
import type { ApiKeyHashes } from '../ports/api-keys.ts';
import type { Clock } from '../ports/clock.ts';
import type { Credentials, PasswordHasher, Tokens } from '../ports/credentials.ts';
import type { EventStore } from '../ports/event-store.ts';
import type { PasswordResets } from '../ports/password-resets.ts';
import type { CheckSession, Sessions } from '../ports/sessions.ts';
import type { EmailStreams } from './email-stream.ts';

export type SessionLifetimes = {
  /** From logging in to having to log in again. */
  readonly sessionSeconds: number;
  /** Of an access token, where the rest of the session is bridged by refresh tokens; null where it lives as long. */
  readonly accessSeconds: number | null;
};

export type UserDependencies = {
  readonly store: EventStore;
  readonly handle: HandleCommand;
  readonly emailStreams: EmailStreams;
  readonly clock: Clock;
  readonly credentials: Credentials;
  readonly passwords: PasswordHasher;
  readonly tokens: Tokens;
  readonly sessions: Sessions;
  /** Where one question answers for sessions and log together. */
  readonly checkSession?: CheckSession | undefined;
  readonly sessionLifetimes: SessionLifetimes;
  readonly apiKeyHashes: ApiKeyHashes;
  readonly passwordResets: PasswordResets;
  readonly passwordResetMinutes: number;
  readonly accountMessages: AccountMessages;
  /** Hears of what goes wrong behind the back of a caller who has been answered. */
  readonly report: (error: unknown) => void;
  readonly impersonation: ImpersonationRules;
  readonly inviteCode: string;
  readonly inviteIdOf: InviteIdOf;
  /** Upper case, lower case and a digit are required. */
  readonly passwordComposition: boolean;
  readonly deterministicUuids: boolean;
};
