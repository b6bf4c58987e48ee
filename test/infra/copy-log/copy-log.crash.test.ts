import { type ChildProcess, spawn } from 'node:child_process';
import { isDeepStrictEqual } from 'node:util';
import { createEventStoreDbEventStore } from '../../../adapters/event-store/eventstoredb/eventstoredb-event-store.ts';
import { createSimulatedProvider } from '../../../adapters/market-data/simulated/provider.ts';
import { canonicalEvent } from '../../../application/integrity/chain.ts';
import { type EventStore, positionFrom, START } from '../../../application/ports/event-store.ts';
import type { Service } from '../../../infra/service/start-service.ts';
import { type Api, createApi, portfolioForm, runEnded, signIn } from '../../support/api.ts';
import { TEST_MASTER_KEY } from '../../support/corpus.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import {
  type EventStoreDbServer,
  startEventStoreDbServer,
} from '../../support/eventstoredb-server/server.ts';
import { startTestService } from '../../support/service.ts';
import { until } from '../../support/until.ts';

const CSV = `Symbol,Quantity,Entry Price Per Share,Entry Date
AAPL,100,150.00,2026-06-01
MSFT,-40,300.00,2026-07-15
`;
const CLOCK = () => new Date('2026-11-21T15:00:00Z');

let database: TestDatabase;
let server: EventStoreDbServer;
beforeAll(async () => {
  database = await createTestDatabase();
  server = await startEventStoreDbServer();
});
afterAll(async () => {
  await server.stop();
  await database.close();
});

type Ended = { readonly code: number | null; readonly output: string };

/** The command in a process of its own; `whileRunning` may kill it. */
const command = async (
  options: readonly string[],
  whileRunning: (child: ChildProcess) => Promise<void> = async () => {},
): Promise<Ended> => {
  const child = spawn(process.execPath, ['--import', 'tsx', 'infra/main.ts', 'copy-log', ...options], {
    env: {
      ...process.env,
      NODE_ENV: 'development',
      DATABASE_URL: database.url,
      EVENTSTOREDB_URL: server.url(),
      MASTER_KEY: TEST_MASTER_KEY,
      NODE_OPTIONS: '',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  await whileRunning(child);
  return { code: await ended, output };
};

const withService = async <Value>(
  environment: Readonly<Record<string, string>>,
  use: (service: Service) => Promise<Value>,
): Promise<Value> => {
  const service = await startTestService(database, environment, {
    clock: CLOCK,
    provider: createSimulatedProvider({ seed: 1, clock: CLOCK }),
  });
  try {
    return await use(service);
  } finally {
    await service.stop();
  }
};
const ON_EVENTSTOREDB = () => ({ EVENT_STORE: 'eventstoredb', EVENTSTOREDB_URL: server.url() });

const create = async (api: Api, accountName: string): Promise<string> => {
  const { status, body } = await api.post<{ portfolio_id: string }>(
    '/api/v1/onboarding/create-portfolio',
    portfolioForm({ accountName, csv: CSV, equity: '50000.00', autoCalculate: true }),
  );
  expect(status).toBe(201);
  await runEnded(api, body.portfolio_id, 150_000);
  return body.portfolio_id;
};

const snapshotsOf = async (api: Api, portfolioId: string): Promise<unknown> =>
  (await api.get<{ snapshots: unknown }>(`/api/v1/portfolios/${portfolioId}/snapshots?limit=200`)).body;

/** All events but for where they are in their log. */
const contentsOf = async (store: EventStore): Promise<readonly string[]> => {
  const { events } = await store.readAll({ after: START, limit: 100_000 });
  return events.map((event) => canonicalEvent({ ...event, position: positionFrom(0n) }));
};

const inEventStoreDb = async <Value>(use: (store: EventStore) => Promise<Value>): Promise<Value> => {
  const store = createEventStoreDbEventStore({ url: server.url() });
  try {
    return await use(store);
  } finally {
    await store.close();
  }
};

const chained = (service: Service): Promise<void> =>
  until(
    'everything is chained',
    async () => {
      const { status, unchained } = await service.auditChain.verify({});
      return status === 'intact' && unchained === 0;
    },
    60_000,
  );

describe('moving to EventStoreDB and back', () => {
  let portfolioId = '';
  let before: unknown;
  let original: readonly string[];

  it('copies the log whole and in order, though it is killed on the way', async () => {
    await withService({}, async (service) => {
      const api = await signIn(createApi(service.url), 'jane@example.com');
      portfolioId = await create(api, 'Main');
      before = await snapshotsOf(api, portfolioId);
      await chained(service);
      original = await contentsOf(service.log);
    });
    const killed = await command(['--to', 'eventstoredb'], async (child) => {
      await until('a part was copied', async () => server.log.records().length >= 5, 60_000);
      child.kill('SIGKILL');
    });
    expect(killed.code).toBeNull();
    const part = server.log.records().length;
    expect(part).toBeLessThan(original.length);

    const resumed = await command(['--to', 'eventstoredb']);
    expect(resumed).toMatchObject({ code: 0, output: expect.stringMatching(/hash chain is the same/) });
    expect(resumed.output).toContain(`${original.length} events are in both logs`);
    expect(await inEventStoreDb(contentsOf)).toEqual(original);
    expect(new Set(server.log.records().map(({ id }) => id)).size).toBe(original.length);
  }, 400_000);

  it('does not switch while a service runs; then copies what came meanwhile and goes on there with the same numbers', async () => {
    await withService({}, async (service) => {
      const api = await signIn(createApi(service.url), 'jane@example.com');
      await create(api, 'Meanwhile');
      const refused = await command(['--to', 'eventstoredb', '--switch']);
      expect(refused).toMatchObject({ code: 1, output: expect.stringMatching(/A service is connected/) });
    });
    const switched = await command(['--to', 'eventstoredb', '--switch']);
    expect(switched).toMatchObject({
      code: 0,
      output: expect.stringMatching(/follows the log in eventstoredb now/),
    });
    await expect(withService({}, async () => {})).rejects.toThrow(/follows a log in EventStoreDB/);
    await expect(
      database.pool.query(
        `select * from public.append_events(array['late-1'], array[null]::bigint[], array[1], array[gen_random_uuid()],
          array['Late'], array['{}']::json[], array['{}']::json[])`,
      ),
    ).rejects.toThrow(/copied to EventStoreDB and left/);

    await withService(ON_EVENTSTOREDB(), async (service) => {
      const api = await signIn(createApi(service.url), 'jane@example.com');
      await until(
        'the read models are there',
        async () => {
          return isDeepStrictEqual(await snapshotsOf(api, portfolioId), before);
        },
        60_000,
      );
      const appended = await service.store.head();
      await create(api, 'Above');
      expect((await service.store.head()) > appended).toBe(true);
      await chained(service);
    });
  }, 400_000);

  it('comes back with all that happened there, though it is killed on the way', async () => {
    const there = await inEventStoreDb(contentsOf);
    expect(there.length).toBeGreaterThan(original.length);
    const count = async (): Promise<number> =>
      Number((await database.pool.query('select count(*) from public.events')).rows[0].count);
    const behind = await count();
    const killed = await command(['--to', 'postgres'], async (child) => {
      await until('it reads', async () => server.counts.reads > 0, 60_000);
      await until('it is at work', async () => {
        const { rows } = await database.pool.query(
          `select from pg_stat_activity where datname = current_database() and application_name = 'sigmafold copy-log'`,
        );
        return rows.length > 0;
      });
      child.kill('SIGKILL');
    });
    expect(killed.code).toBeNull();
    expect(await count()).toBeGreaterThanOrEqual(behind);

    const back = await command(['--to', 'postgres', '--switch']);
    expect(back).toMatchObject({ code: 0, output: expect.stringMatching(/follows the log in postgres now/) });
    await withService({}, async (service) => {
      expect(await contentsOf(service.log)).toEqual(there);
      const api = await signIn(createApi(service.url), 'jane@example.com');
      await until(
        'the read models are there',
        async () => {
          return isDeepStrictEqual(await snapshotsOf(api, portfolioId), before);
        },
        60_000,
      );
      await create(api, 'Back');
      await chained(service);
    });
  }, 400_000);
});
