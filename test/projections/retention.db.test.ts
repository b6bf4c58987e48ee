import { createPostgresEventStore } from '../../adapters/event-store/postgres/postgres-event-store.ts';
import type { EventStore } from '../../application/ports/event-store.ts';
import { streams } from '../../application/streams.ts';
import type { CalculationEvent } from '../../domain/calculation/events.ts';
import { addDays } from '../../domain/dates.ts';
import { portfolioIdOf, uuid5 } from '../../domain/ids.ts';
import type { SymbolEvent } from '../../domain/symbol/events.ts';
import { PROJECTIONS } from '../../projections/all.ts';
import { liveChecksums } from '../../projections/rebuild/checksum.ts';
import { rebuildProjections } from '../../projections/rebuild/rebuild.ts';
import { repairKey } from '../../projections/repair/repair.ts';
import { type RunningProjections, startProjections } from '../../projections/runner/start-projections.ts';
import { verifyProjections } from '../../projections/verify/verify.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { eventOf, factorsOf, seeded, type Told, tell } from '../support/events.ts';

const ORDER = { actor: { kind: 'user', userId: 'ops' }, reason: 'a test' } as const;
const NEWEST = '2024-06-28';
const PORTFOLIO = portfolioIdOf('u', 'kept');
const daysBefore = (days: number): string => addDays(NEWEST, -days);

let told = 0;
const factorsTold = (symbol: string, date: string): Told => {
  told += 1;
  const event: SymbolEvent = {
    type: 'SymbolFactorsCalculated',
    data: { symbol, date, factors: factorsOf(seeded(told)) },
  };
  return { stream: streams.symbol(symbol), event: eventOf(event, `factors ${told}`) };
};
const runOn = (date: string): readonly Told[] => {
  const about = { runId: uuid5(`run ${date}`), portfolioId: PORTFOLIO };
  const events: readonly CalculationEvent[] = [
    {
      type: 'CalculationRequested',
      data: { ...about, calculationDate: date, force: false, trigger: 'import' },
    },
    { type: 'CalculationPhaseStarted', data: { ...about, phase: 'classify', total: 1 } },
    { type: 'CalculationFailed', data: { ...about, code: 'ERR_BATCH_004', message: 'nothing to value' } },
  ];
  return events.map((event, i) => ({
    stream: streams.calculation(PORTFOLIO),
    event: eventOf(event, `${date} ${i}`),
  }));
};

/** Three years of a symbol and of a portfolio's runs, fortnight by fortnight, told in that order. */
const fortnights = Array.from({ length: 80 }, (_, i) => daysBefore((79 - i) * 14));
const parts: readonly (readonly Told[])[] = [
  [factorsTold('QUIET', '2019-03-01'), factorsTold('QUIET', '2020-12-31')],
  ...fortnights.map((date) => [factorsTold('BUSY', date), ...runOn(date)]),
  // What is put right later: of a day that is kept, of the first day that is, and of days that are gone.
  [factorsTold('BUSY', daysBefore(14)), factorsTold('BUSY', daysBefore(400))],
  [factorsTold('BUSY', daysBefore(401)), factorsTold('BUSY', '2021-07-30')],
];

let database: TestDatabase;
let store: EventStore;
let running: RunningProjections;
beforeAll(async () => {
  database = await createTestDatabase();
  store = createPostgresEventStore({ pool: database.pool });
  running = await startProjections({ store, pool: database.pool, projections: PROJECTIONS });
  for (const part of parts) await running.readModels.waitFor(await tell(store, part), 20_000);
});
afterAll(async () => {
  await running.stop();
  await store.close();
  await database.close();
});

const datesOf = async (table: string, column: string, where: string): Promise<readonly string[]> => {
  const { rows } = await database.pool.query<{ day: string }>(
    `select ${column}::text as day from read.${table} where ${where} order by ${column}`,
  );
  return rows.map(({ day }) => day);
};
const kept = fortnights.filter((date) => date >= daysBefore(400));
const dependencies = () => ({ store, pool: database.pool, projections: PROJECTIONS });
const drift = async () =>
  (await verifyProjections(dependencies(), { kind: 'whole' })).filter(({ differences }) => differences > 0);

describe('rows by day', () => {
  it('are kept for 400 days before the newest of their symbol, also when an older one comes late', async () => {
    expect(await datesOf('symbol_factors', 'date', `symbol = 'BUSY'`)).toEqual(
      [daysBefore(400), ...kept].toSorted(),
    );
  });

  it('keep the newest however old it is', async () => {
    expect(await datesOf('symbol_factors', 'date', `symbol = 'QUIET'`)).toEqual(['2020-12-31']);
  });

  it('are kept for 400 days before the newest run of their portfolio', async () => {
    const runs = await datesOf('calculation_runs', 'calculation_date', `portfolio_id = '${PORTFOLIO}'`);
    expect(runs).toEqual(kept);
    expect(runs.length).toBeLessThan(fortnights.length / 2);
  });

  it('are the same after a rebuild, whatever was in one page', async () => {
    const before = await liveChecksums(database.pool, PROJECTIONS);
    for (const pageSize of [1000, 7]) {
      await rebuildProjections(dependencies(), 'all', { pageSize });
      expect(await liveChecksums(database.pool, PROJECTIONS)).toEqual(before);
    }
  });

  it('are the same after a repair, whole and from a day on, and a verification finds nothing', async () => {
    const before = await liveChecksums(database.pool, PROJECTIONS);
    for (const from of [null, '2021-06-01', daysBefore(100)]) {
      for (const [partition, key] of [
        ['symbol', 'BUSY'],
        ['portfolio', PORTFOLIO],
      ] as const) {
        const projections = PROJECTIONS.filter((projection) => projection.partition === partition);
        await repairKey({ ...dependencies(), projections }, { partition, key, from }, ORDER);
      }
      expect(await liveChecksums(database.pool, PROJECTIONS)).toEqual(before);
    }
    expect(await drift()).toEqual([]);
  });

  it('that should be gone are drift, and a repair removes them', async () => {
    await database.pool.query(
      `insert into read.symbol_factors select symbol, '2020-01-02', factors, event_id
       from read.symbol_factors where symbol = 'QUIET'`,
    );
    expect((await drift()).map(({ projection }) => projection)).toEqual(['symbol_factors']);
    const projections = PROJECTIONS.filter(({ partition }) => partition === 'symbol');
    await repairKey(
      { ...dependencies(), projections },
      { partition: 'symbol', key: 'QUIET', from: null },
      ORDER,
    );
    expect(await drift()).toEqual([]);
  });
});
