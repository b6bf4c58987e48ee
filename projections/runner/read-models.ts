import type { Pool } from 'pg';
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

type StatusRow = {
  readonly name: string;
  readonly version: number;
  readonly position: string;
  readonly failed_at: string | null;
  readonly error: string | null;
  readonly updated_at: string;
  readonly rebuilding: boolean;
};

const stateOf = (row: StatusRow, lag: bigint): ProjectionStatus['state'] => {
  if (row.rebuilding) return 'rebuilding';
  if (row.error !== null) return 'failed';
  return lag === 0n ? 'live' : 'catching-up';
};

const statusFrom = (row: StatusRow, head: Position): ProjectionStatus => {
  const checkpoint = positionFrom(row.position);
  const lagEvents = head > checkpoint ? head - checkpoint : 0n;
  return {
    name: row.name,
    version: row.version,
    checkpoint,
    lagEvents,
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
}: {
  readonly store: Pick<EventStore, 'head'>;
  readonly pool: Pool;
  readonly projections: readonly Projection[];
  readonly progress?: Progress;
}): ReadModels => {
  const db = queryable(pool);
  const names = projections.map(({ name }) => name);

  const behind = async (position: Position): Promise<boolean> => {
    const unsure = names.filter((name) => (progress.of(name) ?? -1n) < position);
    if (unsure.length === 0) return false;
    const checkpoints = await loadCheckpoints(db, unsure);
    return unsure.some((name) => (checkpoints.get(name)?.position ?? -1n) < position);
  };

  return {
    status: async () => {
      // The head first: a checkpoint that is read later is then never behind it by what came in between.
      const head = await store.head();
      const { rows } = await db.query<StatusRow>(
        `select name, version, position::text, failed_at::text, error, ${instant('updated_at')} as updated_at,
           exists (
             select from pg_locks
             where locktype = 'advisory' and objsubid = 2 and granted
               and database = (select oid from pg_database where datname = current_database())
               and classid = ${REBUILDING} and objid = (hashtext(name)::bigint & 4294967295)::oid
           ) as rebuilding
         from public.projection_checkpoints
         where name = any ($1::text[]) order by array_position($1::text[], name)`,
        [names],
      );
      return rows.map((row) => statusFrom(row, head));
    },
    waitFor: async (position, timeoutMs) => {
      const deadline = performance.now() + timeoutMs;
      for (;;) {
        const seen = progress.seen();
        if (names.every((name) => (progress.of(name) ?? -1n) >= position)) return true;
        const elsewhere = names.some((name) => progress.of(name) === null);
        if (elsewhere && !(await behind(position))) return true;
        const left = deadline - performance.now();
        if (left <= 0) return !(await behind(position));
        await progress.newsAfter(seen, Math.min(elsewhere ? POLL_MS : LOCAL_POLL_MS, left));
      }
    },
  };
};
