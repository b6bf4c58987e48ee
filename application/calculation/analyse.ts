import { lastSessions } from '../../domain/calendar/nyse.ts';
import type { IsoDate } from '../../domain/dates.ts';
import type { Decimal } from '../../domain/decimal.ts';
import { isCash, type Position, pricedSymbolOf } from '../../domain/portfolio/position.ts';
import {
  type BlackScholesInput,
  dollarDelta,
  OPTION_ASSUMPTIONS,
  yearsToExpiry,
} from '../../domain/risk/black-scholes.ts';
import type { CompactExposures } from '../../domain/risk/compact-exposures.ts';
import { type CompactStress, expandStress } from '../../domain/risk/compact-stress.ts';
import { COVARIANCE_WINDOW, type FactorCovariance, factorCovariance } from '../../domain/risk/covariance.ts';
import { compactFactorExposures } from '../../domain/risk/exposures.ts';
import { FACTOR_ETFS } from '../../domain/risk/factors.ts';
import type { Holding } from '../../domain/risk/holdings.ts';
import { type PortfolioVolatility, portfolioVolatility } from '../../domain/risk/portfolio-volatility.ts';
import { sessionReturns } from '../../domain/risk/returns.ts';
import type { StressScenario } from '../../domain/risk/scenarios.ts';
import { type StressedBook, stressTester } from '../../domain/risk/stress.ts';
import type { FactorSetId, StressResults } from '../../domain/risk/stress-results.ts';
import type { Lot } from '../../domain/valuation/mark.ts';
import { splitRatio } from '../../domain/valuation/price-series.ts';
import type { Mark, Valuation } from '../../domain/valuation/valuation.ts';
import type { PriceColumns, Queries } from '../ports/queries.ts';
import { etfReturnsOver } from './symbol-factors.ts';

/** Returns that the longest volatility window uses, and some more for sessions on which too little traded. */
const VOLATILITY_RETURNS = 90;

type Book = { readonly lots: readonly Lot[]; readonly valuation: Valuation; readonly date: IsoDate };

const kindOf = (position: Position): Holding['kind'] => {
  if (position.investmentClass === 'OPTIONS') return 'option';
  if (isCash(position)) return 'cash';
  return position.investmentClass === 'PRIVATE' ? 'private' : 'public';
};

/** The underlying's last close in the shares that the contract was stated in: a split since leaves the strike alone. */
const spotOf = (lot: Lot, series: PriceColumns | undefined): number | null => {
  const close = series?.closes.at(-1);
  const date = series?.dates.at(-1);
  if (series === undefined || close === undefined || date === undefined) return null;
  return Number(close) * splitRatio(series, lot.statedOn, date);
};

/** What an option's sensitivities are computed from; null for what is no option, and where the underlying has no price. */
export const optionInput = (
  lot: Lot,
  series: PriceColumns | undefined,
  date: IsoDate,
): BlackScholesInput | null => {
  const { position } = lot;
  const spot = position.investmentClass === 'OPTIONS' ? spotOf(lot, series) : null;
  if (position.investmentClass !== 'OPTIONS' || spot === null) return null;
  const { contract } = position;
  return {
    right: contract.right,
    spot,
    strike: Number(contract.strike),
    years: yearsToExpiry(date, contract.expiration),
    ...OPTION_ASSUMPTIONS,
  };
};

/** Dollars that move with the underlying; null where it has no price. */
const optionExposure = (option: BlackScholesInput | null, quantity: Decimal): number | null =>
  option === null ? null : dollarDelta(option, Number(quantity));

/** A held lot as the risk formulas see it. `prices` reach up to `date`. */
export const holdingOf = (
  mark: Mark,
  lot: Lot,
  prices: ReadonlyMap<string, PriceColumns>,
  date: IsoDate,
): Holding => {
  const { position } = lot;
  const symbol = pricedSymbolOf(position) ?? position.symbol;
  const marketValue = Number(mark.marketValue);
  return {
    symbol,
    kind: kindOf(position),
    marketValue,
    exposure:
      position.investmentClass === 'OPTIONS'
        ? optionExposure(optionInput(lot, prices.get(symbol), date), position.quantity)
        : marketValue,
  };
};

const holdingsOf = (
  { lots, valuation, date }: Book,
  prices: ReadonlyMap<string, PriceColumns>,
): readonly Holding[] => {
  const held = new Map(lots.map((lot) => [lot.position.positionId, lot]));
  return valuation.marks.flatMap((mark) => {
    const lot = held.get(mark.positionId);
    return lot === undefined || mark.quantity === '0' ? [] : [holdingOf(mark, lot, prices, date)];
  });
};

type KeptReturns = {
  readonly from: IsoDate | undefined;
  readonly to: IsoDate | undefined;
  readonly returns: Float64Array;
};
const kept = new WeakMap<PriceColumns, KeptReturns>();

/** `sessionReturns`, worked out once where many books are given the same columns. */
const returnsOf = (sessions: readonly IsoDate[], columns: PriceColumns): Float64Array => {
  const [from, to] = [sessions[0], sessions.at(-1)];
  const known = kept.get(columns);
  if (known !== undefined && known.from === from && known.to === to) return known.returns;
  const returns = sessionReturns(sessions, columns);
  kept.set(columns, { from, to, returns });
  return returns;
};

/** Factor exposures, as they are recorded, and volatility of the book as it was valued on `date`. */
export const analyseFactors = async (
  queries: Pick<Queries, 'prices' | 'symbolFactors'>,
  book: Book,
): Promise<{ readonly exposures: CompactExposures; readonly volatility: PortfolioVolatility }> => {
  const { lots, valuation, date } = book;
  const symbols = [...new Set(lots.flatMap(({ position }) => pricedSymbolOf(position) ?? []))];
  const sessions = lastSessions(date, VOLATILITY_RETURNS + 1);
  const prices = await queries.prices(symbols, { from: sessions[0] ?? date, to: date });
  const rows = await queries.symbolFactors(symbols, date);
  const holdings = holdingsOf(book, prices);
  const { equity } = valuation;
  return {
    exposures: compactFactorExposures({
      equity,
      holdings,
      factors: new Map(
        rows.map(({ symbol, factors, eventId }) => [symbol, { factors, factorEventId: eventId }]),
      ),
    }),
    volatility: portfolioVolatility({
      equity,
      holdings,
      returns: new Map([...prices].map(([symbol, columns]) => [symbol, returnsOf(sessions, columns)])),
    }),
  };
};

/** Of the factor ETFs, over the year up to `date`; null with too few returns. */
export const factorCovarianceOn = async (
  queries: Pick<Queries, 'prices'>,
  date: IsoDate,
): Promise<FactorCovariance | null> => {
  const sessions = lastSessions(date, COVARIANCE_WINDOW + 1);
  const prices = await queries.prices(FACTOR_ETFS, { from: sessions[0] ?? date, to: date });
  return factorCovariance({ sessions: sessions.slice(1), etfReturns: etfReturnsOver(sessions, prices) });
};

type StressOn = {
  readonly date: IsoDate;
  readonly scenarios: readonly StressScenario[];
  readonly factorSet?: FactorSetId;
};

/** Every scenario with the covariance of the factor ETFs up to `date`, for any number of books. */
export const stressTesterOn = async (
  queries: Pick<Queries, 'prices'>,
  { date, ...market }: StressOn,
): Promise<(book: StressedBook) => CompactStress> =>
  stressTester({ covariance: await factorCovarianceOn(queries, date), ...market });

/** Every scenario on the book's exposures, with the covariance of the factor ETFs up to `date`. */
export const analyseStress = async (
  queries: Pick<Queries, 'prices'>,
  { exposures, ...on }: StressOn & { readonly exposures: StressedBook },
): Promise<StressResults> => expandStress((await stressTesterOn(queries, on))(exposures));
