import type { SymbolFactorsRow } from '../../application/ports/queries.ts';
import type { IsoDate } from '../../domain/dates.ts';
import type { Queryable } from '../projection.ts';
import { factorsFrom } from './columns.ts';

type Row = {
  readonly symbol: string;
  readonly date: string;
  readonly factors: string;
  readonly event_id: string;
};

const rowFrom = (row: Row): SymbolFactorsRow => ({
  symbol: row.symbol,
  date: row.date,
  factors: factorsFrom(row.factors),
  eventId: row.event_id,
});

/** One step down the key's index per symbol. */
export const SYMBOL_FACTORS_SQL = `
  select newest.symbol, newest.date::text, newest.factors::text, newest.event_id::text
  from (select distinct symbol from unnest($1::text[]) asked (symbol)) asked
  cross join lateral (
    select symbol, date, factors, event_id
    from read.symbol_factors
    where symbol_factors.symbol = asked.symbol and date <= $2
    order by date desc limit 1
  ) newest
  order by newest.symbol`;

export const symbolFactors =
  (db: Queryable) =>
  async (symbols: readonly string[], onOrBefore: IsoDate): Promise<readonly SymbolFactorsRow[]> => {
    const { rows } = await db.query<Row>(SYMBOL_FACTORS_SQL, [symbols, onOrBefore]);
    return rows.map(rowFrom);
  };

export const symbolFactorHistory =
  (db: Queryable) =>
  async (
    symbols: readonly string[],
    { from, to }: { readonly from: IsoDate; readonly to: IsoDate },
  ): Promise<readonly SymbolFactorsRow[]> => {
    if (symbols.length === 0) return [];
    const { rows } = await db.query<Row>(
      `select symbol, date::text, factors::text, event_id::text from read.symbol_factors
       where symbol = any ($1::text[]) and date >= $2 and date <= $3 order by symbol, date`,
      [symbols, from, to],
    );
    return rows.map(rowFrom);
  };
