/**
 * The symbol layer at full size: the first load of N symbols with a year of prices, and the batch of one more session,
 * both from the request to the moment at which every read model shows it. Machines differ, so each time is also given
 * as a ratio to a floor of the same run: the bytes that were written, events and rows, copied once more by bare COPY
 * into tables without indexes. Each run is checked: every symbol has its price, its factors and its metrics.
 * Run it with `npm run bench:batch`, or with sizes: `node --import tsx test/bench/batch.bench.ts 1000 50000`.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Pool } from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import type { MarketDataProvider } from '../../application/ports/market-data.ts';
import { lastSessions } from '../../domain/calendar/nyse.ts';
import { FACTOR_ETFS } from '../../domain/risk/factors.ts';
import type { PriceBar } from '../../domain/symbol/events.ts';
import { migrate } from '../../infra/database/migrate.ts';
import { createPool } from '../../infra/database/pool.ts';
import { startEmbeddedPostgres } from '../../infra/embedded-postgres/embedded-postgres.ts';
import { type BatchWorld, startBatchWorld } from '../support/batch-world.ts';

const SESSION = '2024-06-28';
const NIGHTS = ['2024-07-01', '2024-07-02', '2024-07-03'];
const LAST = '2024-07-03';
const SESSIONS_A_YEAR = 252;
/** A year and the days that the widest window needs beyond it, as a first load asks for them. */
const SESSIONS = lastSessions(LAST, 290);

/** Uniform on (−1, 1), a function of two numbers. */
const noise = (a: number, b: number): number => {
  let h = Math.imul(a ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(b + 0x7f4a7c15, 0xc2b2ae35);
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d);
  return ((h ^ (h >>> 13)) >>> 0) / 2 ** 31 - 1;
};
const market = new Float64Array(SESSIONS.length);
for (let t = 1; t < market.length; t += 1) market[t] = market[t - 1]! + 0.012 * noise(0, t);

/** Prices at hand: made from the names without looking anything up, so that the source costs next to nothing. */
const createMarket = (names: readonly string[]): MarketDataProvider => {
  const numbers = new Map(names.map((name, i) => [name, i + 1]));
  const barsOf = (symbol: string, from: string, to: string): readonly PriceBar[] => {
    const number = numbers.get(symbol) ?? 0;
    const beta = 1 + noise(number, -1) / 2;
    const bars: PriceBar[] = [];
    for (let t = 0; t < SESSIONS.length; t += 1) {
      const date = SESSIONS[t]!;
      if (date < from || date > to) continue;
      const price = (20 + (number % 400)) * Math.exp(beta * market[t]! + 0.02 * noise(number, t));
      const cents = Math.round(price * 100);
      bars.push({ date, close: String(cents / 100), adjustedClose: cents / 100, splitFactor: 1 });
    }
    return bars;
  };
  return {
    name: 'bench',
    simulated: true,
    history: async ({ symbols, from, to }) =>
      new Map(
        symbols.map((symbol) => [
          symbol,
          { status: 'ok', bars: barsOf(symbol, from, to), closeBasis: 'raw', currency: 'USD', rejected: [] },
        ]),
      ),
    profiles: async (symbols) =>
      new Map(
        symbols.map((symbol) => [
          symbol,
          {
            status: 'ok',
            profile: {
              companyName: `${symbol} Incorporated`,
              assetType: 'equity',
              sector: 'Technology',
              industry: 'Software',
              exchange: 'NYSE',
              currency: 'USD',
              marketCap: 1e9,
              providerBeta: 1.1,
            },
          },
        ]),
      ),
    check: async () => ({ ok: true, detail: 'a bench' }),
  };
};

const seconds = async (work: () => Promise<unknown>): Promise<number> => {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
};

type Watched = { readonly took: number; readonly peakMegabytes: number };

/** Seconds, and the memory of this process while it lasted: not that of the floor, which holds all of the bytes. */
const watched = async (work: () => Promise<unknown>): Promise<Watched> => {
  let peak = 0;
  const look = (): void => {
    peak = Math.max(peak, process.memoryUsage.rss());
  };
  const timer = setInterval(look, 50);
  try {
    return { took: await seconds(work), peakMegabytes: peak / 2 ** 20 };
  } finally {
    clearInterval(timer);
  }
};

/** The bytes of a query's rows as COPY writes them. */
const bytesOf = async (pool: Pool, query: string): Promise<readonly Buffer[]> => {
  const client = await pool.connect();
  try {
    const chunks: Buffer[] = [];
    for await (const chunk of client.query(copyTo(`copy (${query}) to stdout`))) chunks.push(chunk as Buffer);
    return chunks;
  } finally {
    client.release();
  }
};

/** What the same bytes take by bare COPY; and how many there are. */
const floorOf = async (
  pool: Pool,
  queries: Readonly<Record<string, string>>,
): Promise<{ readonly seconds: number; readonly megabytes: number }> => {
  let total = 0;
  let bytes = 0;
  for (const [table, query] of Object.entries(queries)) {
    const chunks = await bytesOf(pool, query);
    bytes += chunks.reduce((sum, { length }) => sum + length, 0);
    await pool.query(`create table floor as select * from ${table} with no data`);
    const client = await pool.connect();
    total += await seconds(() =>
      pipeline(Readable.from(chunks), client.query(copyFrom('copy floor from stdin'))),
    );
    client.release();
    await pool.query('drop table floor');
  }
  return { seconds: total, megabytes: bytes / 1e6 };
};

/** What was written for symbols since a position of the log and a date. */
const writtenSince = (position: bigint, date: string): Readonly<Record<string, string>> => ({
  'public.events': `select * from public.events where position > ${position}`,
  'read.symbols': 'select * from read.symbols',
  'read.symbol_metrics': 'select * from read.symbol_metrics',
  'read.symbol_prices': `select * from read.symbol_prices where month_end >= '${date}'`,
  'read.symbol_factors': `select * from read.symbol_factors where date >= '${date}'`,
});

const check = async (pool: Pool, symbols: number, date: string): Promise<void> => {
  const { rows } = await pool.query<{ n: number }>(
    `select count(*)::int as n from read.symbols join read.symbol_metrics using (symbol)
     where status = 'active' and last_price_date = $1 and last_factor_date = $1 and date = $1`,
    [date],
  );
  if (rows[0]?.n !== symbols) throw new Error(`${rows[0]?.n} of ${symbols} symbols are as of ${date}`);
};

/** Asks for a batch and waits until it has ended and the read models show it. */
const run = async (
  { batch, readModels, store }: BatchWorld,
  name: string,
  date: string,
  symbols?: readonly string[],
) => {
  const { status } = await batch(name, date, symbols === undefined ? {} : { symbols });
  if (status !== 'completed') throw new Error(`the batch of ${date}: ${status}`);
  if (!(await readModels.waitFor(await store.head(), 600_000))) throw new Error('not caught up');
};

const report = (
  what: string,
  symbols: number,
  { took, peakMegabytes }: Watched,
  floor: { seconds: number; megabytes: number },
): void =>
  console.log(
    `| ${symbols.toLocaleString('en')} | ${what} | ${took.toFixed(2)} s | ${((took / symbols) * 1e6).toFixed(0)} µs | ` +
      `${floor.megabytes.toFixed(0)} MB | ${floor.seconds.toFixed(2)} s | ${(took / floor.seconds).toFixed(1)} × | ` +
      `${peakMegabytes.toFixed(0)} MB |`,
  );

const benchSize = async (serverUrl: string, count: number): Promise<void> => {
  const names = [...FACTOR_ETFS, ...Array.from({ length: count - FACTOR_ETFS.length }, (_, i) => `S${i}`)];
  const admin = createPool({ url: serverUrl, applicationName: 'bench', max: 1, onIdleError: () => {} });
  await admin.query(`create database batch_${count}`);
  await admin.end();
  const url = new URL(serverUrl);
  url.pathname = `/batch_${count}`;
  await migrate(url.href);
  const pool = createPool({ url: url.href, applicationName: 'bench', max: 4, onIdleError: () => {} });
  const clock = (): Date => new Date(`${LAST}T22:00:00Z`);
  const world = await startBatchWorld({
    url: url.href,
    provider: createMarket(names),
    clock,
    symbolsPerChunk: 500,
    patienceMs: 900_000,
  });
  try {
    const first = await watched(() => run(world, 'first', SESSION, names));
    await check(pool, count, SESSION);
    report('first load, a year', count, first, await floorOf(pool, writtenSince(0n, '2000-01-01')));

    const nights: { readonly night: Watched; readonly floor: Awaited<ReturnType<typeof floorOf>> }[] = [];
    for (const date of NIGHTS) {
      const before = await world.store.head();
      const night = await watched(() => run(world, date, date));
      await check(pool, count, date);
      nights.push({ night, floor: await floorOf(pool, writtenSince(before, date)) });
    }
    const middle = nights.toSorted((a, b) => a.night.took - b.night.took)[1]!;
    report('one more session, median of 3', count, middle.night, middle.floor);

    const { rows: sizes } = await pool.query<{ prices: number; factors: number }>(
      `select pg_total_relation_size('read.symbol_prices')::int as prices,
         pg_total_relation_size('read.symbol_factors')::int as factors`,
    );
    const kept = sizes[0] ?? { prices: 0, factors: 0 };
    const priceYear = (kept.prices / count / SESSIONS.length) * SESSIONS_A_YEAR;
    const factorDay = kept.factors / count / (NIGHTS.length + 1);
    console.log(
      `| ${count.toLocaleString('en')} | kept: ${(priceYear / 1000).toFixed(1)} kB of prices a symbol and year, ` +
        `${(factorDay / 1000).toFixed(2)} kB of factors a symbol and day | | | | | | |`,
    );

    const again = await seconds(() => run(world, 'again', LAST));
    console.log(
      `| ${count.toLocaleString('en')} | the same session again | ${again.toFixed(2)} s | | | | | |`,
    );
  } finally {
    await world.stop();
    await pool.end();
  }
};

const sizes = process.argv.slice(2).map(Number);
const directory = mkdtempSync(join(tmpdir(), 'sigmafold-bench-'));
const server = await startEmbeddedPostgres({ directory, port: 0 });
try {
  console.log(`load ${loadavg()[0]?.toFixed(1)}`);
  console.log('| symbols | what | time | a symbol | written | floor | ratio | peak memory |');
  console.log('|---|---|---|---|---|---|---|---|');
  for (const count of sizes.length === 0 ? [1000, 10_000] : sizes) await benchSize(server.url, count);
} finally {
  await server.stop();
  rmSync(directory, { recursive: true, force: true });
}
