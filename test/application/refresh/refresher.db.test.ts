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
import type { MessageBus } from '../../../application/ports/message-bus.ts';
import type { PriceColumns, Queries } from '../../../application/ports/queries.ts';
import type { RefreshReads } from '../../../application/ports/refresh-reads.ts';
import { refreshRuns } from '../../../application/refresh/refresh-status.ts';
import { refreshRelay, startRefresher } from '../../../application/refresh/refresher.ts';
import { createRequestRefresh, type RequestRefresh } from '../../../application/refresh/request-refresh.ts';
import { REFRESH_CHUNKS } from '../../../application/refresh/topics.ts';
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
import { eventOf, tell } from '../../support/events.ts';
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
    {
      readModels = { waitFor: async () => true },
      queries = createQueries(pool),
      refused = [],
      followUps = 0,
    }: {
      readonly readModels?: { readonly waitFor: () => Promise<boolean> };
      readonly queries?: Queries;
      /** Gets the codes of requests that were refused. */
      readonly refused?: string[];
      readonly followUps?: number;
    } = {},
  ) => {
    const errors: unknown[] = [];
    const inProcess = createInProcessBus({ attempts: 1, report: () => {} });
    // As over Kafka: a chunk is handed out, and who hands it out does not wait until it is done.
    const bus: MessageBus = {
      ...inProcess,
      publish: async (topic, message) => {
        const published = inProcess.publish(topic, message);
        if (topic !== REFRESH_CHUNKS.name) return published;
        published.catch((error: unknown) => errors.push(error));
      },
    };
    const openStream = createOpenStream(store, clock);
    const request = createRequestRefresh(createCommandHandler(openStream));
    const requestRefresh: RequestRefresh = async (...asked) => {
      const answer = await request(...asked);
      if (!answer.ok) refused.push(answer.error.code);
      return answer;
    };
    await startRefresher({
      store,
      openStream,
      appendDecided: createAppendDecided(store, clock),
      queries,
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
      const runs = await refreshRuns(store, REFRESH_DATE);
      const last = runs.at(-1);
      if (last === undefined || !['completed', 'failed'].includes(last.status)) return false;
      return runs.findIndex((run) => run.refreshId === refreshId) === runs.length - 1 - followUps;
    });
    await relay.stop();
    await bus.close();
    await projected();
    return { run: (await refreshRuns(store, REFRESH_DATE)).at(-1)!, errors };
  };

  it('that cannot be planned ends visibly, and nothing is valued', async () => {
    const { run, errors } = await refresh(createRefreshReads(pool), {
      readModels: { waitFor: async () => false },
    });
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

  const priced = (symbol: string, close: string) => ({
    stream: streams.symbol(symbol),
    event: eventOf(
      {
        type: 'SymbolPriced',
        data: {
          symbol,
          source: 'simulated',
          simulated: true,
          closeBasis: 'raw',
          currency: 'USD',
          bars: [{ date: REFRESH_DATE, close, adjustedClose: Number(close), splitFactor: 1 }],
          rejected: [],
        },
      },
      `${symbol} at ${close}`,
    ),
  });
  const batchCompleted = (batchId: string) => ({
    stream: streams.symbolBatch(REFRESH_DATE),
    event: eventOf(
      {
        type: 'SymbolBatchCompleted',
        data: {
          batchId,
          date: REFRESH_DATE,
          outcome: 'complete',
          symbols: 1,
          updated: 1,
          failed: 0,
          seconds: 1,
          simulated: true,
        },
      },
      batchId,
    ),
  });

  it('is followed by another, once, when a batch ended after it had read its prices', async () => {
    const reads = createRefreshReads(pool);
    const ids = Array.from({ length: PORTFOLIOS }, (_, n) => world.portfolioIdOf(n));
    const symbol = world.symbols[0]!;
    const holders = (await reads.portfolios(ids)).filter(({ lots }) =>
      lots.some(({ position }) => position.symbol === symbol),
    );
    expect(holders.length).toBeGreaterThan(0);
    await tell(store, [priced(symbol, '111.11')]);
    await projected();

    const batchId = crypto.randomUUID();
    const refused: string[] = [];
    const known = createQueries(pool);
    // The first refresh has read just before the late price came.
    const before = (columns: PriceColumns): PriceColumns => ({
      ...columns,
      closes: columns.closes.map((close) => (close === '222.22' ? '111.11' : close)),
    });
    let late: Promise<void> | null = null;
    const { run, errors } = await refresh(reads, {
      readModels: { waitFor: projected },
      refused,
      followUps: 1,
      queries: {
        ...known,
        prices: async (...asked) => {
          late ??= (async () => {
            await tell(store, [priced(symbol, '222.22'), batchCompleted(batchId)]);
            await until('the batch asked in vain', async () => refused.length > 0);
            await projected();
          })();
          await late;
          const read = await known.prices(...asked);
          const isFirst = (await refreshRuns(store, REFRESH_DATE)).at(-1)?.trigger === 'operator';
          return isFirst ? new Map([...read].map(([name, columns]) => [name, before(columns)])) : read;
        },
      },
    });
    expect({ errors, refused }).toEqual({ errors: [], refused: ['ERR_BATCH_011'] });
    const [first] = (await refreshRuns(store, REFRESH_DATE)).slice(-2);
    expect(first).toMatchObject({ trigger: 'operator', counts: { refreshed: holders.length } });
    expect(run).toMatchObject({
      trigger: 'symbol_batch',
      batchId,
      outcome: 'complete',
      counts: { portfolios: holders.length, datesRestated: holders.length },
    });
    for (const { portfolioId } of holders) {
      const last = (await store.readStream(streams.valuation(portfolioId))).at(-1);
      expect(JSON.stringify(last?.data)).toContain('"222.22"');
    }

    const again = await refresh(reads);
    expect(again.run).toMatchObject({ trigger: 'operator', outcome: 'nothing' });
  });
});
