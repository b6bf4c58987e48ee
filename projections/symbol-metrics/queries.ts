import type { SymbolMetricsRow } from '../../application/ports/queries.ts';
import { FACTOR_IDS } from '../../domain/risk/factors.ts';
import { PERIODS } from '../../domain/risk/period-return.ts';
import type { Queryable } from '../projection.ts';
import {
  FACTOR_COLUMNS,
  factorColumn,
  type MetricsColumns,
  numbersOf,
  RETURN_COLUMNS,
  returnColumn,
} from './columns.ts';

export type MetricsRow = MetricsColumns & {
  readonly symbol: string;
  readonly date: string;
  readonly close: string;
};

/** What `metricsFrom` needs, of `read.symbol_metrics`; rows without a date have had no completed day yet. */
export const METRICS_COLUMNS = [
  'symbol, date::text, close, company_name, asset_type, sector, industry, market_cap, factor_date::text',
  'enterprise_value, pe_ratio, ps_ratio, pb_ratio',
  'quality_score',
  ...RETURN_COLUMNS,
  ...FACTOR_COLUMNS,
].join(', ');

export const metricsFrom = (row: MetricsRow): SymbolMetricsRow => ({
  symbol: row.symbol,
  date: row.date,
  close: row.close,
  returns: numbersOf(row, PERIODS, returnColumn),
  companyName: row.company_name,
  assetType: row.asset_type as SymbolMetricsRow['assetType'],
  sector: row.sector,
  industry: row.industry,
  marketCap: row.market_cap,
  enterpriseValue: row.enterprise_value,
  peRatio: row.pe_ratio,
  psRatio: row.ps_ratio,
  pbRatio: row.pb_ratio,
  factors: numbersOf(row, FACTOR_IDS, factorColumn),
  factorDate: row.factor_date,
  qualityScore: row.quality_score,
});

export const symbolMetrics =
  (db: Queryable) =>
  async (symbols: readonly string[]): Promise<readonly SymbolMetricsRow[]> => {
    const { rows } = await db.query<MetricsRow>(
      `select ${METRICS_COLUMNS} from read.symbol_metrics
       where symbol = any ($1::text[]) and date is not null order by symbol`,
      [symbols],
    );
    return rows.map(metricsFrom);
  };
