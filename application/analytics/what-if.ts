import { lastSessions } from '../../domain/calendar/nyse.ts';
import { addDays, type IsoDate } from '../../domain/dates.ts';
import { type Decimal, decimal, toDecimal, toMoney } from '../../domain/decimal.ts';
import { type Refusal, refuse } from '../../domain/errors/refusal.ts';
import type { PositionId } from '../../domain/ids.ts';
import type { Cells } from '../../domain/import/columns.ts';
import { parseQuantity } from '../../domain/import/fields.ts';
import type { FieldError } from '../../domain/import/report.ts';
import { readRow } from '../../domain/import/row.ts';
import { limits } from '../../domain/limits.ts';
import { type Position, pricedSymbolOf, type UnidentifiedPosition } from '../../domain/portfolio/position.ts';
import { type EntryErrors, refuseEntries } from '../../domain/portfolio/position-errors.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { blackScholes } from '../../domain/risk/black-scholes.ts';
import type { FactorExposures } from '../../domain/risk/factor-exposure.ts';
import { type PortfolioVolatility, portfolioVolatility } from '../../domain/risk/portfolio-volatility.ts';
import type { StressScenario } from '../../domain/risk/scenarios.ts';
import type { FactorSetId, StressResults } from '../../domain/risk/stress-results.ts';
import { type Lot, markHeld, toMark } from '../../domain/valuation/mark.ts';
import type { Mark } from '../../domain/valuation/valuation.ts';
import { analyseStress, optionInput } from '../calculation/analyse.ts';
import { LOOK_BACK_DAYS, pricedSymbolsOf } from '../calculation/value-history.ts';
import type { PriceColumns, Queries } from '../ports/queries.ts';
import {
  type Book,
  type HeldLot,
  heldLot,
  holdingsOf,
  marketSymbols,
  pricesOver,
  returnsOf,
  SPOT_SESSIONS,
  type Totals,
} from './book.ts';
import { exposuresWith } from './factors.ts';
import { REALISED_SESSIONS } from './volatility.ts';

export type WhatIfRequest = {
  /** Held lots with another quantity, as written, in the shares in which it is stated; 0 takes the lot out. */
  readonly changes: readonly { readonly positionId: PositionId; readonly quantity: string }[];
  /** Lots that are not held. Without a price: the last close, or for an option the model's value. */
  readonly additions: readonly Cells[];
  readonly scenarios: readonly StressScenario[];
  readonly factorSet: FactorSetId;
};

export type ValueTotals = Pick<
  Totals,
  'netMarketValue' | 'grossExposure' | 'longValue' | 'shortValue' | 'cash'
>;

/** A book, and what the formulas of a calculation say of it. */
export type Assessment = {
  readonly totals: ValueTotals;
  readonly exposures: FactorExposures;
  readonly volatility: PortfolioVolatility;
  readonly stress: StressResults;
};

/** One lot that is otherwise than it is. */
export type ChangedLot = {
  /** Null for one that is not held. */
  readonly positionId: PositionId | null;
  readonly position: UnidentifiedPosition;
  readonly before: { readonly quantity: Decimal; readonly marketValue: Decimal };
  readonly after: { readonly quantity: Decimal; readonly marketValue: Decimal };
  readonly mark: Mark;
  /** `model` = Black–Scholes with the assumptions that Greeks rest on, because nobody gave a premium. */
  readonly pricedBy: 'market' | 'given' | 'model';
};

export type WhatIf = {
  readonly before: Assessment;
  readonly after: Assessment;
  readonly lots: readonly ChangedLot[];
};

type Prices = {
  /** As far back as a valuation looks, and as any of the quantities was stated: splits since are applied. */
  readonly history: ReadonlyMap<string, PriceColumns>;
  /** As far back as the risk formulas look. */
  readonly recent: ReadonlyMap<string, PriceColumns>;
};
type Changed = { readonly lot: ChangedLot; readonly held: HeldLot | null };

const ZERO = decimal(0);

const totalsOf = ({ equity, held }: Pick<Book, 'equity' | 'held'>): ValueTotals => {
  const values = held.map(({ mark }) => decimal(mark.marketValue));
  const add = (amounts: typeof values) => amounts.reduce((total, amount) => total.plus(amount), ZERO);
  const long = add(values.filter((value) => value.gt(0)));
  const short = add(values.filter((value) => value.lt(0)));
  const net = long.plus(short);
  return {
    netMarketValue: toMoney(net),
    grossExposure: toMoney(long.minus(short)),
    longValue: toMoney(long),
    shortValue: toMoney(short),
    cash: toMoney(decimal(equity).minus(net)),
  };
};

/** The lot at the close of `date`, by the very formulas that value a portfolio. */
const held = (lot: Lot, prices: Prices, date: IsoDate): HeldLot =>
  heldLot(lot, toMark(markHeld(lot, date, (symbol) => prices.history.get(symbol))), prices.recent, date);

/** Changing a quantity changes nothing else: the lot keeps its price, and its shares are stated as they were. */
const changeLot = ({ lot, mark }: HeldLot, quantity: Decimal, prices: Prices, date: IsoDate): Changed => {
  const { position } = lot;
  const closed = decimal(quantity).eq(0);
  const after = closed ? null : held({ ...lot, position: { ...position, quantity } }, prices, date);
  return {
    held: after,
    lot: {
      positionId: position.positionId,
      position,
      before: { quantity: position.quantity, marketValue: mark.marketValue },
      after: { quantity, marketValue: after?.mark.marketValue ?? '0' },
      mark: after?.mark ?? mark,
      pricedBy: 'market',
    },
  };
};

const unknownSymbol = (symbol: string, column: FieldError['column']): FieldError => ({
  column,
  value: symbol,
  code: 'ERR_POS_045',
  message: `No price of ${symbol} is known.`,
});

const roundedPrice = (price: Decimal | number, decimals: number): Decimal => {
  const rounded = decimal(price).round(decimals);
  // A price is positive: what is worth less than the last place costs one of it.
  return toDecimal(rounded.gt(0) ? rounded : decimal(10 ** -decimals));
};

/** What an entry without a price would cost on `date`; null where nobody can say. */
const priceOf = (
  position: Position,
  prices: Prices,
  date: IsoDate,
): { readonly price: Decimal; readonly by: 'market' | 'model' } | null => {
  const symbol = pricedSymbolOf(position);
  const series = symbol === null ? undefined : prices.recent.get(symbol);
  if (position.investmentClass === 'OPTIONS') {
    const option = optionInput({ position, statedOn: date }, series, date);
    return option === null ? null : { price: roundedPrice(blackScholes(option).price, 2), by: 'model' };
  }
  const close = series?.closes.at(-1);
  return close === undefined ? null : { price: roundedPrice(close, limits.price.decimals), by: 'market' };
};

/** Stands in for a price that is looked up once the rest of the entry has been read. */
const ANY_PRICE = '1';

type Read = { readonly position: UnidentifiedPosition; readonly priceGiven: boolean };

/** An entry as the file's row of the same columns, bought on `date`. */
const readAddition = (row: number, cells: Cells, date: IsoDate): Result<Read, EntryErrors> => {
  const priceGiven = cells.entryPrice !== '';
  const read = (entryPrice: string) =>
    readRow(
      row,
      { ...cells, entryPrice, entryDate: date },
      { today: date, priceDecimals: limits.price.decimals },
    );
  const { position, errors } = read(priceGiven ? cells.entryPrice : ANY_PRICE);
  if (position === null) return fail({ row, symbol: cells.symbol, errors });
  // Only a market or a model can price what nobody has.
  if (!priceGiven && pricedSymbolOf({ ...position, positionId: '' }) === null) {
    return fail({ row, symbol: cells.symbol, errors: read('').errors });
  }
  return ok({ position, priceGiven });
};

const addLot = (
  { position, priceGiven }: Read,
  prices: Prices,
  date: IsoDate,
): Result<Changed, FieldError> => {
  // Lots that are not held have no id: nothing looks at it.
  const identified: Position = { ...position, positionId: '' };
  const symbol = pricedSymbolOf(identified);
  if (symbol !== null && (prices.recent.get(symbol)?.closes.length ?? 0) === 0) {
    return fail(unknownSymbol(symbol, position.investmentClass === 'OPTIONS' ? 'underlying' : 'symbol'));
  }
  const found = priceGiven ? null : priceOf(identified, prices, date);
  const priced = { ...identified, entryPrice: found?.price ?? position.entryPrice };
  const made = held({ position: priced, statedOn: date }, prices, date);
  return ok({
    held: made,
    lot: {
      positionId: null,
      position: priced,
      before: { quantity: '0', marketValue: '0' },
      after: { quantity: position.quantity, marketValue: made.mark.marketValue },
      mark: made.mark,
      pricedBy:
        found?.by ?? (made.mark.basis === 'close' || made.mark.basis === 'last_close' ? 'market' : 'given'),
    },
  });
};

const pricesFor = async (queries: Queries, lots: readonly Lot[], date: IsoDate): Promise<Prices> => {
  const symbols = pricedSymbolsOf(lots);
  if (symbols.length === 0) return { history: new Map(), recent: new Map() };
  const from = [addDays(date, -LOOK_BACK_DAYS), ...lots.map(({ statedOn }) => statedOn)].sort()[0] ?? date;
  const [history, recent] = await Promise.all([
    queries.prices(symbols, { from, to: date }),
    pricesOver(queries, symbols, lastSessions(date, SPOT_SESSIONS)),
  ]);
  return { history, recent };
};

/** The book with other quantities and more lots; everything that is wrong with any of them at once. */
const changedBook = async (
  queries: Queries,
  book: Book,
  { changes, additions }: Pick<WhatIfRequest, 'changes' | 'additions'>,
): Promise<Result<{ readonly book: Book; readonly lots: readonly ChangedLot[] }, Refusal>> => {
  const { date } = book;
  const lots = new Map(book.held.map((each) => [each.mark.positionId, each]));
  const errors: EntryErrors[] = [];
  const quantities = new Map<PositionId, Decimal>();
  for (const [index, { positionId, quantity }] of changes.entries()) {
    const lot = lots.get(positionId);
    if (lot === undefined) return fail(refuse('ERR_POS_042', { details: { position_id: positionId } }));
    const parsed = /^[+-]?0+(\.0*)?$/.test(quantity) ? ok('0') : parseQuantity(quantity);
    if (parsed.ok) quantities.set(positionId, parsed.value);
    else errors.push({ row: index + 1, symbol: lot.mark.symbol, errors: [parsed.error] });
  }
  const read: { readonly row: number; readonly read: Read }[] = [];
  for (const [index, cells] of additions.entries()) {
    const row = changes.length + index + 1;
    const result = readAddition(row, cells, date);
    if (result.ok) read.push({ row, read: result.value });
    else errors.push(result.error);
  }
  const requantified = [...quantities.keys()].flatMap((id) => lots.get(id)?.lot ?? []);
  const prices = await pricesFor(
    queries,
    [
      ...requantified,
      ...read.map(({ read: { position } }) => ({
        position: { ...position, positionId: '' },
        statedOn: date,
      })),
    ],
    date,
  );
  const changed = new Map(
    [...quantities].flatMap(([id, quantity]) => {
      const lot = lots.get(id);
      return lot === undefined ? [] : [[id, changeLot(lot, quantity, prices, date)] as const];
    }),
  );
  const added: Changed[] = [];
  for (const { row, read: entry } of read) {
    const result = addLot(entry, prices, date);
    if (result.ok) added.push(result.value);
    else errors.push({ row, symbol: entry.position.symbol, errors: [result.error] });
  }
  if (errors.length > 0) return fail(refuseEntries(errors, changes.length + additions.length));
  const all = [...changed.values(), ...added];
  return ok({
    lots: all.map(({ lot }) => lot),
    book: {
      ...book,
      held: [
        ...book.held.flatMap((lot) => {
          const change = changed.get(lot.mark.positionId);
          return change === undefined ? [lot] : (change.held ?? []);
        }),
        ...added.flatMap((each) => each.held ?? []),
      ],
      simulated: book.simulated || [...prices.recent.values()].some(({ simulated }) => simulated),
    },
  });
};

/**
 * What a book would be with other quantities and with lots that are not held, beside what it is: traded at the last
 * close and paid from cash, so that equity stays, before costs. By the formulas that a calculation uses: without a
 * change both sides are what the calculation recorded. Nothing is written.
 *
 * Refusals: ERR_POS_042 for a lot that is not held; the errors of quantities and entries, all at once, among them
 * ERR_POS_045 for symbols without a price.
 */
export const whatIf = async (
  queries: Queries,
  book: Book,
  request: WhatIfRequest,
): Promise<Result<WhatIf & { readonly simulated: boolean }, Refusal>> => {
  const changed = await changedBook(queries, book, request);
  if (!changed.ok) return changed;
  const books = [book, changed.value.book] as const;
  const symbols = [...new Set(books.flatMap(marketSymbols))].sort();
  const [rows, { returns }] = await Promise.all([
    queries.symbolFactors(symbols, book.date),
    returnsOf(queries, symbols, book.date, REALISED_SESSIONS),
  ]);
  const assess = async (one: Book): Promise<Assessment> => {
    const exposures = exposuresWith(one, rows);
    const { scenarios, factorSet } = request;
    return {
      totals: totalsOf(one),
      exposures,
      volatility: portfolioVolatility({ equity: one.equity, holdings: holdingsOf(one), returns }),
      stress: await analyseStress(queries, { exposures, date: one.date, scenarios, factorSet }),
    };
  };
  const [before, after] = await Promise.all([assess(books[0]), assess(books[1])]);
  return ok({ before, after, lots: changed.value.lots, simulated: changed.value.book.simulated });
};
