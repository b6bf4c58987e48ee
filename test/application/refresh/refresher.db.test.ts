import type { Pool } from 'pg';
import { createInProcessBus } from '../../../adapters/bus/in-process/in-process-bus.ts';
import { createPostgresCheckpoints } from '../../../adapters/checkpoints/postgres-checkpoints.ts';
import { createPostgresEventStore } from '../../../adapters/event-store/postgres/postgres-event-store.ts';
import {
  createAppendDecided,
  createCommandHandler,
  createOpenStream,
} from '../../../application/command-handler.ts';
import type { EventStore } from '../../../application/ports/event-store.ts';
import type { RefreshReads } from '../../../application/ports/refresh-reads.ts';
import { refreshRuns } from '../../../application/refresh/refresh-status.ts';
import { refreshRelay, startRefresher } from '../../../application/refresh/refresher.ts';
import { createRequestRefresh } from '../../../application/refresh/request-refresh.ts';
import { startRelay } from '../../../application/relay/relay.ts';
import { streams } from '../../../application/streams.ts';
import { activeScenarios } from '../../../domain/risk/scenarios.ts';
import { createPool } from '../../../infra/database/pool.ts';
import { PROJECTIONS } from '../../../projections/all.ts';
import { createQueries } from '../../../projections/queries.ts';
import { createRefreshReads } from '../../../projections/refresh/refresh-reads.ts';
import { prepareProjections } from '../../../projections/runner/prepare.ts';
import { startProjections } from '../../../projections/runner/start-projections.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { tell } from '../../support/events.ts';
import { REFRESH_DATE, REFRESH_SESSIONS, refreshable } from '../../support/refreshable.ts';
import { until } from '../../support/until.ts';

const world = refreshable(6, 4);
const PORTFOLIOS = 5;
const clock = () => new Date(`${REFRESH_DATE}T22:00:00Z`);

describe('a refresh in which something fails', () => {
  let database: TestDatabase;
  let pool: Pool;
  let store: EventStore;
  let stopProjecting: () => Promise<void>;
  let projected: () => Promise<boolean>;

  beforeAll(async () => {
    database = await createTestDatabase();
    pool = createPool({ url: database.url, applicationName: 'test', onIdleError: () => {} });
    store = createPostgresEventStore({ pool });
    await prepareProjections(pool, PROJECTIONS);
    const { readModels, stop } = await startProjections({ store, pool, projections: PROJECTIONS });
    stopProjecting = stop;
    projected = async () => readModels.waitFor(await store.head(), 20_000);
    for (let n = 0; n < world.symbolStories; n += 1) await tell(store, world.symbolTold(n));
    await projected();
    const range = { from: REFRESH_SESSIONS[0]!, to: REFRESH_DATE };
    const prices = await createQueries(pool).prices(world.symbols, range);
    for (let n = 0; n < PORTFOLIOS; n += 1)
      await tell(
        store,
        world.portfolioTold(n, (symbol) => prices.get(symbol)),
      );
    await projected();
  });
  afterAll(async () => {
    await stopProjecting?.();
    await store?.close();
    await pool?.end();
    await database?.close();
  });

  /** Asks for a refresh, and lets it be done by a process with these read models until it has ended. */
  const refresh = async (
    reads: RefreshReads,
    readModels: { readonly waitFor: () => Promise<boolean> } = { waitFor: async () => true },
  ) => {
    const errors: unknown[] = [];
    const bus = createInProcessBus({ attempts: 1, report: () => {} });
    const openStream = createOpenStream(store, clock);
    const requestRefresh = createRequestRefresh(createCommandHandler(openStream));
    await startRefresher({
      store,
      openStream,
      appendDecided: createAppendDecided(store, clock),
      queries: createQueries(pool),
      readModels,
      bus,
      clock,
      reads,
      requestRefresh,
      scenarios: activeScenarios({ historical: false }),
      concurrency: 2,
      portfoliosPerChunk: 2,
      onError: (error) => errors.push(error),
    });
    const relay = startRelay({
      ...refreshRelay,
      store,
      bus,
      checkpoints: createPostgresCheckpoints(pool),
      onError: (error) => errors.push(error),
    });
    const refreshId = crypto.randomUUID();
    const asked = await requestRefresh(
      { date: REFRESH_DATE, trigger: 'operator', batchId: null },
      { commandId: refreshId, correlationId: refreshId, actor: { kind: 'process', name: 'test' } },
    );
    expect(asked.ok).toBe(true);
    await until('the end of the refresh', async () => {
      const last = (await refreshRuns(store, REFRESH_DATE)).at(-1);
      return last?.refreshId === refreshId && ['completed', 'failed'].includes(last.status);
    });
    await relay.stop();
    await bus.close();
    await projected();
    return { run: (await refreshRuns(store, REFRESH_DATE)).at(-1)!, errors };
  };

  it('that cannot be planned ends visibly, and nothing is valued', async () => {
    const { run, errors } = await refresh(createRefreshReads(pool), { waitFor: async () => false });
    expect(run).toMatchObject({ status: 'failed', planned: null, error: { code: 'ERR_BATCH_004' } });
    expect(errors).toHaveLength(1);
  });

  it('names the portfolio that fails, values the others, and makes up for it the next time', async () => {
    const reads = createRefreshReads(pool);
    const broken = world.portfolioIdOf(3);
    const { run } = await refresh({
      ...reads,
      portfolios: async (ids) =>
        (await reads.portfolios(ids)).map((portfolio) =>
          portfolio.portfolioId === broken ? { ...portfolio, flows: null as never } : portfolio,
        ),
    });
    expect(run).toMatchObject({
      status: 'completed',
      outcome: 'partial',
      counts: { portfolios: PORTFOLIOS, refreshed: PORTFOLIOS - 1 },
      failed: [{ portfolioId: broken }],
    });
    expect(await store.readStream(streams.risk(broken))).toEqual([]);

    const again = await refresh(reads);
    expect(again.run).toMatchObject({ outcome: 'complete', planned: 1, counts: { refreshed: 1 } });
    expect(again.errors).toEqual([]);
    expect(await reads.countBehind(REFRESH_DATE)).toBe(0);
  });
});
