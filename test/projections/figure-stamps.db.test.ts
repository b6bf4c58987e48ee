import type { Pool } from 'pg';
import { createPostgresEventStore } from '../../adapters/event-store/postgres/postgres-event-store.ts';
import type { EventStore } from '../../application/ports/event-store.ts';
import { streams } from '../../application/streams.ts';
import { sessionsBetween } from '../../domain/calendar/nyse.ts';
import { createPool } from '../../infra/database/pool.ts';
import { PROJECTIONS } from '../../projections/all.ts';
import { createFigureStamps } from '../../projections/figures/figure-stamps.ts';
import { prepareProjections } from '../../projections/runner/prepare.ts';
import { startProjections } from '../../projections/runner/start-projections.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { eventOf, portfolioStory, symbolStory, tell } from '../support/events.ts';

const SESSIONS = sessionsBetween('2024-06-03', '2024-06-28');

describe('the stamp of computed figures', () => {
  let database: TestDatabase;
  let pool: Pool;
  let store: EventStore;
  let stop: () => Promise<void>;
  let settled: () => Promise<boolean>;
  const { portfolioId, told } = portfolioStory('stamped', ['AAPL', 'MSFT'], SESSIONS, 1);

  beforeAll(async () => {
    database = await createTestDatabase();
    pool = createPool({ url: database.url, applicationName: 'test', onIdleError: () => {} });
    store = createPostgresEventStore({ pool });
    await prepareProjections(pool, PROJECTIONS);
    const running = await startProjections({ store, pool, projections: PROJECTIONS });
    stop = running.stop;
    settled = async () => running.readModels.waitFor(await store.head(), 20_000);
    await tell(store, symbolStory('AAPL', 1, SESSIONS));
    await tell(store, symbolStory('ZZZ', 1, SESSIONS));
    await tell(store, told);
    await settled();
  });
  afterAll(async () => {
    await stop?.();
    await store?.close();
    await pool?.end();
    await database?.close();
  });

  const stamp = async () => (await createFigureStamps(pool)({ portfolioIds: [portfolioId] })).stamp?.stamp;

  it('stays the same while nothing happens, and whatever happens to symbols that are not held', async () => {
    const before = await stamp();
    expect(before).toBeDefined();
    const factors = symbolStory('ZZZ', 2, SESSIONS).slice(3, 4);
    await tell(store, factors);
    await settled();
    expect(await stamp()).toBe(before);
  });

  it('is another after new factors of a held symbol, and after a change of the portfolio', async () => {
    const before = await stamp();
    await tell(store, symbolStory('AAPL', 2, SESSIONS).slice(3, 4));
    await settled();
    const factored = await stamp();
    expect(factored).not.toBe(before);
    const renamed = eventOf(
      {
        type: 'PortfolioRenamed',
        data: {
          portfolioId,
          before: { portfolioName: 'a', accountName: 'a' },
          after: { portfolioName: 'b', accountName: 'b' },
        },
      },
      'renamed',
      '2024-07-01T14:00:00.000Z',
    );
    await store.append(streams.portfolio(portfolioId), 'any', [renamed]);
    await settled();
    expect(await stamp()).not.toBe(factored);
  });

  it('says whose the portfolios are, of one, of several and of all of a user', async () => {
    const stamps = createFigureStamps(pool);
    const one = await stamps({ portfolioIds: [portfolioId] });
    const [userId] = one.owners.values();
    expect(userId).toBeDefined();
    expect([...one.owners.keys()]).toEqual([portfolioId]);
    expect(await stamps({ portfolioIds: [portfolioId, crypto.randomUUID()] })).toEqual(one);
    expect(await stamps({ userId: userId! })).toEqual(one);
  });

  it('is none for a portfolio that there is not', async () => {
    const none = await createFigureStamps(pool)({ portfolioIds: [crypto.randomUUID()] });
    expect(none).toEqual({ owners: new Map(), stamp: null });
  });
});
