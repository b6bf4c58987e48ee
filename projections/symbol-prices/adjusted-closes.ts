import { giveWay } from '../../application/pause.ts';
import type { IsoDate } from '../../domain/dates.ts';
import type { AdjustedCloses } from '../../domain/risk/returns.ts';
import type { Queryable } from '../projection.ts';
import { monthEndOf } from './month.ts';

/** A year of so many takes some milliseconds to read; then it is the turn of others in this process. */
const SYMBOLS_A_TURN = 100;

/** A row per symbol: its months joined, for a year of thousands of symbols is read each night. */
export const ADJUSTED_CLOSES_SQL = `
  select symbol, string_agg(month_end::text || ':' || days, ';' order by month_end) as months,
    string_agg(adjusted_closes, ',' order by month_end) as closes
  from read.symbol_prices
  where symbol = any ($1::text[]) and month_end >= $2 and month_end <= $3
  group by symbol`;

type Row = { readonly symbol: string; readonly months: string; readonly closes: string };

/** The dates within a range, and at which element they begin. */
type Dates = { readonly dates: readonly IsoDate[]; readonly start: number };

const datesOf = (months: string, from: IsoDate, to: IsoDate): Dates => {
  const dates = months.split(';').flatMap((text) => {
    const month = text.slice(0, 8);
    return text
      .slice(11)
      .split(',')
      .map((day) => month + day);
  });
  const first = dates.findIndex((date) => date >= from);
  const start = first < 0 ? dates.length : first;
  return { dates: dates.slice(start).filter((date) => date <= to), start };
};

/**
 * Adjusted closes alone, of symbols with one in the range. Most symbols have prices of the same days: their dates are
 * one array.
 */
export const adjustedCloses =
  (db: Queryable) =>
  async (
    symbols: readonly string[],
    { from, to }: { readonly from: IsoDate; readonly to: IsoDate },
  ): Promise<ReadonlyMap<string, AdjustedCloses>> => {
    if (symbols.length === 0) return new Map();
    const { rows } = await db.query<Row>(
      ADJUSTED_CLOSES_SQL,
      [symbols, from, monthEndOf(to)],
      // Thousands may be read by another plan than a portfolio's few.
      symbols.length <= SYMBOLS_A_TURN ? 'adjusted-closes' : undefined,
    );
    const found = new Map<string, AdjustedCloses>();
    const known = new Map<string, Dates>();
    for (const [i, { symbol, months, closes }] of rows.entries()) {
      if (i > 0 && i % SYMBOLS_A_TURN === 0) await giveWay();
      const range = known.get(months) ?? datesOf(months, from, to);
      known.set(months, range);
      const { dates, start } = range;
      if (dates.length === 0) continue;
      // Numbers as JSON writes them, whose parser takes half as long as splitting and converting.
      const all = JSON.parse(`[${closes}]`) as readonly number[];
      const adjusted = Float64Array.from(all.slice(start, start + dates.length));
      found.set(symbol, { dates, adjustedCloses: adjusted });
    }
    return found;
  };
