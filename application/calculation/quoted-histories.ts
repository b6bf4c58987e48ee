import { previousSession } from '../../domain/calendar/nyse.ts';
import type { IsoDate } from '../../domain/dates.ts';
import type { Decimal } from '../../domain/decimal.ts';
import { FACTOR_ETFS } from '../../domain/risk/factors.ts';
import type { MarketDataProvider, PriceHistory, SessionQuote } from '../ports/market-data.ts';
import type { PriceColumns, SymbolRow } from '../ports/queries.ts';
import { isReadingTurn } from './reading-turn.ts';

/** A close that moves by more may have split, or paid much, without the source's saying so yet. */
const LARGEST_MOVE = 0.2;

/** Everybody is measured against them: their dividends have to be in the returns of the same night. */
const ALWAYS_READ: ReadonlySet<string> = new Set(FACTOR_ETFS);

/** True when the adjusted close is the close but for rounding to what was printed. */
const isUnadjusted = (close: Decimal, adjustedClose: number): boolean =>
  Math.abs(Number(close) - adjustedClose) <= (Number(close) < 1 ? 0.000051 : 0.0051);

/** True when the last close that is kept is of the session before and as traded, and a quote can be held against the profile. */
const isUpToDate = (
  row: SymbolRow,
  known: PriceColumns | undefined,
  previous: IsoDate,
): known is PriceColumns => {
  const [close, adjustedClose] = [known?.closes.at(-1), known?.adjustedCloses.at(-1)];
  return (
    known?.dates.at(-1) === previous &&
    row.closeBasis === 'raw' &&
    row.profile?.currency != null &&
    row.profile.assetType !== null &&
    !row.uploadedDates.includes(previous) &&
    close !== undefined &&
    adjustedClose !== undefined &&
    isUnadjusted(close, adjustedClose)
  );
};

/** True when the quoted session can follow `last`, the close that is kept: nothing before it can have changed but for a dividend. */
const follows = (
  quote: SessionQuote | undefined,
  last: Decimal,
  profile: SymbolRow['profile'],
): quote is Extract<SessionQuote, { readonly status: 'ok' }> =>
  quote?.status === 'ok' &&
  quote.currency === profile?.currency &&
  quote.assetType === profile?.assetType &&
  Number(quote.previousClose) === Number(last) &&
  Math.abs(Number(quote.bar.close) / Number(last) - 1) <= LARGEST_MOVE;

/**
 * The session `date` of those of `symbols` (known up to the session before) for which one quote among many says enough,
 * as a history of one bar. All others, and those whose turn it is, are to be read.
 */
export const fetchQuotedHistories = async (
  provider: MarketDataProvider,
  rows: ReadonlyMap<string, SymbolRow>,
  prices: ReadonlyMap<string, PriceColumns>,
  symbols: readonly string[],
  date: IsoDate,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, PriceHistory>> => {
  const histories = new Map<string, PriceHistory>();
  const previous = previousSession(date);
  const asked = new Map<string, Decimal>();
  for (const symbol of symbols) {
    const [row, known] = [rows.get(symbol), prices.get(symbol)];
    if (row === undefined || ALWAYS_READ.has(symbol) || !isUpToDate(row, known, previous)) continue;
    const last = known.closes.at(-1);
    if (last !== undefined && !isReadingTurn(symbol, date, known)) asked.set(symbol, last);
  }
  if (asked.size === 0 || provider.quotes === undefined) return histories;
  const quotes = await provider.quotes({ symbols: [...asked.keys()], date, signal });
  for (const [symbol, last] of asked) {
    const quote = quotes.get(symbol);
    if (!follows(quote, last, rows.get(symbol)?.profile ?? null)) continue;
    const { bar, currency } = quote;
    histories.set(symbol, { status: 'ok', bars: [bar], closeBasis: 'raw', currency, rejected: [] });
  }
  return histories;
};
