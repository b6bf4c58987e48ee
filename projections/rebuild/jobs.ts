import { z } from 'zod';
import { positionFrom } from '../../application/ports/event-store.ts';
import {
  REBUILD_STEPS,
  type RebuildComparison,
  type RebuildJob,
  type RebuildOrder,
  type RebuildState,
  type RebuildStep,
} from '../../application/ports/rebuilds.ts';
import type { Queryable } from '../projection.ts';
import { instant } from '../sql.ts';

export type Wish = 'pause' | 'cancel';

const position = z.string().transform(positionFrom);

const comparisonSchema: z.ZodType<readonly RebuildComparison[]> = z.array(
  z.object({
    projection: z.string(),
    position,
    livePosition: position,
    checksumBefore: z.string(),
    checksumAfter: z.string(),
    identical: z.boolean(),
    tables: z.array(
      z.object({
        table: z.string(),
        rowsBefore: z.number().nullable(),
        rowsAfter: z.number(),
        identical: z.boolean(),
        added: z.number(),
        changed: z.number(),
        removed: z.number(),
        sample: z.array(
          z.object({
            kind: z.enum(['added', 'changed', 'removed']),
            key: z.record(z.string(), z.string().nullable()),
            columns: z.array(z.string()),
          }),
        ),
      }),
    ),
  }),
);

const ordersSchema: z.ZodType<RebuildJob['orders']> = z.array(
  z.object({
    step: z.enum(REBUILD_STEPS),
    requestedBy: z.string(),
    reason: z.string().nullable(),
    at: z.iso.datetime(),
  }),
);

type JobRow = Omit<RebuildJob, 'done' | 'total' | 'etaSeconds' | 'comparison' | 'events' | 'orders'> & {
  readonly done: string;
  readonly total: string;
  readonly events: string;
  readonly comparison: unknown;
  readonly orders: unknown;
};

const COLUMNS = `rebuild_id as "rebuildId", kind, projections, requested_by as "requestedBy", reason,
  ${instant('requested_at')} as "requestedAt", auto_swap as "autoSwap", state, done::text, total::text, events::text,
  rate, ${instant('started_at')} as "startedAt", ${instant('updated_at')} as "updatedAt",
  ${instant('ended_at')} as "endedAt", error, comparison, orders`;

const jobFrom = (row: JobRow): RebuildJob => {
  const done = positionFrom(row.done);
  const total = positionFrom(row.total);
  return {
    ...row,
    done,
    total,
    events: Number(row.events),
    etaSeconds: row.rate === null || row.rate === 0 ? null : Math.max(0, Number(total - done) / row.rate),
    comparison: row.comparison === null ? null : comparisonSchema.parse(row.comparison),
    orders: ordersSchema.parse(row.orders),
  };
};

export const insertJob = async (
  db: Queryable,
  job: Pick<RebuildJob, 'rebuildId' | 'kind' | 'projections' | 'requestedBy' | 'reason' | 'autoSwap'> & {
    readonly fingerprints: readonly string[];
  },
): Promise<RebuildJob> => {
  const { rows } = await db.query<JobRow>(
    `insert into public.projection_rebuilds
       (rebuild_id, kind, projections, fingerprints, requested_by, reason, auto_swap, state)
     values ($1, $2, $3, $4, $5, $6, $7, 'queued') returning ${COLUMNS}`,
    [job.rebuildId, job.kind, job.projections, job.fingerprints, job.requestedBy, job.reason, job.autoSwap],
  );
  const [row] = rows;
  if (row === undefined) throw new Error('an insert gives its row');
  return jobFrom(row);
};

export const findJob = async (db: Queryable, rebuildId: string): Promise<RebuildJob | null> => {
  const { rows } = await db.query<JobRow>(
    `select ${COLUMNS} from public.projection_rebuilds where rebuild_id::text = $1`,
    [rebuildId],
  );
  return rows[0] === undefined ? null : jobFrom(rows[0]);
};

export const listJobs = async (db: Queryable, limit: number): Promise<readonly RebuildJob[]> => {
  const { rows } = await db.query<JobRow>(
    `select ${COLUMNS} from public.projection_rebuilds order by requested_at desc, rebuild_id limit $1`,
    [limit],
  );
  return rows.map(jobFrom);
};

/** Neither swapped nor given up, of any of `projections`. */
export const openJobs = async (
  db: Queryable,
  projections: readonly string[],
): Promise<readonly (RebuildJob & { readonly fingerprints: readonly string[] })[]> => {
  const { rows } = await db.query<JobRow & { readonly fingerprints: readonly string[] }>(
    `select ${COLUMNS}, fingerprints from public.projection_rebuilds
     where state not in ('swapped', 'cancelled', 'failed') and projections && $1::text[] order by requested_at`,
    [projections],
  );
  return rows.map((row) => ({ ...jobFrom(row), fingerprints: row.fingerprints }));
};

/** Jobs that a process with this code could go on with, oldest first; whether nobody does, the lock says. */
export const workableJobs = async (
  db: Queryable,
  names: readonly string[],
  fingerprints: readonly string[],
): Promise<readonly RebuildJob[]> => {
  const { rows } = await db.query<JobRow>(
    `select ${COLUMNS} from public.projection_rebuilds
     where (state in ('queued', 'running', 'catching_up') or wish = 'cancel')
       and state not in ('swapped', 'cancelled', 'failed')
       and not exists (
         select from unnest(projections, fingerprints) wanted (name, fingerprint)
         where (name, fingerprint) not in (select * from unnest($1::text[], $2::text[])))
     order by requested_at`,
    [names, fingerprints],
  );
  return rows.map(jobFrom);
};

export const setState = async (
  db: Queryable,
  rebuildId: string,
  state: RebuildState,
  error: string | null = null,
): Promise<void> => {
  await db.query(
    `update public.projection_rebuilds set state = $2, error = $3, wish = null, updated_at = clock_timestamp(),
       started_at = case when $2 = 'queued' then started_at else coalesce(started_at, clock_timestamp()) end,
       ended_at = case when $2 in ('swapped', 'cancelled', 'failed') then clock_timestamp() end
     where rebuild_id = $1`,
    [rebuildId, state, error],
  );
};

export const setComparison = async (
  db: Queryable,
  rebuildId: string,
  comparison: readonly RebuildComparison[],
): Promise<void> => {
  const text = JSON.stringify(comparison, (_key, value: unknown) =>
    typeof value === 'bigint' ? value.toString() : value,
  );
  await db.query('update public.projection_rebuilds set comparison = $2 where rebuild_id = $1', [
    rebuildId,
    text,
  ]);
};

/** Shows how far it is, and says what somebody wishes meanwhile. */
export const tellProgress = async (
  db: Queryable,
  rebuildId: string,
  { done, total, events, rate }: Pick<RebuildJob, 'done' | 'total' | 'events' | 'rate'>,
): Promise<Wish | null> => {
  const { rows } = await db.query<{ wish: Wish | null }>(
    `update public.projection_rebuilds set done = $2, total = $3, events = $4, rate = $5,
       updated_at = clock_timestamp()
     where rebuild_id = $1 returning wish`,
    [rebuildId, done, total, events, rate],
  );
  return rows[0]?.wish ?? null;
};

/** The order as `orders` keeps it; the time is the database's. */
const SAID = `orders || (jsonb_build_object('at', ${instant('clock_timestamp()')}) || $2::jsonb)`;

const said = (step: RebuildStep, { requestedBy, reason }: RebuildOrder): string =>
  JSON.stringify({ step, requestedBy, reason });

/** True where the job is in one of `states`, and now has what was wished. */
export const wish = async (
  db: Queryable,
  rebuildId: string,
  wished: Wish,
  order: RebuildOrder,
  states: readonly RebuildState[],
): Promise<boolean> => {
  const { rowCount } = await db.query(
    `update public.projection_rebuilds set wish = $3, orders = ${SAID}, updated_at = clock_timestamp()
     where rebuild_id::text = $1 and state = any ($4::text[])`,
    [rebuildId, said(wished, order), wished, states],
  );
  return rowCount === 1;
};

/** Puts a job that waits back in the queue: a paused one to go on, a compared one to be swapped in. */
export const requeue = async (
  db: Queryable,
  rebuildId: string,
  step: 'resume' | 'swap',
  order: RebuildOrder,
): Promise<boolean> => {
  const { rowCount } = await db.query(
    `update public.projection_rebuilds set state = 'queued', wish = null, orders = ${SAID},
       auto_swap = auto_swap or $4, updated_at = clock_timestamp()
     where rebuild_id::text = $1 and state = $3`,
    [rebuildId, said(step, order), step === 'resume' ? 'paused' : 'awaiting_swap', step === 'swap'],
  );
  return rowCount === 1;
};
