import type { PriceColumns } from '../../application/ports/queries.ts';
import type { IsoDate } from '../../domain/dates.ts';
import type { LatestClose } from '../../domain/targets/outlook.ts';
import type { Queryable } from '../projection.ts';

type Row = {
  readonly symbol: string;
  readonly dates: string;
  readonly closes: string;
  readonly adjusted_closes: string;
  readonly split_factors: string;
  readonly event_ids: string;
  readonly simulated: boolean;
};

/**
 * One row per symbol and one text per column: that is read several times faster than a row per price, and a double's
 * text is the shortest that gives the same double back.
 */
export const PRICES_SQL = `
  select symbol,
    string_agg(date::text, ',' order by date) as dates,
    string_agg(close::text, ',' order by date) as closes,
    string_agg(adjusted_close::text, ',' order by date) as adjusted_closes,
    string_agg(split_factor::text, ',' order by date) as split_factors,
    string_agg(event_id::text, ',' order by date) as event_ids,
    bool_or(simulated) as simulated
  from read.symbol_prices
  where symbol = any ($1::text[]) and date >= $2 and date <= $3
  group by symbol order by symbol`;

const columnsFrom = (row: Row): PriceColumns => ({
  symbol: row.symbol,
  dates: row.dates.split(','),
  closes: row.closes.split(','),
  adjustedCloses: Float64Array.from(row.adjusted_closes.split(','), Number),
  splitFactors: Float64Array.from(row.split_factors.split(','), Number),
  eventIds: row.event_ids.split(','),
  simulated: row.simulated,
});

/** By symbol; symbols without a price in the range are not in the map. */
export const prices =
  (db: Queryable) =>
  async (
    symbols: readonly string[],
    { from, to }: { readonly from: IsoDate; readonly to: IsoDate },
  ): Promise<ReadonlyMap<string, PriceColumns>> => {
    if (symbols.length === 0) return new Map();
    const { rows } = await db.query<Row>(PRICES_SQL, [symbols, from, to]);
    return new Map(rows.map((row) => [row.symbol, columnsFrom(row)]));
  };

/** One step down the key per symbol. */
export const LATEST_CLOSES_SQL = `
  select wanted.symbol, latest.date::text, latest.close::text, latest.event_id, latest.simulated
  from unnest($1::text[]) wanted (symbol)
  cross join lateral (
    select date, close, event_id, simulated from read.symbol_prices price
    where price.symbol = wanted.symbol and price.date <= $2
    order by price.date desc limit 1
  ) latest`;

export const latestCloses =
  (db: Queryable) =>
  async (symbols: readonly string[], onOrBefore: IsoDate): Promise<ReadonlyMap<string, LatestClose>> => {
    if (symbols.length === 0) return new Map();
    const { rows } = await db.query<{
      symbol: string;
      date: string;
      close: string;
      event_id: string;
      simulated: boolean;
    }>(LATEST_CLOSES_SQL, [symbols, onOrBefore]);
    return new Map(
      rows.map(({ symbol, date, close, event_id, simulated }) => [
        symbol,
        { date, close, eventId: event_id, simulated },
      ]),
    );
  };
