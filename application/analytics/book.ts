import { lastSessions } from '../../domain/calendar/nyse.ts';
import type { IsoDate } from '../../domain/dates.ts';
import { type Decimal, decimal, toMoney } from '../../domain/decimal.ts';
import { pricedSymbolOf } from '../../domain/portfolio/position.ts';
import type { BlackScholesInput } from '../../domain/risk/black-scholes.ts';
import type { Holding } from '../../domain/risk/holdings.ts';
import { sessionReturns } from '../../domain/risk/returns.ts';
import type { Lot } from '../../domain/valuation/mark.ts';
import type { Mark } from '../../domain/valuation/valuation.ts';
import { holdingOf, optionInput } from '../calculation/analyse.ts';
import type { PositionRow, PriceColumns, Queries } from '../ports/queries.ts';

export type HeldLot = {
  readonly lot: Lot;
  readonly mark: Mark;
  readonly holding: Holding;
  /** Null for what is no option, and where its underlying has no price. */
  readonly option: BlackScholesInput | null;
};

/** Dollars and cents, as the snapshot has them. */
export type Totals = Readonly<
  Record<
    'netMarketValue' | 'grossExposure' | 'longValue' | 'shortValue' | 'cash' | 'dailyPnl' | 'unrealizedPnl',
    Decimal
  >
>;

/** What is held at the latest valued session, by one portfolio or by several together. */
export type Book = {
  readonly date: IsoDate;
  /** Dollars and cents. */
  readonly equity: Decimal;
  readonly held: readonly HeldLot[];
  readonly totals: Totals;
  /** True when any price used was made up. */
  readonly simulated: boolean;
};

const TOTALS = [
  'netMarketValue',
  'grossExposure',
  'longValue',
  'shortValue',
  'cash',
  'dailyPnl',
  'unrealizedPnl',
] as const satisfies readonly (keyof Totals)[];

const totalsOf = (of: (name: keyof Totals) => Decimal): Totals =>
  Object.fromEntries(TOTALS.map((name) => [name, of(name)])) as Totals;

const PAGE = 1000;
/** Enough to find a close that an option's underlying last had. */
export const SPOT_SESSIONS = 91;

/** Every lot of the portfolio, closed ones too. */
export const allPositions = async (
  queries: Queries,
  portfolioId: string,
): Promise<readonly PositionRow[]> => {
  const rows: PositionRow[] = [];
  for (;;) {
    const { items, total } = await queries.positions(portfolioId, { limit: PAGE, offset: rows.length });
    rows.push(...items);
    if (items.length === 0 || rows.length >= total) return rows;
  }
};

/** Prices of `symbols` over `sessions`. */
export const pricesOver = async (
  queries: Queries,
  symbols: readonly string[],
  sessions: readonly IsoDate[],
): Promise<ReadonlyMap<string, PriceColumns>> => {
  const [from, to] = [sessions[0], sessions.at(-1)];
  return from === undefined || to === undefined || symbols.length === 0
    ? new Map()
    : queries.prices(symbols, { from, to });
};

/** A lot at its mark, as the risk formulas see it. */
export const heldLot = (
  lot: Lot,
  mark: Mark,
  prices: ReadonlyMap<string, PriceColumns>,
  date: IsoDate,
): HeldLot => {
  const holding = holdingOf(mark, lot, prices, date);
  return { lot, mark, holding, option: optionInput(lot, prices.get(holding.symbol), date) };
};

/** The portfolio as it was last valued; null before its first valuation here. */
export const loadBook = async (queries: Queries, portfolioId: string): Promise<Book | null> => {
  const [snapshot, all] = await Promise.all([
    queries.snapshot(portfolioId, 'latest'),
    queries.lots(portfolioId),
  ]);
  if (snapshot === null || snapshot.valuation.basis === 'imported') return null;
  const { valuation } = snapshot;
  const { date, equity } = valuation;
  const lots = new Map(all.map((lot) => [lot.position.positionId, lot]));
  const underlyings = all.flatMap(({ position }) =>
    position.investmentClass === 'OPTIONS' ? (pricedSymbolOf(position) ?? []) : [],
  );
  const prices = await pricesOver(queries, [...new Set(underlyings)], lastSessions(date, SPOT_SESSIONS));
  return {
    date,
    equity,
    held: snapshot.marks.flatMap((mark): HeldLot[] => {
      const lot = lots.get(mark.positionId);
      return lot === undefined || mark.quantity === '0' ? [] : [heldLot(lot, mark, prices, date)];
    }),
    totals: totalsOf((name) => valuation[name]),
    simulated: snapshot.simulated,
  };
};

export const holdingsOf = ({ held }: Pick<Book, 'held'>): readonly Holding[] =>
  held.map(({ holding }) => holding);

/** Several books as one: equity and holdings add up, so that every weight is on the equity of all. */
export const mergeBooks = (books: readonly Book[]): Book | null => {
  const [first] = books;
  if (first === undefined) return null;
  const add = (amounts: readonly Decimal[]): Decimal =>
    toMoney(amounts.reduce((total, amount) => total.plus(amount), decimal(0)));
  return {
    date:
      books
        .map(({ date }) => date)
        .sort()
        .at(-1) ?? first.date,
    equity: add(books.map(({ equity }) => equity)),
    held: books.flatMap(({ held }) => held),
    totals: totalsOf((name) => add(books.map(({ totals }) => totals[name]))),
    simulated: books.some(({ simulated }) => simulated),
  };
};

/** Symbols that have a market price, each once, in order. */
export const marketSymbols = (book: Pick<Book, 'held'>): readonly string[] =>
  [
    ...new Set(
      holdingsOf(book).flatMap(({ symbol, kind }) => (kind === 'public' || kind === 'option' ? symbol : [])),
    ),
  ].sort();

/** Daily returns of `symbols` over the last `count` sessions up to `date`, equally long, newest last. */
export const returnsOf = async (
  queries: Queries,
  symbols: readonly string[],
  date: IsoDate,
  count: number,
): Promise<{
  readonly sessions: readonly IsoDate[];
  readonly returns: ReadonlyMap<string, Float64Array>;
}> => {
  const sessions = lastSessions(date, count + 1);
  const [from, to] = [sessions[0], sessions.at(-1)];
  const closes =
    from === undefined || to === undefined ? [] : await queries.adjustedCloses(symbols, { from, to });
  return {
    // Each return is of the session that it ends on.
    sessions: sessions.slice(1),
    returns: new Map([...closes].map(([symbol, columns]) => [symbol, sessionReturns(sessions, columns)])),
  };
};
