import { fetchHistories } from '../../../application/calculation/fetch-histories.ts';
import { isReadingTurn, paysDividends } from '../../../application/calculation/reading-turn.ts';
import type {
  MarketDataProvider,
  PriceHistory,
  RecentCloses,
} from '../../../application/ports/market-data.ts';
import type { PriceColumns, Queries, SymbolRow } from '../../../application/ports/queries.ts';
import { lastSessions, nextSession, sessionsBetween } from '../../../domain/calendar/nyse.ts';
import { FACTOR_ETFS } from '../../../domain/risk/factors.ts';
import type { PriceBar } from '../../../domain/symbol/events.ts';
import {
  chartAnswer,
  json,
  now,
  quote,
  quoteAnswer,
  recordedYahoo,
} from '../../adapters/market-data/yahoo/recorded-yahoo.ts';
import { symbolRow } from '../../support/http-rows.ts';

const DATE = '2024-06-28';
const BEFORE = '2024-06-27';
const PROFILE = { ...symbolRow.profile, currency: 'USD', assetType: 'equity' } as SymbolRow['profile'];

const rowOf = (symbol: string, more: Partial<SymbolRow> = {}): SymbolRow => ({
  ...symbolRow,
  symbol,
  status: 'active',
  lastPriceDate: BEFORE,
  profile: PROFILE,
  priceSource: 'a source',
  closeBasis: 'raw',
  simulated: false,
  uploadedDates: [],
  ...more,
});

const bar = (date: string, close: number, adjustedClose = close): PriceBar => ({
  date,
  close: String(close),
  adjustedClose,
  splitFactor: 1,
});

const columnsOf = (symbol: string, bars: readonly PriceBar[]): PriceColumns => ({
  symbol,
  dates: bars.map(({ date }) => date),
  closes: bars.map(({ close }) => close),
  adjustedCloses: Float64Array.from(bars, ({ adjustedClose }) => adjustedClose),
  splitFactors: Float64Array.from(bars, ({ splitFactor }) => splitFactor),
  eventIds: bars.map(() => 'event'),
  simulated: false,
});

const closesUpTo = (last: string, sessions = 60): readonly PriceBar[] =>
  lastSessions(last, sessions).map((date) => bar(date, 100));

const historyOf = (bars: readonly PriceBar[]): PriceHistory => ({
  status: 'ok',
  bars,
  closeBasis: 'raw',
  currency: 'USD',
  rejected: [],
});

const goodQuote = {
  status: 'ok',
  bars: [bar(DATE, 101)],
  closeBefore: '100',
  currency: 'USD',
  assetType: 'equity',
} as const satisfies RecentCloses;

type Asked = { readonly symbols: readonly string[]; readonly from: string; readonly to: string };

/** A source that has quotes, and what it was asked for. */
const source = (
  quotes: (symbol: string, range: { readonly since: string; readonly to: string }) => RecentCloses = () =>
    goodQuote,
  bars: (symbol: string, range: { readonly from: string; readonly to: string }) => readonly PriceBar[] = (
    _,
    { from, to },
  ) => sessionsBetween(from, to).map((date) => bar(date, 100)),
) => {
  const read: Asked[] = [];
  const quoted: string[] = [];
  const provider: MarketDataProvider = {
    name: 'a source',
    simulated: false,
    history: async ({ symbols, from, to, onSymbol }) => {
      read.push({ symbols, from, to });
      for (const symbol of symbols) onSymbol?.(symbol);
      return new Map(symbols.map((symbol) => [symbol, historyOf(bars(symbol, { from, to }))]));
    },
    recentCloses: async ({ symbols, since, to }) => {
      quoted.push(...symbols);
      return new Map(symbols.map((symbol) => [symbol, quotes(symbol, { since, to })]));
    },
    profiles: async () => new Map(),
    check: async () => ({ ok: true, detail: '' }),
  };
  return { provider, read, quoted };
};

const pricesOf = (all: ReadonlyMap<string, readonly PriceBar[]>): Pick<Queries, 'prices'> => ({
  prices: async (symbols, { from, to }) =>
    new Map(
      symbols.flatMap((symbol) => {
        const bars = (all.get(symbol) ?? []).filter(({ date }) => date >= from && date <= to);
        return bars.length === 0 ? [] : [[symbol, columnsOf(symbol, bars)] as const];
      }),
    ),
});

const fetchFor = async (
  provider: MarketDataProvider,
  rows: readonly SymbolRow[],
  prices: ReadonlyMap<string, readonly PriceBar[]>,
  { date = DATE, force = false } = {},
) => {
  let told = 0;
  const histories = await fetchHistories(
    { provider, queries: pricesOf(prices) as Queries },
    new Map(rows.map((row) => [row.symbol, row])),
    rows.map(({ symbol }) => symbol),
    date,
    force,
    () => {
      told += 1;
    },
    new AbortController().signal,
  );
  return { histories, told };
};

/** Symbols whose turn to be read is not on a date, as long as they pay nothing. */
const quotable = (date: string, count: number): readonly string[] =>
  Array.from({ length: 40 + 2 * count }, (_, i) => `S${i}`)
    .filter((symbol) => !isReadingTurn(symbol, date, columnsOf(symbol, closesUpTo(BEFORE))))
    .slice(0, count);
const [FIRST, SECOND] = quotable(DATE, 2) as [string, string];

describe('symbols that are known up to the session before', () => {
  it('are asked for together, and a quote that continues what is known is their history', async () => {
    const { provider, read, quoted } = source();
    const prices = new Map([FIRST, SECOND].map((symbol) => [symbol, closesUpTo(BEFORE)]));
    const { histories, told } = await fetchFor(provider, [rowOf(FIRST), rowOf(SECOND)], prices);
    expect(quoted).toEqual([FIRST, SECOND]);
    expect(read).toEqual([]);
    expect(histories.get(FIRST)).toEqual(historyOf([bar(DATE, 101)]));
    expect([...histories.keys()]).toEqual([FIRST, SECOND]);
    expect(told).toBe(2);
  });

  it.each<[string, RecentCloses]>([
    ['cannot be used', { status: 'unusable', reason: 'of 2024-06-27' }],
    ['has another close of the session before', { ...goodQuote, closeBefore: '50' }],
    ['is in another currency', { ...goodQuote, currency: 'GBp' }],
    ['is in no currency', { ...goodQuote, currency: null }],
    ['is of another kind', { ...goodQuote, assetType: 'etf' }],
    ['is of no known kind', { ...goodQuote, assetType: null }],
    ['fell by more than a fifth', { ...goodQuote, bars: [bar(DATE, 79)] }],
    ['rose by more than a fifth', { ...goodQuote, bars: [bar(DATE, 121)] }],
  ])('are read when the quote %s', async (_, answer) => {
    const { provider, read } = source((symbol) => (symbol === FIRST ? answer : goodQuote));
    const prices = new Map([FIRST, SECOND].map((symbol) => [symbol, closesUpTo(BEFORE)]));
    const { histories, told } = await fetchFor(provider, [rowOf(FIRST), rowOf(SECOND)], prices);
    expect(read.map(({ symbols }) => symbols)).toEqual([[FIRST]]);
    expect([...histories.values()].map((history) => history.status)).toEqual(['ok', 'ok']);
    expect(told).toBe(2);
  });

  it.each<[string, Partial<SymbolRow>, readonly PriceBar[]]>([
    ['lack more than ten sessions', { lastPriceDate: '2024-06-12' }, closesUpTo('2024-06-12')],
    ['have a row that knows of a later price', { lastPriceDate: BEFORE }, closesUpTo('2024-06-26')],
    ['had the close before brought by an administrator', { uploadedDates: [BEFORE] }, closesUpTo(BEFORE)],
    ['have adjusted closes alone', { closeBasis: 'adjusted' }, closesUpTo(BEFORE)],
    ['had the close before adjusted since', {}, [...closesUpTo(BEFORE).slice(0, -1), bar(BEFORE, 100, 99.5)]],
    ['have no profile to compare with', { profile: null }, closesUpTo(BEFORE)],
    ['have prices from elsewhere', { priceSource: 'csv' }, closesUpTo(BEFORE)],
    ['have a row and no prices', {}, []],
  ])('are read when they %s', async (_, more, bars) => {
    const { provider, read, quoted } = source();
    await fetchFor(provider, [rowOf(FIRST, more)], new Map([[FIRST, bars]]));
    expect([quoted, read[0]?.symbols]).toEqual([[], [FIRST]]);
  });

  it('are asked for together as well when they lack some sessions, with those that lack as many', async () => {
    const [third] = quotable(DATE, 40).filter((symbol) =>
      ['2024-06-26', BEFORE].every(
        (date) => !isReadingTurn(symbol, date, columnsOf(symbol, closesUpTo(BEFORE))),
      ),
    ) as [string];
    const asked: object[] = [];
    const { provider, read } = source((_, { since, to }) => {
      asked.push({ since, to });
      return { ...goodQuote, bars: sessionsBetween(nextSession(since), to).map((date) => bar(date, 101)) };
    });
    const other = FIRST === third ? SECOND : FIRST;
    const { histories } = await fetchFor(
      provider,
      [rowOf(other), rowOf(third, { lastPriceDate: '2024-06-25' })],
      new Map([
        [other, closesUpTo(BEFORE)],
        [third, closesUpTo('2024-06-25')],
      ]),
    );
    expect(read).toEqual([]);
    expect(asked).toEqual([
      { since: BEFORE, to: DATE },
      { since: '2024-06-25', to: DATE },
    ]);
    expect(histories.get(third)).toEqual(
      historyOf(['2024-06-26', BEFORE, DATE].map((date) => bar(date, 101))),
    );
  });

  it('are read when their turn was in a session that they lack', async () => {
    const since = '2024-06-25';
    const inBetween = Array.from({ length: 60 }, (_, i) => `S${i}`).filter((symbol) => {
      const known = columnsOf(symbol, closesUpTo(since));
      return isReadingTurn(symbol, BEFORE, known) && !isReadingTurn(symbol, DATE, known);
    });
    const { provider, read, quoted } = source();
    await fetchFor(
      provider,
      inBetween.map((symbol) => rowOf(symbol, { lastPriceDate: since })),
      new Map(inBetween.map((symbol) => [symbol, closesUpTo(since)])),
    );
    expect(inBetween.length).toBeGreaterThan(0);
    expect([quoted, read[0]?.symbols]).toEqual([[], inBetween]);
  });

  it('are read when a close between moves by more than a fifth', async () => {
    const since = '2024-06-25';
    const prices = [...quotable(DATE, 30)].filter((symbol) =>
      ['2024-06-26', BEFORE].every(
        (date) => !isReadingTurn(symbol, date, columnsOf(symbol, closesUpTo(since))),
      ),
    );
    const [symbol] = prices as [string];
    const { provider, read } = source(() => ({
      ...goodQuote,
      bars: [bar('2024-06-26', 100), bar(BEFORE, 125), bar(DATE, 101)],
    }));
    const row = rowOf(symbol, { lastPriceDate: since });
    await fetchFor(provider, [row], new Map([[symbol, closesUpTo(since)]]));
    expect(read.map(({ symbols }) => symbols)).toEqual([[symbol]]);
  });

  it('are read when that was asked for', async () => {
    const { provider, read, quoted } = source();
    await fetchFor(provider, [rowOf(FIRST)], new Map([[FIRST, closesUpTo(BEFORE)]]), { force: true });
    expect([quoted, read.map(({ symbols }) => symbols)]).toEqual([[], [[FIRST]]]);
  });

  it('are always read when factors rest on them', async () => {
    const { provider, read, quoted } = source();
    const prices = new Map(FACTOR_ETFS.map((symbol) => [symbol, closesUpTo(BEFORE)]));
    await fetchFor(
      provider,
      FACTOR_ETFS.map((symbol) => rowOf(symbol)),
      prices,
    );
    expect([quoted, read.map(({ symbols }) => symbols)]).toEqual([[], [FACTOR_ETFS]]);
  });

  it('are read as before where the source has no quotes', async () => {
    const { provider, read } = source();
    const { recentCloses: _, ...without } = provider;
    await fetchFor(without, [rowOf(FIRST)], new Map([[FIRST, closesUpTo(BEFORE)]]));
    expect(read).toEqual([{ symbols: [FIRST], from: '2024-06-20', to: DATE }]);
  });
});

describe('the turn of a symbol to be read', () => {
  const names = Array.from({ length: 10_000 }, (_, i) => `T${i}`);
  const sessions = lastSessions(DATE, 20);
  const plain = columnsOf('X', closesUpTo(BEFORE));
  const paying = columnsOf('X', [
    ...closesUpTo(BEFORE)
      .slice(0, 30)
      .map((b) => ({ ...b, adjustedClose: 99 })),
    ...closesUpTo(BEFORE).slice(30),
  ]);

  it('comes once in twenty sessions, and twice for those that pay dividends', () => {
    for (const symbol of names.slice(0, 500)) {
      const turns = (known: PriceColumns): number =>
        sessions.filter((date) => isReadingTurn(symbol, date, known)).length;
      expect([turns(plain), turns(paying)]).toEqual([1, 2]);
    }
  });

  it('falls on the same share of symbols every night', () => {
    for (const date of sessions) {
      const turns = (known: PriceColumns): number =>
        names.filter((symbol) => isReadingTurn(symbol, date, known)).length;
      expect(Math.abs(turns(plain) - 500)).toBeLessThan(100);
      expect(Math.abs(turns(paying) - 1_000)).toBeLessThan(150);
    }
  });

  it('takes dividends from the prices that are kept, and splits for what they are', () => {
    expect([paysDividends(plain), paysDividends(paying)]).toEqual([false, true]);
    const split = columnsOf('X', [
      bar('2024-06-06', 1208.88, 120.888),
      { ...bar('2024-06-10', 121.79), splitFactor: 10 },
    ]);
    expect(paysDividends(split)).toBe(false);
  });
});

describe('a dividend that no quote shows', () => {
  const first = lastSessions('2024-03-28', 80);
  const nights = sessionsBetween(nextSession('2024-03-28'), DATE);
  const all = [...first, ...nights];

  /** What the source has on the evening of `until`: all closes before the ex-date are adjusted from that day on. */
  const published = (exDate: string, until: string): readonly PriceBar[] =>
    all
      .filter((date) => date <= until)
      .map((date) => bar(date, 100, date < exDate && exDate <= until ? 99 : 100));

  /** Nights until the kept series is the published one again, for a symbol that goes ex on a date. */
  const nightsWrong = async (symbol: string, exDate: string, paidBefore: boolean): Promise<number> => {
    let today = '';
    const earlier = (bars: readonly PriceBar[]): readonly PriceBar[] =>
      bars.map((b, i) => (paidBefore && i < 20 ? { ...b, adjustedClose: b.adjustedClose * 0.99 } : b));
    const { provider } = source(
      (_, { to }) => ({ ...goodQuote, bars: [bar(to, 100)] }),
      (_, { from, to }) => earlier(published(exDate, today)).filter(({ date }) => date >= from && date <= to),
    );
    const kept = new Map(earlier(published(exDate, '2024-03-28')).map((b) => [b.date, b]));
    let wrong = 0;
    for (const night of nights) {
      today = night;
      const row = rowOf(symbol, { lastPriceDate: [...kept.keys()].at(-1) ?? '' });
      const { histories } = await fetchFor(provider, [row], new Map([[symbol, [...kept.values()]]]), {
        date: night,
      });
      const history = histories.get(symbol);
      for (const b of history?.status === 'ok' ? history.bars : []) kept.set(b.date, b);
      const right = earlier(published(exDate, night)).every(
        (b) => kept.get(b.date)?.adjustedClose === b.adjustedClose,
      );
      if (!right) wrong += 1;
    }
    return wrong;
  };

  it('is in the kept series after less than twenty sessions, whatever the day, and after less than ten where one was paid before', async () => {
    const exDates = nights.slice(0, 25);
    const others = await Promise.all(exDates.map((exDate) => nightsWrong('AAA', exDate, false)));
    const payers = await Promise.all(exDates.map((exDate) => nightsWrong('AAA', exDate, true)));
    expect(Math.max(...others)).toBe(19);
    expect(Math.max(...payers)).toBe(9);
    expect(Math.min(...others, ...payers)).toBe(0);
  });
});

describe('a night of ten thousand symbols of Yahoo', () => {
  it('takes some 130 requests for quotes and one for each symbol whose turn it is', async () => {
    const names = Array.from({ length: 10_000 }, (_, i) => `N${i}`);
    const known = closesUpTo(BEFORE, 30);
    const yahoo = recordedYahoo({
      quotes: (symbols) =>
        json(
          quoteAnswer(
            symbols.map((symbol) =>
              quote(symbol, { regularMarketPrice: 101, regularMarketPreviousClose: 100 }),
            ),
          ),
        ),
      chart: (symbol) =>
        json(chartAnswer(symbol, [...known.slice(-27).map(({ date }) => [date, 100] as const), [DATE, 101]])),
    });
    const rows = names.map((symbol) => rowOf(symbol, { priceSource: 'yahoo' }));
    const prices = new Map(names.map((symbol) => [symbol, known]));
    const { histories } = await fetchFor(yahoo.provider, rows, prices);
    expect(now.toISOString().slice(0, 10)).toBe(DATE);
    const last = [...histories.values()].map((history) => history.status === 'ok' && history.bars.at(-1));
    expect(last).toHaveLength(10_000);
    expect(new Set(last.map((b) => b && `${b.date} ${b.close} ${b.adjustedClose}`))).toEqual(
      new Set([`${DATE} 101 101`]),
    );
    const count = (path: string): number =>
      yahoo.requests.filter(({ pathname }) => pathname.startsWith(path)).length;
    const turns = names.filter((symbol) => isReadingTurn(symbol, DATE, columnsOf(symbol, known))).length;
    expect(count('/v8/finance/chart/')).toBe(turns);
    expect(turns).toBeLessThan(600);
    expect(count('/v7/finance/quote')).toBe(Math.ceil((10_000 - turns) / 80));
    expect(count('/v7/finance/quote')).toBeLessThan(150);
    // The session: its cookie and its crumb.
    expect(yahoo.requests).toHaveLength(count('/v8/') + count('/v7/') + 2);
  });
});
