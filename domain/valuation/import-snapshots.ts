import { type IsoDate, isIsoDate } from '../dates.ts';
import { type Decimal, decimal, toMoney } from '../decimal.ts';
import type { ImportedSnapshot } from './valuation.ts';

/** Columns of the table that the earlier system kept, one row per portfolio and date. The first two must be there. */
export const SNAPSHOT_COLUMNS = [
  'snapshot_date',
  'equity_balance',
  'daily_pnl',
  'daily_realized_pnl',
  'daily_capital_flow',
  'cumulative_pnl',
  'cumulative_realized_pnl',
  'unrealized_pnl',
  'long_value',
  'short_value',
  'cash_value',
  'num_positions',
  'num_long_positions',
  'num_short_positions',
] as const;
export type SnapshotColumn = (typeof SNAPSHOT_COLUMNS)[number];

/** A row of the table as text; a column that is not there, or is blank, is undefined. */
export type SnapshotText = Readonly<Partial<Record<SnapshotColumn, string>>>;

export type SnapshotError = {
  readonly row: number;
  readonly field: SnapshotColumn;
  readonly value: string | null;
  readonly message: string;
};

type Read = {
  readonly line: number;
  readonly date: IsoDate;
  readonly amounts: Readonly<Partial<Record<SnapshotColumn, Decimal>>>;
};

const AMOUNT = /^-?\d{1,15}(\.\d{1,8})?$/;
const shown = (value: string): string => value.slice(0, 100);

const readRow = (line: number, text: SnapshotText, errors: SnapshotError[]): Read | null => {
  const before = errors.length;
  const wrong = (field: SnapshotColumn, message: string): void => {
    const value = text[field];
    errors.push({ row: line, field, value: value === undefined ? null : shown(value), message });
  };
  const date = text.snapshot_date ?? '';
  if (!isIsoDate(date)) wrong('snapshot_date', 'The date is not written as 2025-11-17.');
  if (text.equity_balance === undefined) wrong('equity_balance', 'The equity is missing.');
  const amounts: Partial<Record<SnapshotColumn, Decimal>> = {};
  for (const column of SNAPSHOT_COLUMNS) {
    const value = text[column];
    if (column === 'snapshot_date' || value === undefined) continue;
    if (AMOUNT.test(value)) amounts[column] = column.startsWith('num_') ? value : toMoney(decimal(value));
    else wrong(column, 'The amount is not a plain number.');
  }
  return errors.length === before ? { line, date, amounts } : null;
};

const count = (value: Decimal | undefined): number | null => (value === undefined ? null : Number(value));

const snapshotOf = ({ date, amounts }: Read, before: ImportedSnapshot | null): ImportedSnapshot => {
  const amount = (column: SnapshotColumn, otherwise: Decimal): Decimal => amounts[column] ?? otherwise;
  const equity = amount('equity_balance', '0.00');
  const netFlow = amount('daily_capital_flow', '0.00');
  const change = before === null ? '0.00' : toMoney(decimal(equity).minus(before.equity).minus(netFlow));
  const dailyPnl = amount('daily_pnl', change);
  const dailyRealized = amount('daily_realized_pnl', '0.00');
  const longValue = amount('long_value', '0.00');
  // Some of these tables keep the value of shorts without its sign.
  const shortValue = toMoney(decimal(amount('short_value', '0.00')).abs().times(-1));
  const net = decimal(longValue).plus(shortValue);
  const gross = decimal(longValue).minus(shortValue);
  const base = before === null ? decimal(0) : decimal(before.equity).plus(netFlow);
  const since = (column: SnapshotColumn, daily: Decimal, total: Decimal | undefined): Decimal =>
    amount(column, toMoney(decimal(total ?? '0').plus(before === null ? '0' : daily)));
  const [total, long, short] = [
    count(amounts.num_positions),
    count(amounts.num_long_positions),
    count(amounts.num_short_positions),
  ];
  return {
    date,
    basis: 'imported',
    equity,
    previousDate: before?.date ?? null,
    previousEquity: before?.equity ?? null,
    dailyPnl,
    dailyRealized,
    dailyUnrealized: toMoney(decimal(dailyPnl).minus(dailyRealized)),
    netFlow,
    dailyReturn: base.gt(0) ? Number(decimal(dailyPnl).div(base)) : null,
    cumulativePnl: since('cumulative_pnl', dailyPnl, before?.cumulativePnl),
    cumulativeRealized: since('cumulative_realized_pnl', dailyRealized, before?.cumulativeRealized),
    unrealizedPnl: amounts.unrealized_pnl ?? null,
    longValue,
    shortValue,
    grossExposure: toMoney(gross),
    netMarketValue: toMoney(net),
    cash: amount('cash_value', toMoney(decimal(equity).minus(net))),
    leverage: decimal(equity).gt(0) ? Number(gross.div(equity)) : null,
    positions:
      total === null || long === null || short === null ? null : { total, long, short, options: null },
    simulated: false,
  };
};

/**
 * The rows of an earlier system's table as snapshots, oldest first. Of several rows of one date the last one stands:
 * that is what people were shown; `repeated` names the dates. All rows, or the errors of all rows.
 */
export const readSnapshots = (
  rows: readonly { readonly line: number; readonly text: SnapshotText }[],
): {
  readonly snapshots: readonly ImportedSnapshot[];
  readonly repeated: readonly IsoDate[];
  readonly errors: readonly SnapshotError[];
} => {
  const errors: SnapshotError[] = [];
  const byDate = new Map<IsoDate, Read>();
  const repeated = new Set<IsoDate>();
  for (const { line, text } of rows) {
    const read = readRow(line, text, errors);
    if (read === null) continue;
    if (byDate.has(read.date)) repeated.add(read.date);
    byDate.set(read.date, read);
  }
  const snapshots: ImportedSnapshot[] = [];
  for (const [, read] of [...byDate].sort(([a], [b]) => (a < b ? -1 : 1))) {
    snapshots.push(snapshotOf(read, snapshots.at(-1) ?? null));
  }
  return { snapshots, repeated: [...repeated].sort(), errors };
};
