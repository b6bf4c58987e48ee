import { Client, type Pool } from 'pg';
import type { Queryable } from '../projection.ts';
import { queryable } from './transaction.ts';

/** The connection whose life the runner's locks share. */
export type LockSession = {
  readonly db: Queryable;
  /** Aborts when the connection is gone, and with it every lock. */
  readonly lost: AbortSignal;
  readonly end: () => Promise<void>;
};

/** A server that does not answer for so long has perhaps given the locks to others. */
const ANSWER_WITHIN_MS = 10_000;

export const openLockSession = async (pool: Pool): Promise<LockSession> => {
  const client = new Client({
    ...pool.options,
    // not enumerable, so that it is not printed by accident
    password: pool.options.password,
    application_name: 'sigmafold projection locks',
    query_timeout: ANSWER_WITHIN_MS,
    keepAlive: true,
  });
  const losing = new AbortController();
  client.on('error', () => losing.abort());
  client.on('end', () => losing.abort());
  await client.connect();
  return { db: queryable(client), lost: losing.signal, end: () => client.end() };
};
