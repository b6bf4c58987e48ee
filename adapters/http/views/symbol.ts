import { z } from 'zod';
import type {
  PriceColumns,
  SymbolFactorsRow,
  SymbolMetricsRow,
  SymbolRow,
} from '../../../application/ports/queries.ts';
import type { SymbolJob } from '../../../application/ports/symbol-queue.ts';
import { FACTOR_IDS } from '../../../domain/risk/factors.ts';
import { PERIODS } from '../../../domain/risk/period-return.ts';
import { aliasesOf } from '../../../domain/symbol/aliases.ts';
import { day, decimalText, fraction, uuid } from './scalars.ts';
import { symbolJobSchema, symbolJobView } from './symbol-job.ts';

/** A symbol in a path, as anybody writes it: `BRK.B`, `BRK-B` and `BRK%2FB` are one. */
export const symbolParameter = z
  .string()
  .regex(/^[A-Za-z0-9._^=/ -]{1,100}$/)
  .meta({ example: 'AAPL' });

export const symbolStatusSchema = z
  .strictObject({
    symbol: z.string().meta({ description: 'The one spelling under which it is kept' }),
    aliases: z.array(z.string()).meta({ description: 'Other spellings that are answered as it' }),
    status: z.enum(['pending', 'active', 'error', 'delisted']),
    attempts: z.int(),
    failure: z.strictObject({ kind: z.string(), reason: z.string() }).nullable(),
    first_price_date: day.nullable(),
    last_price_date: day.nullable(),
    last_factor_date: day.nullable(),
    price_source: z.string().nullable(),
    close_basis: z.enum(['raw', 'adjusted']).nullable(),
    simulated: z.boolean(),
    profile_source: z.string().nullable(),
    profile: z
      .strictObject({
        company_name: z.string().nullable(),
        asset_type: z.string().nullable(),
        sector: z.string().nullable(),
        industry: z.string().nullable(),
        exchange: z.string().nullable(),
        currency: z.string().nullable(),
        market_cap: z.number().nullable(),
        provider_beta: z.number().nullable(),
        pe_ratio: z.number().nullable(),
        ps_ratio: z.number().nullable(),
        pb_ratio: z.number().nullable(),
        enterprise_value: z.number().nullable(),
      })
      .nullable(),
    delisting_reason: z.string().nullable(),
    onboarding: symbolJobSchema
      .nullable()
      .meta({ description: 'The last time it was looked up; null when nobody had to' }),
  })
  .meta({ id: 'SymbolStatus' });

/** What is known of a symbol that waits to be looked up for the first time. */
export const unknownSymbol = ({ symbol, status, failure }: SymbolJob): SymbolRow => ({
  symbol,
  status: status === 'failed' ? 'error' : 'pending',
  attempts: 0,
  failure,
  firstPriceDate: null,
  lastPriceDate: null,
  lastFactorDate: null,
  profile: null,
  profileSource: null,
  priceSource: null,
  closeBasis: null,
  simulated: false,
  delistingReason: null,
  uploadedDates: [],
  revision: 0n,
  pricedFrom: null,
  pricedAt: null,
  factoredAt: null,
});

export const symbolStatusView = (
  row: SymbolRow,
  job: SymbolJob | undefined,
): z.infer<typeof symbolStatusSchema> => ({
  symbol: row.symbol,
  aliases: [...aliasesOf(row.symbol)],
  status: row.status,
  attempts: row.attempts,
  failure: row.failure,
  first_price_date: row.firstPriceDate,
  last_price_date: row.lastPriceDate,
  last_factor_date: row.lastFactorDate,
  price_source: row.priceSource,
  close_basis: row.closeBasis,
  simulated: row.simulated,
  profile_source: row.profileSource,
  profile:
    row.profile === null
      ? null
      : {
          company_name: row.profile.companyName,
          asset_type: row.profile.assetType,
          sector: row.profile.sector,
          industry: row.profile.industry,
          exchange: row.profile.exchange,
          currency: row.profile.currency,
          market_cap: row.profile.marketCap,
          provider_beta: row.profile.providerBeta,
          pe_ratio: row.profile.peRatio ?? null,
          ps_ratio: row.profile.psRatio ?? null,
          pb_ratio: row.profile.pbRatio ?? null,
          enterprise_value: row.profile.enterpriseValue ?? null,
        },
  delisting_reason: row.delistingReason,
  onboarding: job === undefined ? null : symbolJobView(job),
});

const factorsSchema = z.array(
  z.strictObject({
    factor_id: z.enum(FACTOR_IDS),
    beta: z.number().nullable(),
    r_squared: z.number().nullable(),
    observations: z.int(),
    quality: z.string(),
  }),
);

export const symbolDetailSchema = z
  .strictObject({
    ...symbolStatusSchema.shape,
    factors_date: day.nullable(),
    factors_event_id: uuid.nullable(),
    factors: factorsSchema,
    prices: z.strictObject({
      from: day,
      to: day,
      total: z.int(),
      limit: z.int(),
      offset: z.int(),
      items: z
        .array(
          z.strictObject({
            date: day,
            close: decimalText.meta({ description: 'As traded' }),
            adjusted_close: z.number().meta({ description: 'For splits and dividends' }),
            split_factor: z.number().meta({ description: 'New shares per old share; 1 on most days' }),
            event_id: uuid.meta({ description: 'The event that this price came with' }),
          }),
        )
        .meta({ description: 'Newest first' }),
    }),
  })
  .meta({ id: 'SymbolDetail' });

export type PricePage = {
  readonly from: string;
  readonly to: string;
  readonly limit: number;
  readonly offset: number;
};

export const symbolDetailView = (
  status: z.infer<typeof symbolStatusSchema>,
  factors: SymbolFactorsRow | undefined,
  prices: PriceColumns | undefined,
  page: PricePage,
): z.infer<typeof symbolDetailSchema> => {
  const total = prices?.dates.length ?? 0;
  // Newest first: the page counts from the end.
  const indices = Array.from(
    { length: Math.max(0, Math.min(page.limit, total - page.offset)) },
    (_, i) => total - 1 - page.offset - i,
  );
  return {
    ...status,
    factors_date: factors?.date ?? null,
    factors_event_id: factors?.eventId ?? null,
    factors: FACTOR_IDS.flatMap((id) => {
      const loading = factors?.factors[id];
      if (loading === undefined) return [];
      const { beta, rSquared, observations, quality } = loading;
      return [{ factor_id: id, beta, r_squared: rSquared, observations, quality }];
    }),
    prices: {
      from: page.from,
      to: page.to,
      total,
      limit: page.limit,
      offset: page.offset,
      items: indices.map((i) => ({
        date: prices?.dates[i] ?? '',
        close: prices?.closes[i] ?? '',
        adjusted_close: prices?.adjustedCloses[i] ?? 0,
        split_factor: prices?.splitFactors[i] ?? 1,
        event_id: prices?.eventIds[i] ?? '',
      })),
    },
  };
};

export const foundSymbolSchema = z
  .strictObject({
    symbol: z.string(),
    company_name: z.string().nullable(),
    asset_type: z.string().nullable(),
    sector: z.string().nullable(),
    industry: z.string().nullable(),
    metrics_date: day,
    current_price: decimalText.meta({ description: 'Raw close' }),
    returns: z.record(z.enum(PERIODS), fraction.nullable()),
    market_cap: z.number().nullable(),
    enterprise_value: z.number().nullable(),
    pe_ratio: z.number().nullable(),
    ps_ratio: z.number().nullable(),
    pb_ratio: z.number().nullable(),
    factors: z.record(z.enum(FACTOR_IDS), z.number().nullable()),
    factors_date: day.nullable(),
    data_quality_score: z.int().min(0).max(100),
  })
  .meta({ id: 'FoundSymbol' });

export const foundSymbolView = (row: SymbolMetricsRow): z.infer<typeof foundSymbolSchema> => ({
  symbol: row.symbol,
  company_name: row.companyName,
  asset_type: row.assetType,
  sector: row.sector,
  industry: row.industry,
  metrics_date: row.date,
  current_price: row.close,
  returns: { ...row.returns },
  market_cap: row.marketCap,
  enterprise_value: row.enterpriseValue,
  pe_ratio: row.peRatio,
  ps_ratio: row.psRatio,
  pb_ratio: row.pbRatio,
  factors: { ...row.factors },
  factors_date: row.factorDate,
  data_quality_score: row.qualityScore,
});
