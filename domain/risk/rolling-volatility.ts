import { finiteValues } from './finite-values.ts';
import { annualisedVolatility } from './volatility.ts';

/** Returns in each value of a rolling volatility. */
export const ROLLING_WINDOW = 21;

/**
 * Annualised volatility (ddof 1 × √252) of each run of 21 returns, newest last: 20 values fewer than returns. Missing
 * returns are dropped first. Reference: pandas `rolling(21).std() * 252 ** 0.5`.
 *
 * @example rollingVolatility(new Float64Array(20)) // []
 */
export const rollingVolatility = (returns: ArrayLike<number>): Float64Array => {
  const known = finiteValues(returns);
  const length = Math.max(0, known.length - ROLLING_WINDOW + 1);
  return Float64Array.from({ length }, (_, start) =>
    // 21 returns always have a deviation.
    Number(annualisedVolatility(known.subarray(start, start + ROLLING_WINDOW))),
  );
};
