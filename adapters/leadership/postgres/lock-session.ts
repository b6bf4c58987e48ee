import { Client, type Pool, type QueryResultRow } from 'pg';
import { pause } from '../../../application/pause.ts';

/** The connection whose life the locks share: they end with it, however it ends. */
export type LockSession = {
  readonly tryLock: (name: string) => Promise<boolean>;
  readonly unlock: (name: string) => Promise<void>;
  /** Aborts when the connection is gone, and with it every lock. */
  readonly lost: AbortSignal;
  readonly end: () => Promise<void>;
};

/** First key of the two-key form, next to those of the projections' locks; the second is the hash of the name. */
const LEADING = 20_821;
const ASK_EVERY_MS = 1000;
/** A server that does not answer for so long has perhaps given the locks to others. */
const ANSWER_WITHIN_MS = 5000;
/**
 * The server learns within 11 seconds that a machine has vanished without a word (the system's own setting is hours),
 * and never before that machine has stopped leading, which takes it 6.
 */
const NOTICE_A_VANISHED_CLIENT =
  'set tcp_keepalives_idle = 5; set tcp_keepalives_interval = 2; set tcp_keepalives_count = 3';

export const openLockSession = async (pool: Pool): Promise<LockSession> => {
  const client = new Client({
    ...pool.options,
    // not enumerable, so that it is not printed by accident
    password: pool.options.password,
    application_name: 'sigmafold leadership',
    query_timeout: ANSWER_WITHIN_MS,
    connectionTimeoutMillis: ANSWER_WITHIN_MS,
    keepAlive: true,
  });
  /** One after the other: a client takes one query at a time. */
  let answered: Promise<unknown> = Promise.resolve();
  const ask = <Row extends QueryResultRow>(text: string, values: readonly unknown[] = []) => {
    const answer = answered.then(() => client.query<Row>(text, [...values]));
    answered = answer.catch(() => {});
    return answer;
  };
  const losing = new AbortController();
  client.on('error', () => losing.abort());
  client.on('end', () => losing.abort());
  try {
    await client.connect();
    await client.query(NOTICE_A_VANISHED_CLIENT);
  } catch (error) {
    await client.end();
    throw error;
  }

  const watch = async (): Promise<void> => {
    while (!losing.signal.aborted) {
      await pause(ASK_EVERY_MS, losing.signal);
      try {
        if (!losing.signal.aborted) await ask('select 1');
      } catch {
        // Why does not matter: without an answer nothing is known about the locks.
        losing.abort();
      }
    }
  };
  const watching = watch();
  let ended: Promise<void> | undefined;

  return {
    tryLock: async (name) => {
      const { rows } = await ask<{ held: boolean }>(
        `select pg_try_advisory_lock(${LEADING}, hashtext($1)) as held`,
        [name],
      );
      return rows[0]?.held === true;
    },
    unlock: async (name) => {
      await ask(`select pg_advisory_unlock(${LEADING}, hashtext($1))`, [name]);
    },
    lost: losing.signal,
    end: () => {
      losing.abort();
      ended ??= watching.then(() => client.end());
      return ended;
    },
  };
};
