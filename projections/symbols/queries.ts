import { positionFrom } from '../../application/ports/event-store.ts';
import type { PageOf, Paging, SymbolRow } from '../../application/ports/queries.ts';
import type { IsoDate } from '../../domain/dates.ts';
import { literally } from '../literally.ts';
import type { Queryable } from '../projection.ts';
import type { SymbolColumns } from './projection.ts';

type Row = SymbolColumns & { readonly symbol: string };

const symbolFrom = (row: Row): SymbolRow => ({
  symbol: row.symbol,
  status: row.status,
  attempts: row.attempts,
  failure: row.failure,
  firstPriceDate: row.first_price_date,
  lastPriceDate: row.last_price_date,
  lastFactorDate: row.last_factor_date,
  profile: row.profile,
  profileSource: row.profile_source,
  priceSource: row.price_source,
  closeBasis: row.close_basis,
  simulated: row.simulated,
  delistingReason: row.delisting_reason,
  uploadedDates: row.uploaded_dates,
  revision: BigInt(row.revision),
  pricedFrom: row.priced_from,
  pricedAt: row.priced_position === null ? null : positionFrom(row.priced_position),
  factoredAt: row.factored_position === null ? null : positionFrom(row.factored_position),
});

const COLUMNS = `symbol, status, attempts, failure, first_price_date::text, last_price_date::text,
  last_factor_date::text, profile, profile_source, price_source, close_basis, simulated, delisting_reason, uploaded_dates,
  revision, priced_from::text, priced_position::text, factored_position::text`;

/** Those that are known, by name; nobody has asked for the others yet. */
export const symbols =
  (db: Queryable) =>
  async (names: readonly string[]): Promise<readonly SymbolRow[]> => {
    const { rows } = await db.query<Row>(
      `select ${COLUMNS} from read.symbols where symbol = any ($1::text[]) order by symbol`,
      [names],
    );
    return rows.map(symbolFrom);
  };

export const SECTORS_SQL = `
  select symbol, profile ->> 'sector' as sector from read.symbols where symbol = any ($1::text[])`;

export const sectors =
  (db: Queryable) =>
  async (names: readonly string[]): Promise<ReadonlyMap<string, string | null>> => {
    const { rows } = await db.query<{ symbol: string; sector: string | null }>(
      SECTORS_SQL,
      [names],
      'sectors',
    );
    return new Map(rows.map((row) => [row.symbol, row.sector]));
  };

export const symbol =
  (db: Queryable) =>
  async (name: string): Promise<SymbolRow | null> =>
    (await symbols(db)([name]))[0] ?? null;

/** The names of all that anybody has asked for, by name: those in one of the statuses. */
export const symbolNames =
  (db: Queryable) =>
  async (statuses: readonly SymbolRow['status'][]): Promise<readonly string[]> => {
    const { rows } = await db.query<{ symbol: string }>(
      'select symbol from read.symbols where status = any ($1::text[]) order by symbol',
      [statuses],
    );
    return rows.map(({ symbol }) => symbol);
  };

/** A few thousand rows are filtered in a few milliseconds, as `searchSymbols` does. */
export const knownSymbols =
  (db: Queryable) =>
  async (
    {
      text,
      status,
    }: { readonly text?: string | undefined; readonly status?: SymbolRow['status'] | undefined },
    { limit, offset }: Paging,
  ): Promise<PageOf<SymbolRow>> => {
    const { rows } = await db.query<{ readonly total: number; readonly page: readonly Row[] | null }>(
      `with found as (
         select ${COLUMNS} from read.symbols
         where ($1::text is null or symbol ilike $1 or profile ->> 'companyName' ilike $1)
           and ($2::text is null or status = $2)),
       page as (select * from found order by symbol limit $3 offset $4)
       select (select count(*) from found)::int as total, (select jsonb_agg(page order by symbol) from page) as page`,
      [text === undefined ? null : `%${literally(text)}%`, status ?? null, limit, offset],
    );
    const [found] = rows;
    return { items: (found?.page ?? []).map(symbolFrom), total: found?.total ?? 0 };
  };

export const symbolsBehind =
  (db: Queryable) =>
  async ({
    among,
    date,
    factorSymbols,
  }: {
    readonly among: readonly string[] | null;
    readonly date: IsoDate;
    readonly factorSymbols: readonly string[];
  }): Promise<readonly string[]> => {
    const { rows } = await db.query<{ symbol: string }>(
      `select asked.symbol
       from (select symbol from read.symbols where $1::text[] is null and status in ('active', 'pending')
             union select unnest($1::text[])) asked (symbol)
       left join read.symbols known using (symbol)
       where not coalesce(known.last_price_date >= $2 and known.last_factor_date >= $2 and known.factored_position >
         coalesce((select max(priced_position) from read.symbols where symbol = any ($3::text[])), 0)
         or known.symbol = any ($3::text[]) and known.last_price_date >= $2 and known.last_factor_date >= $2, false)
       order by asked.symbol collate "C"`,
      [among, date, factorSymbols],
    );
    return rows.map(({ symbol }) => symbol);
  };
