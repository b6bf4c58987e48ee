import { type EmailState, emailDecider } from '../../domain/email/decider.ts';
import type { EmailEvent } from '../../domain/email/events.ts';
import { type ApiKey, type UserState, userDecider } from '../../domain/user/decider.ts';
import type { UserEvent } from '../../domain/user/events.ts';
import type { SignedInUser } from '../application.ts';
import type { EventStore, RecordedEvent } from '../ports/event-store.ts';
import { streams } from '../streams.ts';
import type { EmailStreams } from './email-stream.ts';

/** A registered user with what signing in needs, read from the log and so never stale. */
export type RegisteredUser = SignedInUser & {
  readonly credentialId: string;
  readonly tokenVersion: number;
  readonly apiKeys: ReadonlyMap<string, ApiKey>;
};

/** Without what signing in needs. */
export const publicPart = ({
  userId,
  email,
  fullName,
  isSuperuser,
  createdAt,
}: RegisteredUser): SignedInUser => ({ userId, email, fullName, isSuperuser, createdAt });

const stateOf = (events: readonly RecordedEvent[]): UserState =>
  events.reduce(
    (folded, event) => userDecider.evolve(folded, event as unknown as UserEvent),
    userDecider.initial,
  );

export const loadUserState = async (store: EventStore, userId: string): Promise<UserState> =>
  stateOf(await store.readStream(streams.user(userId)));

/** Of the events of their stream; null when nobody has registered, or the person was erased. */
export const userOf = (userId: string, events: readonly RecordedEvent[]): RegisteredUser | null => {
  const state = stateOf(events);
  const [first] = events;
  if (state.status !== 'registered' || first === undefined) return null;
  const { email, fullName, isSuperuser, credentialId, tokenVersion, apiKeys } = state;
  if (email === null || fullName === null) return null;
  return {
    userId,
    email,
    fullName,
    isSuperuser,
    credentialId,
    tokenVersion,
    apiKeys,
    createdAt: first.metadata.occurredAt,
  };
};

/** Null when nobody has registered under the id, or the person was erased. */
export const loadUser = async (store: EventStore, userId: string): Promise<RegisteredUser | null> =>
  userOf(userId, await store.readStream(streams.user(userId)));

/** Where an address is claimed, or is to be claimed, and by whom. */
export const findClaim = async (
  store: EventStore,
  emailStreams: EmailStreams,
  email: string,
): Promise<{ readonly stream: string; readonly state: EmailState }> => {
  const { current, legacy } = emailStreams(email);
  for (const stream of [current, legacy]) {
    const events = await store.readStream(stream);
    if (events.length === 0) continue;
    const state = events.reduce(
      (folded, event) => emailDecider.evolve(folded, event as unknown as EmailEvent),
      emailDecider.initial,
    );
    return { stream, state };
  }
  return { stream: current, state: emailDecider.initial };
};

/** Who owns a normalised address; null when nobody does. */
export const ownerOfEmail = async (
  store: EventStore,
  emailStreams: EmailStreams,
  email: string,
): Promise<string | null> => {
  const { state } = await findClaim(store, emailStreams, email);
  return state.status === 'claimed' ? state.userId : null;
};
