import { type BlackScholesInput, blackScholes } from './black-scholes.ts';
import { sum } from './holdings.ts';

/** Shares of one contract. */
const CONTRACT_SIZE = 100;
const DAYS_A_YEAR = 365;

/** Of a whole position, signed. */
export type PositionGreeks = {
  /** Shares of the underlying that move as the position does. */
  readonly delta: number;
  /** Those shares in dollars: delta × spot. */
  readonly dollarDelta: number;
  /** Change of delta per 1.00 of spot. */
  readonly gamma: number;
  /** Dollars per percentage point of volatility. */
  readonly vega: number;
  /** Dollars per calendar day that passes. */
  readonly theta: number;
  /** Dollars per percentage point of rate. */
  readonly rho: number;
};

const GREEKS = [
  'delta',
  'dollarDelta',
  'gamma',
  'vega',
  'theta',
  'rho',
] as const satisfies readonly (keyof PositionGreeks)[];

const isUsable = (option: BlackScholesInput, contracts: number): boolean =>
  Object.values(option).every((value) => typeof value === 'string' || Number.isFinite(value)) &&
  option.spot > 0 &&
  option.strike > 0 &&
  option.volatility >= 0 &&
  Number.isFinite(contracts);

/**
 * The sensitivities of a position of options: per share × signed contracts × 100, vega and rho per percentage point
 * (÷ 100), theta per calendar day (÷ 365). Null, never 0, when they cannot be computed: nothing is known of the option
 * (null), or an input is not a number or out of range. An expired option has the limits that `blackScholes` defines.
 *
 * @example positionGreeks({ right: 'CALL', spot: 100, strike: 100, years: 30 / 365, rate: 0.05, dividendYield: 0, volatility: 0.25 }, -2)
 * // delta −107.42, dollarDelta −10742.35, gamma −11.08, vega −22.78, theta 10.88, rho −8.33
 */
export const positionGreeks = (
  option: BlackScholesInput | null,
  contracts: number,
): PositionGreeks | null => {
  if (option === null || !isUsable(option, contracts)) return null;
  const unit = blackScholes(option);
  const shares = contracts * CONTRACT_SIZE;
  return {
    delta: shares * unit.delta,
    dollarDelta: shares * unit.delta * option.spot,
    gamma: shares * unit.gamma,
    vega: (shares * unit.vega) / 100,
    theta: (shares * unit.theta) / DAYS_A_YEAR,
    rho: (shares * unit.rho) / 100,
  };
};

/** A position of shares as the Greeks see it: delta is the shares, all else 0. Null without a price. */
export const shareGreeks = (shares: number, price: number | null): PositionGreeks | null =>
  price === null || !Number.isFinite(shares * price)
    ? null
    : { delta: shares, dollarDelta: shares * price, gamma: 0, vega: 0, theta: 0, rho: 0 };

export type UnderlyingGreeks = {
  readonly underlying: string;
  /** Σ of the positions that have Greeks; null when none has. */
  readonly total: PositionGreeks | null;
  readonly positions: number;
  /** How many of them have Greeks. */
  readonly computed: number;
};

/**
 * Greeks by underlying, in the order of their symbols. A position without Greeks adds nothing and shows in the counts.
 *
 * @example greeksByUnderlying([{ underlying: 'A', greeks: null }]) // [{ underlying: 'A', total: null, positions: 1, computed: 0 }]
 */
export const greeksByUnderlying = (
  positions: readonly { readonly underlying: string; readonly greeks: PositionGreeks | null }[],
): readonly UnderlyingGreeks[] => {
  const groups = new Map<string, (PositionGreeks | null)[]>();
  for (const { underlying, greeks } of positions) {
    const known = groups.get(underlying);
    if (known) known.push(greeks);
    else groups.set(underlying, [greeks]);
  }
  return [...groups]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([underlying, all]) => {
      const known = all.filter((greeks) => greeks !== null);
      const totals = GREEKS.map((name) => [name, sum(known.map((greeks) => greeks[name]))]);
      return {
        underlying,
        total: known.length === 0 ? null : (Object.fromEntries(totals) as PositionGreeks),
        positions: all.length,
        computed: known.length,
      };
    });
};
