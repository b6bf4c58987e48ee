import type { RunRow } from '../../application/ports/queries.ts';
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
};

const SELECT = `
  select run_id, portfolio_id, status, calculation_date::text, trigger, requested_by,
    ${instant('started_at')} as started_at, ${instant('ended_at')} as ended_at, phases, log, pending_symbols,
    warnings, needs_price_update, error
  from read.calculation_runs`;

const runFrom = (row: Row | undefined): RunRow | null =>
  row === undefined
    ? null
    : {
        runId: row.run_id,
        portfolioId: row.portfolio_id,
        status: row.status,
        calculationDate: row.calculation_date,
        trigger: row.trigger,
        requestedBy: row.requested_by,
        startedAt: row.started_at,
        endedAt: row.ended_at,
        phases: row.phases,
        log: row.log,
        pendingSymbols: row.pending_symbols,
        warnings: row.warnings,
        needsPriceUpdate: row.needs_price_update,
        error: row.error,
      };

export const run =
  (db: Queryable) =>
  async (runId: string): Promise<RunRow | null> => {
    const { rows } = await db.query<Row>(`${SELECT} where run_id = $1`, [runId]);
    return runFrom(rows[0]);
  };

/** The one requested last, whatever became of it. */
export const latestRun =
  (db: Queryable) =>
  async (portfolioId: string): Promise<RunRow | null> => {
    const { rows } = await db.query<Row>(
      `${SELECT} where portfolio_id = $1 order by requested_position desc limit 1`,
      [portfolioId],
    );
    return runFrom(rows[0]);
  };
