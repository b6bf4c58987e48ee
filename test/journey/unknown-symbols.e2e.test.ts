import { createSimulatedProvider } from '../../adapters/market-data/simulated/provider.ts';
import { createPostgresSymbolQueue } from '../../adapters/symbol-queue/postgres-symbol-queue.ts';
import { runAfterOnboarding } from '../../application/onboarding/worker.ts';
import type { Service } from '../../infra/service/start-service.ts';
import { type Api, createApi, portfolioForm, runEnded, signIn } from '../support/api.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { createGatedProvider, type GatedProvider } from '../support/gated-provider.ts';
import { startTestService } from '../support/service.ts';
import { until } from '../support/until.ts';

const HEADER = 'Symbol,Quantity,Entry Price Per Share,Entry Date\n';
const csvOf = (...symbols: readonly string[]): string =>
  `${HEADER}${symbols.map((symbol) => `${symbol},10,50.00,2026-11-02\n`).join('')}`;

type Run = {
  readonly batch_run_id: string;
  readonly status: string;
  readonly pending_symbols: readonly string[];
  readonly triggered_by: string;
};

describe('symbols that nobody knows yet', () => {
  let database: TestDatabase;
  let service: Service;
  let api: Api;
  let market: GatedProvider;
  let accounts = 0;

  beforeAll(async () => {
    database = await createTestDatabase();
    const clock = () => new Date('2026-11-21T15:00:00Z');
    market = createGatedProvider(createSimulatedProvider({ seed: 1, clock }));
    service = await startTestService(database, {}, { clock, provider: market.provider });
    api = await signIn(createApi(service.url), 'jane@example.com');
  });
  afterAll(async () => {
    await service.stop();
    await database.close();
  });

  const create = async (csv: string): Promise<string> => {
    accounts += 1;
    const created = await api.post<{ portfolio_id: string }>(
      '/api/v1/onboarding/create-portfolio',
      portfolioForm({ accountName: `Account ${accounts}`, csv, autoCalculate: true }),
    );
    expect(created.status).toBe(201);
    return created.body.portfolio_id;
  };
  const statusOf = async (portfolioId: string): Promise<Run> =>
    (await api.get<Run>(`/api/v1/onboarding/status/${portfolioId}`)).body;
  const requestedRuns = async (portfolioId: string): Promise<readonly string[]> => {
    const { rows } = await database.pool.query<{ trigger: string }>(
      `select data->>'trigger' as trigger from public.events
       where type = 'CalculationRequested' and data->>'portfolioId' = $1 order by position`,
      [portfolioId],
    );
    return rows.map(({ trigger }) => trigger);
  };

  it('are brought in within the first calculation where that takes a moment', async () => {
    const portfolioId = await create(csvOf('AAPL', 'MSFT', 'NEWCO'));
    expect(await runEnded(api, portfolioId)).toMatchObject({ status: 'completed' });
    expect(await requestedRuns(portfolioId)).toEqual(['import']);
  });

  it('hold up nobody who knows all of theirs, and the portfolio finishes by itself with the last of them', async () => {
    market.hold('SLOWA', 'SLOWB');
    const slow = await create(csvOf('AAPL', 'SLOWA', 'SLOWB'));
    const alsoSlow = await create(csvOf('SLOWB'));
    await until('both are asked for', () => market.asked().length === 2);

    const known = await create(csvOf('AAPL', 'MSFT'));
    expect(await runEnded(api, known)).toMatchObject({ status: 'completed' });

    const partial = await runEnded(api, slow);
    expect(partial).toMatchObject({ status: 'partial', pending_symbols: ['SLOWA', 'SLOWB'] });
    const value = await api.get<{ total_value: string }>(`/api/v1/analytics/portfolio/${slow}/overview`);
    expect(value.status).toBe(200);

    market.open('SLOWA');
    await until('the first is in', async () => {
      const { body } = await api.get<{ status: string }>('/api/v1/symbols/SLOWA/status');
      return body.status === 'active';
    });
    expect(await requestedRuns(slow)).toEqual(['import']);
    const first = await statusOf(slow);

    market.open('SLOWB');
    await until('both are complete', async () =>
      [await statusOf(slow), await statusOf(alsoSlow)].every(({ status }) => status === 'completed'),
    );
    expect(await statusOf(slow)).toMatchObject({
      batch_run_id: runAfterOnboarding(first.batch_run_id),
      triggered_by: 'symbol-onboarding',
      pending_symbols: [],
    });
    // One job for both portfolios, and one calculation for each.
    expect(market.count('SLOWB')).toBe(1);
    expect(await requestedRuns(slow)).toEqual(['import', 'symbols']);
    expect(await requestedRuns(alsoSlow)).toEqual(['import', 'symbols']);
  }, 60_000);

  it('that cannot be found leave the portfolio partial, say so, and are not looked for for ever', async () => {
    const portfolioId = await create(csvOf('AAPL', 'ZZTOP.NOPE'));
    expect(await runEnded(api, portfolioId)).toMatchObject({
      status: 'partial',
      pending_symbols: ['ZZTOP.NOPE'],
    });
    const { rows } = await database.pool.query(
      `select status, failure->>'kind' as kind from public.symbol_jobs where symbol = 'ZZTOP.NOPE'`,
    );
    expect(rows).toEqual([{ status: 'failed', kind: 'unknown-symbol' }]);
    expect((await database.pool.query('select from public.symbol_waits')).rowCount).toBe(0);
    expect(await requestedRuns(portfolioId)).toEqual(['import']);
  });

  it('that come in after they were given up complete every portfolio that was left without them', async () => {
    market.hold('COMEBACK');
    const without = [await create(csvOf('AAPL', 'COMEBACK')), await create(csvOf('COMEBACK'))];
    const other = await create(csvOf('AAPL'));
    await runEnded(api, other);
    await until('it is asked for', () => market.asked().includes('COMEBACK'));
    const queue = createPostgresSymbolQueue(database.pool);
    await queue.giveUp('COMEBACK', 'a typing error of the broker');
    for (const portfolioId of without)
      expect(await runEnded(api, portfolioId)).toMatchObject({ pending_symbols: ['COMEBACK'] });
    market.open('COMEBACK');
    // as an administrator's retry does
    await queue.enqueue(['COMEBACK'], { priority: 'high', requestedBy: 'an administrator' });
    await until('both are complete', async () =>
      (await Promise.all(without.map(statusOf))).every(({ status }) => status === 'completed'),
    );
    for (const portfolioId of without) {
      expect(await statusOf(portfolioId)).toMatchObject({ pending_symbols: [] });
      expect(await requestedRuns(portfolioId)).toEqual(['import', 'symbols']);
    }
    expect(await requestedRuns(other)).toEqual(['import']);
  }, 60_000);

  it('are refused with a clear word when too many wait, and what is known is calculated all the same', async () => {
    const lacking = await create(csvOf('AAPL', 'ZZTOP.NOPE'));
    const known = await create(csvOf('AAPL', 'MSFT'));
    await runEnded(api, lacking);
    await runEnded(api, known);
    await database.pool.query(
      `insert into public.symbol_jobs (job_id, symbol, status, priority, requested_by, due_at)
       select gen_random_uuid(), 'FULL' || n, 'pending', 0, 'others', now() + interval '1 hour'
       from generate_series(1, 50) n`,
    );
    const refused = await api.post<{ error: { code: string; details: { symbols: string[] } } }>(
      `/api/v1/portfolios/${lacking}/calculate`,
    );
    expect(refused.status).toBe(503);
    expect(refused.body.error).toMatchObject({
      code: 'ERR_SYMBOL_002',
      details: { symbols: ['ZZTOP.NOPE'] },
    });
    expect((await api.post(`/api/v1/portfolios/${known}/calculate`)).status).toBe(202);
    expect(await runEnded(api, known)).toMatchObject({ status: 'completed' });
    await database.pool.query(`delete from public.symbol_jobs where symbol like 'FULL%'`);
  });

  it('are worked on three at a time', async () => {
    const names = ['HELDA', 'HELDB', 'HELDC', 'HELDD', 'HELDE'];
    market.hold(...names);
    const portfolioId = await create(csvOf(...names));
    await until('three are asked for', () => market.asked().length === 3);
    market.open(...names);
    await until('it is complete', async () => (await statusOf(portfolioId)).status === 'completed');
    expect(market.most()).toBe(3);
  }, 60_000);
});
