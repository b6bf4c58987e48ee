import { randomUUID } from 'node:crypto';
import { createApi, portfolioForm, signIn } from '../support/api.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { type RoundRobin, startRoundRobin } from '../support/round-robin.ts';
import { type ServiceProcess, startServiceProcess } from '../support/service-process.ts';
import { until } from '../support/until.ts';

const CALLERS = 6;
const PATIENCE_MS = 60_000;
const CSV = `Symbol,Quantity,Entry Price Per Share,Entry Date
AAPL,100,150.00,2026-06-01
`;

let database: TestDatabase;
let balancer: RoundRobin;
const running = new Set<ServiceProcess>();

const start = async (roles: string): Promise<ServiceProcess> => {
  // Long enough that the balancer has asked in between, however busy the machine is.
  const service = await startServiceProcess(database.url, { ROLE: roles, DRAIN_SECONDS: '3' });
  running.add(service);
  return service;
};

beforeAll(async () => {
  database = await createTestDatabase();
  balancer = await startRoundRobin();
}, PATIENCE_MS);
afterAll(async () => {
  await balancer.stop();
  await Promise.all([...running].map((service) => service.end('SIGKILL')));
  await database.close();
});

it('two api processes are restarted one after the other under load, and no request fails', async () => {
  const rest = await start('projector,calculator,scheduler');
  let apis: readonly ServiceProcess[] = await Promise.all([start('api'), start('api')]);
  for (const api of apis) balancer.add(api.url);
  await until('both are ready', () => apis.every(({ url }) => balancer.isReady(url)), PATIENCE_MS);

  const email = `${randomUUID()}@example.com`;
  const person = await signIn(createApi(balancer.url), email);
  const failed: unknown[] = [];
  let calls = 0;
  let done = false;
  const expectStatus = (
    what: string,
    { status, body }: { status: number; body: unknown },
    wanted: number,
  ) => {
    calls += 1;
    if (status !== wanted) failed.push({ what, status, body });
  };

  /** Writes through one of them and reads it back through the other. */
  const use = async (): Promise<void> => {
    while (!done) {
      const created = await person.post<{ portfolio_id: string }>(
        '/api/v1/onboarding/create-portfolio',
        portfolioForm({ accountName: `Account ${randomUUID()}`, csv: CSV }),
      );
      expectStatus('create', created, 201);
      const after = { 'x-after-position': created.headers.get('x-event-position') ?? '' };
      const path = `/api/v1/portfolios/${created.body.portfolio_id}`;
      expectStatus('read back', await person.get(path, after), 200);
      for (let i = 0; i < 5; i += 1) expectStatus('read', await person.get(path), 200);
    }
  };
  const callers = Array.from({ length: CALLERS }, () => use().catch((error) => failed.push(String(error))));

  for (const old of apis) {
    const before = calls;
    await until('there is load', () => calls > before + 50 || failed.length > 0, PATIENCE_MS);
    // It is gone when its successor comes, as on a machine that has room for no third.
    expect(await old.end('SIGTERM')).toBe(0);
    running.delete(old);
    const next = await start('api');
    balancer.add(next.url);
    await until(
      'its successor takes calls',
      () => balancer.answered(next.url) > 20 || failed.length > 0,
      PATIENCE_MS,
    );
    apis = [...apis.filter((api) => api !== old), next];
  }
  done = true;
  await Promise.all(callers);
  expect(failed).toEqual([]);

  for (const service of [...apis, rest]) {
    expect(await service.end('SIGTERM')).toBe(0);
    running.delete(service);
  }
}, 180_000);
