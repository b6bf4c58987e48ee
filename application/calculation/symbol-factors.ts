import type { IsoDate } from '../../domain/dates.ts';
import { FACTOR_ETFS, type FactorEtf } from '../../domain/risk/factors.ts';
import { type AdjustedCloses, sessionReturns } from '../../domain/risk/returns.ts';
import type { PriceColumns } from '../ports/queries.ts';

const NO_PRICES: AdjustedCloses = { dates: [], adjustedCloses: [] };

/** The factor ETFs' returns over `sessions`; all missing for one that has no prices. */
export const etfReturnsOver = (
  sessions: readonly IsoDate[],
  prices: ReadonlyMap<string, PriceColumns>,
): Record<FactorEtf, Float64Array> =>
  Object.fromEntries(
    FACTOR_ETFS.map((etf) => [etf, sessionReturns(sessions, prices.get(etf) ?? NO_PRICES)]),
  ) as Record<FactorEtf, Float64Array>;
