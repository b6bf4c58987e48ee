import { finiteValues } from './finite-values.ts';
import { standardDeviation } from './standard-deviation.ts';

/** Trading days a year, everywhere. */
export const TRADING_DAYS = 252;

/**
 * Annualised volatility of daily simple returns: standard deviation (ddof 1) × √252, a decimal. Missing
 * returns are dropped; null below two. Source: empyrical `annual_volatility`.
 *
 * @example annualisedVolatility([0.01, -0.01, 0.02, 0]) // 0.2049390153191920
 */
export const annualisedVolatility = (returns: ArrayLike<number>): number | null => {
  const daily = standardDeviation(finiteValues(returns));
  return daily === null ? null : daily * Math.sqrt(TRADING_DAYS);
};
