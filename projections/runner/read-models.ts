import type { Pool } from 'pg';
import { pause } from '../../application/pause.ts';
import { type EventStore, type Position, positionFrom } from '../../application/ports/event-store.ts';
import type { ProjectionStatus, ReadModels } from '../../application/ports/queries.ts';
import type { Projection } from '../projection.ts';
import { instant } from '../sql.ts';
import { loadCheckpoints } from './checkpoints.ts';
import { REBUILDING } from './locks.ts';
import { createProgress, type Progress } from './progress.ts';
import { queryable } from './transaction.ts';

/** How often checkpoints are read while another process moves them. */
const POLL_MS = 25;
/** How often they are read although this process moves them: only in case it stops doing so. */
const LOCAL_POLL_MS = 500;
const STALLED_AFTER_SECONDS = 60;

type StatusRow = {
  readonly name: string;
  readonly version: number;
  readonly position: string;
  readonly failed_at: string | null;
  readonly error: string | null;
  readonly updated_at: string;
  readonly rebuilding: boolean;
  readonly now: string;
  readonly age_seconds: number;
  readonly parked_keys: number;
  readonly waiting_events: number;
  readonly verified_at: string | null;
  readonly differences: number;
};

const stateOf = (row: StatusRow, lag: bigint): ProjectionStatus['state'] => {
  if (row.rebuilding) return 'rebuilding';
  if (row.error !== null) return 'failed';
  return lag === 0n ? 'live' : 'catching-up';
};

const statusFrom = (
  row: StatusRow,
  head: Position,
  oldestUnapplied: string | null,
  stalledAfterSeconds: number,
): ProjectionStatus => {
  const checkpoint = positionFrom(row.position);
  const lagEvents = head > checkpoint ? head - checkpoint : 0n;
  const lagSeconds =
    oldestUnapplied === null ? 0 : Math.max(0, (Date.parse(row.now) - Date.parse(oldestUnapplied)) / 1000);
  return {
    name: row.name,
    version: row.version,
    checkpoint,
    lagEvents,
    lagSeconds,
    checkpointAgeSeconds: row.age_seconds,
    // A quiet log leaves checkpoints old; a long one takes its time and moves them.
    stalled: lagEvents > 0n && Math.min(lagSeconds, row.age_seconds) > stalledAfterSeconds,
    parkedKeys: row.parked_keys,
    waitingEvents: row.waiting_events,
    verified: row.verified_at === null ? null : { at: row.verified_at, differences: row.differences },
    state: stateOf(row, lagEvents),
    error: row.error === null ? null : `at position ${row.failed_at}: ${row.error}`,
    updatedAt: row.updated_at,
  };
};

/**
 * How far the read models are, whoever runs them. With the `progress` of the projections that run in this process,
 * waiting for them needs no polling. (Lag counts positions of the log, an upper bound of events in a store whose
 * positions have gaps.)
 */
export const createReadModels = ({
  store,
  pool,
  projections,
  progress = createProgress(),
  stalledAfterSeconds = STALLED_AFTER_SECONDS,
}: {
  readonly store: Pick<EventStore, 'head' | 'readAll'>;
  readonly pool: Pool;
  readonly projections: readonly Projection[];
  readonly progress?: Progress;
  readonly stalledAfterSeconds?: number;
}): ReadModels => {
  const db = queryable(pool);
  const names = projections.map(({ name }) => name);

  type Reading = Awaited<ReturnType<typeof loadCheckpoints>>;

  let next: Promise<Reading> | null = null;
  /** In a moment, once for all who wait by then. */
  const nextReading = (): Promise<Reading> => {
    next ??= pause(POLL_MS).then(() => {
      next = null;
      return loadCheckpoints(db, names);
    });
    return next;
  };

  const behind = (position: Position, checkpoints: Reading): boolean =>
    names.some(
      (name) => (progress.of(name) ?? -1n) < position && (checkpoints.get(name)?.position ?? -1n) < position,
    );

  /** When the first event after each of these positions was recorded. */
  const recordedAfter = async (checkpoints: readonly Position[]): Promise<ReadonlyMap<Position, string>> => {
    const times = new Map<Position, string>();
    for (const after of new Set(checkpoints)) {
      const [event] = (await store.readAll({ after, limit: 1 })).events;
      if (event !== undefined) times.set(after, event.recordedAt);
    }
    return times;
  };

  return {
    status: async () => {
      // The head first: a checkpoint that is read later is then never behind it by what came in between.
      const head = await store.head();
      const { rows } = await db.query<StatusRow>(
        `select name, version, position::text, failed_at::text, error, ${instant('updated_at')} as updated_at,
           ${instant('clock_timestamp()')} as now,
           greatest(0, extract(epoch from clock_timestamp() - updated_at))::float8 as age_seconds,
           (select count(*)::int from public.parked_keys where projection = name) as parked_keys,
           (select coalesce(sum(waiting), 0)::int from public.parked_keys where projection = name) as waiting_events,
           ${instant('verified_at')} as verified_at, coalesce(differences, 0)::int as differences,
           exists (
             select from pg_locks
             where locktype = 'advisory' and objsubid = 2 and granted
               and database = (select oid from pg_database where datname = current_database())
               and classid = ${REBUILDING} and objid = (hashtext(name)::bigint & 4294967295)::oid
           ) as rebuilding
         from public.projection_checkpoints left join public.projection_drift on projection = name
         where name = any ($1::text[]) order by array_position($1::text[], name)`,
        [names],
      );
      const behindHead = rows.map(({ position }) => positionFrom(position)).filter((at) => at < head);
      const recorded = await recordedAfter(behindHead);
      return rows.map((row) =>
        statusFrom(row, head, recorded.get(positionFrom(row.position)) ?? null, stalledAfterSeconds),
      );
    },
    waitFor: async (position, timeoutMs) => {
      const deadline = performance.now() + timeoutMs;
      for (let looked = false; ; looked = true) {
        const seen = progress.seen();
        if (names.every((name) => (progress.of(name) ?? -1n) >= position)) return true;
        const elsewhere = names.some((name) => progress.of(name) === null);
        const left = deadline - performance.now();
        if (!elsewhere && left > 0) {
          await progress.newsAfter(seen, Math.min(LOCAL_POLL_MS, left));
          continue;
        }
        const checkpoints = await (looked && left > 0 ? nextReading() : loadCheckpoints(db, names));
        if (!behind(position, checkpoints)) return true;
        if (left <= 0) return false;
      }
    },
  };
};
