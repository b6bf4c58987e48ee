import { PROJECTIONS } from '../../projections/all.ts';
import { prepareProjections } from '../../projections/runner/prepare.ts';
import { SNAPSHOT_SQL, SNAPSHOTS_SQL } from '../../projections/snapshots/queries.ts';
import { SYMBOL_FACTORS_SQL } from '../../projections/symbol-factors/queries.ts';
import { ADJUSTED_CLOSES_SQL } from '../../projections/symbol-prices/adjusted-closes.ts';
import { LATEST_CLOSES_SQL, PRICES_SQL } from '../../projections/symbol-prices/queries.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';

let database: TestDatabase;

/** Enough rows for the planner to have a choice: a year of 200 symbols and of 100 portfolios. */
beforeAll(async () => {
  database = await createTestDatabase();
  await prepareProjections(database.pool, PROJECTIONS);
  await database.pool.query(`
    insert into read.symbol_prices
    select 'S' || s, (date '2023-08-01' + make_interval(months => m))::date - 1, '03,31', '100,101', '100,101', null,
      gen_random_uuid() || ',', 'test', false, 1
    from generate_series(1, 200) s, generate_series(0, 59) m;
    insert into read.symbol_factors
    select 'S' || s, date '2023-07-01' + d, '{}', gen_random_uuid()
    from generate_series(1, 200) s, generate_series(0, 59) d;
    insert into read.snapshots
    select 'P' || p, date '2023-07-01' + d, 'run', 'recorded', 1, null, null, 1, 1, 1, 1, null, 1, 1, 1, 1, 1, 1, 1, 1,
      null, 1, 1, 1, 1, false, '[]', gen_random_uuid(), 1, '1', 0, 1
    from generate_series(1, 100) p, generate_series(0, 364) d;
    analyze read.symbol_prices, read.symbol_factors, read.snapshots;
  `);
});
afterAll(() => database.close());

type Plan = {
  readonly 'Node Type': string;
  readonly 'Index Name'?: string;
  readonly Plans?: readonly Plan[];
};

/** Every node of the plan, with the index that it uses; generic plans must be good as well. */
const planOf = async (sql: string, values: readonly unknown[]): Promise<readonly string[]> => {
  const { rows } = await database.pool.query<{ 'QUERY PLAN': readonly [{ readonly Plan: Plan }] }>(
    `explain (format json) ${sql}`,
    [...values],
  );
  const walk = (plan: Plan): readonly string[] => [
    `${plan['Node Type']}${plan['Index Name'] === undefined ? '' : ` ${plan['Index Name']}`}`,
    ...(plan.Plans ?? []).flatMap(walk),
  ];
  return walk(rows[0]!['QUERY PLAN'][0].Plan);
};

const expectNoFullScan = (plan: readonly string[]): void =>
  expect(plan.filter((node) => node === 'Seq Scan')).toEqual([]);

describe('the plan of a hot query', () => {
  it('walks down the key for a page of snapshots, and does not sort', async () => {
    for (const [from, to] of [
      [null, null],
      ['2024-01-01', '2024-02-01'],
    ]) {
      const plan = await planOf(SNAPSHOTS_SQL, ['P7', from, to, 50, 0]);
      expect(plan).toContain('Index Scan uq_portfolio_snapshot_date');
      expect(plan).not.toContain('Sort');
      expectNoFullScan(plan);
    }
  });

  it('takes one step down the key for the latest snapshot', async () => {
    const plan = await planOf(SNAPSHOT_SQL, ['P7', null]);
    expect(plan).toEqual(['Limit', 'Index Scan uq_portfolio_snapshot_date']);
  });

  it('reads the prices of some symbols by the key', async () => {
    const symbols = Array.from({ length: 13 }, (_, n) => `S${n + 1}`);
    for (const sql of [PRICES_SQL, ADJUSTED_CLOSES_SQL]) {
      const plan = await planOf(sql, [symbols, '2023-07-01', '2024-06-28']);
      expect(plan.some((node) => node.endsWith('symbol_prices_pkey'))).toBe(true);
      expectNoFullScan(plan);
    }
  });

  it('takes two steps down the key of prices for the latest close of each symbol', async () => {
    const plan = await planOf(LATEST_CLOSES_SQL, [['S1', 'S2'], '2024-03-01']);
    expect(plan.some((node) => node.endsWith('symbol_prices_pkey'))).toBe(true);
    expect(plan).toContain('Limit');
    expectNoFullScan(plan);
  });

  it('finds the newest factors of each symbol by the key', async () => {
    const plan = await planOf(SYMBOL_FACTORS_SQL, [['S1', 'S2', 'S3'], '2023-08-15']);
    expect(plan).toContain('Index Scan symbol_factors_pkey');
    expectNoFullScan(plan);
  });
});
