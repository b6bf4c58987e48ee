import type { BlackScholesInput } from './black-scholes.ts';
import { normalCdf } from './normal.ts';

export type ImpliedVolatilityInput = Omit<BlackScholesInput, 'volatility'> & {
  /** Of one share's worth of the option, in the currency of the spot. */
  readonly price: number;
};

/** Why there is no volatility. */
export type ImpliedVolatilityRefusal =
  | 'invalid_input'
  | 'expired'
  | 'below_lower_bound'
  | 'above_upper_bound';

export type ImpliedVolatility =
  | { readonly volatility: number; readonly refusal: null }
  | { readonly volatility: null; readonly refusal: ImpliedVolatilityRefusal };

const refuse = (refusal: ImpliedVolatilityRefusal): ImpliedVolatility => ({ volatility: null, refusal });

const SQRT_2_PI = Math.sqrt(2 * Math.PI);
const MAXIMUM_STEPS = 100;

/** Out-of-the-money call in units of √(forward × strike) by total deviation s, x = ln(F/K) ≤ 0. */
const normalisedCall = (x: number, s: number): number =>
  Math.exp(x / 2) * normalCdf(x / s + s / 2) - Math.exp(-x / 2) * normalCdf(x / s - s / 2);

const normalisedVega = (x: number, s: number): number =>
  Math.exp(-0.5 * ((x / s) ** 2 + (s / 2) ** 2)) / SQRT_2_PI;

/**
 * The total deviation s at which the normalised call is worth `target`, by Newton's steps inside a bracket that every
 * step narrows: a step that would leave it is a bisection. The price is convex in s below √(2|x|) and concave above, so
 * Newton converges from there; below, where the price vanishes like exp(−x²/2s²), it is 1/ln(price) that is nearly
 * straight (Jäckel 2006, "By Implication").
 */
const solveDeviation = (x: number, target: number): number => {
  const inflection = Math.sqrt(2 * Math.abs(x));
  const lower = inflection > 0 && target < normalisedCall(x, inflection);
  let low = lower ? 0 : inflection;
  let high = inflection;
  if (!lower) {
    high = Math.max(1, 2 * inflection);
    // A price below its bound by one rounding is reached by s = 17.
    while (high < 64 && normalisedCall(x, high) < target) high *= 2;
  }
  // At the money the price is s/√(2π) for small s.
  let s = inflection > 0 ? inflection : Math.min(high, target * SQRT_2_PI);
  for (let step = 0; step < MAXIMUM_STEPS; step += 1) {
    const value = normalisedCall(x, s);
    if (value < target) low = s;
    else high = s;
    const vega = normalisedVega(x, s);
    const log = Math.log(value);
    const move =
      lower && value > 0
        ? ((1 / Math.log(target) - 1 / log) * value * log * log) / -vega
        : (target - value) / vega;
    const next = s + move;
    const inside = next > low && next < high;
    const chosen = inside ? next : (low + high) / 2;
    if (Math.abs(chosen - s) <= 2e-16 * s || chosen === low || chosen === high) return chosen;
    s = chosen;
  }
  return s;
};

/**
 * The volatility at which Black–Scholes–Merton gives `price`: the inverse of `blackScholes`, decimal a year.
 *
 * Converges on every price strictly between the bounds that arbitrage sets: max(0, ±(S·e^(−qT) − K·e^(−rT))) and
 * S·e^(−qT) for a call, K·e^(−rT) for a put. An in-the-money price is turned into that of the other right by put–call
 * parity first. The answer reproduces the price to rounding; it is as exact as the price determines it: the error is
 * about 1e-16 × max(S, K) / vega, which far from the money is all that a price can say.
 *
 * Refusals: `invalid_input` (not finite, spot or strike not positive, price negative), `expired` (no time left),
 * `below_lower_bound`, `above_upper_bound` (the bound itself would be an infinite volatility). A price on the lower
 * bound, to within the rounding of spot and strike, holds no time value: volatility 0.
 *
 * Reference: QuantLib `impliedVolatility`; Jäckel (2015), "Let's Be Rational", for the normalisation.
 *
 * @example
 * impliedVolatility({ right: 'CALL', spot: 100, strike: 100, years: 30 / 365, rate: 0.05, dividendYield: 0, price: 3.06260014372874 })
 * // { volatility: 0.25, refusal: null }
 */
export const impliedVolatility = (input: ImpliedVolatilityInput): ImpliedVolatility => {
  const { right, spot, strike, years, rate, dividendYield, price } = input;
  const finite = [spot, strike, years, rate, dividendYield, price].every(Number.isFinite);
  if (!finite || spot <= 0 || strike <= 0 || price < 0) return refuse('invalid_input');
  if (years <= 0) return refuse('expired');
  const spotNow = spot * Math.exp(-dividendYield * years);
  const strikeNow = strike * Math.exp(-rate * years);
  const unit = Math.sqrt(spotNow * strikeNow);
  if (!(unit > 0 && Number.isFinite(unit))) return refuse('invalid_input');
  const gain = right === 'CALL' ? spotNow - strikeNow : strikeNow - spotNow;
  const upper = right === 'CALL' ? spotNow : strikeNow;
  if (price >= upper) return refuse('above_upper_bound');
  const timeValue = price - Math.max(0, gain);
  // In the money the time value is a difference of large numbers; out of it, it is the price itself.
  const rounding = gain > 0 ? 2 * Number.EPSILON * Math.max(spotNow, strikeNow) : 0;
  if (timeValue < -rounding) return refuse('below_lower_bound');
  if (timeValue <= rounding) return { volatility: 0, refusal: null };
  const x = -Math.abs(Math.log(spotNow / strikeNow));
  const target = timeValue / unit;
  if (target === 0) return { volatility: 0, refusal: null };
  // Parity can round a price just under its bound onto the bound.
  if (target >= Math.exp(x / 2)) return refuse('above_upper_bound');
  return { volatility: solveDeviation(x, target) / Math.sqrt(years), refusal: null };
};
