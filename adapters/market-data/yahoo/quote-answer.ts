import { z } from 'zod';
import type { RecentCloses } from '../../../application/ports/market-data.ts';
import { sessionClose } from '../../../domain/calendar/nyse.ts';
import { type IsoDate, newYorkClock } from '../../../domain/dates.ts';
import type { Decimal } from '../../../domain/decimal.ts';
import type { SymbolProfile } from '../../../domain/symbol/events.ts';
import { acceptRows } from '../price-rows.ts';
import { publishedNumber, publishedText } from '../profiles/published.ts';
import { rawClose, textOf } from './as-traded.ts';
import { assetTypeOf } from './asset-type.ts';
import { bySymbol } from './by-symbol.ts';
import { instant } from './instant.ts';
import { YahooError } from './yahoo-error.ts';

const text = z.string().nullish().catch(null).transform(publishedText);
const number = z.number().nullish().catch(null).transform(publishedNumber);

/** Loose where a single bad value must not lose the answer: every quote is judged by itself. */
const quoteRow = z.object({
  symbol: z.string(),
  quoteType: text,
  currency: text,
  marketState: text,
  exchangeTimezoneName: text,
  regularMarketTime: instant.optional().catch(undefined),
  regularMarketPrice: z.unknown(),
  regularMarketPreviousClose: z.unknown(),
  priceHint: z.number().int().min(0).max(8).optional().catch(undefined),
  longName: text,
  shortName: text,
  fullExchangeName: text,
  marketCap: number,
  netAssets: number,
  beta: number,
  trailingPE: number,
  priceToBook: number,
});
export type QuoteRow = z.output<typeof quoteRow>;

const HOME = 'America/New_York';
/** Between the sessions: a price then is the last one's close. */
const NOT_TRADING: ReadonlySet<string> = new Set(['PREPRE', 'PRE', 'POST', 'POSTPOST', 'CLOSED']);
/** A last trade before the bell is the close once delayed quotes have caught up with it. */
const CAUGHT_UP_MINUTES = 60;

/** The quotes of an answer by symbol; what is no quote is left out. */
export const rowsOfQuotes = (answer: unknown): ReadonlyMap<string, QuoteRow> => {
  if (!Array.isArray(answer)) throw new YahooError('permanent', "Yahoo's answer was not understood");
  return bySymbol(
    answer.flatMap((quote: unknown): readonly (readonly [string, QuoteRow])[] => {
      const row = quoteRow.safeParse(quote);
      return row.success ? [[row.data.symbol, row.data]] : [];
    }),
  );
};

/** Why the price of a quote is not the close of `date`, the last completed session; null when it is. */
const faultOfTime = (
  { marketState, exchangeTimezoneName, regularMarketTime }: QuoteRow,
  date: IsoDate,
  now: Date,
): string | null => {
  if (exchangeTimezoneName !== HOME) return 'not of a market in New York';
  if (!NOT_TRADING.has(marketState ?? '')) return `the market is ${marketState ?? 'in a state not said'}`;
  if (regularMarketTime === undefined || Number.isNaN(regularMarketTime.getTime())) return 'no time';
  if (regularMarketTime > now) return 'of the future';
  const traded = newYorkClock(regularMarketTime);
  if (traded.date !== date) return `of ${traded.date}`;
  const bell = sessionClose(date);
  const clock = newYorkClock(now);
  return traded.minutes >= bell || clock.date > date || clock.minutes >= bell + CAUGHT_UP_MINUTES
    ? null
    : 'of before the closing bell';
};

/**
 * Yahoo writes the numbers of a quote in full and those of a chart as 32-bit floats: with the same rounding both name
 * the same price, so that a chart that is read later tells nothing new.
 */
const asInCharts = (value: unknown): string => textOf(typeof value === 'number' ? Math.fround(value) : value);

/** The close of `date`, the last completed session, and of the one before, when the quote proves that it is that. */
export const closesOfQuote = (row: QuoteRow, date: IsoDate, now: Date): RecentCloses => {
  const { regularMarketPrice, regularMarketPreviousClose, priceHint = 2, currency, quoteType } = row;
  const fault = faultOfTime(row, date, now);
  if (fault !== null) return { status: 'unusable', reason: fault };
  const price = asInCharts(regularMarketPrice);
  const { bars, rejected } = acceptRows(
    [{ date, close: price, adjustedClose: price, splitFactor: '' }],
    { from: date, to: date },
    now,
  );
  const [bar] = bars;
  if (bar === undefined) return { status: 'unusable', reason: rejected[0]?.reason ?? 'no close' };
  const previous = asInCharts(regularMarketPreviousClose);
  if (!(Number(previous) > 0)) return { status: 'unusable', reason: 'no close of the session before' };
  return {
    status: 'ok',
    bars: [{ ...bar, close: rawClose(price, 1, priceHint) as Decimal }],
    closeBefore: rawClose(previous, 1, priceHint) as Decimal,
    currency,
    assetType: assetTypeOf(quoteType),
  };
};

/** What a quote says of a security: all but what only a summary has, its sector and industry above all. */
export const profileOfQuote = (row: QuoteRow): SymbolProfile => ({
  companyName: row.longName ?? row.shortName,
  assetType: assetTypeOf(row.quoteType),
  sector: null,
  industry: null,
  exchange: row.fullExchangeName,
  currency: row.currency,
  marketCap: row.marketCap ?? row.netAssets,
  providerBeta: row.beta,
  peRatio: row.trailingPE,
  psRatio: null,
  pbRatio: row.priceToBook,
  enterpriseValue: null,
});
