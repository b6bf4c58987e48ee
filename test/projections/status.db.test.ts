import { setTimeout as sleep } from 'node:timers/promises';
import { createMemoryEventStore } from '../../adapters/event-store/memory/memory-event-store.ts';
import type { EventStore } from '../../application/ports/event-store.ts';
import { prepareProjections } from '../../projections/runner/prepare.ts';
import { createReadModels } from '../../projections/runner/read-models.ts';
import { startProjections } from '../../projections/runner/start-projections.ts';
import { createUpkeep } from '../../projections/upkeep.ts';
import { startVerifying } from '../../projections/verify/schedule.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { tell } from '../support/events.ts';
import { noted, sorter } from '../support/sorter.ts';
import { until } from '../support/until.ts';

const PATIENCE = 20_000;
let database: TestDatabase;
let store: EventStore;

beforeAll(async () => {
  database = await createTestDatabase();
});
beforeEach(() => {
  store = createMemoryEventStore();
});
afterEach(() => store.close());
afterAll(() => database.close());

const age = (name: string, seconds: number) =>
  database.pool.query(
    `update public.projection_checkpoints set updated_at = clock_timestamp() - make_interval(secs => $2)
     where name = $1`,
    [name, seconds],
  );

describe('the status of a projection', () => {
  it('says how old the oldest event is that is not applied, and how long the checkpoint has not moved', async () => {
    const projection = sorter('old');
    await prepareProjections(database.pool, [projection]);
    const readModels = createReadModels({ store, pool: database.pool, projections: [projection] });
    await age('old', 3600);
    // A quiet log: an old checkpoint is no news.
    expect(await readModels.status()).toMatchObject([{ lagEvents: 0n, lagSeconds: 0, stalled: false }]);
    await tell(store, [noted('p', 'a')]);
    await sleep(30);
    await tell(store, [noted('p', 'b')]);
    const [status] = await readModels.status();
    expect(status).toMatchObject({ lagEvents: 2n, stalled: false });
    expect(status!.lagSeconds).toBeGreaterThanOrEqual(0.03);
    expect(status!.checkpointAgeSeconds).toBeGreaterThanOrEqual(3600);
  });

  it('is stalled when the log has grown and the checkpoint has not moved for the time that was set', async () => {
    const projection = sorter('stuck');
    await prepareProjections(database.pool, [projection]);
    const readModels = createReadModels({
      store,
      pool: database.pool,
      projections: [projection],
      stalledAfterSeconds: 0.02,
    });
    await tell(store, [noted('p', 'a')]);
    await sleep(40);
    expect(await readModels.status()).toMatchObject([{ name: 'stuck', stalled: true }]);

    // Behind, and on its way: an old event is not applied, but the checkpoint has just moved.
    await database.pool.query(
      `update public.projection_checkpoints set updated_at = clock_timestamp() + interval '1 minute'
       where name = 'stuck'`,
    );
    expect(await readModels.status()).toMatchObject([{ name: 'stuck', stalled: false }]);

    const running = await startProjections({ store, pool: database.pool, projections: [projection] });
    await running.readModels.waitFor(await store.head(), PATIENCE);
    await sleep(40);
    expect(await readModels.status()).toMatchObject([{ lagSeconds: 0, stalled: false, state: 'live' }]);
    await running.stop();
  });
});

describe('the schedule', () => {
  it('verifies a sample in turns, tells of what differs, and leaves it as it is', async () => {
    const projection = sorter('scheduled');
    const running = await startProjections({ store, pool: database.pool, projections: [projection] });
    await running.readModels.waitFor(await tell(store, [noted('p', 'a'), noted('q', 'a')]), PATIENCE);
    await database.pool.query(
      `update read.scheduled_balances set balance = 'wrong' where portfolio_id = 'p'`,
    );
    const upkeep = createUpkeep({ store, pool: database.pool, projections: [projection] });
    const found: unknown[] = [];
    const errors: unknown[] = [];
    const schedules = [1, 2].map(() =>
      startVerifying({
        pool: database.pool,
        upkeep,
        everyMs: 100,
        onDrift: (drift) => found.push(drift),
        onError: (error) => errors.push(error),
      }),
    );
    await until('drift was found', () => found.length > 0);
    for (const schedule of schedules) await schedule.stop();
    expect(errors).toEqual([]);
    expect(found[0]).toEqual({
      projection: 'scheduled',
      differences: 1,
      repair: ['npm run sigmafold -- repair --portfolio p --projection scheduled'],
    });
    const { rows } = await database.pool.query(
      'select balance from read.scheduled_balances order by portfolio_id',
    );
    expect(rows).toEqual([{ balance: 'wrong' }, { balance: 'a' }]);
    expect(await running.readModels.status()).toMatchObject([{ verified: { differences: 1 } }]);
    const [latest] = await upkeep.verifications(1);
    expect(latest).toMatchObject({
      status: 'completed',
      scope: { kind: 'sample' },
      actor: { kind: 'process', name: 'verifier' },
    });
    // Two schedules, one turn at a time: never two within three quarters of the time.
    const turns = await database.pool.query<{ apart: number }>(
      `select extract(epoch from started_at - lag(started_at) over (order by started_at))::float8 as apart
       from public.projection_verifications`,
    );
    const apart = turns.rows.flatMap((row) => (row.apart === null ? [] : [row.apart]));
    expect(Math.min(1, ...apart)).toBeGreaterThan(0.06);
    await running.stop();
  });

  it('records a verification that could not be done as failed, with the reason', async () => {
    const projection = sorter('impossible');
    const running = await startProjections({ store, pool: database.pool, projections: [projection] });
    await running.readModels.waitFor(await tell(store, [noted('p', 'a'), noted('p', 'b')]), PATIENCE);
    const errors: unknown[] = [];
    const upkeep = createUpkeep({
      store,
      pool: database.pool,
      projections: [sorter('impossible', (note) => note === 'b')],
      onError: (error) => errors.push(error),
    });
    const verified = await upkeep.verify({ kind: 'whole' }, [], { kind: 'process', name: 'test' });
    expect(verified).toMatchObject({
      ok: true,
      value: {
        status: 'failed',
        projections: [],
        error: 'impossible cannot apply an event between 1 and 2: cannot digest b',
      },
    });
    expect(errors).toHaveLength(1);
    await running.stop();
  });
});
