import { NYSE_CALENDAR_RANGE, sessionsBetween } from '../../../domain/calendar/nyse.ts';
import { daysBetween, type IsoDate } from '../../../domain/dates.ts';
import { keyOf, normal } from './noise.ts';

/** The first simulated session. */
const FIRST_SESSION: IsoDate = '2015-01-02';
/** Every price path passes through its anchor price on this session. */
const ANCHOR_SESSION: IsoDate = '2025-06-30';

export const RISK_FREE_RATE = 0.03;
const TRADING_DAYS = 252;
const ROOT_YEAR = Math.sqrt(TRADING_DAYS);

/** Long-run figures a year: what a US equity investor of the last decades has seen, in round numbers. */
const MARKET = { premium: 0.06, volatility: 0.145 } as const;
const RATES_VOLATILITY = 0.135;
/** Long bonds tend to rise when shares fall. */
export const RATES_MARKET_BETA = -0.15;
const STYLES = {
  /** Value minus growth: one factor with two ends. */
  value: 0.07,
  momentum: 0.075,
  size: 0.075,
  quality: 0.035,
  lowVolatility: 0.045,
} as const;
/** Log volatility is an AR(1) that rises when the market falls, so that quiet and stormy months both exist. */
const VOLATILITY = { persistence: 0.98, shock: 0.07, leverage: -0.6 } as const;

export type StyleId = keyof typeof STYLES;
export const STYLE_IDS = Object.keys(STYLES) as readonly StyleId[];

/** Daily returns of the common factors, one element per session since FIRST_SESSION. */
export type FactorPaths = {
  readonly sessions: readonly IsoDate[];
  readonly indexOf: ReadonlyMap<IsoDate, number>;
  /** Days since FIRST_SESSION: the counter of every draw of that session. */
  readonly dayNumbers: Int32Array;
  readonly market: Float64Array;
  readonly rates: Float64Array;
  readonly styles: Readonly<Record<StyleId, Float64Array>>;
  /** Volatility in force at the end of the session, a year, as a decimal. */
  readonly volatility: Float64Array;
  /** Volatility in force during the session over its long-run level; scales every other shock by its root. */
  readonly turbulence: Float64Array;
  /** 1 on quarterly ex-dividend sessions (the first on or after the 15th of March, June, September, December). */
  readonly exDividend: Uint8Array;
  readonly anchorIndex: number;
};

const isExDividend = (date: IsoDate, previous: IsoDate | undefined): boolean => {
  const month = date.slice(0, 7);
  if (!['03', '06', '09', '12'].includes(date.slice(5, 7)) || date.slice(8) < '15') return false;
  return previous === undefined || previous < `${month}-15`;
};

/**
 * The factors of one seed over the whole calendar (about 5,300 sessions, a few milliseconds, made once). Sessions of
 * the future are known here; the provider never shows them.
 */
export const createFactorPaths = (seed: number): FactorPaths => {
  const sessions = sessionsBetween(FIRST_SESSION, NYSE_CALENDAR_RANGE.last);
  const count = sessions.length;
  const indexOf = new Map(sessions.map((date, i) => [date, i]));
  const dayNumbers = Int32Array.from(sessions, (date) => daysBetween(FIRST_SESSION, date));
  const market = new Float64Array(count);
  const rates = new Float64Array(count);
  const volatility = new Float64Array(count);
  const turbulence = new Float64Array(count);
  const exDividend = new Uint8Array(count);
  const styles = Object.fromEntries(STYLE_IDS.map((id) => [id, new Float64Array(count)])) as Record<
    StyleId,
    Float64Array
  >;
  const marketKey = keyOf(seed, 'factor:market');
  const ratesKey = keyOf(seed, 'factor:rates');
  const volatilityKey = keyOf(seed, 'factor:volatility');
  const styleKeys = STYLE_IDS.map((id) => [id, keyOf(seed, `factor:${id}`)] as const);

  let logVolatility = 0;
  const ownShock = Math.sqrt(1 - VOLATILITY.leverage ** 2);
  for (const [i, dayNumber] of dayNumbers.entries()) {
    const level = Math.exp(logVolatility);
    const calm = Math.sqrt(level);
    const shock = normal(marketKey, dayNumber);
    const marketReturn =
      (RISK_FREE_RATE + MARKET.premium) / TRADING_DAYS + ((MARKET.volatility * level) / ROOT_YEAR) * shock;
    market[i] = marketReturn;
    rates[i] =
      (RISK_FREE_RATE - RATES_MARKET_BETA * (RISK_FREE_RATE + MARKET.premium)) / TRADING_DAYS +
      RATES_MARKET_BETA * marketReturn +
      ((RATES_VOLATILITY * calm) / ROOT_YEAR) * normal(ratesKey, dayNumber);
    for (const [id, key] of styleKeys)
      styles[id][i] = ((STYLES[id] * calm) / ROOT_YEAR) * normal(key, dayNumber);
    turbulence[i] = level;
    logVolatility =
      VOLATILITY.persistence * logVolatility +
      VOLATILITY.shock * (VOLATILITY.leverage * shock + ownShock * normal(volatilityKey, dayNumber));
    volatility[i] = MARKET.volatility * Math.exp(logVolatility);
    exDividend[i] = isExDividend(sessions[i] ?? '', sessions[i - 1]) ? 1 : 0;
  }
  return {
    sessions,
    indexOf,
    dayNumbers,
    market,
    rates,
    styles,
    volatility,
    turbulence,
    exDividend,
    anchorIndex: indexOf.get(ANCHOR_SESSION) ?? 0,
  };
};
