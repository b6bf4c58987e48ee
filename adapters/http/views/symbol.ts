import { z } from 'zod';
import type { SymbolRow } from '../../../application/ports/queries.ts';
import { day } from './scalars.ts';

export const symbolStatusSchema = z
  .strictObject({
    symbol: z.string(),
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
      })
      .nullable(),
  })
  .meta({ id: 'SymbolStatus' });

export const symbolStatusView = (row: SymbolRow): z.infer<typeof symbolStatusSchema> => ({
  symbol: row.symbol,
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
        },
});
