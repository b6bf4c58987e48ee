/**
 * The refresh of all portfolios after a batch, on an embedded PostgreSQL of its own:
 * `npm run bench:refresh -- --portfolios 10000 --symbols 2000`. The floor is of the same run: the events of the refresh
 * copied into a table without keys and indexes. Each row says whether what was made is right.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { from as copyFrom } from 'pg-copy-streams';
import { createInProcessBus } from '../../adapters/bus/in-process/in-process-bus.ts';
import { createPostgresCheckpoints } from '../../adapters/checkpoints/postgres-checkpoints.ts';
import { createPostgresEventStore } from '../../adapters/event-store/postgres/postgres-event-store.ts';
import {
  createAppendDecided,
  createCommandHandler,
  createOpenStream,
} from '../../application/command-handler.ts';
import { refreshRuns } from '../../application/refresh/refresh-status.ts';
import { refreshRelay, startRefresher } from '../../application/refresh/refresher.ts';
import { createRequestRefresh } from '../../application/refresh/request-refresh.ts';
import { startRelay } from '../../application/relay/relay.ts';
import { activeScenarios } from '../../domain/risk/scenarios.ts';
import { migrate } from '../../infra/database/migrate.ts';
import { createPool } from '../../infra/database/pool.ts';
import { startEmbeddedPostgres } from '../../infra/embedded-postgres/embedded-postgres.ts';
import { PROJECTIONS } from '../../projections/all.ts';
import { createQueries } from '../../projections/queries.ts';
import { createRefreshReads } from '../../projections/refresh/refresh-reads.ts';
import { prepareProjections } from '../../projections/runner/prepare.ts';
import { startProjections } from '../../projections/runner/start-projections.ts';
import type { Told } from '../support/events.ts';
import { REFRESH_DATE, REFRESH_SESSIONS, refreshable } from '../support/refreshable.ts';

const { values: options } = parseArgs({
  options: {
    portfolios: { type: 'string', default: '10000' },
    symbols: { type: 'string', default: '2000' },
  },
});
const PORTFOLIOS = Number(options.portfolios);
const SYMBOLS = Number(options.symbols);
const LOTS = 20;
const DATE = REFRESH_DATE;
const GOAL_SECONDS = (30 * PORTFOLIOS) / 10_000;

const say = (name: string, value: string, note = ''): void =>
  console.log(`${name.padEnd(44)} ${value.padEnd(22)} ${note}`.trimEnd());
const must = (right: boolean, what: string): void => {
  if (!right) throw new Error(`the benchmark is wrong: ${what}`);
};
const seconds = async (work: () => Promise<unknown>): Promise<number> => {
  const startedAt = performance.now();
  await work();
  return (performance.now() - startedAt) / 1000;
};

const world = refreshable(SYMBOLS, LOTS);

const directory = mkdtempSync(join(tmpdir(), 'sigmafold-bench-'));
const server = await startEmbeddedPostgres({ directory: join(directory, 'data') });
const pool = createPool({ url: server.url, applicationName: 'bench', max: 20, onIdleError: () => {} });
try {
  say('machine', `${availableParallelism()} cores`, `load ${loadavg()[0]?.toFixed(1)} before`);
  await migrate(server.url);
  const store = createPostgresEventStore({ pool, timeoutMs: 60_000 });
  const clock = () => new Date(`${DATE}T22:00:00Z`);
  const queries = createQueries(pool);

  const tellAll = async (told: readonly Told[]): Promise<void> => {
    const byStream = new Map<string, Told[]>();
    for (const one of told) byStream.set(one.stream, [...(byStream.get(one.stream) ?? []), one]);
    await Promise.all(
      [...byStream].map(([stream, events]) =>
        store.append(
          stream,
          'no-stream',
          events.map(({ event }) => event),
        ),
      ),
    );
  };
  for (let start = 0; start < world.symbolStories; start += 200)
    await tellAll(Array.from({ length: 200 }, (_, i) => world.symbolTold(start + i)).flat());
  await prepareProjections(pool, PROJECTIONS);
  const running = await startProjections({ store, pool, projections: PROJECTIONS });
  const projected = async (): Promise<void> =>
    must(await running.readModels.waitFor(await store.head(), 600_000), 'the read models follow');
  await projected();

  const prices = await queries.prices(world.symbols, { from: REFRESH_SESSIONS[0] ?? DATE, to: DATE });
  const portfolioStory = (n: number): readonly Told[] =>
    world.portfolioTold(n, (symbol) => prices.get(symbol));
  for (let start = 0; start < PORTFOLIOS; start += 500) {
    const count = Math.min(500, PORTFOLIOS - start);
    await tellAll(Array.from({ length: count }, (_, i) => portfolioStory(start + i)).flat());
  }
  await projected();
  await pool.query('vacuum analyze');
  const before = await store.head();

  const bus = createInProcessBus();
  const openStream = createOpenStream(store, clock);
  const requestRefresh = createRequestRefresh(createCommandHandler(openStream));
  const failures: unknown[] = [];
  await startRefresher({
    store,
    openStream,
    appendDecided: createAppendDecided(store, clock),
    queries,
    readModels: running.readModels,
    bus,
    clock,
    reads: createRefreshReads(pool),
    requestRefresh,
    scenarios: activeScenarios({ historical: false }),
    concurrency: 2,
    onError: (error) => failures.push(error),
  });
  const relay = startRelay({
    ...refreshRelay,
    store,
    bus,
    checkpoints: createPostgresCheckpoints(pool),
    onError: (error) => failures.push(error),
  });
  const run = async (): Promise<void> => {
    const refreshId = crypto.randomUUID();
    await requestRefresh(
      { date: DATE, trigger: 'operator', batchId: null },
      { commandId: refreshId, correlationId: refreshId, actor: { kind: 'process', name: 'bench' } },
    );
    for (;;) {
      const last = (await refreshRuns(store, DATE)).at(-1);
      if (last?.refreshId === refreshId && last.status === 'completed') return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };
  let peak = 0;
  const watching = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage().rss);
  }, 100);
  const cpu = process.cpuUsage();
  let current = 0;
  const spent = await seconds(run);
  current = spent + (await seconds(projected));
  const used = process.cpuUsage(cpu);
  clearInterval(watching);
  const result = (await refreshRuns(store, DATE)).at(-1);
  must(failures.length === 0, `nothing fails: ${String(failures[0])}`);
  must(
    result?.counts.refreshed === PORTFOLIOS,
    `every portfolio is refreshed: ${JSON.stringify(result?.counts)}`,
  );

  const { rows: types } = await pool.query<{ type: string; events: number; bytes: number }>(
    `select type, count(*)::int as events, avg(length(data::text))::int as bytes
     from public.events where position > $1 group by type order by count(*) * avg(length(data::text)) desc limit 4`,
    [String(before)],
  );
  const { rows } = await pool.query<{ line: string; bytes: string }>(
    `select format(E'%s\\t%s\\t%s\\n', position, replace(data::text, '\\', '\\\\'), metadata::text) as line
     from public.events where position > $1 order by position`,
    [String(before)],
  );
  const bytes = rows.reduce((sum, { line }) => sum + line.length, 0);
  await pool.query('create table public.bare (position bigint, data json, metadata json)');
  const client = await pool.connect();
  const floor = await seconds(() =>
    pipeline(
      Readable.from(rows.map(({ line }) => line)),
      client.query(copyFrom('copy public.bare from stdin')),
    ),
  );
  client.release();

  const rate = `${Math.round(PORTFOLIOS / spent).toLocaleString('en-US')} portfolios/s`;
  say(
    `refresh of ${PORTFOLIOS} portfolios x ${LOTS}, ${SYMBOLS} symbols`,
    `${spent.toFixed(1)} s`,
    `${rate}; goal < ${GOAL_SECONDS} s: ${spent < GOAL_SECONDS ? 'met' : 'NOT met'}`,
  );
  say('until the read models show all of it', `${current.toFixed(1)} s`);
  say('the same events by bare COPY', `${floor.toFixed(1)} s`, `${(spent / floor).toFixed(1)} x the floor`);
  say(
    'events of the refresh',
    `${rows.length}`,
    `${(bytes / 1e6).toFixed(0)} MB, ${Math.round(bytes / PORTFOLIOS)} bytes each portfolio`,
  );
  for (const { type, events, bytes } of types) say(`  ${type}`, `${events}`, `${bytes} bytes each`);
  say(
    'CPU of this process',
    `${((used.user + used.system) / 1e6).toFixed(1)} s`,
    `peak memory ${(peak / 1e6).toFixed(0)} MB`,
  );

  const again = await seconds(run);
  must((await refreshRuns(store, DATE)).at(-1)?.outcome === 'nothing', 'a second refresh finds nothing');
  say('the same refresh again', `${again.toFixed(2)} s`, 'appends nothing');

  await relay.stop();
  await bus.close();
  await running.stop();
  await store.close();
} finally {
  await pool.end();
  await server.stop();
  rmSync(directory, { recursive: true, force: true });
}
