import type { PageOf, Paging, SymbolMetricsRow, SymbolSearch } from '../../application/ports/queries.ts';
import { literally } from '../literally.ts';
import type { Queryable } from '../projection.ts';
import { METRICS_COLUMNS, type MetricsRow, metricsFrom } from './queries.ts';

/** The sort is one of a fixed list of columns, so it may stand in the statement. */
const searchSql = (sort: SymbolSearch['sort'], direction: 'asc' | 'desc'): string => `
  select ${METRICS_COLUMNS}, count(*) over ()::int as total
  from read.symbol_metrics
  where date is not null
    and ($1::text is null or symbol ilike $1 or company_name ilike $1)
    and ($2::text[] is null or sector = any ($2))
    and ($3::text[] is null or industry = any ($3))
    and ($4::text[] is null or asset_type = any ($4))
    and ($5::double precision is null or market_cap >= $5)
    and ($6::double precision is null or market_cap <= $6)
    and ($7::double precision is null or pe_ratio >= $7)
    and ($8::double precision is null or pe_ratio <= $8)
  order by ${sort} ${direction} nulls last, symbol
  limit $9 offset $10`;

/** Over all rows, then the page: ten thousand rows are filtered and sorted in a few milliseconds. */
export const searchSymbols =
  (db: Queryable) =>
  async (search: SymbolSearch, { limit, offset }: Paging): Promise<PageOf<SymbolMetricsRow>> => {
    const { text, sectors, industries, assetTypes, marketCap, peRatio, sort, descending } = search;
    const filters = [
      text === undefined ? null : `%${literally(text)}%`,
      sectors ?? null,
      industries ?? null,
      assetTypes ?? null,
      marketCap?.min ?? null,
      marketCap?.max ?? null,
      peRatio?.min ?? null,
      peRatio?.max ?? null,
    ];
    const sql = searchSql(sort, descending ? 'desc' : 'asc');
    const { rows } = await db.query<MetricsRow & { readonly total: number }>(sql, [
      ...filters,
      limit,
      offset,
    ]);
    if (rows[0] !== undefined) return { items: rows.map(metricsFrom), total: rows[0].total };
    if (offset === 0) return { items: [], total: 0 };
    const first = await db.query<{ readonly total: number }>(sql, [...filters, 1, 0]);
    return { items: [], total: first.rows[0]?.total ?? 0 };
  };
