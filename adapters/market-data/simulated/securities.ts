import { isTicker } from '../ticker.ts';
import { keyOf, normal, uniform } from './noise.ts';

/** How a security's daily return follows from the factors, and the level of its price on the anchor session. */
export type SecurityModel = {
  readonly price: number;
  readonly market: number;
  /** Value minus growth: negative for growth stocks. */
  readonly value: number;
  readonly momentum: number;
  readonly size: number;
  readonly quality: number;
  readonly lowVolatility: number;
  /** On the long Treasury bond's return. */
  readonly rates: number;
  /** Of its own, a year, as a decimal. */
  readonly idiosyncratic: number;
  /** A year, as a decimal, paid in four parts. */
  readonly dividendYield: number;
};

type Row = readonly [
  symbol: string,
  price: number,
  market: number,
  value: number,
  momentum: number,
  size: number,
  quality: number,
  lowVolatility: number,
  rates: number,
  idiosyncratic: number,
  dividendYield: number,
];

/** Invented sensitivities, plausible for the sector; prices are those of the demo portfolios where they hold it. */
const known: readonly Row[] = [
  // The factor ETFs: what every symbol is regressed on.
  ['SPY', 616.14, 1, 0, 0, 0, 0, 0, 0, 0, 0.012],
  ['TLT', 88.25, 0, 0, 0, 0, 0, 0, 1, 0, 0.04],
  ['VTV', 176.74, 0.9, 0.5, -0.1, 0.05, 0, 0.15, 0, 0.015, 0.022],
  ['VUG', 438.4, 1.1, -0.6, 0.15, 0, 0.1, -0.15, 0, 0.015, 0.005],
  ['MTUM', 240.33, 1.05, -0.2, 1, 0, 0.1, -0.1, 0, 0.02, 0.008],
  ['QUAL', 182.82, 1, -0.1, 0.1, 0, 0.9, 0, 0, 0.012, 0.01],
  ['IWM', 215.79, 1.12, 0.15, 0, 1.2, -0.3, -0.2, 0, 0.025, 0.011],
  ['USMV', 93.87, 0.72, 0.1, 0, -0.05, 0.2, 0.9, 0.05, 0.018, 0.016],
  // Technology and communication.
  ['AAPL', 204.9374, 1.15, -0.5, 0.2, 0, 0.8, 0, 0, 0.2, 0.005],
  ['MSFT', 496.5937, 1.05, -0.6, 0.4, 0, 0.9, 0.1, 0, 0.17, 0.007],
  ['NVDA', 157.9811, 1.8, -1.2, 1.6, 0, 0.6, -0.8, 0, 0.36, 0.0003],
  ['AMD', 141.9, 1.75, -1, 0.9, 0.2, -0.2, -0.8, 0, 0.38, 0],
  ['AVGO', 275.1785, 1.5, -0.8, 1.3, 0, 0.5, -0.5, 0, 0.3, 0.009],
  ['ASML', 797.9467, 1.45, -0.9, 0.6, 0, 0.6, -0.5, 0, 0.27, 0.009],
  ['SHOP', 115.35, 1.9, -1.5, 0.9, 0.5, -0.4, -1, -0.1, 0.42, 0],
  ['ZM', 77.98, 0.95, -0.6, -0.4, 0.4, 0.1, -0.3, 0, 0.3, 0],
  ['GOOGL', 176.0725, 1.1, -0.5, 0.2, 0, 0.7, 0, 0, 0.21, 0.005],
  ['META', 737.5922, 1.3, -0.7, 0.9, 0, 0.8, -0.3, 0, 0.28, 0.003],
  ['NFLX', 1339.13, 1.2, -0.8, 1, 0, 0.2, -0.4, 0, 0.32, 0],
  ['ROKU', 87.89, 1.9, -1.3, 0.2, 0.9, -1, -1.2, -0.1, 0.48, 0],
  // Consumer.
  ['AMZN', 219.39, 1.2, -0.7, 0.4, 0, 0.4, -0.2, 0, 0.23, 0],
  ['TSLA', 317.66, 1.9, -1.2, 0.6, 0.2, -0.5, -1.2, 0, 0.48, 0],
  ['F', 10.5838, 1.25, 0.9, -0.3, 0.4, -0.6, -0.2, -0.1, 0.27, 0.055],
  ['HD', 364.5717, 0.98, 0, -0.1, 0, 0.6, 0.3, 0.12, 0.16, 0.025],
  ['PTON', 6.94, 1.9, -0.7, -0.2, 1.6, -1.5, -1.4, -0.1, 0.62, 0],
  ['LULU', 237.58, 1.1, -0.3, -0.7, 0.2, 0.5, -0.2, 0, 0.34, 0],
  ['PG', 157.139, 0.42, 0.2, -0.1, 0, 0.6, 1.2, 0.1, 0.12, 0.026],
  ['COST', 987.1738, 0.8, -0.3, 0.5, 0, 0.7, 0.6, 0.05, 0.16, 0.005],
  ['KO', 70.75, 0.42, 0.3, -0.1, 0, 0.5, 1.2, 0.1, 0.11, 0.029],
  ['WMT', 97.78, 0.6, 0.1, 0.5, 0, 0.4, 0.9, 0.05, 0.16, 0.01],
  ['DIS', 124.01, 1.1, 0.2, 0, 0.1, -0.1, 0, 0, 0.23, 0.008],
  // Financials, health care, industrials, energy, utilities.
  ['JPM', 287.1241, 1.08, 0.8, 0.4, 0, 0.1, 0.1, -0.2, 0.17, 0.02],
  ['C', 84.0626, 1.3, 1, 0.3, 0.1, -0.4, -0.2, -0.2, 0.21, 0.027],
  ['BRK-B', 485.77, 0.72, 0.6, 0, 0, 0.3, 0.7, 0, 0.11, 0],
  ['V', 354.4264, 0.92, -0.1, 0.1, 0, 0.9, 0.5, 0, 0.14, 0.007],
  ['BAC', 47.32, 1.25, 1, 0.1, 0, -0.3, -0.1, -0.2, 0.19, 0.022],
  ['JNJ', 151.637, 0.45, 0.5, -0.3, 0, 0.5, 1.1, 0.1, 0.14, 0.033],
  ['UNH', 310.0142, 0.6, 0.3, -0.9, 0, 0.2, 0.3, 0, 0.3, 0.028],
  ['PFE', 24.24, 0.55, 0.7, -0.6, 0, 0, 0.6, 0.05, 0.21, 0.07],
  ['GE', 256.701, 1.15, 0.2, 0.9, 0, 0.2, -0.1, -0.05, 0.23, 0.005],
  ['BA', 209.53, 1.3, 0.2, 0.1, 0.1, -0.7, -0.5, 0, 0.31, 0],
  ['XOM', 106.8061, 0.75, 1, -0.2, 0, 0, 0.2, -0.25, 0.22, 0.037],
  ['CVX', 143.19, 0.78, 1, -0.2, 0, 0, 0.2, -0.25, 0.21, 0.048],
  ['NEE', 68.8873, 0.55, 0.2, -0.3, 0, 0.1, 0.7, 0.35, 0.22, 0.032],
  // Funds.
  ['QQQ', 551.0012, 1.15, -0.6, 0.3, -0.05, 0.2, -0.2, 0, 0.03, 0.005],
  ['VTI', 303.0875, 1.01, 0, 0, 0.12, -0.02, -0.02, 0, 0.006, 0.012],
  ['VOO', 568.03, 1, 0, 0, 0, 0, 0, 0, 0.003, 0.012],
  ['IVV', 620.9, 1, 0, 0, 0, 0, 0, 0, 0.003, 0.012],
  ['DIA', 440.65, 0.92, 0.25, -0.05, 0, 0.2, 0.25, 0, 0.03, 0.016],
  ['SCHD', 26.2485, 0.82, 0.75, -0.2, 0.2, 0.4, 0.4, 0, 0.035, 0.037],
  ['JEPQ', 52.2119, 0.8, -0.4, 0.2, 0, 0.1, 0, 0, 0.04, 0.1],
  ['IGV', 109.5, 1.25, -1, 0.4, 0.2, 0, -0.4, 0, 0.1, 0],
  ['SMH', 278.88, 1.5, -0.8, 0.8, 0.1, 0.1, -0.7, 0, 0.14, 0.004],
  ['SOXX', 238.73, 1.5, -0.7, 0.6, 0.2, 0, -0.7, 0, 0.14, 0.007],
  ['XLK', 252.905, 1.2, -0.7, 0.5, 0, 0.4, -0.3, 0, 0.06, 0.006],
  ['VGT', 663.3, 1.22, -0.7, 0.5, 0.05, 0.3, -0.35, 0, 0.06, 0.005],
  ['XLY', 216.9474, 1.2, -0.5, 0.1, 0.1, 0, -0.3, 0, 0.08, 0.008],
  ['XLF', 52.37, 1.02, 0.8, 0.2, 0.05, -0.1, 0, -0.15, 0.06, 0.014],
  ['XLE', 84.81, 0.85, 1.1, -0.2, 0.2, -0.1, 0, -0.25, 0.16, 0.033],
  ['XLV', 134.79, 0.62, 0.3, -0.3, 0, 0.4, 0.7, 0.05, 0.08, 0.017],
  ['XLP', 80.97, 0.48, 0.3, -0.1, 0, 0.4, 1, 0.1, 0.07, 0.026],
  ['XLI', 147.52, 1.02, 0.3, 0.3, 0.2, 0, 0, -0.05, 0.06, 0.014],
  ['ARKK', 70.29, 1.8, -1.6, 0.5, 1, -1.2, -1.3, -0.1, 0.25, 0],
  ['EFA', 89.39, 0.8, 0.3, 0, 0.1, 0, 0.1, 0, 0.07, 0.028],
  ['EEM', 48.24, 0.85, 0.1, 0, 0.2, -0.1, -0.2, 0, 0.1, 0.023],
  ['VWO', 49.46, 0.8, 0.1, 0, 0.2, -0.1, -0.2, 0, 0.1, 0.028],
  ['VNQ', 88.2174, 0.9, 0.3, -0.3, 0.5, -0.2, 0.4, 0.4, 0.09, 0.039],
  ['BND', 72.4414, 0.02, 0, 0, 0, 0, 0, 0.35, 0.012, 0.037],
  ['AGG', 99.2, 0.02, 0, 0, 0, 0, 0, 0.35, 0.012, 0.038],
  ['IEF', 95.77, -0.02, 0, 0, 0, 0, 0, 0.48, 0.012, 0.037],
  ['SHY', 82.86, 0, 0, 0, 0, 0, 0, 0.09, 0.008, 0.039],
  ['TIP', 110.04, 0.04, 0, 0, 0, 0, 0, 0.35, 0.025, 0.03],
  ['LQD', 109.61, 0.12, 0, 0, 0, 0, 0, 0.52, 0.025, 0.044],
  ['HYG', 80.65, 0.38, 0.1, 0, 0.1, -0.1, 0, 0.12, 0.025, 0.058],
  ['BIL', 90.18, 0, 0, 0, 0, 0, 0, 0, 0.001, 0.029],
  ['GLD', 304.83, 0.05, 0, 0, 0, 0, 0, 0.25, 0.14, 0],
  ['SLV', 32.81, 0.3, 0, 0, 0.1, 0, 0, 0.2, 0.26, 0],
  ['DJP', 33.98, 0.3, 0.4, 0, 0.1, 0, 0, -0.15, 0.14, 0],
  ['FCNTX', 23.33, 1.03, -0.4, 0.4, 0, 0.3, -0.1, 0, 0.03, 0.002],
  ['FMAGX', 15.67, 1.08, -0.4, 0.4, 0.05, 0.3, -0.1, 0, 0.035, 0.002],
  ['FXNAX', 10.3446, 0.02, 0, 0, 0, 0, 0, 0.35, 0.012, 0.033],
  ['VTIAX', 36.9219, 0.8, 0.25, 0, 0.15, -0.05, 0.05, 0, 0.07, 0.028],
];

const modelOf = (row: Row): SecurityModel => {
  const [
    ,
    price,
    market,
    value,
    momentum,
    size,
    quality,
    lowVolatility,
    rates,
    idiosyncratic,
    dividendYield,
  ] = row;
  return {
    price,
    market,
    value,
    momentum,
    size,
    quality,
    lowVolatility,
    rates,
    idiosyncratic,
    dividendYield,
  };
};

const models: ReadonlyMap<string, SecurityModel> = new Map(known.map((row) => [row[0], modelOf(row)]));

/** Five letters ending in X: how US mutual funds are named. */
const isMutualFund = (symbol: string): boolean => /^[A-Z]{4}X$/.test(symbol);

/** A stock, or a diversified fund, whose parameters follow from the seed and its name. */
const seededModel = (seed: number, symbol: string): SecurityModel => {
  const key = keyOf(seed, `security:${symbol}`);
  const between = (counter: number, low: number, high: number): number =>
    low + (high - low) * uniform(key, counter);
  const fund = isMutualFund(symbol);
  const spread = fund ? 0.2 : 1;
  return {
    price: Math.max(5, Math.exp(4.2 + 0.7 * normal(key, 10))),
    market: fund ? between(0, 0.8, 1.1) : between(0, 0.5, 1.7),
    value: spread * between(1, -0.9, 0.9),
    momentum: spread * between(2, -0.7, 0.7),
    size: spread * between(3, -0.1, 0.9),
    quality: spread * between(4, -0.6, 0.6),
    lowVolatility: spread * between(5, -0.6, 0.6),
    rates: spread * between(6, -0.2, 0.2),
    idiosyncratic: fund ? 0.03 : between(7, 0.16, 0.42),
    dividendYield: Math.max(0, between(8, -0.02, 0.035)),
  };
};

/** The CBOE volatility index is no security: its level is the simulated market's own volatility. */
export const VOLATILITY_INDEX = { symbol: 'VIX', level: 16.73 } as const;

/** Null for what is not a ticker and for tickers that begin with `ZZ`, kept unknown so that the case can be tried. */
export const securityModel = (seed: number, symbol: string): SecurityModel | null => {
  const model = models.get(symbol);
  if (model !== undefined) return model;
  if (!isTicker(symbol) || !/^[A-Z]/.test(symbol) || symbol.startsWith('ZZ')) return null;
  return seededModel(seed, symbol);
};
