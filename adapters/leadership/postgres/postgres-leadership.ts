import type { Pool } from 'pg';
import type { Leadership } from '../../../application/ports/leadership.ts';
import { createTurns } from '../take-turns.ts';
import { type LockSession, openLockSession } from './lock-session.ts';

const ASK_EVERY_MS = 1000;

export type PostgresLeadership = Leadership & {
  /** After everything that leads was stopped. */
  readonly close: () => Promise<void>;
};

/**
 * A session advisory lock per name, all of a process on one connection of their own: when the process dies, or its
 * connection is lost, the server gives the locks to whoever asks next.
 */
export const createPostgresLeadership = (
  pool: Pool,
  { askEveryMs = ASK_EVERY_MS }: { readonly askEveryMs?: number } = {},
): PostgresLeadership => {
  let opening: Promise<LockSession> | null = null;

  const open = async (): Promise<LockSession> => {
    const session = await openLockSession(pool);
    session.lost.addEventListener('abort', () => {
      opening = null;
      // What is left of a broken connection; there is nobody to be told of it.
      session.end().catch(() => {});
    });
    return session;
  };

  const session = (): Promise<LockSession> => {
    opening ??= open().catch((error: unknown) => {
      opening = null;
      throw error;
    });
    return opening;
  };

  const turns = createTurns(async (name) => {
    const { tryLock, unlock, lost } = await session();
    if (!(await tryLock(name))) return null;
    return {
      lost,
      release: async () => {
        // With the connection the lock is gone already.
        if (!lost.aborted) await unlock(name);
      },
    };
  }, askEveryMs);

  return {
    ...turns,
    close: async () => {
      await (await opening)?.end();
    },
  };
};
