import type { EmailEvent } from '../../domain/email/events.ts';
import { userDecider } from '../../domain/user/decider.ts';
import type { UserEvent } from '../../domain/user/events.ts';
import type { SignedInUser } from '../application.ts';
import type { EventStore } from '../ports/event-store.ts';
import { streams } from '../streams.ts';

/** A registered user with what signing in needs, read from the log and so never stale. */
export type RegisteredUser = SignedInUser & { readonly credentialId: string; readonly tokenVersion: number };

/** Null when the stream does not exist, or was claimed and never registered. */
export const loadUser = async (store: EventStore, userId: string): Promise<RegisteredUser | null> => {
  const events = await store.readStream(streams.user(userId));
  const state = events.reduce(
    (folded, event) => userDecider.evolve(folded, event as unknown as UserEvent),
    userDecider.initial,
  );
  const [first] = events;
  if (state.status !== 'registered' || first === undefined) return null;
  const { email, fullName, isSuperuser, credentialId, tokenVersion } = state;
  return {
    userId,
    email,
    fullName,
    isSuperuser,
    credentialId,
    tokenVersion,
    createdAt: first.metadata.occurredAt,
  };
};

/** Who owns a normalised address; null when nobody has claimed it. */
export const ownerOfEmail = async (store: EventStore, email: string): Promise<string | null> => {
  const [claim] = await store.readStream(streams.email(email));
  return claim === undefined ? null : (claim as unknown as EmailEvent).data.userId;
};
