import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApi, portfolioForm, runEnded, signIn } from '../support/api.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { type ServiceProcess, startServiceProcess } from '../support/service-process.ts';
import { until } from '../support/until.ts';

const NAMES = ['AAA', 'BBB', 'CCC', 'DDD', 'EEE'];
const CSV = `Symbol,Quantity,Entry Price Per Share,Entry Date\n${NAMES.map(
  (name) => `${name},10,50.00,2026-11-02\n`,
).join('')}`;

/** With a gate its provider answers nobody until the file is there. */
const start = (databaseUrl: string, gate: string): Promise<ServiceProcess> =>
  startServiceProcess(
    databaseUrl,
    {
      NODE_ENV: 'test',
      BATCH_SCHEDULE: 'false',
      SYMBOL_LEASE_SECONDS: '2',
      AS_OF: '2026-11-21T15:00:00Z',
      LOG_LEVEL: 'silent',
    },
    ['test/support/gated-process.ts', gate],
  );

describe('a process killed while it brings symbols in', () => {
  let database: TestDatabase;
  let directory: string;
  let running: ServiceProcess | null = null;
  beforeAll(async () => {
    database = await createTestDatabase();
    directory = await mkdtemp(join(tmpdir(), 'gate-'));
  });
  afterAll(async () => {
    await running?.end('SIGKILL');
    await database.close();
    await rm(directory, { recursive: true });
  });

  const jobs = async (status: string): Promise<number> => {
    const { rows } = await database.pool.query<{ count: number }>(
      'select count(*)::int from public.symbol_jobs where status = $1',
      [status],
    );
    return rows[0]?.count ?? 0;
  };

  it('leaves its symbols to the next one, which finishes the portfolio without anybody asking', async () => {
    const gate = join(directory, 'open');
    const first = await start(database.url, gate);
    running = first;
    const api = await signIn(createApi(first.url), 'jane@example.com');
    const created = await api.post<{ portfolio_id: string }>(
      '/api/v1/onboarding/create-portfolio',
      portfolioForm({ accountName: 'A', csv: CSV, autoCalculate: true }),
    );
    expect(created.status).toBe(201);
    const portfolioId = created.body.portfolio_id;
    await until('three are being looked up', async () => (await jobs('processing')) === 3);
    await first.end('SIGKILL');
    expect(await jobs('processing')).toBe(3);

    await writeFile(gate, '');
    const second = await start(database.url, gate);
    running = second;
    const again = await signIn(createApi(second.url), 'jane@example.com');
    await until(
      'it is complete',
      async () => {
        const ended = await runEnded(again, portfolioId);
        return ended.status === 'completed';
      },
      60_000,
    );
    await until('every job has ended', async () => (await jobs('completed')) === NAMES.length);
    expect((await database.pool.query('select from public.symbol_waits')).rowCount).toBe(0);

    const { rows } = await database.pool.query<{ symbol: string; tracked: number; activated: number }>(
      `select data->>'symbol' as symbol,
         count(*) filter (where type = 'SymbolTracked')::int as tracked,
         count(*) filter (where type = 'SymbolActivated')::int as activated
       from public.events where data->>'symbol' = any ($1) group by 1 order by 1`,
      [NAMES],
    );
    expect(rows).toEqual(NAMES.map((symbol) => ({ symbol, tracked: 1, activated: 1 })));
    const values = await database.pool.query(
      `select data->'valuation'->>'date' as date from public.events
       where type = 'PortfolioValued' group by 1 having count(*) > 1`,
    );
    expect(values.rows).toEqual([]);
  }, 180_000);
});
