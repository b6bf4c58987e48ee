import { Writable } from 'node:stream';
import pg from 'pg';
import { uuid5 } from '../../../domain/ids.ts';
import { createLogger } from '../../../infra/logging.ts';
import type { Service } from '../../../infra/service/start-service.ts';
import { type Api, createApi, INVITE, signIn } from '../../support/api.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { eventOf } from '../../support/events.ts';
import { startTestService } from '../../support/service.ts';
import { until } from '../../support/until.ts';

const EMAIL = 'rosalind.penhaligon@example.org';
const NAME = 'Rosalind Penhaligon';
const PASSWORD = 'Correct1Horse';
const TRACES = /rosalind|penhaligon/i;
const CSV = 'Symbol,Quantity,Entry Price Per Share,Entry Date\nAAPL,100,158.00,2024-01-16\n';

let database: TestDatabase;
let service: Service;
let anonymous: Api;
let logged = '';

const start = (): Promise<Service> =>
  startTestService(
    database,
    { AS_OF: '2024-06-28T21:00:00Z' },
    {
      logger: createLogger(
        { logLevel: 'trace' },
        new Writable({
          write: (chunk, _encoding, done) => {
            logged += String(chunk);
            done();
          },
        }),
      ),
    },
  );

beforeEach(async () => {
  database = await createTestDatabase();
  service = await start();
  anonymous = createApi(service.url);
});
afterEach(async () => {
  await service.stop();
  await database.close();
});

const register = async (): Promise<{ api: Api; userId: string }> => {
  const body = { email: EMAIL, password: PASSWORD, full_name: NAME, invite_code: INVITE };
  expect((await anonymous.post('/api/v1/onboarding/register', body)).status).toBe(201);
  const api = await signIn(anonymous, EMAIL);
  const me = await api.get<{ id: string }>('/api/v1/auth/me');
  return { api, userId: me.body.id };
};

const createPortfolio = async (api: Api): Promise<string> => {
  const form = new FormData();
  form.set('portfolio_name', 'Growth');
  form.set('account_name', 'Taxable');
  form.set('account_type', 'taxable');
  form.set('equity_balance', '100000');
  form.set('csv_file', new Blob([CSV]), 'positions.csv');
  const created = await api.post<{ portfolio_id: string }>('/api/v1/onboarding/create-portfolio', form, {
    'idempotency-key': 'the-first',
  });
  expect(created.status).toBe(201);
  return created.body.portfolio_id;
};

const importNewer = (api: Api, portfolioId: string) => {
  const form = new FormData();
  form.set('csv_file', new Blob([`${CSV}MSFT,10,400.00,2024-05-01\n`]), 'newer.csv');
  return api.post(`/api/v1/portfolios/${portfolioId}/imports`, form);
};

/** Every value of every column that can hold text, as a dump would show it. */
const dump = async (): Promise<string> => {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  try {
    const tables = await client.query<{ name: string }>(
      `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
       where table_schema not in ('pg_catalog', 'information_schema') and table_type = 'BASE TABLE'`,
    );
    const parts: string[] = [];
    for (const { name } of tables.rows) {
      const { rows } = await client.query<{ text: string }>(`select t::text as text from ${name} t`);
      parts.push(name, ...rows.map(({ text }) => text));
    }
    return parts.join('\n');
  } finally {
    await client.end();
  }
};

const rowsOf = async (table: string): Promise<readonly string[]> => {
  const { rows } = await database.pool.query<{ text: string }>(`select t::text as text from read.${table} t`);
  return rows.map(({ text }) => text).sort();
};

const caughtUp = async (): Promise<void> => {
  await service.readModels.waitFor(await service.store.head(), 10_000);
};

it('forgets the person everywhere, keeps the numbers, and rebuilds to the same rows', async () => {
  const { api: first, userId } = await register();
  const portfolioId = await createPortfolio(first);
  await first.post('/api/v1/auth/logout-everywhere');
  const api = await signIn(anonymous, EMAIL);
  expect((await importNewer(api, portfolioId)).status).toBe(200);
  await caughtUp();
  expect(await dump()).toMatch(TRACES); // the read model, while they are here
  const positions = await rowsOf('positions');

  expect(
    (await api.delete<{ error: { code: string } }>('/api/v1/users/me', { password: 'Wrong1Horse' })).body
      .error.code,
  ).toBe('ERR_USER_005');
  const erased = await api.delete('/api/v1/users/me', { password: PASSWORD });
  expect(erased).toMatchObject({ status: 200, body: { erased: true, already_erased: false } });

  expect((await api.get('/api/v1/auth/me')).status).toBe(401);
  const login = await anonymous.post('/api/v1/auth/login', { email: EMAIL, password: PASSWORD });
  expect(login.status).toBe(401);
  await caughtUp();
  expect(await dump()).not.toMatch(TRACES);
  expect(logged).not.toMatch(TRACES);
  const left = await database.pool.query('select 1 from public.credentials');
  expect(left.rowCount).toBe(0);

  const [user] = (await database.pool.query('select * from read.users where user_id = $1', [userId])).rows;
  expect(user).toMatchObject({ email: null, full_name: null });
  expect(user.erased_at).not.toBeNull();
  expect(await rowsOf('positions')).toEqual(positions);
  expect(await service.application.ownerOfPortfolio(portfolioId)).toBeNull();
  expect(await service.application.ownerOfArchived(portfolioId)).toBe(userId);

  const before = [await rowsOf('users'), await rowsOf('portfolios'), await rowsOf('positions')];
  await service.rebuild([], () => {});
  expect([await rowsOf('users'), await rowsOf('portfolios'), await rowsOf('positions')]).toEqual(before);
  expect(await dump()).not.toMatch(TRACES);
  expect(await service.auditChain.verify({})).toMatchObject({ status: 'intact' });
});

it('lets an administrator do so, once and again, and read what happened without a name', async () => {
  const { userId } = await register();
  const root = await signIn(anonymous, 'root@example.org');
  const context = {
    commandId: uuid5('grant'),
    correlationId: uuid5('grant'),
    actor: { kind: 'process', name: 'test' } as const,
  };
  await service.application.grantSuperuser('root@example.org', context);
  const erase = () => root.post(`/api/v1/admin/users/${userId}/erase`, { reason: 'request 4711' });
  expect(await erase()).toMatchObject({ status: 200, body: { already_erased: false } });
  expect(await erase()).toMatchObject({ status: 200, body: { already_erased: true } });
  const nobody = await root.post('/api/v1/admin/users/11111111-2222-4333-8444-555555555555/erase', {
    reason: 'x',
  });
  expect(nobody.status).toBe(404);

  const audit = await root.get<{ events: { type: string; data: object }[] }>(
    `/api/v1/audit/streams/user-${userId}/events`,
  );
  expect(audit.body.events.map(({ type, data }) => ({ type, data }))).toEqual([
    { type: 'UserRegistered', data: expect.objectContaining({ email: null, fullName: null }) },
    { type: 'UserErased', data: { userId, reason: 'request 4711' } },
  ]);
  expect((await root.get('/api/v1/auth/me')).status).toBe(200);
});

it('gives the address back: whoever registers with it next is somebody else', async () => {
  const first = await register();
  await first.api.delete('/api/v1/users/me', { password: PASSWORD });
  const second = await register();
  expect(second.userId).not.toBe(first.userId);
  expect((await second.api.get<{ email: string }>('/api/v1/auth/me')).body.email).toBe(EMAIL);
});

it('names the claim of an address so that hashing addresses does not find it', async () => {
  await register();
  const { rows } = await database.pool.query<{ stream: string }>(
    `select stream from events where type = 'EmailClaimed'`,
  );
  const guessed = await database.pool.query<{ stream: string }>(
    `select 'email-' || encode(sha256($1::text::bytea), 'hex') as stream`,
    [EMAIL],
  );
  expect(rows.map(({ stream }) => stream)).not.toContain(guessed.rows[0]!.stream);
});

it('honours the claim and the registration that an earlier release wrote in the clear', async () => {
  const userId = uuid5('early');
  const hash = await database.pool.query<{ hex: string }>(
    `select encode(sha256($1::text::bytea), 'hex') as hex`,
    [EMAIL],
  );
  const claim = eventOf({ type: 'EmailClaimed', data: { userId } }, 'early claim');
  await service.log.append(`email-${hash.rows[0]!.hex}`, 'no-stream', [claim]);
  const data = { userId, email: EMAIL, fullName: NAME, credentialId: uuid5('early credential') };
  await service.log.append(`user-${userId}`, 'no-stream', [
    eventOf({ type: 'UserRegistered', data }, 'early registration'),
  ]);
  const again = await anonymous.post<{ error: { code: string } }>('/api/v1/onboarding/register', {
    email: EMAIL,
    password: PASSWORD,
    full_name: NAME,
    invite_code: INVITE,
  });
  expect(again.body.error.code).toBe('ERR_USER_001');
});

it('is finished at the next start when it was cut short', async () => {
  const { userId } = await register();
  await caughtUp();
  await service.stop();
  // Only the event was written: the process died before anything that follows from it.
  const event = eventOf({ type: 'UserErased', data: { userId, reason: 'cut short' } }, 'cut short');
  service = await start();
  await service.log.append(`user-${userId}`, 'any', [event]);
  await until('the key is dropped', async () => {
    const { rows } = await database.pool.query(
      'select from public.personal_keys where user_id = $1 and wrapped_key is null',
      [userId],
    );
    return rows.length === 1;
  });
  await caughtUp();
  expect(await dump()).not.toMatch(TRACES);
});

it('is repeated after a backup has brought the key back', async () => {
  const { api, userId } = await register();
  const backup = await database.pool.query('select * from public.personal_keys');
  await api.delete('/api/v1/users/me', { password: PASSWORD });
  const told = (await service.store.readStream(`user-${userId}`)).at(-1)!.position;
  await until('the follower of erasures has passed it', async () => {
    const { rows } = await database.pool.query(
      `select from relay_checkpoints where name = 'erasures' and position >= $1`,
      [told],
    );
    return rows.length === 1;
  });
  const key = backup.rows.find((row) => row.user_id === userId);
  await database.pool.query(
    'update public.personal_keys set wrapped_key = $2, dropped_at = null where user_id = $1',
    [userId, key.wrapped_key],
  );
  expect((await service.store.readStream(`user-${userId}`))[0]!.data).toMatchObject({ email: EMAIL });
  await service.application.finishErasure(userId, uuid5('again'));
  expect((await service.store.readStream(`user-${userId}`))[0]!.data).toMatchObject({ email: null });
});

it('refuses to start with another master key, and says what to do', async () => {
  await register();
  await service.stop();
  await expect(
    startTestService(database, { MASTER_KEY: 'another master key, of the same length or so' }),
  ).rejects.toThrow('MASTER_KEY is not the one that this database was used with');
  service = await start();
});
