import { setTimeout as sleep } from 'node:timers/promises';
import { createMemoryEventStore } from '../../adapters/event-store/memory/memory-event-store.ts';
import type { VerificationScope, VerifiedProjection } from '../../application/ports/upkeep.ts';
import { PROJECTIONS } from '../../projections/all.ts';
import { liveChecksums } from '../../projections/rebuild/checksum.ts';
import { repairKey, skipParked } from '../../projections/repair/repair.ts';
import { type RunningProjections, startProjections } from '../../projections/runner/start-projections.ts';
import { createUpkeep } from '../../projections/upkeep.ts';
import { verifyProjections } from '../../projections/verify/verify.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { inviteStory, tell, town } from '../support/events.ts';
import { noted, sorter } from '../support/sorter.ts';

const PATIENCE = 20_000;
const ORDER = { actor: { kind: 'user', userId: 'ops' }, reason: 'a test' } as const;
const WHOLE = { kind: 'whole' } as const;
const { portfolios, told: toldOfTown } = town({ people: 3 });
const told = [...toldOfTown, ...inviteStory()];
const [story, second] = [portfolios[0]!, portfolios[1]!];
const store = createMemoryEventStore();
let database: TestDatabase;
let running: RunningProjections;

beforeAll(async () => {
  database = await createTestDatabase();
  const position = await tell(store, told);
  running = await startProjections({ store, pool: database.pool, projections: PROJECTIONS });
  expect(await running.readModels.waitFor(position, PATIENCE)).toBe(true);
});
afterAll(async () => {
  await running.stop();
  await store.close();
  await database.close();
});

const verify = (scope: VerificationScope) =>
  verifyProjections({ store, pool: database.pool, projections: PROJECTIONS }, scope);

const drifted = (verified: readonly VerifiedProjection[]) =>
  verified.filter(({ differences }) => differences > 0);

const sql = (text: string, values: unknown[] = []) => database.pool.query(text, values);

/** What was damaged in one test is mended for the next. */
const mend = async (): Promise<void> => {
  for (const { portfolioId } of portfolios) await repair('portfolio', portfolioId);
  for (const symbol of ['AAPL', 'MSFT', 'BRK-B', 'SPY']) await repair('symbol', symbol);
};

const repair = (partition: 'portfolio' | 'symbol' | 'user', key: string, from: string | null = null) =>
  repairKey(
    {
      store,
      pool: database.pool,
      projections: PROJECTIONS.filter((projection) => projection.partition === partition),
    },
    { partition, key, from },
    ORDER,
  );

describe('a verification', () => {
  afterEach(mend);

  it('finds nothing where nothing is wrong, whole and sampled', async () => {
    const whole = await verify(WHOLE);
    expect(drifted(whole)).toEqual([]);
    expect(whole.map(({ projection }) => projection)).toEqual(PROJECTIONS.map(({ name }) => name));
    const head = await store.head();
    expect(
      whole.every(({ position, keys, tables }) => position === head && keys === null && tables.length > 0),
    ).toBe(true);
    const rows = Object.fromEntries(
      whole.flatMap(({ tables }) => tables.map(({ table, rows }) => [table, rows])),
    );
    const live = await liveChecksums(database.pool, PROJECTIONS);
    expect(rows).toEqual(Object.fromEntries(live.map(({ table, rows }) => [table, rows])));

    const sampled = await verify({ kind: 'sample', keys: 4 });
    expect(drifted(sampled)).toEqual([]);
    expect(sampled.every(({ keys }) => keys !== null && keys > 0)).toBe(true);
  });

  it.each<readonly [string, VerificationScope]>([
    ['whole', WHOLE],
    ['of one key', { kind: 'key', partition: 'portfolio', key: story.portfolioId }],
  ])('names exactly the changed value, the missing and the extra row: %s', async (_name, scope) => {
    const id = story.portfolioId;
    await sql(
      `update read.snapshots set equity = equity + 0.01 where portfolio_id = $1 and date = '2024-06-12'`,
      [id],
    );
    await sql(
      `delete from read.stress_results where portfolio_id = $1 and scenario_id =
      (select min(scenario_id) from read.stress_results where portfolio_id = $1)`,
      [id],
    );
    await sql(
      `insert into read.capital_flows select portfolio_id, 'ghost', kind, amount, date, notes, recorded_on, recorded_at,
         recorded_position, corrected_at, last_position from read.capital_flows where portfolio_id = $1 limit 1`,
      [id],
    );
    const found = drifted(await verify(scope));
    expect(found.map(({ projection, differences }) => [projection, differences])).toEqual([
      ['capital_flows', 1],
      ['snapshots', 1],
      ['risk', 1],
    ]);
    const [flows, snapshots, risk] = found.map(({ tables }) =>
      tables.filter(({ sample }) => sample.length > 0).map(({ table, sample }) => ({ table, sample })),
    );
    expect(flows).toEqual([
      {
        table: 'capital_flows',
        sample: [{ kind: 'extra', belongsTo: id, key: { portfolio_id: id, flow_id: 'ghost' }, columns: [] }],
      },
    ]);
    expect(snapshots).toEqual([
      {
        table: 'snapshots',
        sample: [
          {
            kind: 'changed',
            belongsTo: id,
            key: { portfolio_id: id, date: '2024-06-12' },
            columns: [{ column: 'equity', live: expect.any(String), expected: expect.any(String) }],
          },
        ],
      },
    ]);
    const [{ live, expected }] = snapshots![0]!.sample[0]!.columns as unknown as [
      { live: string; expected: string },
    ];
    expect(Number(live) - Number(expected)).toBeCloseTo(0.01, 6);
    expect(risk).toMatchObject([
      {
        table: 'stress_results',
        sample: [{ kind: 'missing', key: { portfolio_id: id, date: '2024-06-28' } }],
      },
    ]);
    expect(found.map(({ repair }) => repair)).toEqual(
      ['capital_flows', 'snapshots', 'risk'].map((name) => [
        `npm run sigmafold -- repair --portfolio ${id} --projection ${name}`,
      ]),
    );
  });

  it('sees a digit at the end of a number, and the difference between null and nothing', async () => {
    await sql(`update read.symbol_prices set closes = closes || '0'
      where symbol = 'AAPL' and month_end = '2024-06-30'`);
    await sql(`update read.symbols set failure = 'null'::jsonb where symbol = 'MSFT'`);
    expect(
      drifted(await verify(WHOLE)).map(({ projection, differences }) => [projection, differences]),
    ).toEqual([
      ['symbols', 1],
      ['symbol_prices', 1],
    ]);
  });

  it('finds rows in a sample that nothing in the log accounts for, and keys that have lost all rows', async () => {
    await sql('delete from read.positions');
    await sql(`insert into read.symbol_factors values ('MA', '2024-06-28', '{}', gen_random_uuid())`);
    // So many, and a name that is next to many others, that chance hardly ever misses it.
    const found = drifted(await verify({ kind: 'sample', keys: 200 }));
    expect(found.map(({ projection }) => projection)).toEqual(['positions', 'symbol_factors']);
    const counts = found[0]!.tables[0]!;
    expect(counts).toMatchObject({ changed: 0, extra: 0, missing: counts.rows });
    expect(found[1]!.tables[0]!.sample).toMatchObject([{ kind: 'extra', belongsTo: 'MA' }]);
    // Nothing was mended silently.
    expect((await sql('select from read.positions')).rowCount).toBe(0);
    await sql(`delete from read.symbol_factors where symbol = 'MA'`);
  });

  it('names so many rows and counts the rest; of many keys it is a rebuild that mends them', async () => {
    await sql(`update read.symbol_prices set source = 'elsewhere'`);
    const [prices] = drifted(await verify(WHOLE));
    const { rows, changed, sample } = prices!.tables[0]!;
    expect(changed).toBe(rows);
    expect(sample[0]!.columns).toEqual([{ column: 'source', live: 'elsewhere', expected: 'simulated' }]);
    expect(prices!.repair).toHaveLength(4);
    await sql(`insert into read.symbol_factors
      select 'GHOST' || n, '2024-06-28', '{}', gen_random_uuid() from generate_series(1, 60) n`);
    const factors = drifted(await verify(WHOLE)).find(({ projection }) => projection === 'symbol_factors');
    expect(factors!.tables[0]).toMatchObject({ extra: 60 });
    expect(factors!.tables[0]!.sample).toHaveLength(50);
    expect(factors!.repair).toEqual(['npm run sigmafold -- rebuild symbol_factors']);
    await sql(`delete from read.symbol_factors where symbol like 'GHOST%'`);
  });

  it('goes on beside a runner that writes, and takes nothing that comes in for drift', async () => {
    let more = true;
    const telling = (async () => {
      for (let seed = 100; more; seed += 1) {
        await sleep(20);
        await tell(store, town({ people: 1, symbols: [`S${seed}`], from: '2024-06-24' }).told.slice(0, 5));
      }
    })();
    try {
      for (let n = 0; n < 2; n += 1) {
        expect(drifted(await verify(WHOLE))).toEqual([]);
        expect(drifted(await verify({ kind: 'sample', keys: 4 }))).toEqual([]);
      }
    } finally {
      more = false;
      await telling;
    }
  });

  it('leaves tables alone that belong to other code', async () => {
    await sql(`update public.projection_checkpoints set fingerprint = 'other' where name = 'users'`);
    try {
      const [users] = await verify(WHOLE);
      const upkeep = createUpkeep({ store, pool: database.pool, projections: PROJECTIONS });
      const key = { partition: 'user', key: story.userId, from: null } as const;
      expect(await upkeep.repair(key, [], ORDER)).toMatchObject({
        ok: false,
        error: { code: 'ERR_ADMIN_011', message: expect.stringContaining('users belong to another version') },
      });
      expect(users).toMatchObject({ projection: 'users', position: null, differences: 0, tables: [] });
    } finally {
      await sql(`update public.projection_checkpoints set fingerprint = $1 where name = 'users'`, [
        (await import('../../projections/runner/fingerprint.ts')).fingerprintOf(PROJECTIONS[0]!),
      ]);
    }
  });

  it('expects of a parked key what it had before the poison, and of one with a skipped event what is left', async () => {
    const own = createMemoryEventStore();
    const projection = sorter('verified', (note) => note === 'X' || note === 'Y');
    const runner = await startProjections({ store: own, pool: database.pool, projections: [projection] });
    try {
      await tell(
        own,
        ['a', 'X', 'b'].map((note) => noted('skips', note)),
      );
      const head = await tell(
        own,
        ['a', 'Y', 'b'].map((note) => noted('parks', note)),
      );
      await runner.readModels.waitFor(head, PATIENCE);
      await skipParked({ store: own, pool: database.pool }, projection, 'skips', 2n, ORDER);
      const options = { store: own, pool: database.pool, projections: [projection] };
      // Drawn so often that both keys are among them.
      for (const scope of [WHOLE, { kind: 'sample', keys: 200 } as const]) {
        const [verified] = await verifyProjections(options, scope);
        expect(verified).toMatchObject({ differences: 0, events: 3, position: head });
      }
      await sql(`update read.verified_balances set balance = 'b' where portfolio_id = 'parks'`);
      expect((await verifyProjections(options, WHOLE))[0]).toMatchObject({ differences: 1 });
    } finally {
      await runner.stop();
      await own.close();
    }
  });
});

describe('a repair', () => {
  const checksums = () => liveChecksums(database.pool, PROJECTIONS);

  it('mends every table of a portfolio and says what it changed, and another portfolio is not touched', async () => {
    const before = await checksums();
    const id = story.portfolioId;
    await sql('update read.positions set symbol = $2 where portfolio_id = $1', [id, 'WRONG']);
    await sql('delete from read.portfolios where portfolio_id = $1', [id]);
    await sql(`update read.snapshots set equity = 1 where portfolio_id = any ($1) and date = '2024-06-12'`, [
      [id, second.portfolioId],
    ]);
    // A run that claims to be another portfolio's.
    await sql('update read.calculation_runs set portfolio_id = $2 where portfolio_id = $1', [id, 'nobody']);
    const report = await repair('portfolio', id);
    const changes = report.projections.flatMap(({ tables }) =>
      tables
        .filter(({ changed, missing, extra }) => changed + missing + extra > 0)
        .map(({ table, changed, missing, extra }) => [table, changed, missing, extra]),
    );
    expect(changes).toEqual([
      ['portfolios', 0, 1, 0],
      ['positions', story.lots.length, 0, 0],
      ['calculation_runs', 0, 1, 0],
      ['snapshots', 1, 0, 0],
    ]);
    expect(drifted(await verify(WHOLE)).map(({ repair }) => repair)).toEqual([
      [`npm run sigmafold -- repair --portfolio ${second.portfolioId} --projection snapshots`],
    ]);
    await repair('portfolio', second.portfolioId);
    expect(await checksums()).toEqual(before);

    const { rows } = await sql(
      'select kind, partition, key, actor, reason from public.projection_repairs where repair_id = $1',
      [report.repairId],
    );
    expect(rows).toEqual([{ kind: 'repair', partition: 'portfolio', key: id, ...ORDER }]);
  });

  it('mends a symbol and a user', async () => {
    const before = await checksums();
    await sql(`delete from read.symbol_prices where symbol = 'AAPL'`);
    await sql(`update read.symbols set status = 'error' where symbol = 'AAPL'`);
    await sql(`update read.users set email = 'nobody' where user_id = $1`, [story.userId]);
    await repair('symbol', 'AAPL');
    await repair('user', story.userId);
    expect(await checksums()).toEqual(before);
  });

  it('from a day on leaves the rows before it, and all that has no day, as they are', async () => {
    const id = story.portfolioId;
    await sql('update read.snapshots set equity = 1 where portfolio_id = $1', [id]);
    await sql('update read.positions set ordinal = ordinal + 100 where portfolio_id = $1', [id]);
    const report = await repair('portfolio', id, '2024-06-20');
    const { rows } = await sql(
      `select date::text from read.snapshots where portfolio_id = $1 and equity = 1 order by date`,
      [id],
    );
    expect(rows.at(-1)).toEqual({ date: '2024-06-18' });
    expect(report.projections.flatMap(({ tables }) => tables.map(({ table }) => table))).not.toContain(
      'positions',
    );
    expect(drifted(await verify(WHOLE)).map(({ projection }) => projection)).toEqual([
      'positions',
      'snapshots',
    ]);
    await mend();
  });

  it('folds up to the checkpoint and not beyond', async () => {
    await running.stop();
    const [held] = (
      await sql(`select position::text from public.projection_checkpoints where name = 'portfolios'`)
    ).rows;
    const extra = portfolios[0]!.told.filter(({ event }) => event.type === 'PositionsImported')[0]!;
    await tell(store, [
      {
        stream: extra.stream,
        event: {
          ...extra.event,
          eventId: crypto.randomUUID(),
          data: { ...extra.event.data, importId: crypto.randomUUID(), positions: [] },
        },
      },
    ]);
    const report = await repair('portfolio', story.portfolioId);
    expect(report.projections.every(({ position }) => String(position) === held!.position)).toBe(true);
    expect(
      report.projections
        .flatMap(({ tables }) => tables)
        .every(({ changed, missing }) => changed + missing === 0),
    ).toBe(true);
    running = await startProjections({ store, pool: database.pool, projections: PROJECTIONS });
    await running.readModels.waitFor(await store.head(), PATIENCE);
    expect(drifted(await verify(WHOLE))).toEqual([]);
  });

  it('changes nothing at all when it fails half way', async () => {
    const broken = {
      ...PROJECTIONS.find(({ name }) => name === 'targets')!,
      apply: () => Promise.reject(new Error()),
    };
    await sql('update read.positions set symbol = $2 where portfolio_id = $1', [story.portfolioId, 'WRONG']);
    const before = await checksums();
    const refusing = { ...broken, ddl: `${broken.ddl} select no_such_function();` };
    await expect(
      repairKey(
        {
          store,
          pool: database.pool,
          projections: [PROJECTIONS.find(({ name }) => name === 'positions')!, refusing],
        },
        { partition: 'portfolio', key: story.portfolioId, from: null },
        ORDER,
      ),
    ).rejects.toThrow();
    expect(await checksums()).toEqual(before);
    await mend();
  });
});
