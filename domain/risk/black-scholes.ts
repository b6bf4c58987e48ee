import { daysBetween, type IsoDate } from '../dates.ts';
import { CONTRACT_SHARES, type OptionRight } from '../portfolio/position.ts';
import { normalCdf, normalDensity } from './normal.ts';

export type BlackScholesInput = {
  readonly right: OptionRight;
  /** Price of the underlying, > 0. */
  readonly spot: number;
  /** > 0, in the same currency. */
  readonly strike: number;
  /** Actual/365 fixed; zero or less is expired. */
  readonly years: number;
  /** Continuously compounded, decimal a year. */
  readonly rate: number;
  /** Continuously compounded, decimal a year. */
  readonly dividendYield: number;
  /** Decimal a year, ≥ 0. */
  readonly volatility: number;
};

/** All per share of the underlying. */
export type BlackScholes = {
  readonly price: number;
  /** Change of price per 1.00 of spot. */
  readonly delta: number;
  /** Change of delta per 1.00 of spot. */
  readonly gamma: number;
  /** Change of price per 1.00 of volatility; divide by 100 for one percentage point. */
  readonly vega: number;
  /** Change of price per year that passes; divide by 365 for one day. */
  readonly theta: number;
  /** Change of price per 1.00 of rate; divide by 100 for one percentage point. */
  readonly rho: number;
};

/** What options are valued with where nothing better is known. */
export const OPTION_ASSUMPTIONS = { rate: 0.05, dividendYield: 0, volatility: 0.25 } as const;

/** Years from `date` to `expiration`, Actual/365 fixed; 0 on the day of expiry and negative after it. */
export const yearsToExpiry = (date: IsoDate, expiration: IsoDate): number =>
  daysBetween(date, expiration) / 365;

const check = ({ spot, strike, volatility, ...others }: BlackScholesInput): void => {
  const { years, rate, dividendYield } = others;
  if (!(spot > 0 && strike > 0 && volatility >= 0)) {
    throw new RangeError(
      `an option needs a positive spot and strike and a volatility of at least 0; got ${spot}, ${strike}, ${volatility}`,
    );
  }
  for (const value of [spot, strike, volatility, years, rate, dividendYield]) {
    if (!Number.isFinite(value)) throw new RangeError(`an option needs finite inputs, got ${value}`);
  }
};

/**
 * Black–Scholes–Merton value and sensitivities of a European option.
 *
 * Conventions and reference: QuantLib `AnalyticEuropeanEngine`, Actual/365 fixed, continuous rate and yield.
 *
 * Limits. Expired (years ≤ 0): the price is the intrinsic value, delta ±1 in the money, ±½ at the money and 0 out of
 * it, all else 0. Zero volatility: the same against the forward, discounted, with the theta and rho of a forward that
 * is sure to be exercised; gamma and vega are 0.
 *
 * @example
 * blackScholes({ right: 'CALL', spot: 100, strike: 100, years: 30 / 365, rate: 0.05, dividendYield: 0, volatility: 0.25 })
 * // price 3.06260014372874, delta 0.537117575201698, gamma 0.0554205328109922
 */
export const blackScholes = (input: BlackScholesInput): BlackScholes => {
  check(input);
  const { right, spot, strike, rate, dividendYield, volatility } = input;
  const years = Math.max(0, input.years);
  const sign = right === 'CALL' ? 1 : -1;
  const spotNow = spot * Math.exp(-dividendYield * years);
  const strikeNow = strike * Math.exp(-rate * years);
  const deviation = volatility * Math.sqrt(years);

  if (deviation === 0) {
    const gain = sign * (spotNow - strikeNow);
    const exercised = gain > 0 ? sign : 0;
    return {
      price: Math.max(0, gain),
      delta: (gain === 0 ? sign / 2 : exercised) * Math.exp(-dividendYield * years),
      gamma: 0,
      vega: 0,
      theta: years === 0 ? 0 : exercised * (dividendYield * spotNow - rate * strikeNow),
      rho: exercised * years * strikeNow,
    };
  }

  const d1 = Math.log(spotNow / strikeNow) / deviation + deviation / 2;
  const d2 = d1 - deviation;
  const inTheMoney = normalCdf(sign * d1);
  const exercised = normalCdf(sign * d2);
  const density = normalDensity(d1);
  return {
    price: Math.max(0, sign * (spotNow * inTheMoney - strikeNow * exercised)),
    delta: sign * Math.exp(-dividendYield * years) * inTheMoney,
    gamma: (Math.exp(-dividendYield * years) * density) / (spot * deviation),
    vega: spotNow * density * Math.sqrt(years),
    theta:
      (-spotNow * density * volatility) / (2 * Math.sqrt(years)) +
      sign * (dividendYield * spotNow * inTheMoney - rate * strikeNow * exercised),
    rho: sign * years * strikeNow * exercised,
  };
};

/**
 * Dollars of the underlying that move as a position of options does: contracts (signed) × 100 × delta × spot.
 *
 * @example dollarDelta({ right: 'PUT', …, spot: 100 }, 2) // 2 × 100 × −0.4629 × 100 = −9257.65
 */
export const dollarDelta = (option: BlackScholesInput, contracts: number): number =>
  contracts * CONTRACT_SHARES * blackScholes(option).delta * option.spot;
