import { createLogger } from '../../infra/logging.ts';
import type { Service } from '../../infra/service/start-service.ts';
import { createApi, INVITE, portfolioForm, runEnded } from '../support/api.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { startTestService } from '../support/service.ts';
import { unzip } from '../support/unzip.ts';

const CSV = 'Symbol,Quantity,Entry Price Per Share,Entry Date\nSPY,25,500.00,2026-08-03\n';
const EMAIL = 'jane@example.com';

const SECRETS = {
  password: 'Correct1HorseBattery',
  wrongPassword: 'Mistaken1Horse',
  weakPassword: 'tooshort',
  newPassword: 'Another1HorseStaple',
  resetPassword: 'Third1HorseStaple',
  wrongInvite: 'GUESSED-INVITE-CODE',
  rightInvite: INVITE,
  inQuery: 'secret-in-the-query',
  basic: Buffer.from('jane:secret-of-basic').toString('base64'),
  unknownBearer: 'secret-of-no-session',
  unknownKey: 'sgf_secretOfNoKey123456789012345678901234567',
};

/**
 * One person does everything that involves a secret, also wrongly; then every place where something is kept or shown
 * is searched for every one of them.
 */
let database: TestDatabase;
let service: Service;
let logged = '';
const secrets = new Map<string, string>(Object.entries(SECRETS));
let exported: ReadonlyMap<string, string>;
let trail = '';

const keep = (name: string, secret: unknown): string => {
  if (typeof secret !== 'string' || secret.length < 8) throw new Error(`no ${name} was given`);
  secrets.set(name, secret);
  return secret;
};

beforeAll(async () => {
  database = await createTestDatabase();
  let resetToken: string | null = null;
  service = await startTestService(
    database,
    { LOG_LEVEL: 'trace', ACCESS_TOKEN_MINUTES: '15' },
    {
      logger: createLogger(
        { logLevel: 'trace' },
        {
          write: (line: string) => {
            logged += line;
          },
        },
      ),
      accountMessages: {
        passwordReset: async ({ token }) => {
          resetToken = token;
        },
      },
    },
  );
  const api = createApi(service.url);
  const register = (inviteCode: string, password: string) =>
    api.post('/api/v1/onboarding/register', {
      email: EMAIL,
      password,
      full_name: 'Jane',
      invite_code: inviteCode,
    });
  const login = (password: string) =>
    api.post<{ access_token: string; refresh_token: string }>('/api/v1/auth/login', {
      email: EMAIL,
      password,
    });

  expect((await register(SECRETS.wrongInvite, SECRETS.password)).status).toBe(401);
  expect((await register(INVITE, SECRETS.weakPassword)).status).toBe(422);
  expect((await register(INVITE, SECRETS.password)).status).toBe(201);
  expect((await login(SECRETS.wrongPassword)).status).toBe(401);
  const { body: session } = await login(SECRETS.password);
  keep('access token', session.access_token);
  keep('refresh token', session.refresh_token);
  let jane = api.as(session.access_token);

  const cookie = await fetch(`${service.url}/api/v1/auth/cookie`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: service.url },
    body: JSON.stringify({ email: EMAIL, password: SECRETS.password }),
  });
  expect(cookie.status).toBe(200);
  keep('cookie', /^[^=]+=([^;]+)/.exec(cookie.headers.get('set-cookie') ?? '')?.[1]);
  const refreshed = await api.post<{ access_token: string; refresh_token: string }>('/api/v1/auth/refresh', {
    refresh_token: session.refresh_token,
  });
  keep('second refresh token', refreshed.body.refresh_token);
  jane = api.as(keep('second access token', refreshed.body.access_token));

  const made = await jane.post<{ api_key: string }>('/api/v1/auth/api-keys', {
    name: 'cron',
    scopes: ['read'],
  });
  expect(made.status).toBe(201);
  const key = keep(
    'API key',
    Object.values(made.body).find((value) => `${value}`.startsWith('sgf_') && `${value}`.length > 20),
  );
  expect((await api.as(key).get('/api/v1/portfolios')).status).toBe(200);
  expect((await api.as(SECRETS.unknownKey).get('/api/v1/portfolios')).status).toBe(401);
  expect((await api.as(SECRETS.unknownBearer).get('/api/v1/portfolios')).status).toBe(401);
  await fetch(`${service.url}/api/v1/auth/me?access_token=${SECRETS.inQuery}`, {
    headers: { authorization: `Basic ${SECRETS.basic}`, cookie: `session=${SECRETS.inQuery}` },
  });

  const created = await jane.post<{ portfolio_id: string }>(
    '/api/v1/onboarding/create-portfolio',
    portfolioForm({ accountName: 'IRA', csv: CSV, autoCalculate: true }),
    { 'idempotency-key': 'once' },
  );
  expect(created.status).toBe(201);
  await runEnded(jane, created.body.portfolio_id);

  const changed = await jane.post<{ access_token: string; refresh_token: string }>(
    '/api/v1/auth/password',
    { current_password: SECRETS.password, new_password: SECRETS.newPassword },
    { 'idempotency-key': 'change' },
  );
  expect(changed.status).toBe(200);
  keep('third refresh token', changed.body.refresh_token);
  keep('third access token', changed.body.access_token);
  expect((await api.post('/api/v1/auth/password-reset', { email: EMAIL })).status).toBe(202);
  while (resetToken === null) await new Promise((resolve) => setTimeout(resolve, 10));
  const reset = await api.post('/api/v1/auth/password-reset/confirm', {
    token: keep('reset token', resetToken),
    new_password: SECRETS.resetPassword,
  });
  expect(reset.status).toBe(200);

  const { body: last } = await login(SECRETS.resetPassword);
  keep('last access token', last.access_token);
  keep('last refresh token', last.refresh_token);
  const headers = { authorization: `Bearer ${last.access_token}` };
  const archive = await fetch(`${service.url}/api/v1/users/me/export`, { headers });
  expect(archive.status).toBe(200);
  exported = unzip(Buffer.from(await archive.arrayBuffer()));
  trail = await (await fetch(`${service.url}/api/v1/audit/export`, { headers })).text();
}, 120_000);
afterAll(async () => {
  await service?.stop();
  await database.close();
});

const found = (text: string): readonly string[] =>
  [...secrets].filter(([, secret]) => text.includes(secret)).map(([name]) => name);

describe('no secret', () => {
  it('is in the log, which tells of the calls all the same', () => {
    expect(logged.split('\n').length).toBeGreaterThan(20);
    expect(logged).toContain('/api/v1/auth/password-reset/confirm');
    expect(found(logged)).toEqual([]);
    expect(logged).not.toMatch(/\$argon2|eyJhbGciOi/);
  });

  it('is in an event, nor the hash of one', async () => {
    const { rows } = await database.pool.query<{ event: string }>('select e::text as event from events e');
    expect(rows.length).toBeGreaterThan(10);
    const text = rows.map(({ event }) => event).join('\n');
    expect(text).toContain('PasswordChanged');
    expect(found(text)).toEqual([]);
    expect(text).not.toMatch(/\$argon2|eyJhbGciOi/);
  });

  it('is in any table at all', async () => {
    const { rows: tables } = await database.pool.query<{ name: string }>(
      `select format('%I.%I', schemaname, tablename) as name from pg_tables
       where schemaname not in ('pg_catalog', 'information_schema')`,
    );
    expect(tables.length).toBeGreaterThan(30);
    for (const { name } of tables) {
      const { rows } = await database.pool.query<{ row: string }>(`select t::text as row from ${name} t`);
      expect({ name, found: found(rows.map(({ row }) => row).join('\n')) }).toEqual({ name, found: [] });
    }
  });

  it('is in what a person takes with them, which is all about them all the same', () => {
    expect(exported.size).toBeGreaterThan(2);
    const text = [...exported.values()].join('\n');
    expect(text).toContain(EMAIL);
    expect(found(text)).toEqual([]);
    expect(text).not.toMatch(/\$argon2|eyJhbGciOi/);
  });

  it('is in the audit trail', () => {
    expect(trail).toContain('PasswordChanged');
    expect(found(trail)).toEqual([]);
  });
});
