import type { EstimateQuality } from './estimate-quality.ts';
import { finiteValues } from './finite-values.ts';
import { leastSquares } from './least-squares.ts';
import { mean } from './mean.ts';
import { TRADING_DAYS } from './volatility.ts';

const WEEK = 5;
const MONTH = 22;
/** Below this many rows four coefficients are not worth having. */
const MINIMUM_ROWS = 30;

export type HarVolatility = {
  /** Expected over the horizon, annualised, decimal, ≥ 0. */
  readonly volatility: number | null;
  /** Sessions after the last return that the forecast is about. */
  readonly horizon: number;
  /** In variance a day; null where there is no fit. */
  readonly coefficients: {
    readonly intercept: number;
    readonly daily: number;
    readonly weekly: number;
    readonly monthly: number;
  } | null;
  readonly rSquared: number | null;
  /** True when the line gave a negative variance, for which 0 stands. */
  readonly floored: boolean;
  /** Rows of the regression. */
  readonly observations: number;
  readonly quality: EstimateQuality;
};

/**
 * Forecast of volatility by the heterogeneous autoregression of realised variance (HAR-RV).
 *
 * Definition: with the realised variance of a day v_t = r_t², and v̄(k)_t the mean of the last k of them,
 * mean(v_{t+1} … v_{t+h}) = a + b_d·v_t + b_w·v̄(5)_t + b_m·v̄(22)_t by OLS over every t whose h next returns are known;
 * volatility = √(252 · max(0, the line at the last t)). One fit per horizon, no iteration.
 *
 * Source: Corsi (2009), "A Simple Approximate Long-Memory Model of Realized Volatility"; reference: statsmodels `OLS`.
 * Missing returns are dropped first. Null below 30 rows (51 + h returns: 72 for 21 sessions) and where the past does
 * not vary enough to tell the coefficients apart.
 *
 * Throws a RangeError for a horizon that is not a positive integer.
 *
 * @example harVolatility(returns).volatility // 0.18: 18 % a year expected over the next 21 sessions
 */
export const harVolatility = (returns: ArrayLike<number>, horizon = 21): HarVolatility => {
  if (!(Number.isInteger(horizon) && horizon > 0)) {
    throw new RangeError(`a horizon is a positive number of sessions, got ${horizon}`);
  }
  const variances = finiteValues(returns).map((value) => value * value);
  const last = variances.length - 1;
  const rows = Math.max(0, last - horizon - (MONTH - 1) + 1);
  const none = {
    volatility: null,
    horizon,
    coefficients: null,
    rSquared: null,
    floored: false,
    observations: rows,
  };
  if (rows < MINIMUM_ROWS) return { ...none, quality: 'insufficient' };
  const meanBefore = (end: number, count: number): number =>
    mean(variances.subarray(end - count + 1, end + 1));
  const at = Array.from({ length: rows }, (_, i) => MONTH - 1 + i);
  const daily = at.map((t) => variances[t] as number);
  const weekly = at.map((t) => meanBefore(t, WEEK));
  const monthly = at.map((t) => meanBefore(t, MONTH));
  const target = at.map((t) => meanBefore(t + horizon, horizon));
  const ones = new Float64Array(rows).fill(1);
  const fit = leastSquares([ones, daily, weekly, monthly], target);
  if (fit === null) return { ...none, quality: 'degenerate' };
  const [intercept = 0, d = 0, w = 0, m = 0] = fit.coefficients;
  const expected =
    intercept + d * (variances[last] as number) + w * meanBefore(last, WEEK) + m * meanBefore(last, MONTH);
  const centre = mean(target);
  const total = target.reduce((sum, value) => sum + (value - centre) ** 2, 0);
  return {
    volatility: Math.sqrt(TRADING_DAYS * Math.max(0, expected)),
    horizon,
    coefficients: { intercept, daily: d, weekly: w, monthly: m },
    rSquared: total === 0 ? 0 : 1 - fit.residualSumOfSquares / total,
    floored: expected < 0,
    observations: rows,
    quality: 'ok',
  };
};
