import type { SnapshotRow } from '../../application/ports/queries.ts';
import { csvLine } from './write-csv.ts';

const COLUMNS: readonly (readonly [name: string, of: (row: SnapshotRow) => string | number | null])[] = [
  ['Date', ({ valuation }) => valuation.date],
  ['Basis', ({ valuation }) => valuation.basis],
  ['Equity', ({ valuation }) => valuation.equity],
  ['Daily P&L', ({ valuation }) => valuation.dailyPnl],
  ['Daily Realized P&L', ({ valuation }) => valuation.dailyRealized],
  ['Daily Unrealized P&L', ({ valuation }) => valuation.dailyUnrealized],
  ['Daily Capital Flow', ({ valuation }) => valuation.netFlow],
  ['Daily Return', ({ valuation }) => valuation.dailyReturn],
  ['Cumulative P&L', ({ valuation }) => valuation.cumulativePnl],
  ['Cumulative Realized P&L', ({ valuation }) => valuation.cumulativeRealized],
  ['Unrealized P&L', ({ valuation }) => valuation.unrealizedPnl],
  ['Long Value', ({ valuation }) => valuation.longValue],
  ['Short Value', ({ valuation }) => valuation.shortValue],
  ['Gross Exposure', ({ valuation }) => valuation.grossExposure],
  ['Net Market Value', ({ valuation }) => valuation.netMarketValue],
  ['Cash', ({ valuation }) => valuation.cash],
  ['Leverage', ({ valuation }) => valuation.leverage],
  ['Positions', ({ valuation }) => valuation.positions?.total ?? null],
  ['Simulated Prices', ({ simulated }) => String(simulated)],
  ['Restatements', ({ restatements }) => restatements],
  ['Engine Version', ({ engineVersion }) => engineVersion],
];

/** One line per session in the order given; returns are fractions, money is in US dollars. */
export const writeSnapshotsCsv = (snapshots: readonly SnapshotRow[]): string =>
  [
    csvLine(COLUMNS.map(([name]) => name)),
    ...snapshots.map((row) => csvLine(COLUMNS.map(([, of]) => of(row)))),
  ].join('');
