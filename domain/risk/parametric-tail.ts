import { finiteValues } from './finite-values.ts';
import { checkTail, MINIMUM_TAIL_RETURNS, type Tail } from './historical-tail.ts';
import { mean } from './mean.ts';
import { normalDensity } from './normal.ts';
import { normalQuantile } from './normal-quantile.ts';
import { standardDeviation } from './standard-deviation.ts';

/**
 * Value at risk and expected shortfall of one day if returns were normal with the mean and the deviation (ddof 1) of
 * past daily returns: with the loss −r, VaR = μ + zσ and ES = μ + σφ(z)/α, where μ = −mean and z = Φ⁻¹(1 − α).
 * Reference: scipy `norm`.
 *
 * Real tails are heavier: read it beside the historical one. Missing returns are dropped; null below 30 returns;
 * `limited` where returns do not vary. Throws a RangeError unless 0 < tail < 1.
 *
 * @example parametricTail(returns, 0.01).valueAtRisk // 0.031: one day in a hundred loses more than 3.1 %
 */
export const parametricTail = (returns: ArrayLike<number>, tail = 0.05): Tail => {
  checkTail(tail);
  const known = finiteValues(returns);
  const n = known.length;
  const deviation = standardDeviation(known);
  if (n < MINIMUM_TAIL_RETURNS || deviation === null) {
    return { valueAtRisk: null, expectedShortfall: null, tail, observations: n, quality: 'insufficient' };
  }
  const loss = 0 - mean(known);
  const z = -normalQuantile(tail);
  return {
    valueAtRisk: loss + z * deviation,
    expectedShortfall: loss + (deviation * normalDensity(z)) / tail,
    tail,
    observations: n,
    quality: deviation === 0 ? 'limited' : 'ok',
  };
};
