import { createSimulatedProvider } from '../../adapters/market-data/simulated/provider.ts';
import type { Service } from '../../infra/service/start-service.ts';
import { type Api, createApi, portfolioForm, runEnded, signIn } from '../support/api.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { type EventStoreDbServer, startEventStoreDbServer } from '../support/eventstoredb-server/server.ts';
import { startTestService } from '../support/service.ts';
import { until } from '../support/until.ts';

const CSV = `Symbol,Quantity,Entry Price Per Share,Entry Date
AAPL,100,150.00,2026-06-01
MSFT,40,300.00,2026-07-15
TSLA,-30,300.00,2026-06-01
`;
const CLOCK = () => new Date('2026-11-21T15:00:00Z');
const ASKED = ['overview', 'factor-exposures', 'stress-test', 'volatility', 'risk-metrics', 'concentration'];

/** What differs between two runs of the same thing: when, and where in which log. */
const numbersOf = (value: unknown): unknown =>
  JSON.parse(
    JSON.stringify(value, (key, inner: unknown) =>
      /(_at|position|revision|run_id|event_id)$/.test(key) && typeof inner !== 'object' ? undefined : inner,
    ),
  );

describe('a service whose log is in EventStoreDB', () => {
  let server: EventStoreDbServer;
  const databases: TestDatabase[] = [];
  const services: Service[] = [];

  const start = async (environment: Readonly<Record<string, string>> = {}): Promise<Service> => {
    const database = await createTestDatabase();
    databases.push(database);
    const service = await startTestService(database, environment, {
      clock: CLOCK,
      provider: createSimulatedProvider({ seed: 1, clock: CLOCK }),
    });
    services.push(service);
    return service;
  };

  beforeAll(async () => {
    server = await startEventStoreDbServer();
  });
  afterAll(async () => {
    for (const service of services) await service.stop();
    for (const database of databases) await database.close();
    await server.stop();
  });

  const journey = async (
    service: Service,
    between: () => Promise<void>,
  ): Promise<{ readonly api: Api; readonly portfolioId: string; readonly answers: unknown }> => {
    const api = await signIn(createApi(service.url), 'jane@example.com');
    const created = await api.post<{ portfolio_id: string }>(
      '/api/v1/onboarding/create-portfolio',
      portfolioForm({ accountName: 'Main', csv: CSV, equity: '100000.00' }),
    );
    expect(created.status).toBe(201);
    const portfolioId = created.body.portfolio_id;
    await between();
    expect((await api.post(`/api/v1/portfolios/${portfolioId}/calculate`)).status).toBe(202);
    expect((await runEnded(api, portfolioId, 150_000)).status).not.toBe('failed');
    return { api, portfolioId, answers: await answersOf(api, portfolioId) };
  };

  const answersOf = async (api: Api, portfolioId: string): Promise<unknown> => {
    const paths = [
      `/api/v1/portfolios/${portfolioId}/snapshots?limit=200`,
      ...ASKED.map((what) => `/api/v1/analytics/portfolio/${portfolioId}/${what}`),
    ];
    return Promise.all(
      paths.map(async (path) => {
        const { status, body } = await api.get(path);
        return { path, status, body: numbersOf(body) };
      }),
    );
  };

  it('gives the numbers that PostgreSQL’s log gives, though the server was away, and again when all is rebuilt', async () => {
    const plain = await journey(await start(), async () => {});
    const service = await start({ EVENT_STORE: 'eventstoredb', EVENTSTOREDB_URL: server.url() });
    const { api, portfolioId, answers } = await journey(service, async () => {
      await server.stop();
      await until(
        'not ready',
        async () => (await fetch(`${service.url}/health/ready`)).status === 503,
        60_000,
      );
      await server.start();
      await until('ready', async () => (await fetch(`${service.url}/health/ready`)).status === 200, 60_000);
    });
    expect(portfolioId).toBe(plain.portfolioId);
    expect(answers).toEqual(plain.answers);
    expect((answers as readonly { status: number }[]).map(({ status }) => status)).toEqual([
      200,
      ...ASKED.map(() => 200),
    ]);
    expect(server.counts.batches).toBe(0);

    const reports = await service.rebuild([], () => {});
    expect(reports.every((report) => report.identical)).toBe(true);
    expect(await answersOf(api, portfolioId)).toEqual(answers);

    await until(
      'everything is chained',
      async () => {
        const { status, unchained } = await service.auditChain.verify({});
        return status === 'intact' && unchained === 0;
      },
      60_000,
    );
    const events = await service.store.readStream(`portfolio-${portfolioId}`);
    expect(await service.logIndex.placeOf(events[0]!.eventId)).toMatchObject({ revision: 0n });
  }, 400_000);

  it('does not start where the database follows another log', async () => {
    const database = databases[0]!;
    await expect(
      startTestService(database, { EVENT_STORE: 'eventstoredb', EVENTSTOREDB_URL: server.url() }),
    ).rejects.toThrow(/copy-log --to eventstoredb/);
    await expect(startTestService(databases[1]!)).rejects.toThrow(/follows a log in EventStoreDB/);
  });
});
