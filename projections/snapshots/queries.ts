import type { PageOf, Paging, SnapshotRow } from '../../application/ports/queries.ts';
import type { IsoDate } from '../../domain/dates.ts';
import type { Figures, Mark } from '../../domain/valuation/valuation.ts';
import type { Queryable } from '../projection.ts';

/** Decimals arrive as text and stay exact. */
export type SnapshotColumns = {
  readonly date: string;
  readonly basis: Figures['basis'];
  readonly equity: string;
  readonly previous_date: string | null;
  readonly previous_equity: string | null;
  readonly daily_pnl: string;
  readonly daily_realized: string;
  readonly daily_unrealized: string;
  readonly net_flow: string;
  readonly daily_return: number | null;
  readonly cumulative_pnl: string;
  readonly cumulative_realized: string;
  readonly unrealized_pnl: string | null;
  readonly long_value: string;
  readonly short_value: string;
  readonly gross_exposure: string;
  readonly net_market_value: string;
  readonly cash: string;
  readonly leverage: number | null;
  readonly positions_total: number | null;
  readonly positions_long: number | null;
  readonly positions_short: number | null;
  readonly positions_options: number | null;
  readonly simulated: boolean;
  readonly event_id: string;
  readonly engine_version: string;
  readonly restatements: number;
};

export const SNAPSHOT_COLUMNS = `date::text, basis, equity::text, previous_date::text, previous_equity::text, daily_pnl::text,
  daily_realized::text, daily_unrealized::text, net_flow::text, daily_return, cumulative_pnl::text,
  cumulative_realized::text, unrealized_pnl::text, long_value::text, short_value::text, gross_exposure::text,
  net_market_value::text, cash::text, leverage, positions_total, positions_long, positions_short,
  positions_options, simulated, event_id::text, engine_version, restatements`;

const countsOf = (row: SnapshotColumns): Figures['positions'] => {
  const { positions_total: total, positions_long: long, positions_short: short } = row;
  return total === null || long === null || short === null
    ? null
    : { total, long, short, options: row.positions_options };
};

/** Counts and gains are missing on imported dates only, where the row has what its event said. */
export const snapshotFrom = (row: SnapshotColumns): SnapshotRow => ({
  valuation: {
    date: row.date,
    basis: row.basis,
    equity: row.equity,
    previousDate: row.previous_date,
    previousEquity: row.previous_equity,
    dailyPnl: row.daily_pnl,
    dailyRealized: row.daily_realized,
    dailyUnrealized: row.daily_unrealized,
    netFlow: row.net_flow,
    dailyReturn: row.daily_return,
    cumulativePnl: row.cumulative_pnl,
    cumulativeRealized: row.cumulative_realized,
    unrealizedPnl: row.unrealized_pnl,
    longValue: row.long_value,
    shortValue: row.short_value,
    grossExposure: row.gross_exposure,
    netMarketValue: row.net_market_value,
    cash: row.cash,
    leverage: row.leverage,
    positions: countsOf(row),
    simulated: row.simulated,
  } as Figures,
  eventId: row.event_id,
  engineVersion: row.engine_version,
  simulated: row.simulated,
  restatements: row.restatements,
});

const WITHIN = `portfolio_id = $1 and ($2::date is null or date >= $2) and ($3::date is null or date <= $3)`;

/** Newest first, without marks. The key's index gives both the rows and their order. */
export const SNAPSHOTS_SQL = `
  select ${SNAPSHOT_COLUMNS} from read.snapshots where ${WITHIN} order by snapshots.date desc limit $4 offset $5`;

export const snapshots =
  (db: Queryable) =>
  async (
    portfolioId: string,
    { limit, offset, from, to }: Paging & { readonly from?: IsoDate; readonly to?: IsoDate },
  ): Promise<PageOf<SnapshotRow>> => {
    const range = [portfolioId, from ?? null, to ?? null];
    const counted = await db.query<{ total: number }>(
      `select count(*)::int as total from read.snapshots where ${WITHIN}`,
      range,
    );
    const { rows } = await db.query<SnapshotColumns>(SNAPSHOTS_SQL, [...range, limit, offset]);
    return { items: rows.map(snapshotFrom), total: counted.rows[0]?.total ?? 0 };
  };

export const SNAPSHOT_SQL = `
  select ${SNAPSHOT_COLUMNS}, marks from read.snapshots
  where portfolio_id = $1 and ($2::date is null or date = $2)
  order by snapshots.date desc limit 1`;

export const snapshot =
  (db: Queryable) =>
  async (
    portfolioId: string,
    date: IsoDate | 'latest',
  ): Promise<(SnapshotRow & { readonly marks: readonly Mark[] }) | null> => {
    const isLatest = date === 'latest';
    const { rows } = await db.query<SnapshotColumns & { marks: readonly Mark[] }>(
      SNAPSHOT_SQL,
      [portfolioId, isLatest ? null : date],
      // The plan for any date walks down from the newest: for an old one that is far.
      isLatest ? 'latest-snapshot' : undefined,
    );
    const row = rows[0];
    return row === undefined ? null : { ...snapshotFrom(row), marks: row.marks };
  };
