import type { HandleCommand } from '../command-handler.ts';
import type { InviteIdOf } from '../invites/invites.ts';
import type { Clock } from '../ports/clock.ts';
import type { Credentials, PasswordHasher, Tokens } from '../ports/credentials.ts';
import type { EventStore } from '../ports/event-store.ts';
import type { EmailStreams } from './email-stream.ts';

export type UserDependencies = {
  readonly store: EventStore;
  readonly handle: HandleCommand;
  readonly emailStreams: EmailStreams;
  readonly clock: Clock;
  readonly credentials: Credentials;
  readonly passwords: PasswordHasher;
  readonly tokens: Tokens;
  readonly inviteCode: string;
  readonly inviteIdOf: InviteIdOf;
  /** Upper case, lower case and a digit are required. */
  readonly passwordComposition: boolean;
  readonly deterministicUuids: boolean;
};
