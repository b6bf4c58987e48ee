import { finiteValues } from './finite-values.ts';
import { mean } from './mean.ts';
import { TRADING_DAYS } from './volatility.ts';

/**
 * Annualised downside deviation √(Σ min(0, r − rf/252)² / n) × √252 of daily simple returns: the sum is over the
 * returns that fall short, n is all of them. Missing returns are dropped; null for none.
 * Source: empyrical `downside_risk`.
 *
 * @example downsideDeviation([0.01, -0.01, 0.02, 0], 0) // 0.0793725393319377
 */
export const downsideDeviation = (returns: ArrayLike<number>, riskFreeRate: number): number | null => {
  const known = finiteValues(returns);
  if (known.length === 0) return null;
  const required = riskFreeRate / TRADING_DAYS;
  const squares = known.map((value) => Math.min(0, value - required) ** 2);
  return Math.sqrt(mean(squares) * TRADING_DAYS);
};

/**
 * Annualised Sortino ratio of daily simple returns: mean excess return × 252 / downside deviation, with `riskFreeRate`
 * a year (decimal) spread as rate / 252. Missing returns are dropped. Null below two returns or where none falls short
 * of the risk-free rate: nothing to divide by. Source: empyrical `sortino_ratio`.
 *
 * @example sortino([0.01, -0.01, 0.02, 0], 0) // 15.874507866387544
 */
export const sortino = (returns: ArrayLike<number>, riskFreeRate: number): number | null => {
  const known = finiteValues(returns);
  if (known.length < 2) return null;
  const downside = downsideDeviation(known, riskFreeRate);
  if (downside === null || downside === 0) return null;
  return (mean(known) * TRADING_DAYS - riskFreeRate) / downside;
};
