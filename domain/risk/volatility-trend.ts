import type { EstimateQuality } from './estimate-quality.ts';
import { ols } from './ols.ts';
import { rollingVolatility } from './rolling-volatility.ts';

const VALUES = 21;
const MINIMUM_RETURNS = 42;
/** Annualised volatility a session; and the R² from which a slope is a trend. */
const SLOPE = 0.001;
const FIT = 0.3;

export type VolatilityTrend = {
  readonly direction: 'increasing' | 'decreasing' | 'stable' | null;
  /** Annualised volatility (decimal) a session. */
  readonly slope: number | null;
  readonly rSquared: number | null;
  /** Returns that there are. */
  readonly observations: number;
  readonly quality: EstimateQuality;
};

/**
 * Where volatility is going: the OLS slope, over time in sessions, of the last 21 values of 21-day volatility.
 * `increasing` or `decreasing` when |slope| > 0.001 and R² > 0.3, else `stable`. Needs 42 returns; missing ones do not
 * count. Reference: scipy `linregress` on pandas `rolling(21).std()`.
 *
 * @example volatilityTrend(new Float64Array(42)) // stable, slope 0
 */
export const volatilityTrend = (returns: ArrayLike<number>): VolatilityTrend => {
  const rolling = rollingVolatility(returns);
  const observations = rolling.length === 0 ? 0 : rolling.length + VALUES - 1;
  const none = {
    direction: null,
    slope: null,
    rSquared: null,
    observations,
    quality: 'insufficient',
  } as const;
  if (observations < MINIMUM_RETURNS) return none;
  const recent = rolling.slice(-VALUES);
  const fit = ols(
    recent.map((_, i) => i),
    recent,
  );
  if (fit === null) return none;
  const { beta: slope, rSquared } = fit;
  const moves = Math.abs(slope) > SLOPE && rSquared > FIT;
  const direction = slope > 0 ? 'increasing' : 'decreasing';
  return { direction: moves ? direction : 'stable', slope, rSquared, observations, quality: 'ok' };
};
