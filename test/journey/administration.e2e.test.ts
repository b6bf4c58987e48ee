import { pino } from 'pino';
import type { Service } from '../../infra/service/start-service.ts';
import { USERS_SQL } from '../../projections/users/queries.ts';
import { type Api, createApi, INVITE, portfolioForm, signIn } from '../support/api.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { startTestService } from '../support/service.ts';

const CSV = 'Symbol,Quantity,Entry Price Per Share,Entry Date\nAAPL,100,158.00,2024-01-16\n';
const CLOCK = new Date('2024-06-28T21:00:00Z');

let database: TestDatabase;
let service: Service;
let nobody: Api;
let admin: Api;

beforeAll(async () => {
  database = await createTestDatabase();
  service = await startTestService(database, {}, { clock: () => CLOCK });
  nobody = createApi(service.url);
  admin = await signIn(nobody, 'root@example.com');
  await service.application.grantSuperuser('root@example.com', {
    commandId: crypto.randomUUID(),
    correlationId: crypto.randomUUID(),
    actor: { kind: 'process', name: 'test' },
  });
});
afterAll(async () => {
  await service.stop();
  await database.close();
});

const register = (email: string, inviteCode: string) =>
  nobody.post<{ user_id: string; error?: { code: string } }>('/api/v1/onboarding/register', {
    email,
    password: 'Correct1Horse',
    full_name: 'A Person',
    invite_code: inviteCode,
  });

type Invite = { invite_id: string; code: string; uses: number; revoked_at: string | null; max_uses: number };

const invite = async (terms: object = {}): Promise<Invite> =>
  (await admin.post<Invite>('/api/v1/admin/invites', terms)).body;

describe('stored invites', () => {
  it('are made, used, looked at and revoked', async () => {
    const made = await admin.post<Invite>('/api/v1/admin/invites', {
      cohort: 'spring',
      max_uses: 3,
      expires_at: '2024-07-01T02:00:00+02:00',
    });
    expect(made.status).toBe(422);
    const { invite_id, code } = await invite({
      cohort: 'spring',
      max_uses: 3,
      expires_at: '2024-07-01T00:00:00Z',
    });
    const { body: person } = await register('guest@example.com', code.toLowerCase());
    const after = { 'x-after-position': (await service.store.head()).toString() };

    const list = await admin.get<{ invites: readonly Invite[]; total: number }>(
      '/api/v1/admin/invites',
      after,
    );
    expect(list.body.invites.find((each) => each.invite_id === invite_id)).toEqual({
      invite_id,
      cohort: 'spring',
      note: null,
      expires_at: '2024-07-01T00:00:00.000Z',
      max_uses: 3,
      uses: 1,
      created_at: CLOCK.toISOString(),
      revoked_at: null,
    });
    expect(JSON.stringify(list.body)).not.toContain(code);
    const uses = await admin.get(`/api/v1/admin/invites/${invite_id}/uses`);
    expect(uses.body).toEqual({
      uses: [{ user_id: person.user_id, used_at: CLOCK.toISOString() }],
      total: 1,
      limit: 50,
      offset: 0,
    });

    expect((await admin.post(`/api/v1/admin/invites/${invite_id}/revoke`)).status).toBe(200);
    expect((await admin.post(`/api/v1/admin/invites/${invite_id}/revoke`)).status).toBe(200);
    const refused = await register('late@example.com', code);
    expect(refused).toMatchObject({ status: 401, body: { error: { code: 'ERR_INVITE_004' } } });
    const unknown = 'f'.repeat(32);
    expect((await admin.get(`/api/v1/admin/invites/${unknown}/uses`)).status).toBe(404);
    expect((await admin.post(`/api/v1/admin/invites/${unknown}/revoke`)).status).toBe(404);
  });

  it('are not kept with the answer to a call that could be repeated', async () => {
    const key = { 'idempotency-key': 'make-one' };
    const first = await admin.post<Invite>('/api/v1/admin/invites', {}, key);
    const second = await admin.post<Invite>('/api/v1/admin/invites', {}, key);
    expect(second.headers.get('idempotent-replayed')).toBeNull();
    expect(second.body.code).not.toBe(first.body.code);
    const { rows } = await database.pool.query(`select from public.idempotency_keys where key = 'make-one'`);
    expect(rows).toEqual([]);
  });

  it('give their last use to one of fifty who register at once', async () => {
    const { invite_id, code } = await invite();
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, n) => register(`racer${n}@example.com`, code)),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, ...Array<number>(49).fill(401)]);
    const events = await service.store.readStream(`invite-${invite_id}`);
    expect(events.map(({ type }) => type)).toEqual(['InviteCreated', 'InviteUsed']);
  });

  it('have their use back when the address was taken meanwhile', async () => {
    const [one, other] = [await invite(), await invite()];
    const answers = await Promise.all([
      register('wanted@example.com', one.code),
      register('wanted@example.com', other.code),
    ]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409]);
    const lost = answers[0].status === 201 ? other : one;
    expect((await register('another@example.com', lost.code)).status).toBe(201);
  });
});

describe('the list of users', () => {
  type Users = {
    users: readonly { user_id: string; email: string; has_portfolio: boolean; created_at: string }[];
    total: number;
    limit: number;
    offset: number;
  };
  const list = async (query = ''): Promise<Users> => {
    const after = { 'x-after-position': (await service.store.head()).toString() };
    const answer = await admin.get<Users>(`/api/v1/admin/users${query}`, after);
    expect(answer.status).toBe(200);
    return answer.body;
  };
  const emails = async (query: string) => (await list(query)).users.map(({ email }) => email);

  let holder: Api;
  beforeAll(async () => {
    holder = await signIn(nobody, 'holder_1%x@listed.example');
    await signIn(nobody, 'holder-1yx@listed.example');
    await signIn(nobody, 'leaver@listed.example');
  });

  it('finds a part of an address, and takes what a pattern would be for what it is', async () => {
    expect((await emails('?email=LISTED.example')).toSorted()).toEqual([
      'holder-1yx@listed.example',
      'holder_1%x@listed.example',
      'leaver@listed.example',
    ]);
    expect(await emails('?email=holder_1')).toEqual(['holder_1%25x@listed.example'.replace('%25', '%')]);
    expect(await emails('?email=1%25x')).toEqual(['holder_1%x@listed.example']);
    expect(await emails('?email=%25')).toEqual(['holder_1%x@listed.example']);
    expect(await emails(`?email=${encodeURIComponent('\\')}`)).toEqual([]);
    expect(await emails(`?email=${encodeURIComponent("' or true --")}`)).toEqual([]);
  });

  it('knows who has a portfolio, and forgets those that are archived', async () => {
    const form = portfolioForm({ accountName: 'Listed', csv: CSV });
    const created = await holder.post<{ portfolio_id: string }>('/api/v1/onboarding/create-portfolio', form);
    expect(created.status).toBe(201);
    expect(await emails('?email=@listed&has_portfolio=true')).toEqual(['holder_1%x@listed.example']);
    expect(await emails('?email=@listed&has_portfolio=false')).toHaveLength(2);
    const { users } = await list('?email=holder_1');
    expect(users[0]?.has_portfolio).toBe(true);

    expect((await holder.delete(`/api/v1/portfolios/${created.body.portfolio_id}`)).status).toBe(200);
    expect(await emails('?email=@listed&has_portfolio=true')).toEqual([]);
  });

  it('is cut by the days on which people came', async () => {
    expect(await emails('?email=@listed&created_from=2024-06-28&created_to=2024-06-28')).toHaveLength(3);
    expect(await emails('?email=@listed&created_from=2024-06-29')).toEqual([]);
    expect(await emails('?email=@listed&created_to=2024-06-27')).toEqual([]);
    expect(await emails('?email=@listed&created_to=9999-12-31')).toHaveLength(3);
    expect(
      (await admin.get('/api/v1/admin/users?created_from=2024-06-29&created_to=2024-06-28')).status,
    ).toBe(422);
    expect((await admin.get('/api/v1/admin/users?created_from=0000-01-01')).status).toBe(422);
  });

  it('comes in pages of at most 200', async () => {
    const whole = await list('?limit=200');
    expect(whole).toMatchObject({ limit: 200, offset: 0, total: whole.users.length });
    const [first, rest] = [await list('?limit=2'), await list('?limit=198&offset=2')];
    expect([...first.users, ...rest.users]).toEqual(whole.users);
    expect((await list()).limit).toBe(50);
    expect((await admin.get('/api/v1/admin/users?limit=201')).status).toBe(422);
    expect((await admin.get('/api/v1/admin/users?limit=1&limit=2')).status).toBe(422);
    expect((await admin.get('/api/v1/admin/users?email=a%00b')).status).toBe(422);
  });

  it('leaves out who was erased', async () => {
    const leaver = await signIn(nobody, 'leaver@listed.example');
    expect((await leaver.delete('/api/v1/users/me', { password: 'Correct1Horse' })).status).toBe(200);
    expect(await emails('?email=leaver@')).toEqual([]);
  });

  it('is recorded as a look at everybody', async () => {
    await list();
    const { body } = await holder.get<{ accesses: readonly { action: string; everybody: boolean }[] }>(
      '/api/v1/audit/access?limit=100',
    );
    expect(body.accesses).toContainEqual(
      expect.objectContaining({ action: 'GET /api/v1/admin/users', everybody: true }),
    );
  });

  it('is read along an index and not sorted, however many there are', async () => {
    await database.pool.query(`
      insert into read.users (user_id, email, full_name, is_superuser, created_at, last_position)
      select gen_random_uuid(), 'bulk' || n || '@example.org', 'Bulk', false, timestamptz '2023-01-01' + n * interval '1 minute', 1
      from generate_series(1, 20000) n`);
    await database.pool.query('analyze read.users');
    const { rows } = await database.pool.query<{ 'QUERY PLAN': string }>(`explain ${USERS_SQL}`, [
      null,
      null,
      null,
      null,
      50,
      0,
    ]);
    const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
    expect(plan).toContain('users_newest');
    expect(plan).not.toContain('Sort');
    const found = await admin.get<Users>('/api/v1/admin/users?email=bulk1999');
    expect(found.body.total).toBe(11);
  });
});

it('says at the start whether the invite code is the published one, and not what it is', async () => {
  const written: string[] = [];
  const started = async (environment: Record<string, string>): Promise<string> => {
    written.length = 0;
    const logger = pino({ level: 'info' }, { write: (line: string) => void written.push(line) });
    await (await startTestService(database, environment, { logger })).stop();
    return written.join('');
  };
  expect(await started({})).toContain('"invite":"default"');
  const configured = await started({ BETA_INVITE_CODE: 'A-Code-Of-Our-Own' });
  expect(configured).toContain('"invite":"configured"');
  expect(configured.toLowerCase()).not.toContain('a-code-of-our-own');
});

it('lets nobody but a superuser near any of it', async () => {
  const person = await signIn(nobody, 'ordinary@example.com');
  for (const path of ['/api/v1/admin/users', '/api/v1/admin/invites']) {
    const refused = await person.get(path);
    expect(refused).toMatchObject({ status: 403, body: { error: { code: 'ERR_ADMIN_001' } } });
    expect((await nobody.get(path)).status).toBe(401);
  }
  expect((await person.post('/api/v1/admin/invites', {})).status).toBe(403);
  expect((await register('master@example.com', INVITE)).status).toBe(201);
});
