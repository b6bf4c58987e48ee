import type { RecordedEvent } from '../../application/ports/event-store.ts';
import { FACTOR_IDS } from '../../domain/risk/factors.ts';
import { PERIODS } from '../../domain/risk/period-return.ts';
import { dataQuality } from '../../domain/symbol/data-quality.ts';
import type {
  SymbolFactorsCalculated,
  SymbolMetricsCalculated,
  SymbolProfiled,
} from '../../domain/symbol/events.ts';
import { defineProjection } from '../projection.ts';
import {
  columnsOf,
  FACTOR_COLUMNS,
  factorColumn,
  type MetricsColumns,
  numbersOf,
  RETURN_COLUMNS,
  returnColumn,
} from './columns.ts';

type MetricsEvent = SymbolProfiled | SymbolFactorsCalculated | SymbolMetricsCalculated;

const NOTHING = Object.fromEntries(
  [
    'date',
    'close',
    'company_name',
    'asset_type',
    'sector',
    'industry',
    'market_cap',
    'enterprise_value',
    'pe_ratio',
    'ps_ratio',
    'pb_ratio',
    'factor_date',
    ...RETURN_COLUMNS,
    ...FACTOR_COLUMNS,
  ].map((column) => [column, null]),
);
const UNKNOWN = { ...NOTHING, quality_score: 0 } as unknown as MetricsColumns;

const changed = (row: MetricsColumns, event: RecordedEvent<MetricsEvent>): MetricsColumns => {
  switch (event.type) {
    case 'SymbolProfiled': {
      const { profile } = event.data;
      const { companyName, assetType, sector, industry, marketCap } = profile;
      return {
        ...row,
        company_name: companyName,
        asset_type: assetType,
        sector,
        industry,
        market_cap: marketCap,
        enterprise_value: profile.enterpriseValue ?? null,
        pe_ratio: profile.peRatio ?? null,
        ps_ratio: profile.psRatio ?? null,
        pb_ratio: profile.pbRatio ?? null,
      };
    }
    case 'SymbolFactorsCalculated': {
      const { date, factors } = event.data;
      // The factors of an earlier day that were put right are not the last ones.
      if (row.factor_date !== null && date < row.factor_date) return row;
      return { ...row, ...columnsOf(FACTOR_IDS, factorColumn, (id) => factors[id].beta), factor_date: date };
    }
    case 'SymbolMetricsCalculated': {
      const { date, close, returns } = event.data;
      if (row.date !== null && date < row.date) return row;
      return { ...row, ...columnsOf(PERIODS, returnColumn, (period) => returns[period]), date, close };
    }
    default:
      return event satisfies never;
  }
};

const withQuality = (row: MetricsColumns): MetricsColumns => ({
  ...row,
  quality_score: dataQuality({
    close: row.close,
    returns: numbersOf(row, PERIODS, returnColumn),
    profile: {
      companyName: row.company_name,
      sector: row.sector,
      industry: row.industry,
      marketCap: row.market_cap,
    },
    factors: numbersOf(row, FACTOR_IDS, factorColumn),
  }),
});

const doubles = (columns: readonly string[]): string =>
  columns.map((column) => `${column} double precision`).join(', ');

/**
 * The last completed day of every symbol in one flat row, for tables and search. Earlier days are in symbol_prices and
 * symbol_factors by their dates, from which the metrics of one symbol are computed when somebody asks.
 */
export const symbolMetrics = defineProjection<MetricsEvent>({
  name: 'symbol_metrics',
  version: 2,
  partition: 'symbol',
  tables: ['symbol_metrics'],
  ddl: `
    create table symbol_metrics (
      symbol        text   primary key,
      date          date,
      close         text,
      company_name  text,
      asset_type    text,
      sector        text,
      industry      text,
      market_cap    double precision,
      enterprise_value double precision,
      pe_ratio      double precision,
      ps_ratio      double precision,
      pb_ratio      double precision,
      ${doubles(RETURN_COLUMNS)},
      ${doubles(FACTOR_COLUMNS)},
      factor_date   date,
      quality_score int    not null,
      last_position bigint not null
    );
  `,
  eventTypes: ['SymbolProfiled', 'SymbolFactorsCalculated', 'SymbolMetricsCalculated'],
  apply: (page, tables) =>
    tables.fold<(typeof page)[number], MetricsColumns>(page, {
      table: 'symbol_metrics',
      keyOf: ({ data }) => ({ symbol: data.symbol }),
      load: Object.keys(UNKNOWN) as (keyof MetricsColumns & string)[],
      fold: (row, event) => withQuality(changed(row ?? UNKNOWN, event)),
    }),
});
