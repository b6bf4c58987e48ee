import type { Pool } from 'pg';
import { positionFrom, START } from '../../../application/ports/event-store.ts';
import type { LogIndex } from '../../../application/ports/log-index.ts';
import { type PlaceRow, placeFrom, UUID } from '../place-row.ts';
import { type Statement, statementRunner } from './statements.ts';

/**
 * Recorded time never goes back with the position, and positions have no gaps: so the place of a time is found by
 * halving, some twenty steps down the primary key in one statement for a log of a million, and needs no index.
 */
export const positionAtStatement: Statement = {
  name: 'log_index_position_at',
  text: `
    with recursive search (low, high) as (
      select 0::bigint, coalesce((select position from public.events order by position desc limit 1), 0)
      union all
      select case when event.recorded_at <= $1 then event.position else search.low end,
             case when event.recorded_at <= $1 then search.high else event.position - 1 end
      from search
      join lateral (
        select position, recorded_at from public.events where position = (search.low + search.high + 1) / 2
      ) event on true
      where search.low < search.high
    )
    select low as position from search where low = high`,
};

const place = 'position, stream, revision';

const placeAtStatement: Statement = {
  name: 'log_index_place_at',
  text: `select ${place} from public.events where position = $1`,
};

const placeOfStatement: Statement = {
  name: 'log_index_place_of',
  text: `select ${place} from public.events where event_id = $1`,
};

/** By the index of migration 006_history. */
export const ofCorrelationStatement: Statement = {
  name: 'log_index_of_correlation',
  text: `
    select ${place} from public.events
    where metadata ->> 'correlationId' = $1 and position > $2
    order by position limit $3`,
};

/** One step down the key of each stream, or as many as it has events after the position. */
export const lastRevisionsStatement: Statement = {
  name: 'log_index_last_revisions',
  text: `
    select asked.stream, newest.revision
    from unnest($1::text[]) asked (stream)
    cross join lateral (
      select revision from public.events event
      where event.stream = asked.stream and event.position <= $2
      order by event.revision desc limit 1
    ) newest`,
};

export const createPostgresLogIndex = (pool: Pool, timeoutMs = 10_000): LogIndex => {
  const run = statementRunner(pool, timeoutMs);
  return {
    positionAt: async (instant) => {
      const [row] = await run<{ readonly position: string }>(positionAtStatement, [instant]);
      return row === undefined ? START : positionFrom(row.position);
    },
    placeAt: async (position) => {
      const [row] = await run<PlaceRow>(placeAtStatement, [position]);
      return row === undefined ? null : placeFrom(row);
    },
    placeOf: async (eventId) => {
      const [row] = UUID.test(eventId) ? await run<PlaceRow>(placeOfStatement, [eventId]) : [];
      return row === undefined ? null : placeFrom(row);
    },
    ofCorrelation: async (correlationId, { after, limit }) =>
      (await run<PlaceRow>(ofCorrelationStatement, [correlationId, after, limit])).map(placeFrom),
    lastRevisions: async (streams, upTo) => {
      const rows = await run<Pick<PlaceRow, 'stream' | 'revision'>>(lastRevisionsStatement, [streams, upTo]);
      return new Map(rows.map(({ stream, revision }) => [stream, BigInt(revision)]));
    },
  };
};
