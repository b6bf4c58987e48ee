import { fork } from 'node:child_process';
import { once } from 'node:events';
import type { Pool } from 'pg';
import { createMemoryEventStore } from '../../adapters/event-store/memory/memory-event-store.ts';
import { createPostgresEventStore } from '../../adapters/event-store/postgres/postgres-event-store.ts';
import { type EventStore, START } from '../../application/ports/event-store.ts';
import { createPool } from '../../infra/database/pool.ts';
import type { Projection } from '../../projections/projection.ts';
import { runLane } from '../../projections/runner/lane.ts';
import { prepareProjections } from '../../projections/runner/prepare.ts';
import { createProgress } from '../../projections/runner/progress.ts';
import { createReadModels } from '../../projections/runner/read-models.ts';
import { type RunningProjections, startProjections } from '../../projections/runner/start-projections.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { tell } from '../support/events.ts';
import { counted, tally } from '../support/tally.ts';
import { until } from '../support/until.ts';

const PATIENCE = 20_000;
let database: TestDatabase;
let store: EventStore;
const cleanUps: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
});
beforeEach(() => {
  store = createMemoryEventStore();
  cleanUps.push(() => store.close());
});
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});
afterAll(() => database.close());

const anotherPool = (): Pool => {
  const pool = createPool({ url: database.url, applicationName: 'another process', onIdleError: () => {} });
  cleanUps.push(() => pool.end());
  return pool;
};

const start = async (
  projections: readonly Projection[],
  options: { readonly pool?: Pool; readonly onError?: (error: unknown) => void } = {},
): Promise<RunningProjections> => {
  const running = await startProjections({ store, pool: database.pool, projections, ...options });
  cleanUps.push(() => running.stop());
  return running;
};

type Tally = { readonly events: number; readonly sum: string; readonly chain: string };
const read = async (name: string): Promise<Tally> => {
  const { rows } = await database.pool.query<Tally>(`select events, sum, chain from read.${name}`);
  return rows[0]!;
};

/** What a projection that saw each of these once and in order has counted. */
const truth = async (): Promise<{ readonly events: number; readonly sum: string }> => {
  const { events } = await store.readAll({ after: START, limit: 100_000, filter: { types: ['Counted'] } });
  const values = events.map(({ data }) => (data as { value: number }).value);
  return { events: values.length, sum: String(values.reduce((a, b) => a + b, 0)) };
};

const checkpointOf = async (name: string): Promise<bigint> => {
  const { rows } = await database.pool.query<{ position: string }>(
    'select position from public.projection_checkpoints where name = $1',
    [name],
  );
  return BigInt(rows[0]?.position ?? -1);
};

const lockHolders = async (name: string): Promise<readonly number[]> => {
  const { rows } = await database.pool.query<{ pid: number }>(
    `select pid from pg_locks where locktype = 'advisory' and classid = 20818 and granted
       and objid = (hashtext($1)::bigint & 4294967295)::oid
       and database = (select oid from pg_database where datname = current_database())`,
    [name],
  );
  return rows.map(({ pid }) => pid);
};

describe('a runner', () => {
  it('applies what was there before and what comes later, each event once', async () => {
    await tell(store, counted('early', 1, 1200));
    const { readModels } = await start([tally('early')]);
    const position = await tell(store, counted('early', 1201, 300));
    expect(await readModels.waitFor(position, PATIENCE)).toBe(true);
    expect(await read('early')).toMatchObject(await truth());
  });

  it('moves the checkpoint over events that it does not ask for', async () => {
    const { readModels } = await start([tally('over')]);
    const position = await tell(store, counted('over', 1, 3));
    await readModels.waitFor(position, PATIENCE);
    expect(await checkpointOf('over')).toBe(position);
  });

  it('goes on where it stopped', async () => {
    const projection = tally('resume');
    await tell(store, counted('resume', 1, 3000));
    const first = await start([projection]);
    await until('some are applied', async () => (await checkpointOf('resume')) > 0n);
    await first.stop();
    const stoppedAt = await checkpointOf('resume');
    const { readModels } = await start([projection]);
    await readModels.waitFor(await store.head(), PATIENCE);
    expect(stoppedAt).toBeGreaterThan(0n);
    expect(await read('resume')).toMatchObject(await truth());
  });

  it('loses nothing and repeats nothing when its connections are cut at random moments', async () => {
    const errors: unknown[] = [];
    const pool = anotherPool();
    await tell(store, counted('cut', 1, 2500));
    const { readModels } = await start([tally('cut'), tally('cut_too')], {
      pool,
      onError: (error) => errors.push(error),
    });
    let cuts = 0;
    for (let n = 0; n < 12; n += 1) {
      const { rowCount } = await database.pool.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where datname = current_database() and pid <> pg_backend_pid()
           and (application_name = 'another process' or query ilike '%pg_try_advisory%')`,
      );
      cuts += rowCount ?? 0;
      await tell(store, counted('cut', 10_000 + n * 10, 10));
      await new Promise((resolve) => setTimeout(resolve, 5 + Math.random() * 60));
    }
    expect(await readModels.waitFor(await store.head(), PATIENCE)).toBe(true);
    const expected = await truth();
    expect(await read('cut')).toMatchObject(expected);
    expect(await read('cut_too')).toMatchObject(expected);
    expect(cuts).toBeGreaterThan(0);
  });

  it('starts anew, empty, where a checkpoint was removed', async () => {
    const projection = tally('anew');
    const position = await tell(store, counted('anew', 1, 9));
    const first = await start([projection]);
    await first.readModels.waitFor(position, PATIENCE);
    await first.stop();
    await database.pool.query(`delete from public.projection_checkpoints where name = 'anew'`);
    const { readModels } = await start([projection]);
    await readModels.waitFor(position, PATIENCE);
    expect(await read('anew')).toMatchObject(await truth());
  });
});

describe('two runners at once', () => {
  it('apply each event once even when no lock keeps them apart', async () => {
    const projections = [tally('twin'), tally('twin_too')];
    await prepareProjections(database.pool, projections);
    const stopping = new AbortController();
    const ends: string[] = [];
    const keepRunning = async (pool: Pool): Promise<void> => {
      while (!stopping.signal.aborted) {
        const end = await runLane({
          store,
          pool,
          projections,
          from: (await checkpointOf('twin')) as never,
          progress: createProgress(),
          onError: (error) => {
            throw error;
          },
          signal: stopping.signal,
        });
        ends.push(end.reason);
      }
    };
    const runners = [keepRunning(database.pool), keepRunning(anotherPool())];
    for (let n = 0; n < 100; n += 1) await tell(store, counted('twin', n * 10, 10));
    const head = await store.head();
    await until('all are applied', async () => (await checkpointOf('twin')) === head);
    stopping.abort();
    await Promise.all(runners);
    const expected = await truth();
    expect(await read('twin')).toMatchObject(expected);
    expect(await read('twin_too')).toMatchObject(expected);
    // they did get in each other's way
    expect(ends).toContain('moved');
  });

  it('take turns: one holds the lock, and the other takes over when its connection dies', async () => {
    const projection = tally('turns');
    const one = await start([projection], { pool: anotherPool() });
    await until('one holds the lock', async () => (await lockHolders('turns')).length === 1);
    const two = await start([projection], { pool: anotherPool() });
    await two.readModels.waitFor(await tell(store, counted('turns', 1, 10)), PATIENCE);
    const [holder] = await lockHolders('turns');

    await one.stop();
    await until('the other holds the lock', async () => {
      const holders = await lockHolders('turns');
      return holders.length === 1 && holders[0] !== holder;
    });
    const [second] = await lockHolders('turns');
    await database.pool.query('select pg_terminate_backend($1)', [second]);
    expect(await two.readModels.waitFor(await tell(store, counted('turns', 11, 10)), PATIENCE)).toBe(true);
    await until('a new connection holds the lock', async () => {
      const holders = await lockHolders('turns');
      return holders.length === 1 && holders[0] !== second;
    });
    expect(await two.readModels.waitFor(await tell(store, counted('turns', 21, 10)), PATIENCE)).toBe(true);
    expect(await read('turns')).toMatchObject(await truth());
  });

  it('may be two processes, of which one is killed', async () => {
    const postgres = createPostgresEventStore({ pool: database.pool });
    store = postgres;
    cleanUps.push(() => postgres.close());
    const other = fork(
      new URL('../support/projecting-process.ts', import.meta.url),
      [database.url, 'killed'],
      {
        execArgv: ['--import', 'tsx'],
        stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      },
    );
    const exited = once(other, 'exit');
    cleanUps.push(async () => {
      other.kill('SIGKILL');
      await exited;
    });
    await once(other, 'message');
    await until('the other process runs it', async () => (await lockHolders('killed')).length === 1);
    const [holder] = await lockHolders('killed');
    const { readModels } = await start([tally('killed')]);

    for (let n = 0; n < 30; n += 1) {
      await tell(store, counted('killed', n * 30, 30));
      if (n === 15) other.kill('SIGKILL');
    }
    expect(await readModels.waitFor(await store.head(), PATIENCE)).toBe(true);
    expect(await read('killed')).toMatchObject(await truth());
    await until('this process runs it', async () => {
      const holders = await lockHolders('killed');
      return holders.length === 1 && holders[0] !== holder;
    });
    expect(await readModels.waitFor(await tell(store, counted('killed', 10_000, 30)), PATIENCE)).toBe(true);
    expect(await read('killed')).toMatchObject(await truth());
  });
});

describe('a projection that cannot write', () => {
  it('says so with the position, holds up nobody else, keeps trying, and recovers', async () => {
    const errors: unknown[] = [];
    const { readModels } = await start([tally('sick'), tally('well')], {
      onError: (error) => errors.push(error),
    });
    await readModels.waitFor(await tell(store, counted('sick', 1, 5)), PATIENCE);
    await database.pool.query('alter table read.sick rename to hidden');
    const first = await tell(store, counted('sick', 6, 1));
    const head = await tell(store, counted('sick', 7, 5));

    await until('the failure is shown', async () =>
      (await readModels.status()).some(({ state }) => state === 'failed'),
    );
    expect(await readModels.status()).toMatchObject([
      { name: 'sick', state: 'failed', error: `at position ${first}: relation "sick" does not exist` },
      { name: 'well', error: null },
    ]);
    await until('the other one is at the head', async () => (await checkpointOf('well')) === head);
    expect(await checkpointOf('sick')).toBeLessThan(first);
    expect(await readModels.waitFor(head, 50)).toBe(false);
    expect(errors.map(String)).toContain('error: relation "sick" does not exist');

    await database.pool.query('alter table read.hidden rename to sick');
    expect(await readModels.waitFor(head, PATIENCE)).toBe(true);
    expect(await readModels.status()).toMatchObject([
      { name: 'sick', state: 'live', error: null, lagEvents: 0n },
      { name: 'well', state: 'live' },
    ]);
    expect(await read('sick')).toMatchObject(await truth());
    expect((await read('sick')).chain).toBe((await read('well')).chain);
  });
});

describe('waiting', () => {
  it('answers false when the time is up', async () => {
    const { readModels } = await start([tally('late')]);
    const head = await store.head();
    expect(await readModels.waitFor((head + 1n) as never, 30)).toBe(false);
    expect(await readModels.waitFor(head, 0)).toBe(true);
  });

  it('sees what another process has applied', async () => {
    const projection = tally('elsewhere');
    await start([projection], { pool: anotherPool() });
    const readModels = createReadModels({ store, pool: database.pool, projections: [projection] });
    const position = await tell(store, counted('elsewhere', 1, 30));
    expect(await readModels.waitFor(position, PATIENCE)).toBe(true);
    expect(await read('elsewhere')).toMatchObject(await truth());
  });

  it('asks the database nothing while the runner is in this process', async () => {
    const { readModels } = await start([tally('quiet')]);
    await readModels.waitFor(await tell(store, counted('quiet', 1, 3)), PATIENCE);
    const asked: string[] = [];
    const pool = Object.create(database.pool) as Pool;
    pool.query = ((text: string) => asked.push(text)) as never;
    const progress = createProgress();
    const local = createReadModels({ store, pool, projections: [tally('quiet')], progress });
    progress.moved(['quiet'], START);
    const waiting = local.waitFor(5n as never, PATIENCE);
    setTimeout(() => progress.moved(['quiet'], 5n as never), 60);
    expect(await waiting).toBe(true);
    expect(asked).toEqual([]);
  });

  it('shows how far behind a projection is', async () => {
    const projection = tally('lag');
    await prepareProjections(database.pool, [projection]);
    const readModels = createReadModels({ store, pool: database.pool, projections: [projection] });
    await tell(store, counted('lag', 1, 12));
    expect(await readModels.status()).toMatchObject([
      { name: 'lag', version: 1, state: 'catching-up', checkpoint: 0n, lagEvents: 12n, error: null },
    ]);
    const running = await start([projection]);
    await running.readModels.waitFor(await store.head(), PATIENCE);
    expect(await readModels.status()).toMatchObject([{ name: 'lag', state: 'live', lagEvents: 0n }]);
  });
});

describe('tables that other code has made', () => {
  it('are rebuilt at the start, and the older process writes to them no more', async () => {
    const older = await start([tally('aged')], { pool: anotherPool() });
    await older.readModels.waitFor(await tell(store, counted('aged', 1, 30)), PATIENCE);
    const [holder] = await lockHolders('aged');

    const newer = await start([tally('aged', undefined, 2)]);
    const position = await tell(store, counted('aged', 31, 30));
    expect(await newer.readModels.waitFor(position, PATIENCE)).toBe(true);
    expect(await newer.readModels.status()).toMatchObject([{ name: 'aged', version: 2, state: 'live' }]);
    expect(await read('aged')).toMatchObject(await truth());
    await until('the newer process runs it', async () => {
      const holders = await lockHolders('aged');
      return holders.length === 1 && holders[0] !== holder;
    });
  });
});
