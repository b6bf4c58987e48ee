import { Writable } from 'node:stream';
import pg from 'pg';
import { createLogger } from '../../../infra/logging.ts';
import type { Service } from '../../../infra/service/start-service.ts';
import { type Api, createApi, signIn } from '../../support/api.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { startTestService } from '../../support/service.ts';
import { until } from '../../support/until.ts';

const EMAIL = 'jane@example.com';
const PASSWORD = 'Correct1Horse';
const ANOTHER = 'Battery2Staple';
const THIRD = 'Staple3Correct';

type Session = { readonly access_token: string; readonly refresh_token: string | null };
type Failed = { readonly error: { readonly code: string } };

let database: TestDatabase;
let service: Service;
let anonymous: Api;
let logged: string;
let sent: { readonly email: string; readonly token: string }[];
let now: Date;

beforeEach(async () => {
  database = await createTestDatabase();
  logged = '';
  sent = [];
  now = new Date('2024-06-28T21:00:00Z');
  service = await startTestService(
    database,
    { ACCESS_TOKEN_MINUTES: '15' },
    {
      clock: () => now,
      accountMessages: { passwordReset: async (message) => void sent.push(message) },
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
  anonymous = createApi(service.url);
});
afterEach(async () => {
  await service.stop();
  await database.close();
});

const later = (seconds: number): void => {
  now = new Date(now.getTime() + seconds * 1000);
};
const login = (password = PASSWORD) =>
  anonymous.post<Session>('/api/v1/auth/login', { email: EMAIL, password });
const refresh = (token: string | null) =>
  anonymous.post<Session & Failed>('/api/v1/auth/refresh', { refresh_token: token });
const me = async (token: string): Promise<number> =>
  (await anonymous.as(token).get('/api/v1/auth/me')).status;
const eventsOfJane = async (api: Api): Promise<readonly { readonly type: string }[]> => {
  const { body } = await api.get<{ id: string }>('/api/v1/auth/me');
  return service.store.readStream(`user-${body.id}`);
};

/** Everything that is stored, as a dump would show it. */
const dump = async (): Promise<string> => {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string }>(
      `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
       where table_schema not in ('pg_catalog', 'information_schema') and table_type = 'BASE TABLE'`,
    );
    const parts: string[] = [];
    for (const { name } of rows) {
      const all = await client.query<{ text: string }>(`select t::text as text from ${name} t`);
      parts.push(...all.rows.map(({ text }) => text));
    }
    return parts.join('\n');
  } finally {
    await client.end();
  }
};

describe('sessions', () => {
  it('end one by one, or all at once', async () => {
    await signIn(anonymous, EMAIL);
    const [one, two, three] = await Promise.all([login(), login(), login()]);
    expect((await anonymous.as(one.body.access_token).post('/api/v1/auth/logout')).status).toBe(200);
    expect(await me(one.body.access_token)).toBe(401);
    expect(await me(two.body.access_token)).toBe(200);
    expect((await refresh(one.body.refresh_token)).status).toBe(401);
    const everywhere = await anonymous.as(two.body.access_token).post('/api/v1/auth/logout-everywhere');
    expect(everywhere.status).toBe(200);
    expect(await me(two.body.access_token)).toBe(401);
    expect(await me(three.body.access_token)).toBe(401);
    expect((await refresh(three.body.refresh_token)).status).toBe(401);
    expect((await login()).status).toBe(200);
  });

  it('are refreshed step by step until they are over', async () => {
    await signIn(anonymous, EMAIL);
    const first = await login();
    expect(first.body).toMatchObject({ expires_in: 900 });
    later(901 + 5);
    expect(await me(first.body.access_token)).toBe(401);
    const second = await refresh(first.body.refresh_token);
    expect(second.status).toBe(200);
    expect(await me(second.body.access_token)).toBe(200);
    const third = await refresh(second.body.refresh_token);
    expect(await me(third.body.access_token)).toBe(200);
    later(30 * 86_400);
    expect((await refresh(third.body.refresh_token)).status).toBe(401);
  });

  it('of two refreshes at once one wins, and the other is no theft', async () => {
    const jane = await signIn(anonymous, EMAIL);
    const { body } = await login();
    const answers = await Promise.all(Array.from({ length: 6 }, () => refresh(body.refresh_token)));
    const won = answers.filter(({ status }) => status === 200);
    expect(won).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(5);
    expect(await me(won[0]!.body.access_token)).toBe(200);
    expect((await eventsOfJane(jane)).map(({ type }) => type)).not.toContain('RefreshTokenReused');
  });

  it('a replayed refresh token ends the session of both hands, and the log keeps it', async () => {
    const jane = await signIn(anonymous, EMAIL);
    const { body } = await login();
    const next = await refresh(body.refresh_token);
    later(11);
    const replayed = await refresh(body.refresh_token);
    expect([replayed.status, replayed.body.error.code]).toEqual([401, 'ERR_AUTH_004']);
    expect(await me(next.body.access_token)).toBe(401);
    expect((await refresh(next.body.refresh_token)).status).toBe(401);
    expect((await eventsOfJane(jane)).map(({ type }) => type)).toContain('RefreshTokenReused');
  });

  it('a refresh token from before the last one is a replay at any time', async () => {
    await signIn(anonymous, EMAIL);
    const { body } = await login();
    const next = await refresh(body.refresh_token);
    const last = await refresh(next.body.refresh_token);
    expect((await refresh(body.refresh_token)).status).toBe(401);
    expect(await me(last.body.access_token)).toBe(401);
  });

  it('a token to refresh is none to use, and the reverse', async () => {
    await signIn(anonymous, EMAIL);
    const { body } = await login();
    expect(await me(body.refresh_token!)).toBe(401);
    expect((await refresh(body.access_token)).body.error.code).toBe('ERR_AUTH_004');
    expect(await me(body.access_token)).toBe(200);
  });
});

describe('a password', () => {
  it('is changed with the old one: others are logged out, the caller goes on', async () => {
    const jane = await signIn(anonymous, EMAIL);
    const other = await login();
    const wrong = await jane.post<Failed>('/api/v1/auth/password', {
      current_password: ANOTHER,
      new_password: THIRD,
    });
    expect([wrong.status, wrong.body.error.code]).toEqual([403, 'ERR_USER_005']);
    const weak = await jane.post<Failed>('/api/v1/auth/password', {
      current_password: PASSWORD,
      new_password: 'Password1',
    });
    expect([weak.status, weak.body.error.code]).toEqual([422, 'ERR_USER_003']);
    const changed = await jane.post<Session>('/api/v1/auth/password', {
      current_password: PASSWORD,
      new_password: ANOTHER,
    });
    expect(changed.status).toBe(200);
    expect(await me(changed.body.access_token)).toBe(200);
    expect((await refresh(changed.body.refresh_token)).status).toBe(200);
    expect((await jane.get('/api/v1/auth/me')).status).toBe(401);
    expect(await me(other.body.access_token)).toBe(401);
    expect((await refresh(other.body.refresh_token)).status).toBe(401);
    expect((await login()).status).toBe(401);
    expect((await login(ANOTHER)).status).toBe(200);
    const hashes = await database.pool.query('select 1 from public.credentials');
    expect(hashes.rowCount).toBe(1);
  });

  it('of two changes at once with the same old password, one is made', async () => {
    const jane = await signIn(anonymous, EMAIL);
    const answers = await Promise.all(
      [ANOTHER, THIRD].map((password) =>
        jane.post('/api/v1/auth/password', { current_password: PASSWORD, new_password: password }),
      ),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    const good = await Promise.all([login(ANOTHER), login(THIRD)]);
    expect(good.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  it('is reset with a token that is good once, for a while, and only the newest', async () => {
    const jane = await signIn(anonymous, EMAIL);
    const made = await jane.post<{ key: string }>('/api/v1/auth/api-keys', { name: 'A', scopes: ['read'] });
    const ask = () => anonymous.post('/api/v1/auth/password-reset', { email: ' JANE@example.com ' });
    const confirm = (token: string, password: string) =>
      anonymous.post<Failed>('/api/v1/auth/password-reset/confirm', { token, new_password: password });

    expect((await ask()).status).toBe(202);
    await until('a message', () => sent.length === 1);
    expect((await ask()).status).toBe(202);
    await until('a message', () => sent.length === 2);
    const [older, newer] = sent.map(({ token }) => token);
    expect((await confirm(older!, ANOTHER)).body.error.code).toBe('ERR_AUTH_007');
    // A weak password does not spend the token.
    expect((await confirm(newer!, 'short')).body.error.code).toBe('ERR_USER_003');
    const both = await Promise.all([confirm(newer!, ANOTHER), confirm(newer!, ANOTHER)]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 400]);
    expect((await jane.get('/api/v1/auth/me')).status).toBe(401);
    expect(await me(made.body.key)).toBe(401);
    expect((await login(ANOTHER)).status).toBe(200);

    await ask();
    await until('a message', () => sent.length === 3);
    later(31 * 60);
    expect((await confirm(sent[2]!.token, THIRD)).body.error.code).toBe('ERR_AUTH_007');
    expect((await confirm('x'.repeat(43), THIRD)).body.error.code).toBe('ERR_AUTH_007');
  });

  it('cannot be reset with a token from before it was changed', async () => {
    const jane = await signIn(anonymous, EMAIL);
    await anonymous.post('/api/v1/auth/password-reset', { email: EMAIL });
    await until('a message', () => sent.length === 1);
    await jane.post('/api/v1/auth/password', { current_password: PASSWORD, new_password: ANOTHER });
    const confirmed = await anonymous.post('/api/v1/auth/password-reset/confirm', {
      token: sent[0]!.token,
      new_password: THIRD,
    });
    expect(confirmed.status).toBe(400);
  });

  it('is asked for with one answer, whether anybody has the address or not', async () => {
    await signIn(anonymous, EMAIL);
    const answers = await Promise.all(
      [EMAIL, 'nobody@example.com', 'no address'].map((email) =>
        anonymous.post('/api/v1/auth/password-reset', { email }),
      ),
    );
    for (const { status, body } of answers) expect([status, body]).toEqual([202, answers[0]!.body]);
    await until('a message', () => sent.length === 1);
    expect(sent.map(({ email }) => email)).toEqual([EMAIL]);
  });
});

describe('a superuser who is none any more', () => {
  it('is out at once, with the keys that were made to administer', async () => {
    const context = (): Parameters<Service['application']['grantSuperuser']>[1] => ({
      commandId: crypto.randomUUID(),
      correlationId: crypto.randomUUID(),
      actor: { kind: 'process', name: 'test' },
    });
    await signIn(anonymous, EMAIL);
    await service.application.grantSuperuser(EMAIL, context());
    const root = await signIn(anonymous, EMAIL);
    const made = await root.post<{ key: string }>('/api/v1/auth/api-keys', {
      name: 'Upkeep',
      scopes: ['read', 'admin'],
    });
    const key = anonymous.as(made.body.key);
    expect((await key.get('/api/v1/admin/dead-letters')).status).toBe(200);
    const demoted = await service.application.revokeSuperuser(EMAIL, context());
    expect(demoted).toMatchObject({ ok: true, value: { value: { isSuperuser: false } } });
    expect((await root.get('/api/v1/auth/me')).status).toBe(401);
    expect((await key.get('/api/v1/auth/me')).status).toBe(401);
    const again = await signIn(anonymous, EMAIL);
    expect((await again.get('/api/v1/admin/dead-letters')).status).toBe(403);
    await service.readModels.waitFor(await service.store.head(), 10_000);
    const { rows } = await database.pool.query('select is_superuser from read.users');
    expect(rows).toEqual([{ is_superuser: false }]);
  });
});

describe('what lets people in', () => {
  it('is in no log line, no event and no table', async () => {
    const jane = await signIn(anonymous, EMAIL);
    const session = await login();
    const refreshed = await refresh(session.body.refresh_token);
    const made = await jane.post<{ key: string; id: string }>(
      '/api/v1/auth/api-keys',
      { name: 'Nightly', scopes: ['read'] },
      { 'idempotency-key': 'once' },
    );
    await anonymous.as(made.body.key).get('/api/v1/portfolios');
    const changed = await jane.post<Session>(
      '/api/v1/auth/password',
      { current_password: PASSWORD, new_password: ANOTHER },
      { 'idempotency-key': 'twice' },
    );
    await anonymous.post('/api/v1/auth/password-reset', { email: EMAIL });
    await until('a message', () => sent.length === 1);
    const stolen = session.body.access_token;
    await anonymous.get(`/api/v1/auth/me?access_token=${stolen}&token=${made.body.key}`);
    await anonymous.as(changed.body.access_token).delete(`/api/v1/auth/api-keys/${made.body.id}`);
    await anonymous.post('/api/v1/auth/password-reset/confirm', {
      token: sent[0]!.token,
      new_password: THIRD,
    });
    await service.readModels.waitFor(await service.store.head(), 10_000);

    const secrets = [
      PASSWORD,
      ANOTHER,
      THIRD,
      made.body.key,
      sent[0]!.token,
      session.body.access_token,
      session.body.refresh_token!,
      refreshed.body.access_token,
      refreshed.body.refresh_token!,
      changed.body.access_token,
    ];
    const stored = await dump();
    expect(stored.length).toBeGreaterThan(1000);
    expect(logged).toContain('/api/v1/auth/password-reset/confirm');
    for (const secret of secrets) {
      expect(stored).not.toContain(secret);
      expect(logged).not.toContain(secret);
    }
    expect(stored).not.toContain('Nightly');
  });
});
