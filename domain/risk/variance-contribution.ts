import { MINIMUM_DATE_COVERAGE } from './constant-weight-returns.ts';
import type { EstimateQuality } from './estimate-quality.ts';
import { mean } from './mean.ts';
import { TRADING_DAYS } from './volatility.ts';

export type VarianceContributions = {
  /** Annualised, decimal²; its root is the volatility. */
  readonly variance: number | null;
  readonly volatility: number | null;
  /** In the order of the positions; annualised, decimal². They add up to the variance. */
  readonly contributions: readonly {
    readonly variance: number | null;
    /** variance / total, adding up to 1: negative for a position that hedges. Null where the total is 0. */
    readonly share: number | null;
  }[];
  readonly observations: number;
  readonly quality: EstimateQuality;
};

/**
 * How much of the portfolio's variance comes from each position (Euler's split): w_i · cov(r_i, r_p) × 252, ddof 1, with
 * r_p = Σ w_i·r_i and today's weights on equity. It is the split of `portfolioVolatility` squared: the same dates count
 * (those on which 90 % of the gross weight has a return, up to `window` of them) and a missing return adds nothing on
 * that date.
 *
 * Reference: numpy, w ∘ (Σw). Null for fewer than two dates; a weight that is not a number counts as 0.
 *
 * Throws a RangeError when the arrays differ in length or number.
 *
 * @example a book and the same book short: their contributions cancel, the variance is 0 and shares are null
 */
export const varianceContributions = (input: {
  readonly weights: ArrayLike<number>;
  /** Aligned with `weights`, equally long, newest last; NaN = missing. */
  readonly returns: readonly Float64Array[];
  readonly window: number;
}): VarianceContributions => {
  const { returns, window } = input;
  const weights = Float64Array.from(input.weights, (weight) => (Number.isFinite(weight) ? weight : 0));
  const length = returns[0]?.length ?? 0;
  if (returns.length !== weights.length || returns.some((own) => own.length !== length)) {
    throw new RangeError('every weight needs returns, and all of the same length');
  }
  const gross = weights.reduce((sum, weight) => sum + Math.abs(weight), 0);
  const dates: number[] = [];
  for (let date = length - 1; date >= 0 && dates.length < window && gross > 0; date -= 1) {
    let available = 0;
    returns.forEach((own, i) => {
      if (Number.isFinite(own[date])) available += Math.abs(weights[i] as number);
    });
    // Weights add up to gross only to within rounding.
    if (available >= (MINIMUM_DATE_COVERAGE - 1e-12) * gross) dates.unshift(date);
  }
  const observations = dates.length;
  if (observations < 2) {
    const contributions = returns.map(() => ({ variance: null, share: null }));
    return { variance: null, volatility: null, contributions, observations, quality: 'insufficient' };
  }
  const parts = returns.map((own, i) => {
    const part = Float64Array.from(dates, (date) => {
      const value = own[date] as number;
      return Number.isFinite(value) ? (weights[i] as number) * value : 0;
    });
    const centre = mean(part);
    return part.map((value) => value - centre);
  });
  const portfolio = Float64Array.from(dates, (_, t) =>
    parts.reduce((sum, part) => sum + (part[t] as number), 0),
  );
  const scale = TRADING_DAYS / (observations - 1);
  const variances = parts.map(
    (part) => scale * part.reduce((sum, value, t) => sum + value * (portfolio[t] as number), 0),
  );
  // The sum of squares cannot be negative; the sum of the parts is equal to it but for rounding.
  const variance = scale * portfolio.reduce((sum, value) => sum + value * value, 0);
  return {
    variance,
    volatility: Math.sqrt(variance),
    contributions: variances.map((own) => ({ variance: own, share: variance === 0 ? null : own / variance })),
    observations,
    quality: variance === 0 ? 'degenerate' : 'ok',
  };
};
