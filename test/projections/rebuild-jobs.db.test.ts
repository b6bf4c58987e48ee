import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { createPostgresEventStore } from '../../adapters/event-store/postgres/postgres-event-store.ts';
import type { EventStore } from '../../application/ports/event-store.ts';
import type { RebuildJob, RebuildState } from '../../application/ports/rebuilds.ts';
import { sessionsBetween } from '../../domain/calendar/nyse.ts';
import { PROJECTIONS } from '../../projections/all.ts';
import type { Projection } from '../../projections/projection.ts';
import { createQueries } from '../../projections/queries.ts';
import { liveChecksums } from '../../projections/rebuild/checksum.ts';
import { rebuildProjections } from '../../projections/rebuild/rebuild.ts';
import { createRebuilds } from '../../projections/rebuild/rebuilds.ts';
import { type RebuildWorkerOptions, startRebuildWorker } from '../../projections/rebuild/worker.ts';
import { type RunningProjections, startProjections } from '../../projections/runner/start-projections.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { portfolioStory, tell, town } from '../support/events.ts';
import { until } from '../support/until.ts';

const PATIENCE = 20_000;
const SYMBOLS = ['AAPL', 'MSFT', 'SPY'];
const { portfolios, told } = town({ people: 3, symbols: SYMBOLS, from: '2024-05-01', to: '2024-06-28' });
let database: TestDatabase;
let store: EventStore;
let running: RunningProjections;
const errors: unknown[] = [];
const ORDER = { requestedBy: 'an operator', reason: 'the numbers were looked at' };

beforeAll(async () => {
  database = await createTestDatabase();
  store = createPostgresEventStore({ pool: database.pool });
  running = await startProjections({
    store,
    pool: database.pool,
    projections: PROJECTIONS,
    onError: (error) => errors.push(error),
  });
  await running.readModels.waitFor(await tell(store, told), PATIENCE);
});

afterAll(async () => {
  await running.stop();
  await store.close();
  await database.close();
});

const rebuilds = () => createRebuilds({ pool: database.pool, projections: PROJECTIONS });

const working = async (
  work: () => Promise<void>,
  options: Partial<RebuildWorkerOptions> = {},
): Promise<void> => {
  const worker = startRebuildWorker({
    store,
    pool: database.pool,
    projections: PROJECTIONS,
    onError: (error) => errors.push(error),
    ...options,
  });
  try {
    await work();
  } finally {
    await worker.stop();
  }
};

const request = async (projections: readonly string[], autoSwap = true): Promise<RebuildJob> => {
  const job = await rebuilds().request({
    projections,
    autoSwap,
    requestedBy: 'somebody',
    reason: 'a column was added',
  });
  if (!job.ok) throw new Error(job.error.code);
  return job.value;
};

const reaches = async ({ rebuildId }: RebuildJob, state: RebuildState): Promise<RebuildJob> => {
  let job: RebuildJob | null = null;
  await until(`the rebuild is ${state}`, async () => {
    job = await rebuilds().find(rebuildId);
    return job?.state === state;
  });
  return job!;
};

const schemas = async (): Promise<readonly string[]> => {
  const { rows } = await database.pool.query<{ nspname: string }>(
    `select nspname from pg_namespace where nspname ~ '^(rebuild|retired|leaving)_' order by 1`,
  );
  return rows.map(({ nspname }) => nspname);
};

const spoil = (column = 'equity'): Promise<unknown> =>
  database.pool.query(
    `update read.snapshots set ${column} = ${column} + 0.01
     where (portfolio_id, date) in (select portfolio_id, date from read.snapshots order by 1, 2 limit 1)`,
  );

describe('the fold in memory', () => {
  it('gives the rows of the live fold, whatever its pages, windows and legs are', async () => {
    const options = fc.record({
      pageSize: fc.integer({ min: 20, max: 400 }),
      hotBytes: fc.constantFrom(1, 500, 20_000, 4_000_000),
      legMs: fc.constantFrom(0, 5, 60_000),
    });
    await fc.assert(
      fc.asyncProperty(options, async (given) => {
        const reports = await rebuildProjections(
          { store, pool: database.pool, projections: PROJECTIONS },
          'all',
          given,
        );
        expect(reports.map(({ projection }) => projection)).toEqual(PROJECTIONS.map(({ name }) => name));
        expect(reports.flatMap(({ tables }) => tables).filter(({ identical }) => !identical)).toEqual([]);
      }),
      { numRuns: 4, examples: [[{ pageSize: 60, hotBytes: 1, legMs: 0 }]] },
    );
  });
});

describe('a rebuild as a job', () => {
  it('waits with its comparison until somebody says swap', async () => {
    await spoil();
    await working(async () => {
      const job = await request(['snapshots'], false);
      const waiting = await reaches(job, 'awaiting_swap');
      expect(waiting.comparison).toMatchObject([
        {
          projection: 'snapshots',
          identical: false,
          tables: [{ added: 0, changed: 1, removed: 0, sample: [{ kind: 'changed', columns: ['equity'] }] }],
        },
      ]);
      expect(await rebuilds().resume(job.rebuildId, ORDER)).toMatchObject({
        error: { code: 'ERR_ADMIN_009' },
      });
      expect(
        await rebuilds().request({
          projections: [],
          autoSwap: true,
          requestedBy: 'somebody else',
          reason: null,
        }),
      ).toMatchObject({ error: { code: 'ERR_ADMIN_006', details: { rebuild_id: job.rebuildId } } });
      // what happens meanwhile is not lost
      const late = portfolioStory('late', SYMBOLS, sessionsBetween('2024-06-24', '2024-06-28'), 77);
      await tell(store, late.told);
      expect((await rebuilds().swap(job.rebuildId, ORDER)).ok).toBe(true);
      const swapped = await reaches(job, 'swapped');
      expect(swapped).toMatchObject({
        requestedBy: 'somebody',
        reason: 'a column was added',
        endedAt: expect.any(String),
        orders: [{ step: 'swap', ...ORDER, at: expect.stringMatching(/^\d{4}-.*Z$/) }],
      });
      await running.readModels.waitFor(await store.head(), PATIENCE);
      expect(await createQueries(database.pool).snapshot(late.portfolioId, 'latest')).not.toBeNull();
    });
    expect(errors).toEqual([]);
  });

  it('is swapped back by one command, with everything that happened since', async () => {
    await working(async () => {
      await reaches(await request(['symbols', 'snapshots']), 'swapped');
      const story = portfolioStory('later', SYMBOLS, sessionsBetween('2024-06-24', '2024-06-28'), 78);
      const head = await tell(store, story.told);
      await running.readModels.waitFor(head, PATIENCE);
      const before = await liveChecksums(database.pool, PROJECTIONS);
      const back = await rebuilds().swapBack({
        projections: ['symbols', 'snapshots'],
        requestedBy: 'me',
        reason: null,
      });
      if (!back.ok) throw new Error(back.error.code);
      const done = await reaches(back.value, 'swapped');
      expect(done.comparison?.every(({ identical }) => identical)).toBe(true);
      expect(await liveChecksums(database.pool, PROJECTIONS)).toEqual(before);
      expect(await schemas()).toEqual(expect.arrayContaining(['retired_snapshots', 'retired_symbols']));
    });
    expect(errors).toEqual([]);
  });

  it('refuses to swap back what the running release could not fill', async () => {
    await database.pool.query(
      `update projection_copies set fingerprint = 'older' where schema = 'retired_snapshots'`,
    );
    expect(
      await rebuilds().swapBack({ projections: ['snapshots'], requestedBy: 'me', reason: null }),
    ).toMatchObject({
      error: { code: 'ERR_ADMIN_010', details: { problems: [expect.stringContaining('another release')] } },
    });
  });

  it('is paused, goes on from where it was, and is cancelled without a trace', async () => {
    const before = await liveChecksums(database.pool, PROJECTIONS);
    const job = await request([]);
    let pages = 0;
    let pausing: Promise<unknown> = Promise.resolve();
    let paused: RebuildJob | null = null;
    const slowly = {
      pageSize: 5,
      onProgress: () => {
        pages += 1;
        if (pages === 5) pausing = rebuilds().pause(job.rebuildId, ORDER);
      },
      // No page is read while the pause is on its way, and the rest takes its time until the job hears of it.
      store: {
        ...store,
        readAll: async (options: Parameters<EventStore['readAll']>[0]) => {
          await pausing;
          if (pages >= 5) await sleep(40);
          return store.readAll(options);
        },
      },
    };
    await working(async () => {
      paused = await reaches(job, 'paused');
    }, slowly);
    expect(paused!.done).toBeGreaterThan(0n);
    expect(paused!.done).toBeLessThan(paused!.total);
    const positions: bigint[] = [];
    expect((await rebuilds().resume(job.rebuildId, ORDER)).ok).toBe(true);
    await working(
      async () => {
        const done = await reaches(job, 'swapped');
        expect(done.comparison?.every(({ identical }) => identical)).toBe(true);
      },
      { pageSize: 5, onProgress: ({ done }) => positions.push(done) },
    );
    expect(positions[0]).toBeGreaterThan(paused!.done);

    expect((await rebuilds().find(job.rebuildId))?.orders).toMatchObject([
      { step: 'pause', ...ORDER },
      { step: 'resume', ...ORDER },
    ]);

    const given = await request(['runs']);
    expect((await rebuilds().cancel(given.rebuildId, ORDER)).ok).toBe(true);
    await working(async () => void (await reaches(given, 'cancelled')));
    expect((await schemas()).filter((name) => name.startsWith('rebuild_'))).toEqual([]);
    expect(await liveChecksums(database.pool, PROJECTIONS)).toEqual(before);
    expect(errors).toEqual([]);
  });

  it('never answers with less than what was acknowledged, while it swaps again and again', async () => {
    const queries = createQueries(database.pool);
    const stopping = new AbortController();
    let written = 0;
    const write = async (): Promise<void> => {
      while (!stopping.signal.aborted) {
        const name = `acknowledged-${written}`;
        const mine = portfolioStory(
          name,
          SYMBOLS,
          sessionsBetween('2024-06-26', '2024-06-28'),
          500 + written,
        );
        const position = await tell(store, mine.told);
        expect(await running.readModels.waitFor(position, PATIENCE)).toBe(true);
        // of five read models, which may not be of two minds
        const [portfolio, snapshot, risk, run, targets] = await Promise.all([
          queries.portfolio(mine.portfolioId),
          queries.snapshot(mine.portfolioId, 'latest'),
          queries.risk(mine.portfolioId),
          queries.run(mine.runId),
          queries.targetPrices(mine.portfolioId),
        ]);
        expect(portfolio?.portfolioName).toBe(`Portfolio of ${name}`);
        expect(snapshot?.valuation.equity).toBe(mine.valuations.at(-1)!.equity);
        expect(risk?.stress?.scenarios).toHaveLength(3);
        expect(run?.status).toBe('completed');
        expect(targets).toHaveLength(2);
        written += 1;
      }
    };
    const writing = write();
    for (let n = 0; n < 3; n += 1) {
      const reports = await rebuildProjections(
        { store, pool: database.pool, projections: PROJECTIONS },
        'all',
      );
      expect(reports.every(({ identical }) => identical)).toBe(true);
    }
    stopping.abort();
    await writing;
    expect(written).toBeGreaterThan(2);
    expect(errors).toEqual([]);
  });

  it('drops replaced tables when their time is over', async () => {
    await database.pool.query(`update projection_copies set drop_after = now() - interval '1 second'`);
    await working(() => until('replaced tables are gone', async () => (await schemas()).length === 0));
    const { rows } = await database.pool.query('select * from projection_copies');
    expect(rows).toEqual([]);
  });

  it('is gone on with by the next process when one is killed', async () => {
    const before = await liveChecksums(database.pool, PROJECTIONS);
    const job = await request([]);
    const child: ChildProcess = spawn(
      process.execPath,
      ['--import', 'tsx', 'test/support/rebuilding-process.ts', database.url],
      { stdio: ['ignore', 'inherit', 'inherit', 'ipc'], env: { ...process.env, NODE_OPTIONS: '' } },
    );
    const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    const reached = await new Promise<bigint>((resolve) => {
      let pages = 0;
      child.on('message', (message) => {
        pages += 1;
        if (pages === 12) resolve(BigInt(String(message)));
      });
    });
    child.kill('SIGKILL');
    await ended;
    expect((await rebuilds().find(job.rebuildId))?.state).toBe('running');
    expect(await liveChecksums(database.pool, PROJECTIONS)).toEqual(before);
    const positions: bigint[] = [];
    await working(
      async () => {
        const done = await reaches(job, 'swapped');
        expect(done.comparison?.every(({ identical }) => identical)).toBe(true);
      },
      { pageSize: 5, onProgress: ({ done }) => positions.push(done) },
    );
    // not from the start: what the killed process had committed was kept
    expect(positions[0]).toBeGreaterThan(reached / 2n);
    expect(errors).toEqual([]);
  });
});

describe('a release with another version of a read model', () => {
  const changed: readonly Projection[] = PROJECTIONS.map((projection) =>
    projection.name === 'symbols'
      ? {
          ...projection,
          version: projection.version + 1,
          ddl: `${projection.ddl} create index symbols_by_status on symbols (status);`,
        }
      : projection,
  );

  it('rebuilds it at its start while the old one serves, and the old one swaps it back when it returns', async () => {
    const queries = createQueries(database.pool);
    const stopping = new AbortController();
    let asked = 0;
    const ask = async (): Promise<void> => {
      while (!stopping.signal.aborted) {
        expect(await queries.symbols(SYMBOLS)).toHaveLength(3);
        asked += 1;
      }
    };
    const asking = ask();
    const next = await startProjections({
      store,
      pool: database.pool,
      projections: changed,
      onError: (error) => errors.push(error),
    });
    const live = async (): Promise<number | undefined> =>
      (await next.readModels.status()).find(({ name }) => name === 'symbols')?.version;
    const before = asked;
    expect(await live()).toBe(changed.find(({ name }) => name === 'symbols')!.version);
    await until('it is asked after the swap', async () => asked > before);
    const late = portfolioStory('released', SYMBOLS, sessionsBetween('2024-06-24', '2024-06-28'), 79);
    const head = await tell(store, late.told);
    expect(await next.readModels.waitFor(head, PATIENCE)).toBe(true);
    await next.stop();

    const old = await startProjections({ store, pool: database.pool, projections: PROJECTIONS });
    const [last] = await rebuilds().list(1);
    expect(last).toMatchObject({ kind: 'swap_back', projections: ['symbols'], state: 'swapped' });
    expect(await old.readModels.waitFor(head, PATIENCE)).toBe(true);
    await old.stop();
    stopping.abort();
    await asking;
    expect(errors).toEqual([]);
    const [story] = portfolios;
    expect((await queries.portfolio(story!.portfolioId))?.portfolioName).toBe('Portfolio of person-0');
  });
});
