import { type ChildProcess, spawn } from 'node:child_process';
import type { Pool } from 'pg';
import { createPostgresEventStore } from '../../adapters/event-store/postgres/postgres-event-store.ts';
import { createCommandHandler, createOpenStream } from '../../application/command-handler.ts';
import type { EventStore } from '../../application/ports/event-store.ts';
import { refreshRuns } from '../../application/refresh/refresh-status.ts';
import { createRequestRefresh } from '../../application/refresh/request-refresh.ts';
import { streams } from '../../application/streams.ts';
import { createPool } from '../../infra/database/pool.ts';
import { PROJECTIONS } from '../../projections/all.ts';
import { createQueries } from '../../projections/queries.ts';
import { prepareProjections } from '../../projections/runner/prepare.ts';
import { startProjections } from '../../projections/runner/start-projections.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { tell } from '../support/events.ts';
import { REFRESH_DATE, REFRESH_SESSIONS, refreshable } from '../support/refreshable.ts';
import { until } from '../support/until.ts';

const PORTFOLIOS = 60;
const world = refreshable(12, 6);

describe('a refresh of all portfolios whose process is killed', () => {
  let database: TestDatabase;
  let pool: Pool;
  let store: EventStore;
  let child: ChildProcess | null = null;

  const start = async (): Promise<void> => {
    const args = ['--import', 'tsx', 'test/support/refreshing-process.ts', database.url, REFRESH_DATE];
    const started = spawn(process.execPath, args, {
      env: { ...process.env, NODE_OPTIONS: '' },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    child = started;
    await new Promise<void>((resolve, reject) => {
      started.stdout?.on('data', () => resolve());
      started.once('exit', (code) => reject(new Error(`the process ended with ${code}`)));
    });
  };
  const kill = async (): Promise<void> => {
    const killed = child;
    child = null;
    if (killed === null || killed.exitCode !== null) return;
    const ended = new Promise((resolve) => killed.once('exit', resolve));
    killed.kill('SIGKILL');
    await ended;
  };

  beforeAll(async () => {
    database = await createTestDatabase();
    pool = createPool({ url: database.url, applicationName: 'test', onIdleError: () => {} });
    store = createPostgresEventStore({ pool });
    await prepareProjections(pool, PROJECTIONS);
    for (let n = 0; n < world.symbolStories; n += 1) await tell(store, world.symbolTold(n));
    const { readModels, stop } = await startProjections({ store, pool, projections: PROJECTIONS });
    expect(await readModels.waitFor(await store.head(), 20_000)).toBe(true);
    const prices = await createQueries(pool).prices(world.symbols, {
      from: REFRESH_SESSIONS[0]!,
      to: REFRESH_DATE,
    });
    for (let n = 0; n < PORTFOLIOS; n += 1)
      await tell(
        store,
        world.portfolioTold(n, (symbol) => prices.get(symbol)),
      );
    expect(await readModels.waitFor(await store.head(), 20_000)).toBe(true);
    await stop();
  });
  afterAll(async () => {
    await kill();
    await store?.close();
    await pool?.end();
    await database?.close();
  });

  it('goes on with what is not done, and values every portfolio once', async () => {
    const clock = () => new Date(`${REFRESH_DATE}T22:00:00Z`);
    const refreshId = crypto.randomUUID();
    const requested = await createRequestRefresh(createCommandHandler(createOpenStream(store, clock)))(
      { date: REFRESH_DATE, trigger: 'operator', batchId: null },
      { commandId: refreshId, correlationId: refreshId, actor: { kind: 'process', name: 'test' } },
    );
    expect(requested.ok).toBe(true);

    const run = async () => (await refreshRuns(store, REFRESH_DATE)).at(-1)!;
    const valued = async (): Promise<number> => {
      const { rows } = await pool.query<{ n: number }>(
        `select count(*)::int as n from public.events where type = 'PortfolioValued' and data -> 'runId' #>> '{}' = $1`,
        [refreshId],
      );
      return rows[0]!.n;
    };
    // In the middle of the first chunk, then of a later one.
    for (const atLeast of [1, 9]) {
      await start();
      await until(`${atLeast} portfolios`, async () => (await valued()) >= atLeast);
      await kill();
      expect((await run()).status).toBe('running');
    }
    await start();
    await until('the end of the refresh', async () => (await run()).status === 'completed');
    await kill();

    expect(await run()).toMatchObject({
      outcome: 'complete',
      failed: [],
      chunks: { done: 15, total: 15 },
      counts: { portfolios: PORTFOLIOS, datesRestated: 0 },
    });
    for (let n = 0; n < PORTFOLIOS; n += 1) {
      const portfolioId = world.portfolioIdOf(n);
      const told = [
        ...(await store.readStream(streams.valuation(portfolioId))).slice(1),
        ...(await store.readStream(streams.risk(portfolioId))),
      ];
      expect(told.map(({ type }) => type)).toEqual([
        'PortfolioValued',
        'FactorExposuresCalculated',
        'PortfolioVolatilityCalculated',
        'PortfolioStressTested',
      ]);
    }
  });
});
