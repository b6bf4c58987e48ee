import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApi, portfolioForm, runEnded, signIn } from '../support/api.ts';
import { TEST_MASTER_KEY } from '../support/corpus.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { until } from '../support/until.ts';

const NAMES = ['AAA', 'BBB', 'CCC', 'DDD', 'EEE'];
const CSV = `Symbol,Quantity,Entry Price Per Share,Entry Date\n${NAMES.map(
  (name) => `${name},10,50.00,2026-11-02\n`,
).join('')}`;

type Running = { readonly api: string; readonly kill: () => Promise<void> };

/** The service as a process of its own; with a gate its provider answers nobody until the file is there. */
const start = (databaseUrl: string, gate: string): Promise<Running> =>
  new Promise((resolve, reject) => {
    const child: ChildProcess = spawn(
      process.execPath,
      ['--import', 'tsx', 'test/support/gated-process.ts', gate],
      {
        env: {
          ...process.env,
          NODE_ENV: 'test',
          DATABASE_URL: databaseUrl,
          PORT: '0',
          MARKET_DATA_PROVIDER: 'simulated',
          RATE_LIMITS: 'false',
          BATCH_SCHEDULE: 'false',
          SYMBOL_LEASE_SECONDS: '2',
          AS_OF: '2026-11-21T15:00:00Z',
          JWT_SECRET: 'a secret that is only used by this test',
          MASTER_KEY: TEST_MASTER_KEY,
          LOG_LEVEL: 'silent',
          NODE_OPTIONS: '',
        },
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    const ended = new Promise<void>((done) => child.once('exit', () => done()));
    let printed = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      printed += chunk.toString();
      const url = /listening on (http:\/\/[\d.]+:\d+)/.exec(printed)?.[1];
      if (url === undefined) return;
      resolve({
        api: url,
        kill: async () => {
          child.kill('SIGKILL');
          await ended;
        },
      });
    });
    child.once('exit', (code) =>
      reject(new Error(`the service ended with ${code}:\n${printed.slice(-2000)}`)),
    );
  });

describe('a process killed while it brings symbols in', () => {
  let database: TestDatabase;
  let directory: string;
  let running: Running | null = null;
  beforeAll(async () => {
    database = await createTestDatabase();
    directory = await mkdtemp(join(tmpdir(), 'gate-'));
  });
  afterAll(async () => {
    await running?.kill();
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
    const api = await signIn(createApi(first.api), 'jane@example.com');
    const created = await api.post<{ portfolio_id: string }>(
      '/api/v1/onboarding/create-portfolio',
      portfolioForm({ accountName: 'A', csv: CSV, autoCalculate: true }),
    );
    expect(created.status).toBe(201);
    const portfolioId = created.body.portfolio_id;
    await until('three are being looked up', async () => (await jobs('processing')) === 3);
    await first.kill();
    expect(await jobs('processing')).toBe(3);

    await writeFile(gate, '');
    const second = await start(database.url, gate);
    running = second;
    const again = await signIn(createApi(second.api), 'jane@example.com');
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
