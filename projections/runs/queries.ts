import type { PageOf, Paging, RestatementRow, RunRow } from '../../application/ports/queries.ts';
import type { Queryable } from '../projection.ts';
import { instant } from '../sql.ts';

type Row = {
  readonly run_id: string;
  readonly portfolio_id: string;
  readonly status: RunRow['status'];
  readonly calculation_date: string;
  readonly trigger: string;
  readonly requested_by: string;
  readonly started_at: string;
  readonly ended_at: string | null;
  readonly phases: RunRow['phases'];
  readonly log: RunRow['log'];
  readonly pending_symbols: readonly string[];
  readonly warnings: readonly string[];
  readonly needs_price_update: boolean;
  readonly error: RunRow['error'];
  readonly restatement: RunRow['restatement'];
  readonly dates_valued: number | null;
  readonly dates_restated: number | null;
};

const SELECT = `
  select run_id, portfolio_id, status, calculation_date::text, trigger, requested_by,
    ${instant('started_at')} as started_at, ${instant('ended_at')} as ended_at, phases, log, pending_symbols,
    warnings, needs_price_update, error, restatement, dates_valued, dates_restated
  from read.calculation_runs`;

const runFrom = (row: Row): RunRow => ({
  runId: row.run_id,
  portfolioId: row.portfolio_id,
  status: row.status,
  calculationDate: row.calculation_date,
  trigger: row.trigger,
  requestedBy: row.requested_by,
  startedAt: row.started_at,
  endedAt: row.ended_at,
  phases: row.phases,
  restatement: row.restatement,
  datesValued: row.dates_valued,
  datesRestated: row.dates_restated,
  log: row.log,
  pendingSymbols: row.pending_symbols,
  warnings: row.warnings,
  needsPriceUpdate: row.needs_price_update,
  error: row.error,
});

export const run =
  (db: Queryable) =>
  async (runId: string): Promise<RunRow | null> => {
    const { rows } = await db.query<Row>(`${SELECT} where run_id = $1`, [runId]);
    return rows[0] === undefined ? null : runFrom(rows[0]);
  };

/** Those that have not ended, the oldest first. */
export const openRuns =
  (db: Queryable) =>
  async (limit: number): Promise<PageOf<RunRow>> => {
    const { rows } = await db.query<Row & { readonly open: number }>(
      `select open_runs.*, count(*) over ()::int as open from (${SELECT} where status = 'running') open_runs
       order by started_at, run_id limit $1`,
      [limit],
    );
    return { items: rows.map(runFrom), total: rows[0]?.open ?? 0 };
  };

/** The newest runs of portfolios that hold `symbol`, or options on it, and whose last run to its end was without it. */
export const runsWithout =
  (db: Queryable) =>
  async (symbol: string): Promise<readonly { readonly runId: string; readonly portfolioId: string }[]> => {
    const { rows } = await db.query<{ run_id: string; portfolio_id: string }>(
      `select latest.run_id, portfolio_id
       from read.portfolios portfolio
       cross join lateral (
         select pending_symbols from read.calculation_runs run
         where run.portfolio_id = portfolio.portfolio_id and status in ('completed', 'partial')
         order by requested_position desc limit 1
       ) completed
       cross join lateral (
         select run_id from read.calculation_runs run where run.portfolio_id = portfolio.portfolio_id
         order by requested_position desc limit 1
       ) latest
       where archived_at is null and completed.pending_symbols ? $1
         and exists (
           select from read.positions held where held.portfolio_id = portfolio.portfolio_id
             and coalesce(held.position -> 'contract' ->> 'underlying', held.symbol) = $1)
       order by portfolio_id`,
      [symbol],
    );
    return rows.map(({ run_id, portfolio_id }) => ({ runId: run_id, portfolioId: portfolio_id }));
  };

/** The one requested last, whatever became of it. */
export const latestRun =
  (db: Queryable) =>
  async (portfolioId: string): Promise<RunRow | null> => {
    const { rows } = await db.query<Row>(
      `${SELECT} where portfolio_id = $1 order by requested_position desc limit 1`,
      [portfolioId],
    );
    return rows[0] === undefined ? null : runFrom(rows[0]);
  };

const RESTATES = 'restatement is not null';

export const RESTATEMENTS_SQL = `
  select restatement ->> 'restatementId' as id, min(restatement ->> 'from') as "from",
    min(restatement ->> 'reason') as reason, min(requested_by) as requested_by,
    ${instant('min(started_at)')} as requested_at, count(*)::int as portfolios,
    count(*) filter (where status = 'running')::int as running,
    count(*) filter (where status = 'failed')::int as failed,
    coalesce(sum(dates_restated), 0)::int as dates_restated
  from read.calculation_runs
  where ${RESTATES}
  group by 1 order by max(requested_position) desc limit $1 offset $2`;

export const restatements =
  (db: Queryable) =>
  async ({ limit, offset }: Paging): Promise<PageOf<RestatementRow>> => {
    const counted = await db.query<{ total: number }>(
      `select count(distinct restatement ->> 'restatementId')::int as total
       from read.calculation_runs where ${RESTATES}`,
    );
    const { rows } = await db.query<{
      id: string;
      from: string;
      reason: string;
      requested_by: string;
      requested_at: string;
      portfolios: number;
      running: number;
      failed: number;
      dates_restated: number;
    }>(RESTATEMENTS_SQL, [limit, offset]);
    return {
      items: rows.map((row) => ({
        restatementId: row.id,
        from: row.from,
        reason: row.reason,
        requestedBy: row.requested_by,
        requestedAt: row.requested_at,
        portfolios: row.portfolios,
        running: row.running,
        failed: row.failed,
        datesRestated: row.dates_restated,
      })),
      total: counted.rows[0]?.total ?? 0,
    };
  };

export const restatementRuns =
  (db: Queryable) =>
  async (restatementId: string, { limit, offset }: Paging): Promise<PageOf<RunRow>> => {
    const ofOrder = `${RESTATES} and restatement ->> 'restatementId' = $1`;
    const counted = await db.query<{ total: number }>(
      `select count(*)::int as total from read.calculation_runs where ${ofOrder}`,
      [restatementId],
    );
    const { rows } = await db.query<Row>(
      `${SELECT} where ${ofOrder} order by portfolio_id limit $2 offset $3`,
      [restatementId, limit, offset],
    );
    return { items: rows.map(runFrom), total: counted.rows[0]?.total ?? 0 };
  };
