import { randomUUID } from 'node:crypto';
import type { Pool, PoolClient } from 'pg';
import { z } from 'zod';
import {
  JOB_PRIORITIES,
  JOB_STATUSES,
  type JobPriority,
  MAX_PENDING_JOBS,
  type SymbolJob,
  type SymbolQueue,
} from '../../application/ports/symbol-queue.ts';

const ISO = `'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'`;
const instant = (column: string): string => `to_char(${column} at time zone 'UTC', ${ISO})`;

const storedJob = z.object({
  job_id: z.string(),
  symbol: z.string(),
  status: z.enum(JOB_STATUSES),
  priority: z.int().transform((rank) => JOB_PRIORITIES[rank] ?? 'low'),
  requested_by: z.string(),
  attempts: z.int(),
  failure: z
    .object({
      kind: z.enum(['unknown-symbol', 'unavailable', 'insufficient-history', 'given-up']),
      reason: z.string(),
    })
    .nullable(),
  created_at: z.string(),
  started_at: z.string().nullable(),
  ended_at: z.string().nullable(),
  next_attempt_at: z.string().nullable(),
  waiting_portfolios: z.int(),
});

const COLUMNS = `
  job_id::text, symbol, status, priority, requested_by, attempts, failure,
  ${instant('created_at')} as created_at, ${instant('started_at')} as started_at,
  ${instant('ended_at')} as ended_at,
  case when status = 'pending' and attempts > 0 then ${instant('due_at')} end as next_attempt_at,
  (select count(*)::int from public.symbol_waits wait
    where wait.symbol = job.symbol and not wait.ended) as waiting_portfolios`;

const jobFrom = (row: unknown): SymbolJob => {
  const job = storedJob.parse(row);
  return {
    jobId: job.job_id,
    symbol: job.symbol,
    status: job.status,
    priority: job.priority,
    requestedBy: job.requested_by,
    attempts: job.attempts,
    failure: job.failure,
    createdAt: job.created_at,
    startedAt: job.started_at,
    endedAt: job.ended_at,
    nextAttemptAt: job.next_attempt_at,
    waitingPortfolios: job.waiting_portfolios,
  };
};

const rank = (priority: JobPriority): number => JOB_PRIORITIES.indexOf(priority);

/** Whoever adds or claims jobs does so alone: the limits are about all of them together. It takes a millisecond. */
const ALONE = `select pg_advisory_xact_lock(hashtextextended('symbol_jobs', 0))`;

const alone = async <Value>(pool: Pool, work: (client: PoolClient) => Promise<Value>): Promise<Value> => {
  const client = await pool.connect();
  try {
    await client.query('begin');
    await client.query(ALONE);
    const value = await work(client);
    await client.query('commit');
    client.release();
    return value;
  } catch (error) {
    // A connection in an unknown state is not for others.
    client.release(true);
    throw error;
  }
};

/** Symbols `wanted` (symbol, priority, requested_by, place) that have no open job get one, as far as there is room. */
const addSql = (wanted: string): string => `
  insert into public.symbol_jobs (job_id, symbol, status, priority, requested_by)
  select gen_random_uuid(), symbol, 'pending', priority, requested_by
  from (${wanted}) wanted
  where not exists (select from public.symbol_jobs open
    where open.symbol = wanted.symbol and open.status in ('pending', 'processing'))
  order by priority, place
  limit greatest(0, ${MAX_PENDING_JOBS} - (select count(*) from public.symbol_jobs where status = 'pending'))`;

/** Of the portfolios that wait, what had no room before. */
const ADMIT = addSql(`
  select symbol, min(priority) as priority, min(portfolio_id::text) as requested_by, min(since) as place
  from public.symbol_waits where not ended group by symbol`);

const ADD = addSql(`
  select symbol, $2::smallint as priority, $3::text as requested_by, place
  from unnest($1::text[]) with ordinality asked (symbol, place)`);

/** Of open jobs: what is more urgent now goes first, and what waits for another attempt is tried at once. */
const PRESS = `
  update public.symbol_jobs
  set priority = least(priority, $2::smallint),
    attempts = case when $2 = 0 and status = 'pending' then 0 else attempts end,
    due_at = case when $2 = 0 and status = 'pending' then clock_timestamp() else due_at end
  where symbol = any ($1) and status in ('pending', 'processing')`;

const CLAIM = `
  update public.symbol_jobs
  set status = 'processing', attempts = attempts + 1, started_at = clock_timestamp(),
    lease_id = gen_random_uuid(), lease_until = clock_timestamp() + $2 * interval '1 millisecond'
  where job_id in (
    select job_id from public.symbol_jobs
    where (status = 'pending' and due_at <= clock_timestamp())
       or (status = 'processing' and lease_until <= clock_timestamp())
    order by priority, created_at
    limit greatest(0, $1 - (select count(*) from public.symbol_jobs
      where status = 'processing' and lease_until > clock_timestamp())))
  returning job_id::text, lease_id::text, symbol, attempts, priority, created_at,
    exists (select from public.symbol_jobs earlier
      where earlier.symbol = symbol_jobs.symbol and earlier.status = 'failed') as failed_before`;

/** What leaves a lease alone when it was lost. */
const HELD = `where job_id = $1 and lease_id = $2 and status = 'processing'`;

/** Ends a job and tells those who wait, at once. */
const endSql = (which: string): string => `
  with ended as (
    update public.symbol_jobs set status = $3, failure = $4, ended_at = clock_timestamp(),
      lease_id = null, lease_until = null
    ${which} returning symbol
  ), told as (
    update public.symbol_waits wait set ended = true from ended where wait.symbol = ended.symbol
  )
  select symbol from ended`;

/** Tables `public.symbol_jobs` and `public.symbol_waits`; the times are the server's. */
export const createPostgresSymbolQueue = (pool: Pool): SymbolQueue => {
  const held = async (sql: string, values: readonly unknown[]): Promise<boolean> =>
    ((await pool.query(sql, [...values])).rowCount ?? 0) > 0;

  return {
    enqueue: (symbols, { priority, requestedBy }) =>
      alone(pool, async (client) => {
        const asked = [...new Set(symbols)];
        await client.query(PRESS, [asked, rank(priority)]);
        await client.query(ADD, [asked, rank(priority), requestedBy]);
        const { rows } = await client.query<{ symbol: string }>(
          `select symbol from public.symbol_jobs where symbol = any ($1) and status in ('pending', 'processing')`,
          [asked],
        );
        const open = new Set(rows.map(({ symbol }) => symbol));
        return {
          queued: asked.filter((symbol) => open.has(symbol)),
          refused: asked.filter((symbol) => !open.has(symbol)),
        };
      }),

    claim: async ({ atOnce, leaseMs }) => {
      type Claimed = {
        readonly job_id: string;
        readonly lease_id: string;
        readonly symbol: string;
        readonly attempts: number;
        readonly priority: number;
        readonly created_at: Date;
        readonly failed_before: boolean;
      };
      const claimed = await alone(pool, async (client) => {
        await client.query(ADMIT);
        return (await client.query<Claimed>(CLAIM, [atOnce, leaseMs])).rows;
      });
      return claimed
        .sort((a, b) => a.priority - b.priority || Number(a.created_at) - Number(b.created_at))
        .map(({ job_id, lease_id, symbol, attempts, failed_before }) => ({
          jobId: job_id,
          leaseId: lease_id,
          symbol,
          attempts,
          failedBefore: failed_before,
        }));
    },

    renew: ({ jobId, leaseId }, leaseMs) =>
      held(
        `update public.symbol_jobs set lease_until = clock_timestamp() + $3 * interval '1 millisecond' ${HELD}`,
        [jobId, leaseId, leaseMs],
      ),

    complete: ({ jobId, leaseId }) => held(endSql(HELD), [jobId, leaseId, 'completed', null]),

    fail: ({ jobId, leaseId }, failure) => held(endSql(HELD), [jobId, leaseId, 'failed', failure]),

    postpone: ({ jobId, leaseId }, failure, delayMs) =>
      held(
        `update public.symbol_jobs set status = 'pending', failure = $3, lease_id = null, lease_until = null,
           due_at = clock_timestamp() + $4 * interval '1 millisecond' ${HELD}`,
        [jobId, leaseId, failure, delayMs],
      ),

    release: ({ jobId, leaseId }) =>
      held(
        `update public.symbol_jobs set status = 'pending', attempts = attempts - 1, lease_id = null,
           lease_until = null ${HELD}`,
        [jobId, leaseId],
      ),

    giveUp: async (symbol, reason) => {
      const open = await pool.query<{ job_id: string }>(
        `select job_id::text from public.symbol_jobs where symbol = $1 and status in ('pending', 'processing')`,
        [symbol],
      );
      const jobId = open.rows[0]?.job_id;
      if (jobId === undefined) return null;
      // The second value is for the lease, which does not matter here.
      const which = `where job_id = $1 and $2::uuid is not null and status in ('pending', 'processing')`;
      const failure = { kind: 'given-up', reason };
      if (!(await held(endSql(which), [jobId, randomUUID(), 'failed', failure]))) return null;
      const { rows } = await pool.query(`select ${COLUMNS} from public.symbol_jobs job where job_id = $1`, [
        jobId,
      ]);
      return rows[0] === undefined ? null : jobFrom(rows[0]);
    },

    latest: async (symbols) => {
      if (symbols.length === 0) return new Map();
      const { rows } = await pool.query(
        `select distinct on (symbol) ${COLUMNS} from public.symbol_jobs job
         where symbol = any ($1::text[]) order by symbol, job.created_at desc, job.job_id`,
        [symbols],
      );
      return new Map(rows.map(jobFrom).map((job) => [job.symbol, job]));
    },

    list: async ({ status }, { limit, offset }) => {
      const { rows } = await pool.query(
        `select ${COLUMNS} from public.symbol_jobs job where $1::text is null or status = $1
         order by (status in ('pending', 'processing')) desc,
           case when status in ('pending', 'processing') then priority end,
           case when status in ('pending', 'processing') then job.created_at end,
           job.ended_at desc, job.created_at desc, job.job_id
         limit $2 offset $3`,
        [status ?? null, limit, offset],
      );
      const count = await pool.query<{ total: number }>(
        `select count(*)::int as total from public.symbol_jobs where $1::text is null or status = $1`,
        [status ?? null],
      );
      return { items: rows.map(jobFrom), total: count.rows[0]?.total ?? 0 };
    },

    pending: async () => {
      const { rows } = await pool.query<{ pending: number }>(
        `select count(*)::int as pending from public.symbol_jobs where status = 'pending'`,
      );
      return rows[0]?.pending ?? 0;
    },

    waitFor: async ({ runId, portfolioId }, symbols, priority) => {
      await pool.query(
        `with gone as (
           delete from public.symbol_waits where portfolio_id = $1 and symbol <> all ($3::text[])
         )
         insert into public.symbol_waits (portfolio_id, run_id, symbol, priority)
         select $1, $2, symbol, $4 from unnest($3::text[]) as symbol
         on conflict (portfolio_id, symbol) do update
           set run_id = excluded.run_id, priority = excluded.priority, ended = false`,
        [portfolioId, runId, symbols, rank(priority)],
      );
    },

    waitAlso: async (runs, symbol) => {
      await pool.query(
        `insert into public.symbol_waits (portfolio_id, run_id, symbol, priority)
         select portfolio_id, run_id, $3, $4 from unnest($1::uuid[], $2::uuid[]) as run (portfolio_id, run_id)
         where not exists (select from public.symbol_waits wait where wait.portfolio_id = run.portfolio_id)
         on conflict do nothing`,
        [runs.map(({ portfolioId }) => portfolioId), runs.map(({ runId }) => runId), symbol, rank('normal')],
      );
    },

    ready: async () => {
      const { rows } = await pool.query<{ run_id: string; portfolio_id: string }>(
        `select run_id::text, portfolio_id::text from public.symbol_waits
         group by run_id, portfolio_id having bool_and(ended) order by min(since), run_id`,
      );
      return rows.map(({ run_id, portfolio_id }) => ({ runId: run_id, portfolioId: portfolio_id }));
    },

    finished: async (runId) => {
      await pool.query('delete from public.symbol_waits where run_id = $1', [runId]);
    },
  };
};
