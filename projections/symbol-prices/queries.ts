import { giveWay } from '../../application/pause.ts';
import type { PriceColumns } from '../../application/ports/queries.ts';
import type { IsoDate } from '../../domain/dates.ts';
import type { LatestClose } from '../../domain/targets/outlook.ts';
import type { Queryable } from '../projection.ts';
import { idsOf, type MonthColumns, monthEndOf } from './month.ts';

type Row = Pick<
  MonthColumns,
  'days' | 'closes' | 'adjusted_closes' | 'split_factors' | 'event_ids' | 'simulated'
> & {
  readonly symbol: string;
  readonly month_end: string;
};

const COLUMNS = 'symbol, month_end::text, days, closes, adjusted_closes, split_factors, event_ids, simulated';

/** A year of so many takes some milliseconds to read; then it is the turn of others in this process. */
const SYMBOLS_A_TURN = 50;

/** A row per month. */
export const PRICES_SQL = `
  select ${COLUMNS} from read.symbol_prices
  where symbol = any ($1::text[]) and month_end >= $2 and month_end <= $3
  order by symbol, month_end`;

/** The dates of months, made once for all symbols that have prices of the same days. */
type DatesOf = (row: Row) => readonly IsoDate[];

const createDatesOf = (): DatesOf => {
  const known = new Map<string, readonly IsoDate[]>();
  return ({ month_end, days }) => {
    const key = month_end + days;
    const found = known.get(key);
    if (found !== undefined) return found;
    const month = month_end.slice(0, 8);
    const dates = days.split(',').map((day) => month + day);
    known.set(key, dates);
    return dates;
  };
};

/** One symbol's months, oldest first, as columns; null when no price is in the range. */
const columnsFrom = (
  rows: readonly Row[],
  from: IsoDate,
  to: IsoDate,
  datesOf: DatesOf,
): PriceColumns | null => {
  const dates: IsoDate[] = [];
  const closes: string[] = [];
  const adjusted: number[] = [];
  const splits: number[] = [];
  const eventIds: string[] = [];
  for (const row of rows) {
    const monthDates = datesOf(row);
    const monthCloses = row.closes.split(',');
    const monthAdjusted = row.adjusted_closes.split(',');
    const monthSplits = row.split_factors?.split(',');
    const ids = idsOf(row.event_ids);
    for (let i = 0; i < monthDates.length; i += 1) {
      const date = monthDates[i] as IsoDate;
      if (date < from || date > to) continue;
      dates.push(date);
      closes.push(monthCloses[i] ?? '');
      adjusted.push(Number(monthAdjusted[i]));
      splits.push(monthSplits === undefined ? 1 : Number(monthSplits[i]));
      eventIds.push(ids[i] ?? '');
    }
  }
  const [first] = rows;
  if (first === undefined || dates.length === 0) return null;
  return {
    symbol: first.symbol,
    dates,
    closes,
    adjustedCloses: Float64Array.from(adjusted),
    splitFactors: Float64Array.from(splits),
    eventIds,
    simulated: rows.some(({ simulated }) => simulated),
  };
};

/** Rows by symbol; each symbol's are together. */
const bySymbol = (rows: readonly Row[]): ReadonlyMap<string, readonly Row[]> => {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(row.symbol);
    if (group === undefined) groups.set(row.symbol, [row]);
    else group.push(row);
  }
  return groups;
};

/** By symbol; symbols without a price in the range are not in the map. */
export const prices =
  (db: Queryable) =>
  async (
    symbols: readonly string[],
    { from, to }: { readonly from: IsoDate; readonly to: IsoDate },
  ): Promise<ReadonlyMap<string, PriceColumns>> => {
    if (symbols.length === 0) return new Map();
    const { rows } = await db.query<Row>(PRICES_SQL, [symbols, from, monthEndOf(to)]);
    const found = new Map<string, PriceColumns>();
    const datesOf = createDatesOf();
    let read = 0;
    for (const [symbol, months] of bySymbol(rows)) {
      const columns = columnsFrom(months, from, to, datesOf);
      if (columns !== null) found.set(symbol, columns);
      read += 1;
      if (read % SYMBOLS_A_TURN === 0) await giveWay();
    }
    return found;
  };

/** Two steps down the key per symbol: the month of the date may have no price before it yet. */
export const LATEST_CLOSES_SQL = `
  select latest.* from (select distinct symbol from unnest($1::text[]) asked (symbol)) wanted
  cross join lateral (
    select ${COLUMNS} from read.symbol_prices price
    where price.symbol = wanted.symbol and price.month_end <= $2
    order by price.month_end desc limit 2
  ) latest
  order by symbol, month_end`;

export const latestCloses =
  (db: Queryable) =>
  async (symbols: readonly string[], onOrBefore: IsoDate): Promise<ReadonlyMap<string, LatestClose>> => {
    if (symbols.length === 0) return new Map();
    const { rows } = await db.query<Row>(LATEST_CLOSES_SQL, [symbols, monthEndOf(onOrBefore)]);
    const found = new Map<string, LatestClose>();
    const datesOf = createDatesOf();
    for (const [symbol, months] of bySymbol(rows)) {
      const columns = columnsFrom(months, '0001-01-01', onOrBefore, datesOf);
      const last = (columns?.dates.length ?? 0) - 1;
      const date = columns?.dates[last];
      const close = columns?.closes[last];
      const eventId = columns?.eventIds[last];
      if (columns == null || date === undefined || close === undefined || eventId === undefined) continue;
      found.set(symbol, { date, close, eventId, simulated: columns.simulated });
    }
    return found;
  };
