import { Client, type Pool } from 'pg';
import type { RecordedEvent } from '../../application/ports/event-store.ts';
import type { Queries } from '../../application/ports/queries.ts';
import type { Projection, Queryable } from '../projection.ts';
import { queriesOver } from '../queries.ts';
import { foldInto } from '../runner/apply.ts';
import { queryable } from '../runner/transaction.ts';

/** Events folded by one call of `apply`; bounds the size of its statements. */
const PAGE = 1000;
const ANSWER_WITHIN_MS = 30_000;

/**
 * Read-model tables of one's own, empty at first. They are temporary tables of a connection of its own: they are gone
 * with it, however it ends, so that nothing has to be swept up.
 */
export type Session = {
  readonly queries: Queries;
  /** In the order of the log; each projection gets those it asked for. */
  readonly fold: (projections: readonly Projection[], events: readonly RecordedEvent[]) => Promise<void>;
  /** Aborts when the connection is gone. */
  readonly lost: AbortSignal;
  readonly end: () => Promise<void>;
};

/** The queries name the live tables in full, `read.<table>`; here the same text names the session's tables. */
const ofThisSession = (db: Queryable): Queryable => ({
  query: (text, values) => db.query(text.replaceAll(/\bread\.(?=[a-z_]+)/g, 'pg_temp.'), values),
});

/** A connection answers one question after the other; the queries do not know that they share it. */
const oneAtATime = (db: Queryable): Queryable => {
  let last: Promise<unknown> = Promise.resolve();
  return {
    query: <Row>(text: string, values?: readonly unknown[]) => {
      const answer = last.then(() => db.query<Row>(text, values));
      last = answer.catch(() => {});
      return answer;
    },
  };
};

export const openSession = async (pool: Pool, projections: readonly Projection[]): Promise<Session> => {
  const client = new Client({
    ...pool.options,
    // not enumerable, so that it is not printed by accident
    password: pool.options.password,
    application_name: 'sigmafold time travel',
    query_timeout: ANSWER_WITHIN_MS,
    keepAlive: true,
  });
  const losing = new AbortController();
  client.on('error', () => losing.abort());
  client.on('end', () => losing.abort());
  await client.connect();
  try {
    // The projections write unqualified names; first in the path, pg_temp is also where tables are created.
    await client.query(`set search_path to pg_temp; ${projections.map(({ ddl }) => ddl).join('\n')}`);
  } catch (error) {
    await client.end().catch(() => {});
    throw error;
  }
  const db = oneAtATime(queryable(client));
  return {
    queries: queriesOver(ofThisSession(db)),
    fold: async (folding, events) => {
      for (const projection of folding) {
        const wanted = events.filter(({ type }) => projection.eventTypes.includes(type));
        for (let start = 0; start < wanted.length; start += PAGE)
          await foldInto(projection, wanted.slice(start, start + PAGE), db);
      }
    },
    lost: losing.signal,
    end: () => client.end(),
  };
};
