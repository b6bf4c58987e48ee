import type { EstimateQuality } from './estimate-quality.ts';
import { ROLLING_WINDOW, rollingVolatility } from './rolling-volatility.ts';
import { TRADING_DAYS } from './volatility.ts';

export type VolatilityPercentile = {
  /** 0 = the lowest of the year, below 1; null = not known, which is not 0. */
  readonly percentile: number | null;
  /** Values of 21-day volatility compared, the current one among them. */
  readonly observations: number;
  readonly quality: EstimateQuality;
};

/**
 * How high the current 21-day volatility is against the past year: the share of the last 252 of its values (at least
 * 232, the current one included) that lie strictly below it. Needs 252 returns; missing ones do not count.
 * Reference: pandas `(rolling < rolling.iloc[-1]).mean()` over `rolling(21).std().dropna().tail(252)`.
 *
 * @example volatilityPercentile(new Float64Array(252)) // percentile 0 of 232 values
 */
export const volatilityPercentile = (returns: ArrayLike<number>): VolatilityPercentile => {
  const rolling = rollingVolatility(returns);
  const year = rolling.slice(-TRADING_DAYS);
  const current = year.at(-1);
  if (current === undefined || rolling.length + ROLLING_WINDOW - 1 < TRADING_DAYS) {
    return { percentile: null, observations: year.length, quality: 'insufficient' };
  }
  const below = year.reduce((count, value) => count + (value < current ? 1 : 0), 0);
  return { percentile: below / year.length, observations: year.length, quality: 'ok' };
};
