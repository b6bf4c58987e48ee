import { SEVERITIES } from '../../../application/data-health/problem.ts';
import { FACTOR_ETFS } from '../../../domain/risk/factors.ts';
import { PROJECTIONS } from '../../../projections/all.ts';
import { dataProblems } from '../../../projections/data-health/queries.ts';
import { prepareProjections } from '../../../projections/runner/prepare.ts';
import { queryable } from '../../../projections/runner/transaction.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';

const ASKED = { date: '2024-06-28', previous: '2024-06-27', factorSymbols: FACTOR_ETFS };
const PAGE = { limit: 100, offset: 0 };

describe('what is wrong with the data', () => {
  let database: TestDatabase;

  const symbol = async (name: string, columns: Readonly<Record<string, unknown>> = {}): Promise<void> => {
    const row = {
      symbol: name,
      status: 'active',
      attempts: 0,
      last_price_date: '2024-06-28',
      last_factor_date: '2024-06-28',
      profile: { companyName: name, assetType: 'equity', sector: 'Technology' },
      simulated: false,
      uploaded_dates: '[]',
      refused: '[]',
      revision: 1,
      last_position: 1,
      ...columns,
    };
    const names = Object.keys(row);
    await database.pool.query(
      `insert into read.symbols (${names.join(', ')}) values (${names.map((_, i) => `$${i + 1}`).join(', ')})`,
      Object.values(row),
    );
  };
  const portfolio = async (id: string, held: string, valued: string | null, run: string): Promise<void> => {
    const { pool } = database;
    await pool.query(
      `insert into read.portfolios (portfolio_id, user_id, portfolio_name, account_name, account_type, stated_equity,
         equity_as_of, recorded_from, currency, created_at, created_position, revision, last_position)
       values ($1, 'somebody', $1, $1, 'taxable', '1', '2024-06-03', '2024-06-03', 'USD', now(), 1, 1, 1)`,
      [id],
    );
    await pool.query(
      `insert into read.positions (portfolio_id, position_id, by_hand, symbol, investment_class, position_type,
         entry_date, stated_on, position)
       values ($1, $1, true, $2, 'PUBLIC', 'LONG', '2024-06-03', '2024-06-03', '{}')`,
      [id, held],
    );
    if (valued !== null)
      await pool.query(
        `insert into read.snapshots (portfolio_id, date, run_id, basis, equity, daily_pnl, daily_realized,
           daily_unrealized, net_flow, cumulative_pnl, cumulative_realized, long_value, short_value, gross_exposure,
           net_market_value, cash, simulated, marks, event_id, revision, engine_version, restatements, last_position)
         values ($1, $2, $1, 'calculated', 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, false, '[]', gen_random_uuid(), 1, '1', 0, 1)`,
        [id, valued],
      );
    await pool.query(
      `insert into read.calculation_runs (run_id, portfolio_id, status, calculation_date, trigger, requested_by,
         requested_position, started_at, phases, log, pending_symbols, warnings, needs_price_update, simulated, error,
         last_position)
       values ($1, $1, $2, '2024-06-28', 'user', 'somebody', 1, now(), '[]', '[]', $3, '[]', false, false, $4, 1)`,
      [
        id,
        run,
        JSON.stringify(run === 'partial' ? ['NEWCO'] : []),
        run === 'failed' ? { code: 'ERR_BATCH_004', message: 'it broke' } : null,
      ],
    );
  };

  beforeAll(async () => {
    database = await createTestDatabase();
    await prepareProjections(database.pool, PROJECTIONS);
    for (const etf of FACTOR_ETFS.slice(2))
      await symbol(etf, { profile: { companyName: etf, assetType: 'etf' } });
    const [, late] = FACTOR_ETFS;
    await symbol(late, { last_price_date: '2024-06-27', profile: { companyName: late, assetType: 'etf' } });
    await symbol('WELL');
    await symbol('ONEDAY', { last_price_date: '2024-06-27' });
    await symbol('LONGAGO', { last_price_date: '2024-06-03' });
    await symbol('NOFACT', { last_factor_date: '2024-06-27' });
    await symbol('TYPO', { status: 'error', failure: { kind: 'unknown-symbol', reason: 'nobody knows it' } });
    await symbol('NEWCO', {
      status: 'pending',
      last_price_date: null,
      last_factor_date: null,
      profile: null,
    });
    await symbol('GONE', { status: 'delisted', delisting_reason: 'no price since 2024-05-01' });
    await symbol('ODD', { refused: JSON.stringify([{ date: '2024-06-26', reason: 'close is zero' }]) });
    await symbol('WHO', { profile: { companyName: 'Who', assetType: 'equity', sector: null } });
    await portfolio('fine', 'WELL', '2024-06-28', 'completed');
    await portfolio('yesterday', 'GONE', '2024-06-27', 'completed');
    await portfolio('lastweek', 'LONGAGO', '2024-06-20', 'failed');
    await portfolio('waiting', 'NEWCO', null, 'partial');
  });
  afterAll(() => database.close());

  const find = (filter = {}, paging = PAGE) =>
    dataProblems(queryable(database.pool))({ ...ASKED, ...filter }, paging);
  const linesOf = async (filter = {}): Promise<readonly string[]> =>
    (await find(filter)).items.map(({ severity, id, problem }) => `${severity} ${id} ${problem}`);

  it('names each symbol with what is wrong with it, by severity', async () => {
    const [missing, late] = FACTOR_ETFS;
    const lines = await linesOf({ subject: 'symbol' });
    expect([...lines].sort()).toEqual(
      [
        `critical ${missing} factor_etf_stale`,
        `critical ${late} factor_etf_stale`,
        'critical GONE symbol_delisted',
        'critical LONGAGO prices_stale',
        'warning NEWCO symbol_pending',
        'warning NOFACT factors_stale',
        'warning ODD prices_refused',
        'warning ONEDAY prices_stale',
        'warning TYPO symbol_error',
        'info WHO profile_missing',
      ].sort(),
    );
    const ranks = lines.map((line) => SEVERITIES.findIndex((severity) => line.startsWith(severity)));
    expect(ranks).toEqual([...ranks].sort((a, b) => a - b));
  });

  it('names each portfolio that is not as of the last session, or whose last run lacked something', async () => {
    expect([...(await linesOf({ subject: 'portfolio' }))].sort()).toEqual([
      'critical lastweek not_valued',
      'critical lastweek run_failed',
      'critical waiting never_valued',
      'warning waiting run_partial',
      'warning yesterday not_valued',
    ]);
    const { items } = await find({ id: 'waiting', problem: 'run_partial' });
    expect(items).toMatchObject([{ detail: 'without NEWCO' }]);
  });

  it('says how many portfolios hold the symbol, and since when', async () => {
    expect((await find({ id: 'LONGAGO' })).items).toEqual([
      {
        subject: 'symbol',
        id: 'LONGAGO',
        problem: 'prices_stale',
        severity: 'critical',
        detail: 'last price of 2024-06-03',
        since: '2024-06-03',
        portfolios: 1,
      },
    ]);
  });

  it('filters, counts all that match, and pages', async () => {
    expect(await linesOf({ severity: 'info' })).toEqual(['info WHO profile_missing']);
    const all = await find();
    expect(all.total).toBe(15);
    expect(all.counts).toEqual({ critical: 7, warning: 7, info: 1 });
    const second = await find({}, { limit: 4, offset: 4 });
    expect(second.items).toEqual(all.items.slice(4, 8));
    expect(second.total).toBe(15);
  });
});
