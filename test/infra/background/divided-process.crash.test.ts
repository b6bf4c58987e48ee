import { randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Api, createApi, portfolioForm, runEnded, signIn } from '../../support/api.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { type ServiceProcess, startServiceProcess } from '../../support/service-process.ts';
import { until } from '../../support/until.ts';

const PATIENCE_MS = 120_000;
const METRICS_TOKEN = 'a-token-that-only-this-test-knows-of';
const CSV = `Symbol,Quantity,Entry Price Per Share,Entry Date
AAPL,100,150.00,2026-06-01
MSFT,-40,300.00,2026-07-15
`;

/** Loaded into every thread before its program: the background one does what files in the directory tell it to. */
const REMOTE_CONTROL = `
import { existsSync, writeFileSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';
const told = (name) => existsSync(process.env.REMOTE_CONTROL + '/' + name);
if (!isMainThread) {
  const cell = new Int32Array(new SharedArrayBuffer(4));
  setInterval(() => {
    if (told('fail')) throw new Error('failed because the test wanted it');
    while (told('block')) {
      writeFileSync(process.env.REMOTE_CONTROL + '/blocked', '');
      Atomics.wait(cell, 0, 0, 20);
    }
  }, 20).unref();
}
`;

describe('a process that does everything, with a background thread', () => {
  let database: TestDatabase;
  let directory: string;
  let service: ServiceProcess;
  let person: Api;
  const path = (name: string): string => join(directory, name);

  const start = (environment: Readonly<Record<string, string>> = {}): Promise<ServiceProcess> =>
    startServiceProcess(database.url, {
      METRICS_TOKEN,
      REMOTE_CONTROL: directory,
      NODE_OPTIONS: `--import=${pathToFileURL(path('remote-control.mjs'))}`,
      ...environment,
    });

  const restart = async (environment?: Readonly<Record<string, string>>): Promise<void> => {
    service = await start(environment);
    person = await signIn(createApi(service.url), 'jane@example.com');
  };

  const create = (): ReturnType<typeof person.post<{ portfolio_id: string }>> =>
    person.post(
      '/api/v1/onboarding/create-portfolio',
      portfolioForm({ accountName: `Account ${randomUUID()}`, csv: CSV, autoCalculate: true }),
    );

  const metrics = async (): Promise<readonly string[]> => {
    const { status, body } = await createApi(service.url, METRICS_TOKEN).get<string>('/metrics');
    expect(status).toBe(200);
    return body.split('\n').filter((line) => !line.startsWith('#'));
  };

  beforeAll(async () => {
    database = await createTestDatabase();
    directory = mkdtempSync(join(tmpdir(), 'sigmafold-thread-'));
    writeFileSync(path('remote-control.mjs'), REMOTE_CONTROL);
    await restart();
  }, PATIENCE_MS);
  afterEach(() => {
    for (const name of ['block', 'blocked', 'fail']) rmSync(path(name), { force: true });
  });
  afterAll(async () => {
    await service.end('SIGKILL');
    await database.close();
    rmSync(directory, { recursive: true });
  }, PATIENCE_MS);

  it(
    'answers calls while the background thread can do nothing, and what was asked for is done afterwards',
    async () => {
      writeFileSync(path('block'), '');
      await until('the background thread is blocked', () => existsSync(path('blocked')), PATIENCE_MS);

      const created = await create();
      expect(created.status).toBe(201);
      for (const address of ['/api/v1/portfolios', '/api/v1/auth/me', '/health/live'])
        expect((await person.get(address)).status).toBe(200);
      rmSync(path('block'));
      expect(await runEnded(person, created.body.portfolio_id, PATIENCE_MS)).toMatchObject({
        status: 'completed',
      });
    },
    PATIENCE_MS,
  );

  it(
    'shows what was written to the read that follows',
    async () => {
      for (let i = 0; i < 20; i += 1) {
        const { headers, body } = await create();
        const read = await person.get(`/api/v1/portfolios/${body.portfolio_id}`, {
          'x-after-position': headers.get('x-event-position') ?? '',
        });
        expect(read.status).toBe(200);
      }
    },
    PATIENCE_MS,
  );

  it(
    'is ready with what both threads do, and says what it leads',
    async () => {
      type Ready = { readonly checks: Record<string, { readonly ok: boolean; readonly detail: string }> };
      let ready: Ready | undefined;
      await until(
        'it leads',
        async () => {
          ready = (await person.get<Ready>('/health/ready')).body;
          return ready.checks.leads?.detail.includes('calculation-relay') === true;
        },
        PATIENCE_MS,
      );
      expect(ready?.checks.bus).toMatchObject({ ok: true, detail: expect.stringContaining('in process') });
      expect(ready?.checks.projections).toMatchObject({ ok: true });
    },
    PATIENCE_MS,
  );

  it(
    'shows under /metrics what both threads count, each thing of the process once',
    async () => {
      const { body } = await create();
      await runEnded(person, body.portfolio_id, PATIENCE_MS);
      const lines = await metrics();
      const valuesOf = (start: string): readonly number[] =>
        lines.filter((line) => line.startsWith(start)).map((line) => Number(line.split(' ').at(-1)));

      expect(valuesOf('sigmafold_http_request_duration_seconds_count')).not.toEqual([]);
      expect(
        valuesOf('sigmafold_bus_work_duration_seconds_count{topic="calculations",outcome="done"}'),
      ).toEqual([expect.any(Number)]);
      expect(valuesOf('sigmafold_events_appended_total{type="PositionsImported"}')).toEqual([
        expect.any(Number),
      ]);
      expect(valuesOf('sigmafold_events_appended_total{type="CalculationCompleted"}')).toEqual([
        expect.any(Number),
      ]);
      expect(lines.filter((line) => line.startsWith('sigmafold_build_info'))).toEqual([
        expect.stringMatching(/roles="api,projector,calculator,scheduler"} 1$/),
      ]);
      expect(valuesOf('process_cpu_seconds_total')).toHaveLength(1);
      expect(valuesOf('process_start_time_seconds')).toHaveLength(1);
      expect(valuesOf('nodejs_eventloop_lag_p99_seconds ')).toHaveLength(1);
      expect(valuesOf('nodejs_eventloop_lag_p99_seconds{thread="background"}')).toHaveLength(1);
    },
    PATIENCE_MS,
  );

  it(
    'says why its background work cannot begin, and ends',
    async () => {
      const refused = start({ MARKET_DATA_PROVIDER: 'csv', PRICES_DIR: directory });
      await expect(refused).rejects.toThrow(/ended with 1:[\s\S]*made-up and real prices are never mixed/);
      await expect(refused).rejects.not.toThrow(/ at /);
    },
    PATIENCE_MS,
  );

  it(
    'puts its work down at SIGTERM and ends with 0, each line of its log whole',
    async () => {
      const { body } = await create();
      expect(await service.end('SIGTERM')).toBe(0);
      const lines = service
        .output()
        .split('\n')
        .filter((line) => line.startsWith('{'));
      const told = lines.map((line) => JSON.parse(line) as { readonly msg: string; readonly level: string });
      expect(told.map(({ msg }) => msg)).toEqual(expect.arrayContaining(['started', 'stopping', 'stopped']));
      expect(told.filter(({ level }) => level === 'error' || level === 'fatal')).toEqual([]);

      await restart();
      expect(await runEnded(person, body.portfolio_id, PATIENCE_MS)).toMatchObject({ status: 'completed' });
    },
    PATIENCE_MS,
  );

  it(
    'ends with a reason when the background thread is lost',
    async () => {
      writeFileSync(path('fail'), '');
      expect(await service.ended).toBe(1);
      expect(service.output()).toMatch(/the background thread has ended, and so does the process/);
      expect(service.output()).toContain('failed because the test wanted it');

      rmSync(path('fail'));
      await restart();
    },
    PATIENCE_MS,
  );

  it(
    'does it all on one thread where it is told to',
    async () => {
      await service.end('SIGTERM');
      await restart({ BACKGROUND_THREAD: 'false' });
      const lines = await metrics();
      expect(lines.filter((line) => line.startsWith('nodejs_eventloop_lag_p99_seconds'))).toHaveLength(1);
      expect(lines.filter((line) => line.includes('thread="background"'))).toEqual([]);
    },
    PATIENCE_MS,
  );
});
