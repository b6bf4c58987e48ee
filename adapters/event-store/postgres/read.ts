import {
  type EventPage,
  type EventStore,
  type Position,
  positionFrom,
  type RecordedEvent,
  START,
} from '../../../application/ports/event-store.ts';
import { readingAfterHead, refuseEmptyPage } from '../misuse.ts';
import type { RunStatement, Statement } from './statements.ts';

/** How many positions a filtered read looks at: bounds the work, however rare the matches are. */
const WINDOW = 10_000;

type EventRow = {
  readonly position: string;
  readonly stream: string;
  readonly revision: string;
  readonly event_id: string;
  readonly type: string;
  readonly data: RecordedEvent['data'];
  readonly metadata: RecordedEvent['metadata'];
  readonly recorded_at: string;
};

const columns = `position, stream, revision, event_id, type, data, metadata,
  to_char(recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as recorded_at`;

const decode = (row: EventRow): RecordedEvent => ({
  type: row.type,
  data: row.data,
  metadata: row.metadata,
  eventId: row.event_id,
  stream: row.stream,
  revision: BigInt(row.revision),
  position: positionFrom(row.position),
  recordedAt: row.recorded_at,
});

/**
 * A page in one statement, and so in one snapshot with the head: the events after $1 up to the end of a window of $2
 * positions, at most $3 of them, that match every list that is given. The filter works inside the window, and the plan
 * is the same whatever it is: the window's part of the primary key. (`@>`, because `stream = any` would tempt the
 * planner to read all of a stream, however long, for one window of it.)
 */
export const readAllStatement: Statement = {
  name: 'event_store_read_all',
  text: `
    with log as materialized (select coalesce(max(position), 0) as head from public.events)
    select log.head, event.*
    from log
    left join lateral (
      select ${columns}
      from public.events
      where position > $1 and position <= $1 + $2
        and ($4::text[] is null or type = any ($4))
        and ($5::text[] is null or $5 @> array[stream])
        and ($6::text[] is null or stream ^@ any ($6))
      order by position
      limit $3
    ) event on true`,
};

const readStreamStatement: Statement = {
  name: 'event_store_read_stream',
  text: `select ${columns} from public.events where stream = $1 and revision > $2 order by revision limit $3`,
};

const headStatement: Statement = {
  name: 'event_store_head',
  text: 'select coalesce(max(position), 0) as head from public.events',
};

const listOrNull = (list: readonly string[] | undefined): readonly string[] | null =>
  list === undefined || list.length === 0 ? null : list;

type PageRow = { readonly head: string } & (EventRow | { readonly position: null });

export const readAll = async (
  run: RunStatement,
  { after, limit, filter }: Parameters<EventStore['readAll']>[0],
): Promise<EventPage> => {
  refuseEmptyPage(limit);
  const lists = [filter?.types, filter?.streams, filter?.streamPrefixes].map(listOrNull);
  const isFiltered = lists.some((list) => list !== null);
  const window = BigInt(isFiltered ? Math.max(limit, WINDOW) : limit);
  const rows = await run<PageRow>(readAllStatement, [after, window, limit, ...lists]);
  const head = positionFrom(rows[0]?.head ?? START);
  if (after > head) throw readingAfterHead(after, head);

  const events = rows.flatMap((row) => (row.position === null ? [] : [decode(row)]));
  const last = events.at(-1);
  const windowEnd = after + window < head ? positionFrom(after + window) : head;
  const checkpoint = last !== undefined && events.length === limit ? last.position : windowEnd;
  return { events, checkpoint, caughtUp: checkpoint === head };
};

export const readStream = async (
  run: RunStatement,
  stream: string,
  { after = -1n, limit }: { readonly after?: bigint; readonly limit?: number } = {},
): Promise<readonly RecordedEvent[]> => {
  const rows = await run<EventRow>(readStreamStatement, [stream, after, limit ?? null]);
  return rows.map(decode);
};

export const readHead = async (run: RunStatement): Promise<Position> => {
  const rows = await run<{ readonly head: string }>(headStatement, []);
  return positionFrom(rows[0]?.head ?? START);
};
