import type { Pool } from 'pg';
import { type Background, keepRunning } from '../../../application/background.ts';
import {
  type EventStore,
  positionFrom,
  type RecordedEvent,
  START,
} from '../../../application/ports/event-store.ts';
import type { LogIndex } from '../../../application/ports/log-index.ts';
import { type PlaceRow, placeFrom, UUID } from '../place-row.ts';
import { type Statement, statementRunner } from '../postgres/statements.ts';

const PAGE_SIZE = 1000;
const RESTART_AFTER_MS = 5000;

const headStatement: Statement = {
  name: 'eventstoredb_index_head',
  text: 'select position from public.log_index order by position desc limit 1',
};

/** Whoever comes second writes nothing: a row follows from its event alone. */
const addStatement: Statement = {
  name: 'eventstoredb_index_add',
  text: `
    insert into public.log_index (position, stream, revision, event_id, correlation_id, recorded_at)
    select * from unnest($1::bigint[], $2::text[], $3::bigint[], $4::uuid[], $5::text[], $6::timestamptz[])
    on conflict do nothing`,
};

export const positionAtStatement: Statement = {
  name: 'eventstoredb_index_position_at',
  text: `
    select position from public.log_index where recorded_at <= $1
    order by recorded_at desc, position desc limit 1`,
};

const place = 'position, stream, revision';

const placeAtStatement: Statement = {
  name: 'eventstoredb_index_place_at',
  text: `select ${place} from public.log_index where position = $1`,
};

const placeOfStatement: Statement = {
  name: 'eventstoredb_index_place_of',
  text: `select ${place} from public.log_index where event_id = $1 order by position limit 1`,
};

export const ofCorrelationStatement: Statement = {
  name: 'eventstoredb_index_of_correlation',
  text: `
    select ${place} from public.log_index
    where correlation_id = $1 and position > $2 order by position limit $3`,
};

export const lastRevisionsStatement: Statement = {
  name: 'eventstoredb_index_last_revisions',
  text: `
    select asked.stream, newest.revision
    from unnest($1::text[]) asked (stream)
    cross join lateral (
      select revision from public.log_index entry
      where entry.stream = asked.stream and entry.position <= $2
      order by entry.revision desc limit 1
    ) newest`,
};

/** The index of a log in EventStoreDB. */
export type EventStoreDbLogIndex = LogIndex & {
  /** Reads what the index does not know yet, up to the head. */
  readonly catchUp: () => Promise<void>;
};

/**
 * A table beside the read models that knows of each event where it is. It catches up with the log before each answer,
 * so that it never answers from the past; any number of processes may do so at once. Kept near the head by
 * `keepLogIndex`, so that there is little to catch up with.
 */
export const createEventStoreDbLogIndex = (
  log: Pick<EventStore, 'readAll'>,
  pool: Pool,
  timeoutMs = 10_000,
): EventStoreDbLogIndex => {
  const run = statementRunner(pool, timeoutMs);

  const add = async (events: readonly RecordedEvent[]): Promise<void> => {
    if (events.length === 0) return;
    await run(addStatement, [
      events.map(({ position }) => position),
      events.map(({ stream }) => stream),
      events.map(({ revision }) => revision),
      events.map(({ eventId }) => eventId),
      events.map(({ metadata }) => metadata.correlationId),
      events.map(({ recordedAt }) => recordedAt),
    ]);
  };

  const readOn = async (): Promise<void> => {
    const [row] = await run<{ readonly position: string }>(headStatement, []);
    let after = row === undefined ? START : positionFrom(row.position);
    for (let caughtUp = false; !caughtUp; ) {
      const page = await log.readAll({ after, limit: PAGE_SIZE });
      await add(page.events);
      after = page.checkpoint;
      caughtUp = page.caughtUp;
    }
  };

  /** Who asks while the log is being read needs what was appended meanwhile: the next reading serves them all. */
  let reading: Promise<void> | null = null;
  let following: Promise<void> | null = null;
  const catchUp = (): Promise<void> => {
    const start = async (): Promise<void> => {
      try {
        await readOn();
      } finally {
        reading = null;
      }
    };
    if (reading === null) {
      reading = start();
      return reading;
    }
    following ??= reading
      // its own callers hear of it
      .catch(() => undefined)
      .then(() => {
        following = null;
        reading ??= start();
        return reading;
      });
    return following;
  };

  return {
    catchUp,
    positionAt: async (instant) => {
      await catchUp();
      const [row] = await run<{ readonly position: string }>(positionAtStatement, [instant]);
      return row === undefined ? START : positionFrom(row.position);
    },
    placeAt: async (position) => {
      await catchUp();
      const [row] = await run<PlaceRow>(placeAtStatement, [position]);
      return row === undefined ? null : placeFrom(row);
    },
    placeOf: async (eventId) => {
      if (!UUID.test(eventId)) return null;
      await catchUp();
      const [row] = await run<PlaceRow>(placeOfStatement, [eventId]);
      return row === undefined ? null : placeFrom(row);
    },
    ofCorrelation: async (correlationId, { after, limit }) => {
      await catchUp();
      return (await run<PlaceRow>(ofCorrelationStatement, [correlationId, after, limit])).map(placeFrom);
    },
    lastRevisions: async (streams, upTo) => {
      await catchUp();
      const rows = await run<Pick<PlaceRow, 'stream' | 'revision'>>(lastRevisionsStatement, [streams, upTo]);
      return new Map(rows.map(({ stream, revision }) => [stream, BigInt(revision)]));
    },
  };
};

/** Keeps the index near the head, so that who asks it has little to wait for. Any number of processes may. */
export const keepLogIndex = (
  log: Pick<EventStore, 'follow' | 'head'>,
  index: Pick<EventStoreDbLogIndex, 'catchUp'>,
  onError: (error: unknown) => void,
): Background =>
  keepRunning(
    async (signal) => {
      await index.catchUp();
      for await (const page of log.follow({ after: await log.head(), pageSize: PAGE_SIZE, signal }))
        if (page.events.length > 0) await index.catchUp();
    },
    { restartAfterMs: RESTART_AFTER_MS, onError },
  );
