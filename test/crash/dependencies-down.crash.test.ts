import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import {
  type EmbeddedPostgres,
  startEmbeddedPostgres,
} from '../../infra/embedded-postgres/embedded-postgres.ts';
import type { Service } from '../../infra/service/start-service.ts';
import { type Answer, type Api, createApi, portfolioForm, runEnded, signIn } from '../support/api.ts';
import { startTestService } from '../support/service.ts';
import { until } from '../support/until.ts';

const CSV = `Symbol,Quantity,Entry Price Per Share,Entry Date
AAPL,100,150.00,2026-06-01
SPY,25,500.00,2026-08-03
`;
const INSIDE = /ECONNREFUSED|127\.0\.0\.1:|postgres|\.ts\b|select |insert |\brelation|No space/i;

/** A PostgreSQL of this file's own, because it is stopped, filled and sent away under a service that goes on. */
let directory: string;
let server: EmbeddedPostgres;
let service: Service;
let now = (): Date => new Date('2026-11-20T22:00:00Z');
let jane: Api;
let portfolioId: string;
let accounts = 0;

const importFile = (api: Api): Promise<Answer<{ readonly portfolio_id: string }>> => {
  accounts += 1;
  return api.post(
    '/api/v1/onboarding/create-portfolio',
    portfolioForm({ accountName: `Account ${accounts}`, csv: CSV }),
  );
};

const asOwner = async (work: (owner: pg.Client) => Promise<unknown>): Promise<void> => {
  const owner = new pg.Client({ connectionString: server.url });
  // Some of these sessions are ended from the other side.
  owner.on('error', () => {});
  await owner.connect();
  try {
    await work(owner);
  } finally {
    await owner.end();
  }
};

const readiness = async () =>
  createApi(service.url).get<{
    readonly status: string;
    readonly checks: Readonly<Record<string, { readonly ok: boolean }>>;
  }>('/health/ready');

const isReady = async (): Promise<boolean> => (await readiness()).status === 200;

/** In the one shape, with a hint when to come back, and nothing of the inside. */
const expectUnavailable = ({ status, headers, body }: Answer<unknown>): void => {
  expect({ status, body }).toMatchObject({
    status: 503,
    body: { error: { code: 'ERR_UNAVAILABLE', details: { correlation_id: expect.any(String) } } },
  });
  expect(headers.get('retry-after')).toMatch(/^\d+$/);
  expect(JSON.stringify(body)).not.toMatch(INSIDE);
};

/** Everything a person does works, without a restart. */
const expectAllIsWell = async (): Promise<void> => {
  await until('it is ready again', isReady, 40_000);
  const login = await createApi(service.url).post('/api/v1/auth/login', {
    email: 'jane@example.com',
    password: 'Correct1Horse',
  });
  expect(login.status).toBe(200);
  const created = await importFile(jane);
  expect(created.status).toBe(201);
  const { portfolio_id: id } = created.body;
  expect((await jane.post(`/api/v1/portfolios/${id}/calculate`)).status).toBe(202);
  expect(await runEnded(jane, id)).toMatchObject({ status: 'completed' });
  expect((await jane.get(`/api/v1/portfolios/${id}/snapshots/latest`)).status).toBe(200);
};

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'sigmafold-down-'));
  server = await startEmbeddedPostgres({ directory, durability: 'none' });
  service = await startTestService(
    { url: server.url, serviceUrl: server.url } as Parameters<typeof startTestService>[0],
    { RATE_LIMITS: 'true', PROJECTION_STALLED_SECONDS: '2' },
    { clock: () => now() },
  );
  jane = await signIn(createApi(service.url), 'jane@example.com');
  portfolioId = (await importFile(jane)).body.portfolio_id;
});
// They count here as well, and a person logs in more often than they let one.
beforeEach(() => asOwner((owner) => owner.query('truncate public.rate_limits')));
afterAll(async () => {
  await service?.stop();
  await server?.stop();
  rmSync(directory, { recursive: true, force: true });
});

describe('without its database', () => {
  it('the service says so to everybody, lives on, and works again when the database is back', async () => {
    const port = Number(new URL(server.url).port);
    await server.stop();
    const stranger = createApi(service.url);
    const refused = [
      await jane.get('/api/v1/auth/me'),
      await jane.get('/api/v1/portfolios'),
      await jane.get(`/api/v1/portfolios/${portfolioId}/positions`),
      await importFile(jane),
      await jane.post(`/api/v1/portfolios/${portfolioId}/calculate`),
      await stranger.post('/api/v1/auth/login', { email: 'jane@example.com', password: 'Correct1Horse' }),
      await stranger.post('/api/v1/onboarding/register', {
        email: 'joe@example.com',
        password: 'Correct1Horse',
        full_name: 'Joe',
        invite_code: 'PRESCOTT-LINNAEAN-COWPERTHWAITE',
      }),
    ];
    for (const answer of refused) expectUnavailable(answer);
    expect(await readiness()).toMatchObject({
      status: 503,
      body: { status: 'not_ready', checks: { database: { ok: false }, event_store: { ok: false } } },
    });
    expect((await stranger.get('/health/live')).status).toBe(200);

    server = await startEmbeddedPostgres({ directory, durability: 'none', port });
    await expectAllIsWell();
  });

  it('connections that are cut under it are replaced, and no call is lost for longer than that', async () => {
    let answered = 0;
    let cutting = true;
    const reading = (async () => {
      while (cutting) {
        const answer = await jane.get('/api/v1/portfolios');
        if (answer.status === 200) answered += 1;
        else expectUnavailable(answer);
      }
    })();
    for (let cut = 0; cut < 5; cut += 1) {
      await asOwner((owner) =>
        owner.query(
          `select pg_terminate_backend(pid) from pg_stat_activity
           where pid <> pg_backend_pid() and backend_type = 'client backend'`,
        ),
      );
      // A call that was under way may have been answered before the cut; those after it were not.
      const before = answered;
      await until('calls are answered again', async () => answered > before + 2);
    }
    cutting = false;
    await reading;
    await expectAllIsWell();
  });
});

describe('with a full disk', () => {
  const full = (table: string) => `
    create or replace function public.no_space() returns trigger language plpgsql as $$
      begin raise exception 'could not extend file "base/5/1": No space left on device' using errcode = 'disk_full'; end $$;
    create trigger no_space before insert or update on ${table} execute function public.no_space()`;

  it('of the log nothing is written and nothing is half written; reading goes on; then it works again', async () => {
    const before = await jane.get<{ readonly total: number }>('/api/v1/portfolios');
    await asOwner((owner) => owner.query(full('public.events')));
    expectUnavailable(await importFile(jane));
    expectUnavailable(await jane.post(`/api/v1/portfolios/${portfolioId}/calculate`));
    expect(await readiness()).toMatchObject({
      status: 503,
      body: {
        checks: { event_store: { ok: false, detail: 'an append has failed' }, database: { ok: true } },
      },
    });
    const during = await jane.get<{ readonly total: number }>('/api/v1/portfolios');
    expect(during).toMatchObject({ status: 200, body: { total: before.body.total } });
    await asOwner((owner) => owner.query('drop trigger no_space on public.events'));
    await expectAllIsWell();
  });

  it('of the read models what was acknowledged is kept, and shows as soon as there is space', async () => {
    await asOwner((owner) => owner.query(full('read.portfolios')));
    const created = await importFile(jane);
    expect(created.status).toBe(201);
    await until('it is not ready', async () => !(await isReady()), 30_000);
    await asOwner((owner) => owner.query('drop trigger no_space on read.portfolios'));
    await expectAllIsWell();
    expect((await jane.get(`/api/v1/portfolios/${created.body.portfolio_id}`)).status).toBe(200);
  });
});

describe('with a clock that jumps', () => {
  const DAY = 86_400_000;
  const real = new Date('2026-11-20T22:00:00Z').getTime();

  it.each([
    ['back by a day', -DAY],
    ['back by a minute', -60_000],
    ['forward by a day', DAY],
  ])('%s, nothing breaks and the order of the log stands', async (_name, jump) => {
    now = () => new Date(real + jump);
    const answers = [
      await jane.get('/api/v1/auth/me'),
      await jane.get('/api/v1/portfolios'),
      await importFile(jane),
      await jane.post(`/api/v1/portfolios/${portfolioId}/calculate`),
    ];
    for (const { status } of answers) expect(status).toBeLessThan(500);
    expect(await isReady()).toBe(true);
    now = () => new Date(real);
    await expectAllIsWell();
    const { rows } = await (async () => {
      let found: pg.QueryResult<{ readonly unordered: string }> | undefined;
      await asOwner(async (owner) => {
        found = await owner.query(
          `select count(*) as unordered from (
             select recorded_at < lag(recorded_at) over (order by position) as earlier from events) each
           where earlier`,
        );
      });
      if (found === undefined) throw new Error('nothing was asked');
      return found;
    })();
    expect(rows[0]?.unordered).toBe('0');
  });

  it('forward by a year, sessions have ended; back again, people come in', async () => {
    now = () => new Date(real + 365 * DAY);
    expect(await jane.get('/api/v1/auth/me')).toMatchObject({
      status: 401,
      body: { error: { code: 'ERR_AUTH_002' } },
    });
    now = () => new Date(real);
    jane = await signIn(createApi(service.url), 'jane@example.com');
    await expectAllIsWell();
  });
});
