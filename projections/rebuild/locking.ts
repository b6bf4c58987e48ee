import type { Pool, PoolClient } from 'pg';
import { pause } from '../../application/pause.ts';
import { releaseRebuildLock, tryRebuildLock } from '../runner/locks.ts';
import { queryable } from '../runner/transaction.ts';

const RETRY_MS = 300;

const tryAll = async (client: PoolClient, names: readonly string[]): Promise<boolean> => {
  const db = queryable(client);
  const held: string[] = [];
  for (const name of names.toSorted()) {
    if (!(await tryRebuildLock(db, name))) {
      for (const other of held) await releaseRebuildLock(db, other);
      return false;
    }
    held.push(name);
  }
  return true;
};

/**
 * Works under the rebuild locks of `names`, on the connection that holds them: they end together. `patient` waits for
 * whoever has them; otherwise null says that somebody has.
 */
export const withRebuildLocks = async <Value>(
  pool: Pool,
  names: readonly string[],
  { patient, signal }: { readonly patient: boolean; readonly signal?: AbortSignal | undefined },
  work: (client: PoolClient) => Promise<Value>,
): Promise<Value | null> => {
  const client = await pool.connect();
  let failed = true;
  try {
    while (!(await tryAll(client, names))) {
      if (!patient) {
        failed = false;
        return null;
      }
      await pause(RETRY_MS, signal);
      signal?.throwIfAborted();
    }
    const value = await work(client);
    const db = queryable(client);
    for (const name of names) await releaseRebuildLock(db, name);
    failed = false;
    return value;
  } finally {
    // Thrown away after a failure, and the locks with it.
    client.release(failed);
  }
};
