import { SESSION_CHECK_SQL } from '../../adapters/auth/postgres-session-check.ts';
import { PROJECTIONS } from '../../projections/all.ts';
import { FIGURE_STAMP_SQL } from '../../projections/figures/figure-stamps.ts';
import { PORTFOLIO_OWNERS_SQL } from '../../projections/portfolios/portfolio-owners.ts';
import { BEHIND_SQL } from '../../projections/refresh/refresh-reads.ts';
import { prepareProjections } from '../../projections/runner/prepare.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';

let database: TestDatabase;

/** Two thousand portfolios of ten lots in four thousand symbols, valued for sixty days, and ten thousand sessions. */
beforeAll(async () => {
  database = await createTestDatabase();
  await prepareProjections(database.pool, PROJECTIONS);
  await database.pool.query(`
    insert into read.portfolios
    select 'P' || p, 'U' || p / 3, 'P', 'A', 'taxable', '1', '2024-01-01', '2024-01-01', null, 'USD', now(), p, null, 1, p
    from generate_series(1, 2000) p;
    insert into read.symbols (symbol, status, attempts, simulated, uploaded_dates, refused, revision, priced_from,
      priced_position, last_position)
    select 'S' || s, 'active', 0, false, '[]', '[]', 1, '2023-07-01', s, s from generate_series(1, 4000) s;
    insert into read.positions (portfolio_id, position_id, opened_position, ordinal, by_hand, symbol, investment_class,
      position_type, entry_date, stated_on, position)
    select 'P' || p, 'L' || l, p, l, false, 'S' || 1 + (p * 37 + l * 211) % 4000, 'PUBLIC', 'LONG', '2023-07-03',
      '2023-07-03', '{}'
    from generate_series(1, 2000) p, generate_series(1, 10) l;
    insert into read.snapshots
    select 'P' || p, date '2023-07-01' + d, 'run', 'recorded', 1, null, null, 1, 1, 1, 1, null, 1, 1, 1, 1, 1, 1, 1, 1,
      null, 1, 1, 1, 1, false, '[]', gen_random_uuid(), 1, '1', 0, 1
    from generate_series(1, 2000) p, generate_series(0, 59) d;
    insert into read.risk (portfolio_id, date, revision, last_position)
    select 'P' || p, date '2023-07-01' + d, 1, 1
    from generate_series(1, 2000) p, generate_series(0, 59) d;
    insert into public.sessions (session_id, user_id, started_at, expires_at)
    select gen_random_uuid(), 'U' || u, now(), now() from generate_series(1, 10000) u;
    insert into public.events (position, stream, revision, event_id, type, data, metadata, recorded_at)
    select e, 'user-U' || e / 2, e % 2, gen_random_uuid(), 'X', '{}', '{}', now() from generate_series(1, 20000) e;
    analyze;
  `);
});
afterAll(() => database.close());

type Plan = {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly Plans?: readonly Plan[];
};

/** Tables that are read from end to end by the plan of a prepared statement, which is made for any parameters. */
const readWhole = async (sql: string): Promise<readonly string[]> => {
  const { rows } = await database.pool.query<{ 'QUERY PLAN': readonly [{ readonly Plan: Plan }] }>(
    `explain (generic_plan, format json) ${sql}`,
  );
  const walk = (plan: Plan): readonly string[] => [
    ...(plan['Node Type'] === 'Seq Scan' ? [plan['Relation Name'] ?? '?'] : []),
    ...(plan.Plans ?? []).flatMap(walk),
  ];
  return walk(rows[0]!['QUERY PLAN'][0].Plan);
};

/** A row per projection: there is nothing smaller to read. */
const CHECKPOINTS = 'projection_checkpoints';

describe('the plan of what every call asks', () => {
  it.each(Object.entries(FIGURE_STAMP_SQL))(
    'reads no table whole for the stamp of figures: %s',
    async (_name, sql) => {
      expect((await readWhole(sql)).filter((table) => table !== CHECKPOINTS)).toEqual([]);
    },
  );

  it('finds a session and what came after in a stream by their keys', async () => {
    expect(await readWhole(SESSION_CHECK_SQL)).toEqual([]);
  });

  it('finds the owners of portfolios by their keys', async () => {
    expect(await readWhole(PORTFOLIO_OWNERS_SQL)).toEqual([]);
  });

  it('goes through portfolios to find those that are behind, and looks up all the rest', async () => {
    expect((await readWhole(BEHIND_SQL)).filter((table) => table !== 'portfolios')).toEqual([]);
  });

  it('would be seen to read a table whole', async () => {
    expect(await readWhole('select from read.positions where by_hand = $1')).toEqual(['positions']);
  });
});
