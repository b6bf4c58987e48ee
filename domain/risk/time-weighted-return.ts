import type { EstimateQuality } from './estimate-quality.ts';
import { TRADING_DAYS } from './volatility.ts';

/** One valuation day, oldest first. */
export type ValuedDay = {
  /** At the end of the day, flows included; NaN when the portfolio could not be valued. */
  readonly endValue: number;
  /** What came in (positive) or went out since the day before; counts from the start of the day. */
  readonly flow: number;
};

export type TimeWeightedReturn = {
  /** Over all the days, decimal. */
  readonly cumulative: number | null;
  /** (1 + cumulative)^(252 / days) − 1; null below a year: a short return is not to be annualised. */
  readonly annualised: number | null;
  /** As long as the days; NaN where a day has no value of its own. */
  readonly daily: Float64Array;
  /** Days with a return. */
  readonly observations: number;
  /** Days without a value: the return after them spans them. */
  readonly bridged: number;
  readonly quality: EstimateQuality;
};

/**
 * Return of a portfolio whatever the timing of its flows: Π (1 + r_t) − 1 with r_t = V_t / (V_{t−1} + F_t) − 1, flows at
 * the start of the day. Source: GIPS 2020, daily valuation (provision 2.A.23 and after).
 *
 * A day without a value is bridged: the next return is on the last value plus all flows since, and quality is `limited`.
 * Where that base is zero or less no return exists, and the whole is null (`degenerate`); `insufficient` for no days.
 * A day that begins and ends with nothing is no day of return and is skipped.
 *
 * @example timeWeightedReturn(100, [{ endValue: 110, flow: 0 }, { endValue: 231, flow: 100 }]).cumulative // 1.1 × 1.1 − 1 = 0.21
 */
export const timeWeightedReturn = (startValue: number, days: readonly ValuedDay[]): TimeWeightedReturn => {
  const daily = new Float64Array(days.length).fill(Number.NaN);
  let base = startValue;
  let growth = 1;
  let observations = 0;
  let bridged = 0;
  let defined = Number.isFinite(startValue);
  days.forEach(({ endValue, flow }, i) => {
    base += flow;
    if (!Number.isFinite(base)) defined = false;
    if (!Number.isFinite(endValue)) {
      bridged += 1;
      return;
    }
    if (base > 0) {
      daily[i] = endValue / base - 1;
      growth *= endValue / base;
      observations += 1;
    } else if (!(base === 0 && endValue === 0)) {
      defined = false;
    }
    base = endValue;
  });
  const none = { cumulative: null, annualised: null, daily, observations, bridged };
  if (!defined) return { ...none, quality: 'degenerate' };
  if (observations === 0) return { ...none, quality: 'insufficient' };
  const long = days.length >= TRADING_DAYS && growth > 0;
  return {
    cumulative: growth - 1,
    annualised: long ? growth ** (TRADING_DAYS / days.length) - 1 : null,
    daily,
    observations,
    bridged,
    quality: bridged > 0 ? 'limited' : 'ok',
  };
};
