import { isReadingTurn } from '../../../application/calculation/reading-turn.ts';
import type { PriceColumns } from '../../../application/ports/queries.ts';
import { nextSession, sessionsBetween } from '../../../domain/calendar/nyse.ts';
import { FACTOR_ETFS } from '../../../domain/risk/factors.ts';
import { nameHash } from '../../../domain/symbol/name-hash.ts';
import {
  chartAnswer,
  json,
  notFound,
  quote,
  quoteAnswer,
  recordedYahoo,
  sparkAnswer,
  split,
  summaryAnswer,
} from '../../adapters/market-data/yahoo/recorded-yahoo.ts';
import { type BatchWorld, startBatchWorld } from '../../support/batch-world.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';

const LOADED = '2024-06-21';
const FIRST = nextSession(LOADED);
const SECOND = nextSession(FIRST);
const THIRD = nextSession(SECOND);
const MISSED = nextSession(THIRD);
const LAST = nextSession(MISSED);
const SESSIONS = sessionsBetween('2023-04-03', LAST);

const FLAT = {
  closes: ['1', '1'],
  adjustedCloses: Float64Array.of(1, 1),
  splitFactors: Float64Array.of(1, 1),
} as unknown as PriceColumns;
/** Names whose turn to be read is on the third night, and on none of them. */
const names = Array.from({ length: 400 }, (_, i) => `N${i}`);
const turnsOf = (name: string): readonly string[] =>
  [FIRST, SECOND, THIRD, MISSED, LAST].filter((night) => isReadingTurn(name, night, FLAT));
const named = (turns: readonly string[]): readonly string[] =>
  names.filter((name) => turnsOf(name).join() === turns.join());
const [PAYER] = named([THIRD]) as [string];
const [PLAIN, SPLIT, LOST] = named([]) as [string, string, string];
const SYMBOLS = [PAYER, PLAIN, SPLIT, LOST];

let now = new Date(`${LOADED}T22:00:00Z`);
const evening = (date: string): Date => new Date(`${date}T22:00:00Z`);
let gone: string | null = null;

/** As traded, but for the split: a walk in cents that everybody shares a part of. */
const walk = (symbol: string): ReadonlyMap<string, number> => {
  let price = 100;
  return new Map(
    SESSIONS.map((date) => {
      const step = (nameHash(date) % 200) - 100 + ((nameHash(symbol + date) % 400) - 200);
      price = Math.max(20, price + step / 100);
      return [date, Math.round(price * 100) / 100];
    }),
  );
};
const market = new Map([...SYMBOLS, ...FACTOR_ETFS].map((symbol) => [symbol, walk(symbol)]));

/** A session as the source has it now: one symbol pays on the second night, another has split on the first. */
const publishedOn = (symbol: string, date: string): { readonly close: number; readonly adjusted: number } => {
  const today = now.toISOString().slice(0, 10);
  const traded = market.get(symbol)?.get(date) ?? Number.NaN;
  const close = symbol === SPLIT && today >= FIRST ? traded / 2 : traded;
  const paid = symbol === PAYER && today >= SECOND && date < SECOND ? 0.99 : 1;
  return { close: Math.fround(close), adjusted: Math.fround(close * paid) };
};

const yahoo = recordedYahoo(
  {
    chart: (symbol, url) => {
      if (!market.has(symbol) || symbol === gone) return notFound('chart');
      const since = new Date(Number(url.searchParams.get('period1')) * 1000).toISOString().slice(0, 10);
      const today = now.toISOString().slice(0, 10);
      const days = SESSIONS.filter((date) => date >= since && date <= today);
      const rows = days.map((date) => {
        const { close, adjusted } = publishedOn(symbol, date);
        return [date, close, adjusted] as const;
      });
      const splits = symbol === SPLIT && today >= FIRST ? { splits: split(FIRST, 2, 1) } : {};
      return json(chartAnswer(symbol, rows, splits));
    },
    quotes: (symbols) => {
      const today = now.toISOString().slice(0, 10);
      const [previous] = SESSIONS.filter((date) => date < today).slice(-1) as [string];
      const printed = (close: number): number => Number(close.toFixed(4));
      return json(
        quoteAnswer(
          symbols
            .filter((symbol) => market.has(symbol) && symbol !== gone)
            .map((symbol) =>
              quote(symbol, {
                regularMarketTime: Date.parse(`${today}T20:00:01Z`) / 1000,
                regularMarketPrice: printed(publishedOn(symbol, today).close),
                regularMarketPreviousClose: printed(publishedOn(symbol, previous).close),
              }),
            ),
        ),
      );
    },
    sparks: (symbols) => {
      const today = now.toISOString().slice(0, 10);
      const month = SESSIONS.filter((date) => date <= today).slice(-21);
      const closesOf = (symbol: string) =>
        month.map((date) => [date, publishedOn(symbol, date).close] as const);
      return json(sparkAnswer(Object.fromEntries(symbols.map((symbol) => [symbol, closesOf(symbol)]))));
    },
    summary: (symbol) => json(summaryAnswer(symbol)),
  },
  { clock: () => now, retries: 0 },
);

let database: TestDatabase;
let world: BatchWorld;
beforeAll(async () => {
  database = await createTestDatabase();
  world = await startBatchWorld({
    url: database.serviceUrl,
    provider: yahoo.provider,
    clock: () => now,
    symbolsPerChunk: 4,
  });
  await world.batch('load', LOADED, { symbols: SYMBOLS });
});
afterAll(async () => {
  await world.stop();
  await database.close();
});

/** The batch of a night: how it ended, what it told, and which histories it read. */
const night = async (name: string, date: string, { force = false, at = date } = {}) => {
  now = evening(at);
  const [head, before] = [await world.store.head(), yahoo.requests.length];
  const { status } = await world.batch(name, date, { force });
  const told = (await world.eventsAfter(head)).filter(({ stream }) => /^symbol-(?!batch)/.test(stream));
  const paths = yahoo.requests.slice(before).map(({ pathname }) => pathname);
  const read = paths.flatMap((path) => (path.startsWith('/v8/') ? [path.split('/').at(-1)] : []));
  return { status, told, read, asked: paths.filter((path) => path.startsWith('/v7/')) };
};

describe('a night with Yahoo', () => {
  it('reads what a quote does not prove, such as a split, and loses nobody for one that fails', async () => {
    gone = LOST;
    const { status, told, read, asked } = await night('first', FIRST);
    gone = null;
    expect(status).toBe('completed');
    expect(read.toSorted()).toEqual([...FACTOR_ETFS, SPLIT, SPLIT, LOST].toSorted());
    expect(new Set(asked)).toEqual(new Set(['/v7/finance/quote']));
    const rows = await world.queries.symbols(SYMBOLS);
    expect(Object.fromEntries(rows.map((row) => [row.symbol, row.lastPriceDate]))).toEqual({
      [PAYER]: FIRST,
      [PLAIN]: FIRST,
      [SPLIT]: FIRST,
      [LOST]: LOADED,
    });
    const priced = told.filter(({ type }) => type === 'SymbolPriced');
    const barsOf = (symbol: string) =>
      priced.flatMap(({ stream, data }) =>
        stream === `symbol-${symbol}` ? (data as { bars: readonly { splitFactor: number }[] }).bars : [],
      );
    expect(barsOf(PLAIN)).toHaveLength(1);
    expect(barsOf(SPLIT).at(-1)).toMatchObject({ date: FIRST, splitFactor: 2 });
  });

  it('tells by quotes what the histories say: to read everything again is to learn nothing', async () => {
    await night('first again', FIRST);
    expect((await night('first, all read', FIRST, { force: true })).told).toEqual([]);
  });

  it('does not see a dividend, until the turn of the symbol: then what depends on it follows', async () => {
    const blind = await night('second', SECOND);
    expect(blind.read.toSorted()).toEqual([...FACTOR_ETFS].toSorted());
    const { read, told } = await night('third', THIRD);
    expect(read.toSorted()).toEqual([...FACTOR_ETFS, PAYER, PAYER].toSorted());
    const own = told.filter(({ stream }) => stream === `symbol-${PAYER}`);
    const priced = own.find(({ type }) => type === 'SymbolPriced')!.data as { bars: readonly unknown[] };
    expect(priced.bars.length).toBeGreaterThan(200);
    const factors = own.filter(({ type }) => type === 'SymbolFactorsCalculated');
    expect(factors.slice(-2).map(({ data }) => (data as { date: string }).date)).toEqual([SECOND, THIRD]);
    expect((await night('third, all read', THIRD, { force: true })).told).toEqual([]);
  });

  it('that was missed is caught up by the closes of a month, for the symbols whose turn it was not', async () => {
    const caughtUp = await night('missed', MISSED, { at: LAST });
    expect(caughtUp.status).toBe('completed');
    expect(new Set(caughtUp.asked)).toEqual(new Set(['/v7/finance/spark']));
    expect(caughtUp.read).not.toContain(PLAIN);
    const last = await night('last', LAST);
    expect(new Set(last.asked)).toEqual(new Set(['/v7/finance/quote']));
    expect(last.read).not.toContain(PLAIN);
    const rows = await world.queries.symbols([PLAIN, PAYER]);
    expect(rows.map((row) => row.lastPriceDate)).toEqual([LAST, LAST]);
    expect((await night('last, all read', LAST, { force: true })).told).toEqual([]);
  });
});
