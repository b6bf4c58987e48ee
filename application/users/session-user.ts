import type { EventStore } from '../ports/event-store.ts';
import type { CheckSession, Sessions } from '../ports/sessions.ts';
import { createRecentlyUsed } from '../recently-used.ts';
import { streams } from '../streams.ts';
import { type RegisteredUser, userOf } from './load-user.ts';

/** The user of an open session as their stream has them now; null when it is not open, or they are not there. */
export type SessionUser = (sessionId: string, userId: string) => Promise<RegisteredUser | null>;

type Known = { readonly user: RegisteredUser; readonly revision: bigint };

/** Who called last: some kilobytes each. */
const MOST = 1000;

/** Where sessions and the log are not in one database. */
const checkBoth =
  (sessions: Pick<Sessions, 'isOpen'>, store: Pick<EventStore, 'readStream'>): CheckSession =>
  async (sessionId, { stream, revision }) => {
    const [isOpen, newer] = await Promise.all([
      sessions.isOpen(sessionId),
      store.readStream(stream, { after: revision, limit: 1 }),
    ]);
    return { isOpen, isChanged: newer.length > 0 };
  };

/**
 * Asks at each call, and reads a user again only when there is something new to read: whatever ends a session or changes
 * a user is seen by the very next call, in every process.
 */
export const createSessionUser = ({
  store,
  sessions,
  checkSession = checkBoth(sessions, store),
}: {
  readonly store: Pick<EventStore, 'readStream'>;
  readonly sessions: Pick<Sessions, 'isOpen'>;
  readonly checkSession?: CheckSession | undefined;
}): SessionUser => {
  const known = createRecentlyUsed<Known>(MOST);
  return async (sessionId, userId) => {
    const stream = streams.user(userId);
    const before = known.get(userId);
    if (before !== undefined) {
      const { isOpen, isChanged } = await checkSession(sessionId, { stream, revision: before.revision });
      if (!isOpen) return null;
      if (!isChanged) return before.user;
    }
    const [events, isOpen] = await Promise.all([store.readStream(stream), sessions.isOpen(sessionId)]);
    const user = userOf(userId, events);
    const last = events.at(-1);
    if (user === null || last === undefined) known.delete(userId);
    else known.set(userId, { user, revision: last.revision });
    return isOpen ? user : null;
  };
};
