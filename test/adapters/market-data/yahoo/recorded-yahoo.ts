import { createYahooProvider, type YahooOptions } from '../../../../adapters/market-data/yahoo/provider.ts';
import type { MarketDataProvider } from '../../../../application/ports/market-data.ts';

// The client library asks whether the cookies are `instanceof Array`, and jest's realm has another Array than fetch.
const { getSetCookie } = Headers.prototype;
Object.defineProperty(Headers.prototype, 'getSetCookie', {
  value(this: Headers): string[] {
    return Array.from(getSetCookie.call(this));
  },
});

/** Friday evening: the session of 2024-06-28 is completed. */
export const now = new Date('2024-06-28T21:00:00Z');

/** The bar of a session carries the instant of its opening bell; New York is on summer time here. */
const openingBell = (date: string): number => Date.parse(`${date}T13:30:00Z`) / 1000;

export type RecordedDay = readonly [date: string, close: unknown, adjustedClose?: unknown];

/** A chart answer in the shape that Yahoo sends. */
export const chartAnswer = (
  symbol: string,
  days: readonly RecordedDay[],
  more: {
    readonly splits?: Readonly<Record<string, object>>;
    readonly currency?: string | null;
    readonly meta?: object;
  } = {},
): object => ({
  chart: {
    result: [
      {
        meta: {
          currency: more.currency === undefined ? 'USD' : more.currency,
          symbol,
          exchangeName: 'NMS',
          fullExchangeName: 'NasdaqGS',
          instrumentType: 'EQUITY',
          firstTradeDate: 345479400,
          regularMarketTime: 1719604801,
          hasPrePostMarketData: true,
          gmtoffset: -14400,
          timezone: 'EDT',
          exchangeTimezoneName: 'America/New_York',
          regularMarketPrice: 210.62,
          priceHint: 2,
          currentTradingPeriod: {},
          dataGranularity: '1d',
          range: '',
          validRanges: ['1d', '5d', '1mo', '1y', 'max'],
          ...more.meta,
        },
        timestamp: days.map(([date]) => openingBell(date)),
        ...(more.splits ? { events: { splits: more.splits } } : {}),
        indicators: {
          quote: [
            {
              close: days.map(([, close]) => close),
              open: days.map(() => 1),
              high: days.map(() => 1),
              low: days.map(() => 1),
              volume: days.map(() => 1),
            },
          ],
          adjclose: [
            { adjclose: days.map(([, close, adjusted]) => (adjusted === undefined ? close : adjusted)) },
          ],
        },
      },
    ],
    error: null,
  },
});

export const split = (date: string, numerator: unknown, denominator: unknown): Record<string, object> => ({
  [openingBell(date)]: {
    date: openingBell(date),
    numerator,
    denominator,
    splitRatio: `${String(numerator)}:${String(denominator)}`,
  },
});

export const json = (body: unknown, status = 200, headers: Record<string, string> = {}): Response =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json', ...headers } });

export const html = (status = 200, body = '<html><body>Sorry!</body></html>'): Response =>
  new Response(body, { status, headers: { 'content-type': 'text/html' } });

export const notFound = (part: 'chart' | 'quoteSummary'): Response =>
  json(
    {
      [part]: {
        result: null,
        error: { code: 'Not Found', description: 'No data found, symbol may be delisted' },
      },
    },
    404,
  );

export const summaryAnswer = (symbol: string, modules: object = {}): object => ({
  quoteSummary: {
    result: [
      {
        price: {
          maxAge: 1,
          symbol,
          longName: `${symbol} Inc.`,
          shortName: symbol,
          quoteType: 'EQUITY',
          exchangeName: 'NasdaqGS',
          currency: 'USD',
          marketCap: 3_200_000_000_000,
        },
        summaryProfile: { sector: 'Technology', industry: 'Consumer Electronics', maxAge: 86400 },
        summaryDetail: { beta: 1.25, marketCap: 3_200_000_000_000, maxAge: 1 },
        ...modules,
      },
    ],
    error: null,
  },
});

/** A quote of a completed session in the shape that Yahoo sends, with some of the many fields that we do not ask for. */
export const quote = (symbol: string, more: object = {}): object => ({
  language: 'en-US',
  region: 'US',
  quoteType: 'EQUITY',
  typeDisp: 'Equity',
  quoteSourceName: 'Nasdaq Real Time Price',
  triggerable: true,
  customPriceAlertConfidence: 'HIGH',
  currency: 'USD',
  marketState: 'POST',
  exchange: 'NMS',
  fullExchangeName: 'NasdaqGS',
  exchangeTimezoneName: 'America/New_York',
  exchangeTimezoneShortName: 'EDT',
  gmtOffSetMilliseconds: -14400000,
  market: 'us_market',
  esgPopulated: false,
  tradeable: false,
  cryptoTradeable: false,
  sourceInterval: 15,
  exchangeDataDelayedBy: 0,
  hasPrePostMarketData: true,
  firstTradeDateMilliseconds: 345479400000,
  priceHint: 2,
  regularMarketTime: 1719604801,
  regularMarketPrice: 210.62,
  regularMarketPreviousClose: 214.1,
  postMarketPrice: 211.05,
  dividendDate: 1715817600,
  symbol,
  ...more,
});

export const quoteAnswer = (quotes: readonly unknown[]): object => ({
  quoteResponse: { result: quotes, error: null },
});

/** Charts of closes alone, by symbol, in the shape that Yahoo sends. */
export const sparkAnswer = (
  parts: Readonly<Record<string, readonly RecordedDay[]>>,
  meta: object = {},
): object => ({
  spark: {
    result: Object.entries(parts).map(([symbol, days]) => {
      const { chart } = chartAnswer(symbol, days, {
        meta: { dataGranularity: '1d', range: '1mo', ...meta },
      }) as {
        chart: { result: [{ meta: object; timestamp: object; indicators: { quote: [{ close: object }] } }] };
      };
      const [{ meta: own, timestamp, indicators }] = chart.result;
      const closes = indicators.quote[0].close;
      return { symbol, response: [{ meta: own, timestamp, indicators: { quote: [{ close: closes }] } }] };
    }),
    error: null,
  },
});

type Answers = {
  readonly chart?: (symbol: string, url: URL, attempt: number) => Response | Promise<Response>;
  readonly summary?: (symbol: string, url: URL, attempt: number) => Response | Promise<Response>;
  readonly quotes?: (symbols: readonly string[], url: URL, attempt: number) => Response | Promise<Response>;
  readonly sparks?: (symbols: readonly string[], url: URL, attempt: number) => Response | Promise<Response>;
  /** The page that hands out the cookie. */
  readonly page?: (attempt: number) => Response;
  readonly crumb?: (attempt: number) => Response;
};

export type RecordedYahoo = {
  readonly provider: MarketDataProvider;
  /** Every request that went out. */
  readonly requests: readonly URL[];
  /** Every wait, in milliseconds; none was really waited for. */
  readonly pauses: readonly number[];
};

/** The real provider and client library on answers of the shape that Yahoo sends. */
export const recordedYahoo = (answers: Answers, options: YahooOptions = {}): RecordedYahoo => {
  const requests: URL[] = [];
  const pauses: number[] = [];
  const attempts = new Map<string, number>();
  const fetch = async (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
    const url = new URL(typeof input === 'object' && 'url' in input ? input.url : input);
    requests.push(url);
    init?.signal?.throwIfAborted();
    const attempt = (attempts.get(url.pathname) ?? 0) + 1;
    attempts.set(url.pathname, attempt);
    const symbol = decodeURIComponent(url.pathname.split('/').at(-1) ?? '');
    if (url.pathname.startsWith('/v8/finance/chart/')) {
      return (await answers.chart?.(symbol, url, attempt)) ?? notFound('chart');
    }
    if (url.pathname.startsWith('/v10/finance/quoteSummary/')) {
      return (await answers.summary?.(symbol, url, attempt)) ?? notFound('quoteSummary');
    }
    if (url.pathname === '/v7/finance/quote') {
      const symbols = (url.searchParams.get('symbols') ?? '').split(',');
      return (await answers.quotes?.(symbols, url, attempt)) ?? json(quoteAnswer([]));
    }
    if (url.pathname === '/v7/finance/spark') {
      const symbols = (url.searchParams.get('symbols') ?? '').split(',');
      return (await answers.sparks?.(symbols, url, attempt)) ?? json(sparkAnswer({}));
    }
    if (url.pathname === '/v1/test/getcrumb') return answers.crumb?.(attempt) ?? new Response('cRuMb/123');
    if (url.hostname === 'finance.yahoo.com') {
      const cookie = 'A3=d=AQABBK; Expires=Sat, 28 Jun 2036 00:00:00 GMT; Domain=.yahoo.com; Path=/; Secure';
      return answers.page?.(attempt) ?? new Response('<html>', { headers: { 'set-cookie': cookie } });
    }
    throw new Error(`no recorded answer for ${url.href}`);
  };
  const provider = createYahooProvider({
    fetch,
    clock: () => now,
    pause: async (milliseconds) => {
      pauses.push(milliseconds);
    },
    random: () => 0.5,
    requestsPerMinute: 10_000,
    ...options,
  });
  return { provider, requests, pauses };
};
