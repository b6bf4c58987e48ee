import { createPostgresEventStore } from '../../adapters/event-store/postgres/postgres-event-store.ts';
import type { EventStore } from '../../application/ports/event-store.ts';
import type { Queries } from '../../application/ports/queries.ts';
import { sessionsBetween } from '../../domain/calendar/nyse.ts';
import { PROJECTIONS } from '../../projections/all.ts';
import type { Projection } from '../../projections/projection.ts';
import { createQueries } from '../../projections/queries.ts';
import { liveChecksums } from '../../projections/rebuild/checksum.ts';
import { type RebuildProgress, rebuildProjections } from '../../projections/rebuild/rebuild.ts';
import { type RunningProjections, startProjections } from '../../projections/runner/start-projections.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { portfolioStory, tell, town } from '../support/events.ts';
import { counted, POISON, tally } from '../support/tally.ts';
import { until } from '../support/until.ts';

const PATIENCE = 20_000;
const SYMBOLS = ['AAPL', 'MSFT', 'SPY'];
const { portfolios, told } = town({ people: 3, symbols: SYMBOLS, from: '2024-01-02', to: '2024-06-28' });
const story = portfolios[0]!;
const errors: unknown[] = [];
let poisonous = false;
const healing = tally('healing', () => poisonous);
const projections: readonly Projection[] = [...PROJECTIONS, healing];
let database: TestDatabase;
let store: EventStore;
let running: RunningProjections;
let queries: Queries;

beforeAll(async () => {
  database = await createTestDatabase();
  store = createPostgresEventStore({ pool: database.pool });
  running = await startProjections({
    store,
    pool: database.pool,
    projections,
    onError: (error) => errors.push(error),
  });
  queries = createQueries(database.pool);
  await running.readModels.waitFor(await tell(store, told), PATIENCE);
});

afterAll(async () => {
  await running.stop();
  await store.close();
  await database.close();
});

const rebuild = (
  names: readonly string[] | 'all',
  options: Parameters<typeof rebuildProjections>[2] = {},
  of: readonly Projection[] = projections,
) => rebuildProjections({ store, pool: database.pool, projections: of }, names, options);

const leftOver = async (): Promise<readonly string[]> => {
  const { rows } = await database.pool.query<{ nspname: string }>(
    `select nspname from pg_namespace where nspname like 'rebuild%'`,
  );
  return rows.map(({ nspname }) => nspname);
};

const tableIds = async (): Promise<readonly number[]> => {
  const { rows } = await database.pool.query<{ oid: number }>(
    `select oid from pg_class where relnamespace = 'read'::regnamespace and relkind = 'r' order by relname`,
  );
  return rows.map(({ oid }) => oid);
};

describe('a rebuild', () => {
  it('gives the same rows while appends and queries go on, and no query fails or finds nothing', async () => {
    const stopping = new AbortController();
    let asked = 0;
    const latest = story.valuations.at(-1)!;
    const sessions = sessionsBetween('2024-06-24', '2024-06-28');
    const ask = async (): Promise<void> => {
      while (!stopping.signal.aborted) {
        const [portfolio, snapshot, positions, prices, risk, run, symbols, factors] = await Promise.all([
          queries.portfolio(story.portfolioId),
          queries.snapshot(story.portfolioId, 'latest'),
          queries.positions(story.portfolioId, { limit: 100, offset: 0 }),
          queries.prices(SYMBOLS, { from: '2024-01-02', to: '2024-06-28' }),
          queries.risk(story.portfolioId),
          queries.run(story.runId),
          queries.symbols(SYMBOLS),
          queries.symbolFactors(SYMBOLS, '2024-06-28'),
        ]);
        expect(portfolio?.positionCount).toBe(story.lots.length - 1);
        expect(snapshot?.valuation.equity).toBe(latest.equity);
        expect(positions.items.filter(({ mark }) => mark !== null)).toHaveLength(latest.marks.length);
        expect([...prices.values()].map(({ dates }) => dates.length)).toEqual([124, 124, 124]);
        expect(risk?.stress?.scenarios).toHaveLength(3);
        expect(run?.status).toBe('completed');
        expect(symbols).toHaveLength(3);
        expect(factors).toHaveLength(3);
        asked += 1;
      }
    };
    let appended = 0;
    const append = async (): Promise<void> => {
      while (!stopping.signal.aborted) {
        const person = portfolioStory(`late-${appended}`, SYMBOLS, sessions, appended);
        await tell(store, person.told);
        appended += 1;
      }
    };
    const others = [ask(), ask(), append()];
    let stopped: Promise<unknown> = Promise.all(others);
    const progress: RebuildProgress[] = [];
    const ids = await tableIds();
    try {
      for (let n = 0; n < 2; n += 1) {
        const reports = await rebuild('all', { onProgress: (told) => progress.push(told) });
        for (const report of reports) {
          expect(report.tables.filter(({ identical }) => !identical)).toEqual([]);
          expect(report.checksumAfter).toBe(report.checksumBefore);
        }
      }
    } finally {
      stopping.abort();
      stopped = stopped.then(() => {});
      await stopped;
    }
    expect(asked).toBeGreaterThan(3);
    expect(appended).toBeGreaterThan(3);
    expect(await tableIds()).not.toEqual(ids);
    expect(await leftOver()).toEqual([]);

    const head = await store.head();
    expect(await running.readModels.waitFor(head, PATIENCE)).toBe(true);
    const after = await liveChecksums(database.pool, projections);
    const reports = await rebuild('all');
    expect(reports.every(({ identical, position }) => identical && position === head)).toBe(true);
    expect(await liveChecksums(database.pool, projections)).toEqual(after);
    expect(errors).toEqual([]);
  });

  it('tells how far it is, and never more than there is', async () => {
    const progress: RebuildProgress[] = [];
    await rebuild(['snapshots'], { onProgress: (told) => progress.push(told) });
    expect(new Set(progress.flatMap(({ projections: of }) => of))).toEqual(new Set(['snapshots']));
    for (const { done, total, etaSeconds } of progress) {
      expect(done).toBeLessThanOrEqual(total);
      expect(etaSeconds).toBeGreaterThanOrEqual(0);
    }
    expect(progress.at(-1)).toMatchObject({ done: progress.at(-1)!.total, etaSeconds: 0 });
  });

  it('notices a row that differs, and puts it right', async () => {
    await database.pool.query(
      `update read.snapshots set equity = equity + 0.01
       where (portfolio_id, date) in (select portfolio_id, date from read.snapshots limit 1)`,
    );
    const [wrong] = await rebuild(['snapshots']);
    expect(wrong).toMatchObject({ identical: false });
    expect(wrong!.tables).toMatchObject([
      {
        table: 'snapshots',
        added: 0,
        changed: 1,
        removed: 0,
        sample: [{ kind: 'changed', columns: ['equity'] }],
      },
    ]);
    expect(wrong!.tables[0]!.rowsBefore).toBe(wrong!.tables[0]!.rowsAfter);
    const [right] = await rebuild(['snapshots']);
    expect(right).toMatchObject({ identical: true, checksumBefore: wrong!.checksumAfter });
  });

  it('that is stopped leaves the live tables as they are, and the next one starts clean', async () => {
    const ids = await tableIds();
    const before = await liveChecksums(database.pool, projections);
    const stopping = new AbortController();
    const stopped = rebuild(['snapshots'], {
      signal: stopping.signal,
      onProgress: () => stopping.abort(new Error('stopped by the operator')),
    });
    await expect(stopped).rejects.toThrow('stopped by the operator');
    expect(await leftOver()).toEqual(['rebuild_snapshots']);
    expect(await tableIds()).toEqual(ids);
    expect(await liveChecksums(database.pool, projections)).toEqual(before);
    expect(await rebuild(['snapshots'])).toMatchObject([{ identical: true }]);
    expect(await leftOver()).toEqual([]);
  });

  it('whose connection is cut leaves the live tables as they are, and lets the next one in', async () => {
    const before = await liveChecksums(database.pool, projections);
    const cut = rebuild(['symbol_prices', 'snapshots'], {
      onProgress: () => {
        void database.pool.query(
          `select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and classid = 20819
             and database = (select oid from pg_database where datname = current_database())`,
        );
      },
    });
    await expect(cut).rejects.toThrow();
    expect(await liveChecksums(database.pool, projections)).toEqual(before);
    expect((await rebuild('all')).every(({ identical }) => identical)).toBe(true);
  });

  it('waits its turn when another is under way, and says meanwhile that it goes on', async () => {
    const states: Promise<string | undefined>[] = [];
    const status = async (): Promise<string | undefined> =>
      (await running.readModels.status()).find(({ name }) => name === 'snapshots')?.state;
    const both = await Promise.all([
      rebuild(['snapshots'], { onProgress: () => states.push(status()) }),
      rebuild(['snapshots']),
    ]);
    expect(both.flat().map(({ identical }) => identical)).toEqual([true, true]);
    expect(await Promise.all(states)).toContain('rebuilding');
    expect(await status()).toBe('live');
  });

  it('lets a long query on the live table finish', async () => {
    const reader = await database.pool.connect();
    await reader.query('begin; select count(*) from read.snapshots');
    let swapped = false;
    const rebuilding = rebuild(['snapshots']).then((reports) => {
      swapped = true;
      return reports;
    });
    await until('the swap waits for the reader', async () => {
      const { rows } = await database.pool.query(
        `select 1 from pg_locks where not granted and mode = 'AccessExclusiveLock'`,
      );
      return rows.length > 0;
    });
    // others are not held up for longer than the swap's patience
    expect(await queries.snapshot(story.portfolioId, 'latest')).not.toBeNull();
    expect(swapped).toBe(false);
    await reader.query('commit');
    reader.release();
    expect(await rebuilding).toMatchObject([{ identical: true }]);
  });

  it('stops at an event that cannot be applied, and names no table as rebuilt', async () => {
    await running.readModels.waitFor(await tell(store, counted('healing', 1, 1, POISON)), PATIENCE);
    poisonous = true;
    const before = await liveChecksums(database.pool, [healing]);
    await expect(rebuild(['healing'])).rejects.toThrow('cannot digest this');
    expect(await liveChecksums(database.pool, [healing])).toEqual(before);
    poisonous = false;
    expect(await rebuild(['healing'])).toMatchObject([{ identical: true, events: 1 }]);
  });

  it('refuses a projection that does not exist', async () => {
    await expect(rebuild(['snapshots', 'snapshot'])).rejects.toThrow('there is no projection snapshot');
  });
});
