import { randomUUID } from 'node:crypto';
import { type Api, createApi, portfolioForm, runEnded, signIn } from '../support/api.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { type ServiceProcess, startServiceProcess } from '../support/service-process.ts';
import { until } from '../support/until.ts';

const KILLS = 50;
const CSV = `Symbol,Quantity,Entry Price Per Share,Entry Date
AAPL,100,150.00,2026-06-01
MSFT,-40,300.00,2026-07-15
SPY,25,500.00,2026-08-03
`;

/** A symbol in the hands of a killed process is free again before a run goes on without it, however busy the machine is. */
const start = (databaseUrl: string): Promise<ServiceProcess> =>
  startServiceProcess(databaseUrl, {
    AS_OF: '2026-11-21T15:00:00Z',
    DETERMINISTIC_UUIDS: 'false',
    SYMBOL_LEASE_SECONDS: '2',
  });

/** What the service said yes to. */
type Acknowledged = { readonly portfolioId: string; readonly runId: string | null; readonly key: string };

type Created = { readonly portfolio_id: string; readonly batch_run_id: string | null };

const create = (api: Api, key: string) =>
  api.post<Created & { readonly error?: { readonly code: string } }>(
    '/api/v1/onboarding/create-portfolio',
    portfolioForm({ accountName: `Account ${key}`, csv: CSV, autoCalculate: true }),
    { 'idempotency-key': key },
  );

/** As a client does: a key that its dead predecessor still holds is free again in a few seconds. */
const retry = async (api: Api, key: string): Promise<Omit<Acknowledged, 'key'>> => {
  for (let tries = 0; tries < 20; tries++) {
    const { status, body } = await create(api, key);
    if (status === 201) return { portfolioId: body.portfolio_id, runId: body.batch_run_id };
    expect(body.error?.code).toBe('ERR_REQ_009');
    await pause(1000);
  }
  throw new Error('the key stayed held');
};

const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

describe('a process killed at any moment', () => {
  let database: TestDatabase;
  let running: ServiceProcess | null = null;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(async () => {
    await running?.end('SIGKILL');
    await database.close();
  });

  it(`loses nothing that it acknowledged and does nothing twice, over ${KILLS} kills`, async () => {
    const acknowledged: Acknowledged[] = [];
    const unanswered: string[] = [];

    /** Keeps importing and calculating until the connection dies. */
    const useTheService = async (api: Api): Promise<void> => {
      for (;;) {
        const key = randomUUID();
        unanswered.push(key);
        const created = await create(api, key);
        if (created.status !== 201)
          throw new Error(`create: ${created.status} ${JSON.stringify(created.body)}`);
        unanswered.pop();
        acknowledged.push({ portfolioId: created.body.portfolio_id, runId: created.body.batch_run_id, key });
        await pause(Math.random() * 150);
      }
    };
    const diedOnTheWay = (error: unknown): void => {
      // By its message: jest's realm has another TypeError than fetch's.
      if (!String(error).includes('fetch failed')) throw error;
    };

    const email = `${randomUUID()}@example.com`;
    for (let kill = 0; kill < KILLS; kill++) {
      const service = await start(database.url);
      running = service;
      const api = await signIn(createApi(service.url), email);
      const before = acknowledged.length;
      const using = useTheService(api).catch(diedOnTheWay);
      // Every second process is left alone until it has said yes to something, however busy the machine is.
      if (kill % 2 === 0) await until('an answer', async () => acknowledged.length > before);
      await pause(Math.random() * 700);
      await service.end('SIGKILL');
      await using;
    }

    const service = await start(database.url);
    running = service;
    const api = await signIn(createApi(service.url), email);
    expect(acknowledged.length).toBeGreaterThanOrEqual(KILLS / 2);

    // Retried with its key, a command whose answer was lost is carried out once.
    for (const key of unanswered) {
      acknowledged.push({ key, ...(await retry(api, key)) });
    }

    const listed = async () => (await api.get<{ total: number }>('/api/v1/portfolios?limit=1')).body.total;
    await until('the read models have them all', async () => (await listed()) >= acknowledged.length);
    expect(await listed()).toBe(acknowledged.length);

    const histories = new Map<string, number>();
    for (const { portfolioId } of acknowledged) {
      expect(await runEnded(api, portfolioId)).toMatchObject({ status: 'completed' });
      const positions = await api.get<{ total: number }>(`/api/v1/portfolios/${portfolioId}/positions`);
      expect(positions.body.total).toBe(3);
      const snapshots = await api.get<{ snapshots: { snapshot_date: string; equity_balance: string }[] }>(
        `/api/v1/portfolios/${portfolioId}/snapshots?limit=200`,
      );
      const history = snapshots.body.snapshots
        .map((s) => `${s.snapshot_date} ${s.equity_balance}`)
        .join('\n');
      histories.set(history, (histories.get(history) ?? 0) + 1);
    }
    // One file, one market: every portfolio has the same history, whenever its run was cut short.
    expect([...histories.values()]).toEqual([acknowledged.length]);

    const duplicates = await database.pool.query(
      `select stream, data->'valuation'->>'date' as date, count(*)::int
         from public.events where type = 'PortfolioValued' group by 1, 2 having count(*) > 1`,
    );
    expect(duplicates.rows).toEqual([]);
    const runs = await database.pool.query(
      `select data->>'runId' as run, count(*)::int from public.events
        where type in ('CalculationCompleted', 'CalculationFailed') group by 1 having count(*) > 1`,
    );
    expect(runs.rows).toEqual([]);
  }, 900_000);
});
