import type { Pool } from 'pg';
import { createMemoryEventStore } from '../../adapters/event-store/memory/memory-event-store.ts';
import type { EventStore, Position } from '../../application/ports/event-store.ts';
import { createPool } from '../../infra/database/pool.ts';
import type { Projection } from '../../projections/projection.ts';
import { retryParked, skipParked } from '../../projections/repair/repair.ts';
import { runLane } from '../../projections/runner/lane.ts';
import { prepareProjections } from '../../projections/runner/prepare.ts';
import { createProgress } from '../../projections/runner/progress.ts';
import { type RunningProjections, startProjections } from '../../projections/runner/start-projections.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { tell } from '../support/events.ts';
import { noted, sorter } from '../support/sorter.ts';
import { until } from '../support/until.ts';

const PATIENCE = 20_000;
const ORDER = { actor: { kind: 'user', userId: 'ops' }, reason: 'a test' } as const;
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

const start = async (projections: readonly Projection[], pool = database.pool) => {
  const errors: unknown[] = [];
  const running: RunningProjections = await startProjections({
    store,
    pool,
    projections,
    onError: (error) => errors.push(error),
  });
  cleanUps.push(() => running.stop());
  return { ...running, errors };
};

const anotherPool = (): Pool => {
  const pool = createPool({ url: database.url, applicationName: 'another process', onIdleError: () => {} });
  cleanUps.push(() => pool.end());
  return pool;
};

const balances = async (name: string): Promise<Readonly<Record<string, string>>> => {
  const { rows } = await database.pool.query<{ portfolio_id: string; balance: string }>(
    `select portfolio_id, balance from read.${name}_balances order by portfolio_id`,
  );
  return Object.fromEntries(rows.map(({ portfolio_id, balance }) => [portfolio_id, balance]));
};

const parkedOf = async (name: string) =>
  (
    await database.pool.query(
      `select key, position::text, event_type, error, waiting::int, attempts from public.parked_keys
       where projection = $1 order by key`,
      [name],
    )
  ).rows as readonly Record<string, unknown>[];

const checkpointOf = async (name: string): Promise<Position> => {
  const { rows } = await database.pool.query<{ position: string }>(
    'select position from public.projection_checkpoints where name = $1',
    [name],
  );
  return BigInt(rows[0]!.position) as Position;
};

describe('a poison event', () => {
  it('parks its own key in its projection, and everything else goes on', async () => {
    const sick = sorter('sick', (note) => note === 'X');
    const { readModels, errors } = await start([sick, sorter('well')]);
    await tell(store, [noted('p', 'a'), noted('q', 'a')]);
    const poison = await tell(store, [noted('p', 'X')]);
    const head = await tell(store, [noted('p', 'b'), noted('q', 'b'), noted('p', 'c')]);
    expect(await readModels.waitFor(head, PATIENCE)).toBe(true);

    expect(await balances('sick')).toEqual({ p: 'a', q: 'ab' });
    expect(await balances('well')).toEqual({ p: 'aXbc', q: 'ab' });
    expect(await parkedOf('sick')).toEqual([
      {
        key: 'p',
        position: String(poison),
        event_type: 'Noted',
        error: 'cannot digest X',
        waiting: 3,
        attempts: 1,
      },
    ]);
    expect(await parkedOf('well')).toEqual([]);
    expect(errors.map(String)).toEqual(['Error: cannot digest X']);
  });

  it('is found in the middle of a long page, between others that are poison too', async () => {
    const notes = Array.from({ length: 300 }, (_, index) =>
      noted(`k${index % 7}`, index % 50 === 9 ? 'X' : 'o'),
    );
    const head = await tell(store, notes);
    const { readModels } = await start([sorter('paged', (note) => note === 'X'), sorter('unpaged')]);
    expect(await readModels.waitFor(head, PATIENCE)).toBe(true);
    // The first poison of each key, and what stands before it.
    const expected: Record<string, string> = {};
    const poisoned = new Set<string>();
    for (const { stream, event } of notes) {
      const key = stream.slice('portfolio-'.length);
      const { note } = event.data as { note: string };
      if (note === 'X') poisoned.add(key);
      if (!poisoned.has(key)) expected[key] = `${expected[key] ?? ''}o`;
    }
    expect(poisoned.size).toBeGreaterThan(1);
    expect(await balances('paged')).toEqual(expected);
    expect((await parkedOf('paged')).map(({ key }) => key)).toEqual([...poisoned].toSorted());
  });

  it('may be one that only the database refuses', async () => {
    const { readModels } = await start([sorter('typed')]);
    const head = await tell(store, [noted('p', 'a'), noted('p', 'b', 'not a number'), noted('q', 'a')]);
    expect(await readModels.waitFor(head, PATIENCE)).toBe(true);
    expect(await balances('typed')).toEqual({ p: 'a', q: 'a' });
    expect(await parkedOf('typed')).toMatchObject([
      { key: 'p', error: 'invalid input syntax for type numeric: "not a number"' },
    ]);
  });

  it('parks its key once with two runners and cut connections, and counts each waiting event once', async () => {
    const projections = [sorter('twice', (note) => note === 'X'), sorter('twice_too')];
    await prepareProjections(database.pool, projections);
    const stopping = new AbortController();
    const keepRunning = async (pool: Pool): Promise<void> => {
      while (!stopping.signal.aborted) {
        await runLane({
          store,
          pool,
          projections,
          from: await checkpointOf('twice'),
          progress: createProgress(),
          onError: () => {},
          signal: stopping.signal,
        });
      }
    };
    const runners = [keepRunning(anotherPool()), keepRunning(anotherPool())];
    for (let n = 0; n < 30; n += 1) {
      await tell(store, [noted('p', n === 10 ? 'X' : 'o'), noted('q', 'o')]);
      if (n % 6 === 0)
        await database.pool.query(
          `select pg_terminate_backend(pid) from pg_stat_activity
           where datname = current_database() and application_name = 'another process'`,
        );
    }
    const head = await store.head();
    await until('all are applied', async () => (await checkpointOf('twice')) === head);
    stopping.abort();
    await Promise.all(runners);
    expect(await balances('twice')).toEqual({ p: 'o'.repeat(10), q: 'o'.repeat(30) });
    expect(await parkedOf('twice')).toMatchObject([{ key: 'p', waiting: 20 }]);
  });
});

describe('a parked key', () => {
  const park = async (name: string, refuses: () => boolean = () => true) => {
    const projection = sorter(name, (note) => note === 'X' && refuses());
    const { readModels } = await start([projection]);
    await tell(store, [noted('p', 'a')]);
    const poison = await tell(store, [noted('p', 'X')]);
    const head = await tell(store, [noted('p', 'b'), noted('q', 'a')]);
    await readModels.waitFor(head, PATIENCE);
    return { projection, poison, readModels };
  };

  it('is released by a retry once its event can be applied, with all that waited, and is live again', async () => {
    let poisonous = true;
    const { projection, readModels } = await park('retried', () => poisonous);
    const again = await retryParked({ store, pool: database.pool }, projection, 'p', ORDER);
    expect(again?.projections[0]?.parked).toMatchObject({ error: 'cannot digest X' });
    expect(await parkedOf('retried')).toMatchObject([{ key: 'p', waiting: 2, attempts: 2 }]);

    poisonous = false;
    const report = await retryParked({ store, pool: database.pool }, projection, 'p', ORDER);
    expect(report).toMatchObject({ kind: 'retry', projections: [{ parked: null, events: 3 }] });
    expect(await parkedOf('retried')).toEqual([]);
    await readModels.waitFor(await tell(store, [noted('p', 'c')]), PATIENCE);
    expect(await balances('retried')).toEqual({ p: 'aXbc', q: 'a' });
    expect(await retryParked({ store, pool: database.pool }, projection, 'p', ORDER)).toBeNull();
  });

  it('stays at its next poison event when a retry comes no further', async () => {
    let refused = 'X';
    const projection = sorter('further', (note) => note === refused);
    const { readModels } = await start([projection]);
    await tell(store, [noted('p', 'X'), noted('p', 'b'), noted('p', 'Y')]);
    await readModels.waitFor(await tell(store, [noted('p', 'c')]), PATIENCE);
    refused = 'Y';
    await retryParked({ store, pool: database.pool }, projection, 'p', ORDER);
    expect(await balances('further')).toEqual({ p: 'Xb' });
    expect(await parkedOf('further')).toMatchObject([{ error: 'cannot digest Y', waiting: 2, attempts: 2 }]);
  });

  it('goes on without its event once somebody skips it with a reason, and who and why are kept', async () => {
    const { projection, poison, readModels } = await park('skipped');
    const wrong = await skipParked({ store, pool: database.pool }, projection, 'p', poison + 1n, ORDER);
    expect(wrong).toBeNull();
    const report = await skipParked({ store, pool: database.pool }, projection, 'p', poison, ORDER);
    expect(report).toMatchObject({ kind: 'skip', projections: [{ parked: null, events: 2 }] });
    await readModels.waitFor(await tell(store, [noted('p', 'c')]), PATIENCE);
    expect(await balances('skipped')).toEqual({ p: 'abc', q: 'a' });
    const { rows } = await database.pool.query(
      `select key, position::text, error, reason, actor from public.skipped_events where projection = 'skipped'`,
    );
    expect(rows).toEqual([
      {
        key: 'p',
        position: String(poison),
        error: 'cannot digest X',
        reason: ORDER.reason,
        actor: ORDER.actor,
      },
    ]);
  });

  it('is tried again by the next process that takes the projection over', async () => {
    let poisonous = true;
    const projection = sorter('taken_over', (note) => note === 'X' && poisonous);
    const first = await start([projection]);
    await first.readModels.waitFor(await tell(store, [noted('p', 'X'), noted('p', 'b')]), PATIENCE);
    await first.stop();
    poisonous = false;
    await start([projection]);
    await until('the key is released', async () => (await parkedOf('taken_over')).length === 0);
    expect(await balances('taken_over')).toEqual({ p: 'Xb' });
  });

  it('is released by the rebuild that a new version of the projection brings', async () => {
    const refusing = sorter('versioned', (note) => note === 'X');
    const first = await start([refusing]);
    await first.readModels.waitFor(
      await tell(store, [noted('p', 'a'), noted('p', 'X'), noted('p', 'b')]),
      PATIENCE,
    );
    expect(await parkedOf('versioned')).toMatchObject([{ key: 'p', waiting: 2 }]);
    await first.stop();
    const second = await start([sorter('versioned', undefined, 2)]);
    await until('the new version is live', async () => (await second.readModels.status())[0]!.version === 2);
    expect(await parkedOf('versioned')).toEqual([]);
    await second.readModels.waitFor(await tell(store, [noted('p', 'c')]), PATIENCE);
    expect(await balances('versioned')).toEqual({ p: 'aXbc' });
  });

  it('loses nothing when it is released while events come in', async () => {
    let poisonous = true;
    const projection = sorter('busy', (note) => note === 'X' && poisonous);
    const { readModels } = await start([projection]);
    await readModels.waitFor(await tell(store, [noted('p', 'X')]), PATIENCE);
    poisonous = false;
    const telling = (async () => {
      for (let n = 0; n < 40; n += 1) await tell(store, [noted('p', 'o'), noted('q', 'o')]);
    })();
    await retryParked({ store, pool: database.pool }, projection, 'p', ORDER);
    await telling;
    expect(await readModels.waitFor(await store.head(), PATIENCE)).toBe(true);
    expect(await balances('busy')).toEqual({ p: `X${'o'.repeat(40)}`, q: 'o'.repeat(40) });
    expect(await parkedOf('busy')).toEqual([]);
  });
});
