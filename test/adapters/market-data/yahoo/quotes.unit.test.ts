import type { YahooOptions } from '../../../../adapters/market-data/yahoo/provider.ts';
import type { RecentCloses } from '../../../../application/ports/market-data.ts';
import { html, json, quote, quoteAnswer, type RecordedYahoo, recordedYahoo } from './recorded-yahoo.ts';

const DATE = '2024-06-28';
const SYMBOLS = ['AAPL', 'BRK-B', 'MSFT', 'SPY'];

const ask = async (
  { provider }: RecordedYahoo,
  symbols: readonly string[] = SYMBOLS,
  signal = new AbortController().signal,
): Promise<ReadonlyMap<string, RecentCloses>> => {
  if (provider.recentCloses === undefined) throw new Error('it has quotes');
  return provider.recentCloses({ symbols, since: '2024-06-27', to: DATE, signal });
};

const answering = (quotes: readonly unknown[], options?: YahooOptions): RecordedYahoo =>
  recordedYahoo({ quotes: () => json(quoteAnswer(quotes)) }, options);

const quotedWith = async (more: object, options?: YahooOptions): Promise<RecentCloses | undefined> =>
  (await ask(answering([quote('AAPL', more)], options), ['AAPL'])).get('AAPL');

const asked = ({ requests }: RecordedYahoo): readonly (readonly string[])[] =>
  requests
    .filter(({ pathname }) => pathname === '/v7/finance/quote')
    .map(({ searchParams }) => (searchParams.get('symbols') ?? '').split(','));

const reasons = (quotes: ReadonlyMap<string, RecentCloses>): Readonly<Record<string, string>> =>
  Object.fromEntries([...quotes].map(([symbol, q]) => [symbol, q.status === 'ok' ? 'ok' : q.reason]));

const names = (count: number): readonly string[] => Array.from({ length: count }, (_, i) => `S${i}`);

describe('a quote of Yahoo', () => {
  it('is the close of a session with the numbers that a chart has for it, and the close before', async () => {
    expect(await quotedWith({ regularMarketPrice: 120.888, regularMarketPreviousClose: 121.79 })).toEqual({
      status: 'ok',
      bars: [{ date: DATE, close: '120.89', adjustedClose: 120.88800048828125, splitFactor: 1 }],
      closeBefore: '121.79',
      currency: 'USD',
      assetType: 'equity',
    });
  });

  it('has four places below a dollar, and as many as Yahoo gives the price', async () => {
    const cents = await quotedWith({ regularMarketPrice: 0.12345, regularMarketPreviousClose: 0.12 });
    const fund = await quotedWith({ regularMarketPrice: 12.3456, priceHint: 4 });
    expect([cents, fund].map((q) => q?.status === 'ok' && q.bars[0]?.close)).toEqual(['0.1235', '12.3456']);
  });

  const at = (instant: string): number => Date.parse(instant) / 1000;

  it.each([
    ['a trade of the session before', { regularMarketTime: at('2024-06-27T20:00:00Z') }, 'of 2024-06-27'],
    ['a time that has not come', { regularMarketTime: at('2024-06-28T22:30:00Z') }, 'of the future'],
    ['no time', { regularMarketTime: undefined }, 'no time'],
    ['a time that is none', { regularMarketTime: 'yesterday' }, 'no time'],
    ['an open market', { marketState: 'REGULAR' }, 'the market is REGULAR'],
    ['a market in no known state', { marketState: null }, 'the market is in a state not said'],
    ['another market', { exchangeTimezoneName: 'Europe/London' }, 'not of a market in New York'],
    ['no price', { regularMarketPrice: null }, 'no close'],
    ['a price of zero', { regularMarketPrice: 0 }, 'close is zero'],
    ['a negative price', { regularMarketPrice: -1 }, 'close is negative'],
    ['a price that is no number', { regularMarketPrice: 'NaN' }, 'close is not a number'],
    ['no close before', { regularMarketPreviousClose: null }, 'no close of the session before'],
    ['a close before of zero', { regularMarketPreviousClose: 0 }, 'no close of the session before'],
    ['a negative close before', { regularMarketPreviousClose: -3 }, 'no close of the session before'],
  ])('with %s is not used', async (_, more, reason) => {
    expect(await quotedWith(more)).toEqual({ status: 'unusable', reason });
  });

  it('of a last trade before the bell is the close an hour after the bell, when late trades are in', async () => {
    const thin = { regularMarketTime: at('2024-06-28T18:12:00Z') };
    const early = await quotedWith(thin, { clock: () => new Date('2024-06-28T20:20:00Z') });
    const late = await quotedWith(thin, { clock: () => new Date('2024-06-28T21:00:00Z') });
    const nextMorning = await quotedWith(thin, { clock: () => new Date('2024-06-29T12:00:00Z') });
    expect([early, late, nextMorning].map((q) => (q?.status === 'ok' ? 'ok' : q?.reason))).toEqual([
      'of before the closing bell',
      'ok',
      'ok',
    ]);
  });

  it('knows sessions that close early', async () => {
    const clock = (): Date => new Date('2024-07-03T17:20:00Z');
    const { provider } = answering(
      [
        quote('AAPL', { regularMarketTime: at('2024-07-03T17:00:01Z') }),
        quote('MSFT', { regularMarketTime: at('2024-07-03T16:59:59Z') }),
      ],
      { clock },
    );
    const quotes = await provider.recentCloses?.({
      symbols: ['AAPL', 'MSFT'],
      since: '2024-07-02',
      to: '2024-07-03',
    });
    expect(reasons(quotes ?? new Map())).toEqual({ AAPL: 'ok', MSFT: 'of before the closing bell' });
  });
});

describe('many quotes of Yahoo', () => {
  it('come for one request and a session, in any order and case, each for the spelling that was asked for', async () => {
    const yahoo = answering(['SPY', 'msft', 'BRK-B', 'AAPL'].map((symbol) => quote(symbol)));
    const spelled = ['AAPL', 'BRK.B', 'BRK-B', 'MSFT', 'SPY', 'SPY', 'HOME_EQUITY'];
    const quotes = await ask(yahoo, spelled);
    expect(reasons(quotes)).toEqual({
      AAPL: 'ok',
      'BRK.B': 'ok',
      'BRK-B': 'ok',
      MSFT: 'ok',
      SPY: 'ok',
      HOME_EQUITY: 'not a ticker',
    });
    expect(asked(yahoo)).toEqual([['AAPL', 'BRK-B', 'MSFT', 'SPY']]);
    // Its session: the page with the cookie, and the crumb.
    expect(yahoo.requests).toHaveLength(3);
  });

  it('are asked for eighty at a time, in an address of bounded length', async () => {
    const yahoo = recordedYahoo({
      quotes: (symbols) => json(quoteAnswer(symbols.map((symbol) => quote(symbol)))),
    });
    const long = Array.from({ length: 200 }, (_, i) =>
      `^ABCDEFG-A${String(i).padStart(2, '0')}`.slice(0, 12),
    );
    const quotes = await ask(yahoo, [...new Set([...long, ...names(250)])]);
    expect(new Set(Object.values(reasons(quotes)))).toEqual(new Set(['ok']));
    for (const symbols of asked(yahoo)) expect(symbols.length).toBeLessThanOrEqual(80);
    for (const { href } of yahoo.requests) expect(href.length).toBeLessThan(2_000);
    expect(asked(yahoo)).toHaveLength(Math.ceil(quotes.size / 80));
  });

  it('that are left out are asked for once more, together, and then given up', async () => {
    const yahoo = recordedYahoo({
      quotes: (symbols, _, attempt) =>
        json(
          quoteAnswer(symbols.filter((s) => s !== 'GONE' && (attempt > 1 || s < 'S')).map((s) => quote(s))),
        ),
    });
    const quotes = await ask(yahoo, ['AAPL', 'GONE', 'SPY', 'SQ']);
    expect(reasons(quotes)).toEqual({
      AAPL: 'ok',
      SPY: 'ok',
      SQ: 'ok',
      GONE: 'not in the answer of Yahoo',
    });
    expect(asked(yahoo)).toEqual([
      ['AAPL', 'GONE', 'SPY', 'SQ'],
      ['GONE', 'SPY', 'SQ'],
    ]);
  });

  it('do not count for a symbol that was renamed, and not when one comes twice', async () => {
    const yahoo = answering([
      quote('META'),
      quote('AAPL'),
      quote('MSFT', { regularMarketPrice: 10 }),
      quote('MSFT', { regularMarketPrice: 20 }),
      { symbol: 7 },
      null,
    ]);
    expect(reasons(await ask(yahoo, ['FB', 'AAPL', 'MSFT']))).toEqual({
      AAPL: 'ok',
      FB: 'not in the answer of Yahoo',
      MSFT: 'not in the answer of Yahoo',
    });
  });

  it('of delisted symbols are none', async () => {
    const yahoo = answering([quote('AAPL'), quote('GONE', { quoteType: 'NONE' })]);
    expect(reasons(await ask(yahoo, ['AAPL', 'GONE']))).toEqual({
      AAPL: 'ok',
      GONE: 'not in the answer of Yahoo',
    });
  });

  it.each([
    ['429', () => json({}, 429, { 'retry-after': '17' }), [17_000]],
    ['a server error', () => html(503), [1_000]],
    ['a page instead of data', () => html(), [1_000]],
    [
      'a refused crumb',
      () =>
        json(
          { finance: { result: null, error: { code: 'Unauthorized', description: 'Invalid Crumb' } } },
          401,
        ),
      [1_000],
    ],
  ])('are asked for again after %s', async (_, trouble, pauses) => {
    const yahoo = recordedYahoo({
      quotes: (symbols, __, attempt) =>
        attempt === 1 ? trouble() : json(quoteAnswer(symbols.map((symbol) => quote(symbol)))),
    });
    expect(new Set(Object.values(reasons(await ask(yahoo))))).toEqual(new Set(['ok']));
    expect(yahoo.pauses).toEqual(pauses);
    expect(asked(yahoo)).toHaveLength(2);
  });

  it('are not divided when Yahoo is away: as many symbols fail together, and the circuit counts requests', async () => {
    const yahoo = recordedYahoo({ quotes: () => html(500) }, { concurrency: 1, failuresBeforePause: 5 });
    const quotes = await ask(yahoo, names(400));
    expect(quotes.size).toBe(400);
    expect(quotes.get('S0')).toEqual({ status: 'unusable', reason: 'Yahoo answered 500' });
    expect(quotes.get('S399')).toEqual({
      status: 'unusable',
      reason: 'Yahoo failed 5 times in a row; resting a while',
    });
    expect(asked(yahoo)).toHaveLength(5);
  });

  it('that fail for one symbol among them are divided until all others are there', async () => {
    const yahoo = recordedYahoo({
      quotes: (symbols) =>
        symbols.includes('S33')
          ? json({ quoteResponse: { result: [], error: { code: 'Bad Request', description: 'no' } } }, 400)
          : json(quoteAnswer(symbols.map((symbol) => quote(symbol)))),
    });
    const answers = reasons(await ask(yahoo, names(80)));
    expect(answers.S33).toBe('Yahoo answered 400 no');
    expect(Object.values(answers).filter((reason) => reason === 'ok')).toHaveLength(79);
    expect(asked(yahoo).length).toBeLessThanOrEqual(15);
  });

  it('that fail in both halves are given up: then it is not for one symbol', async () => {
    const yahoo = recordedYahoo({ quotes: () => json({ quoteResponse: { result: 'none', error: null } }) });
    const answers = reasons(await ask(yahoo, names(80)));
    expect(new Set(Object.values(answers))).toEqual(new Set(["Yahoo's answer was not understood"]));
    expect(asked(yahoo)).toHaveLength(3);
  });

  it('cost one token of the rate for a request, not for a symbol', async () => {
    const yahoo = recordedYahoo(
      { quotes: (symbols) => json(quoteAnswer(symbols.map((symbol) => quote(symbol)))) },
      { requestsPerMinute: 7, concurrency: 1 },
    );
    await ask(yahoo, names(400));
    expect(yahoo.requests).toHaveLength(7);
    expect(yahoo.pauses).toEqual([]);
    await ask(yahoo, ['AAPL']);
    expect(yahoo.pauses).toHaveLength(1);
  });

  it('stop when they are cancelled, and reject nothing', async () => {
    const yahoo = answering(SYMBOLS.map((symbol) => quote(symbol)));
    const quotes = await ask(yahoo, SYMBOLS, AbortSignal.abort());
    expect(new Set(Object.values(reasons(quotes)))).toEqual(new Set(['cancelled']));
    expect(yahoo.requests).toEqual([]);
    expect((await ask(yahoo, [])).size).toBe(0);
  });
});
