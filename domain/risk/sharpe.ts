import { finiteValues } from './finite-values.ts';
import { mean } from './mean.ts';
import { standardDeviation } from './standard-deviation.ts';
import { TRADING_DAYS } from './volatility.ts';

/**
 * Annualised Sharpe ratio of daily simple returns: mean excess return / standard deviation (ddof 1) × √252, with
 * `riskFreeRate` a year (decimal) spread as rate / 252. Missing returns are dropped. Null below two
 * returns or where they do not vary.
 * Source: empyrical `sharpe_ratio`.
 *
 * @example sharpe([0.01, -0.01, 0.02, 0], 0) // 6.148170459575759
 */
export const sharpe = (returns: ArrayLike<number>, riskFreeRate: number): number | null => {
  const known = finiteValues(returns);
  const deviation = standardDeviation(known);
  if (deviation === null || deviation === 0) return null;
  return ((mean(known) - riskFreeRate / TRADING_DAYS) / deviation) * Math.sqrt(TRADING_DAYS);
};
