import { createPostgresEventStore } from '../../adapters/event-store/postgres/postgres-event-store.ts';
import { type EventStore, type Position, positionFrom } from '../../application/ports/event-store.ts';
import type { Queries } from '../../application/ports/queries.ts';
import { PROJECTIONS } from '../../projections/all.ts';
import { createPast } from '../../projections/as-of/create-past.ts';
import { createQueries } from '../../projections/queries.ts';
import { startProjections } from '../../projections/runner/start-projections.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { eventOf, type PortfolioStory, tell, town } from '../support/events.ts';
import { until } from '../support/until.ts';

const SYMBOLS = ['AAPL', 'MSFT'];

describe('the past', () => {
  let database: TestDatabase;
  let store: EventStore;
  let jane: PortfolioStory;
  let head: Position;

  beforeAll(async () => {
    database = await createTestDatabase();
    store = createPostgresEventStore({ pool: database.pool });
    const { portfolios, told } = town({ symbols: SYMBOLS });
    jane = portfolios.at(-1)!;
    head = await tell(store, told);
  });
  afterAll(async () => {
    await store.close();
    await database.close();
  });

  const sources = () => ({ store, pool: database.pool, projections: PROJECTIONS });
  const scope = () => ({ kind: 'portfolio', portfolioId: jane.portfolioId }) as const;
  const earlier = (steps: number): Position => positionFrom(head - BigInt(steps));
  const sessions = async (): Promise<number> => {
    const { rows } = await database.pool.query<{ count: number }>(
      `select count(*)::int as count from pg_stat_activity
       where datname = current_database() and application_name = 'sigmafold time travel'`,
    );
    return rows[0]!.count;
  };

  const everything = async (queries: Queries): Promise<unknown> => {
    const { portfolioId, runId } = jane;
    const page = { limit: 1000, offset: 0 };
    const range = { from: '2024-01-01', to: '2024-12-31' };
    return [
      await queries.portfolio(portfolioId),
      await queries.imports(portfolioId),
      await queries.positions(portfolioId, page),
      await queries.capitalFlows(portfolioId, page),
      await queries.snapshots(portfolioId, page),
      await queries.snapshot(portfolioId, 'latest'),
      await queries.risk(portfolioId),
      await queries.targetPrices(portfolioId),
      await queries.run(runId),
      await queries.symbols(SYMBOLS),
      await queries.symbolFactors(SYMBOLS, '2024-12-31'),
      [...(await queries.prices(SYMBOLS, range))],
      [...(await queries.latestCloses(SYMBOLS, '2024-12-31'))],
    ];
  };

  it('at the head is the present', async () => {
    const projections = await startProjections({ store, pool: database.pool, projections: PROJECTIONS });
    expect(await projections.readModels.waitFor(head, 20_000)).toBe(true);
    const live = await everything(createQueries(database.pool));
    await projections.stop();
    const past = createPast(sources());
    expect(await past.at(scope(), head, everything)).toEqual(live);
    expect(await past.at(scope(), earlier(1), everything)).not.toEqual(live);
    await past.close();
  });

  it('is folded once for all who ask for the same moment, and a few moments are kept', async () => {
    const past = createPast(sources());
    const asked = Array.from({ length: 10 }, () => past.at(scope(), head, everything));
    const answers = await Promise.all(asked);
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(await sessions()).toBe(1);
    for (let steps = 1; steps <= 6; steps += 1) await past.at(scope(), earlier(steps), everything);
    await until('the ones that were used longest ago are closed', async () => (await sessions()) === 4);
    await past.close();
    await until('all are closed', async () => (await sessions()) === 0);
  });

  it('lets a call wait while all moments are in use, and keeps what is in use', async () => {
    const past = createPast(sources());
    let release: () => void = () => {};
    const busy = new Promise<void>((resolve) => {
      release = resolve;
    });
    const held = [0, 1, 2, 3].map((steps) =>
      past.at(scope(), earlier(steps), async (queries) => {
        await busy;
        return queries.portfolio(jane.portfolioId);
      }),
    );
    let answered = false;
    const waiting = past.at(scope(), earlier(4), everything).then(() => {
      answered = true;
    });
    await until('four are open', async () => (await sessions()) === 4);
    expect(answered).toBe(false);
    release();
    for (const portfolio of await Promise.all(held))
      expect(portfolio).toMatchObject({ portfolioId: jane.portfolioId });
    await waiting;
    await past.close();
  });

  it('is opened anew when its connection was lost, or its work broke', async () => {
    const past = createPast(sources());
    const first = await past.at(scope(), head, everything);
    await database.pool.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and application_name = 'sigmafold time travel'`,
    );
    await until('it is gone', async () => (await sessions()) === 0);
    expect(await past.at(scope(), head, everything)).toEqual(first);
    const broken = past.at(scope(), head, async () => {
      throw new Error('a bug');
    });
    await expect(broken).rejects.toThrow('a bug');
    expect(await past.at(scope(), head, everything)).toEqual(first);
    await past.close();
  });

  it('is let go of after a while', async () => {
    const past = createPast(sources(), 50);
    await past.at(scope(), head, everything);
    await until('nothing is kept', async () => (await sessions()) === 0);
    await past.close();
  });

  it('of a person is that of all their portfolios by then', async () => {
    const past = createPast(sources());
    const accounts = `accounts-${jane.userId}`;
    const opened = await tell(store, [
      {
        stream: accounts,
        event: eventOf(
          { type: 'AccountOpened', data: { portfolioId: jane.portfolioId, accountName: 'A' } },
          accounts,
        ),
      },
    ]);
    const theirs = { kind: 'user', userId: jane.userId } as const;
    const list = (queries: Queries) => queries.portfoliosOf(jane.userId, { limit: 10, offset: 0 });
    expect((await past.at(theirs, opened, list)).items).toMatchObject([{ portfolioId: jane.portfolioId }]);
    expect(await past.at(theirs, head, list)).toEqual({ items: [], total: 0 });
    await past.close();
  });
});
