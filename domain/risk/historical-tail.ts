import type { EstimateQuality } from './estimate-quality.ts';
import { finiteValues } from './finite-values.ts';

/** Below it the tail of a distribution is a guess. */
export const MINIMUM_TAIL_RETURNS = 30;
/** Losses that the tail should hold before one leans on it. */
const FULL_TAIL = 5;

export type Tail = {
  /** The loss that is exceeded with probability `tail`, of one day, decimal, positive = loss. */
  readonly valueAtRisk: number | null;
  /** The mean of the worst `tail` of days, at least the value at risk. */
  readonly expectedShortfall: number | null;
  /** The probability asked for, as 0.05 for 95 % confidence. */
  readonly tail: number;
  readonly observations: number;
  readonly quality: EstimateQuality;
};

/** Throws a RangeError unless 0 < tail < 1. */
export const checkTail = (tail: number): void => {
  if (!(tail > 0 && tail < 1)) throw new RangeError(`a tail is a probability between 0 and 1, got ${tail}`);
};

/**
 * Value at risk and expected shortfall of one day from past daily returns.
 *
 * Definition: with the losses −r in descending order, VaR is the ⌈αn⌉-th, with no interpolation, and
 * ES = VaR + Σ max(0, loss − VaR) / (αn): Rockafellar and Uryasev (2000), who count the fraction of a day that αn leaves.
 * Reference: skfolio `value_at_risk`, `cvar`; Riskfolio-Lib `VaR_Hist`, `CVaR_Hist`.
 *
 * Missing returns are dropped. Null below 30 returns; `limited` while αn < 5. Throws a RangeError unless 0 < tail < 1.
 *
 * @example historicalTail(oneHundredReturns, 0.05).valueAtRisk // the fifth largest loss
 */
export const historicalTail = (returns: ArrayLike<number>, tail = 0.05): Tail => {
  checkTail(tail);
  const losses = finiteValues(returns)
    .map((value) => -value)
    .sort((a, b) => b - a);
  const n = losses.length;
  const none = { valueAtRisk: null, expectedShortfall: null, tail, observations: n };
  if (n < MINIMUM_TAIL_RETURNS) return { ...none, quality: 'insufficient' };
  const count = tail * n;
  // 0.05 × 260 is a little more than 13 in binary and must not become 14.
  const rank = Math.max(1, Math.ceil(count - 1e-9));
  const valueAtRisk = losses[rank - 1] as number;
  let excess = 0;
  for (let i = 0; i < rank; i += 1) excess += (losses[i] as number) - valueAtRisk;
  return {
    valueAtRisk: valueAtRisk + 0,
    expectedShortfall: valueAtRisk + excess / count,
    tail,
    observations: n,
    quality: count < FULL_TAIL ? 'limited' : 'ok',
  };
};
