import type { Service } from '../../infra/service/start-service.ts';
import { type Api, createApi, portfolioForm, signIn } from '../support/api.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { startTestService } from '../support/service.ts';

const CSV = 'Symbol,Quantity,Entry Price Per Share,Entry Date\nAAPL,100,158.00,2024-01-16\n';
const PASSWORD = 'Correct1Horse';

let database: TestDatabase;
let service: Service;
let nobody: Api;
let now = new Date('2024-06-28T21:00:00Z');

beforeAll(async () => {
  database = await createTestDatabase();
  service = await startTestService(database, { IMPERSONATION_WRITES: 'true' }, { clock: () => now });
  nobody = createApi(service.url);
});
afterAll(async () => {
  await service.stop();
  await database.close();
});

const operator = () => ({
  commandId: crypto.randomUUID(),
  correlationId: crypto.randomUUID(),
  actor: { kind: 'process', name: 'test' } as const,
});

type Me = { id: string; email: string };
type Person = { api: Api; id: string; email: string };

let people = 0;
const person = async (): Promise<Person> => {
  people += 1;
  const email = `person${people}@example.com`;
  const api = await signIn(nobody, email);
  const { body } = await api.get<Me>('/api/v1/auth/me');
  return { api, id: body.id, email };
};
const administrator = async (): Promise<Person> => {
  const admin = await person();
  await service.application.grantSuperuser(admin.email, operator());
  return admin;
};

type Started = {
  impersonation_token: string;
  expires_at: string;
  allow_writes: boolean;
  impersonating: object;
  original_user: object;
  error?: { code: string };
};

const impersonate = (admin: Person, target: Pick<Person, 'id'>, terms: object = {}) =>
  admin.api.post<Started>('/api/v1/admin/impersonate', {
    target_user_id: target.id,
    reason: 'ticket 4711',
    ...terms,
  });

const actingAs = async (admin: Person, target: Person, terms: object = {}): Promise<Api> => {
  const started = await impersonate(admin, target, terms);
  expect(started.status).toBe(200);
  return nobody.as(started.body.impersonation_token);
};

const refusal = ({ status, body }: { status: number; body: unknown }) =>
  `${status} ${(body as { error?: { code: string } }).error?.code}`;

const me = async (api: Api) => refusal(await api.get('/api/v1/auth/me'));

describe('an administrator who acts as a user', () => {
  it('starts, is that user, and stops', async () => {
    const [admin, jane] = [await administrator(), await person()];
    const started = await impersonate(admin, jane);
    expect(started).toMatchObject({
      status: 200,
      body: {
        token_type: 'bearer',
        expires_at: new Date(now.getTime() + 3_600_000).toISOString(),
        allow_writes: false,
        impersonating: { user_id: jane.id, email: jane.email, full_name: 'A Person' },
        original_user: { user_id: admin.id, email: admin.email },
      },
    });
    const acting = nobody.as(started.body.impersonation_token);
    expect((await acting.get<Me>('/api/v1/auth/me')).body).toMatchObject({
      id: jane.id,
      is_superuser: false,
    });

    const stopped = await acting.post<{ original_token: string }>('/api/v1/admin/stop-impersonation');
    expect(stopped).toMatchObject({
      status: 200,
      body: { original_user: { user_id: admin.id, email: admin.email } },
    });
    expect(await me(acting)).toBe('401 ERR_ADMIN_004');
    expect(refusal(await acting.post('/api/v1/admin/stop-impersonation'))).toBe('401 ERR_ADMIN_004');
    const again = nobody.as(stopped.body.original_token);
    expect((await again.get<Me>('/api/v1/auth/me')).body.id).toBe(admin.id);
    expect((await again.get('/api/v1/admin/users')).status).toBe(200);
  });

  it('is a superuser, and acts for somebody else who is none', async () => {
    const [admin, other, jane] = [await administrator(), await administrator(), await person()];
    expect(refusal(await impersonate(jane, other))).toBe('403 ERR_ADMIN_001');
    expect(refusal(await impersonate(admin, admin))).toBe('400 ERR_ADMIN_003');
    expect(refusal(await impersonate(admin, other))).toBe('400 ERR_ADMIN_003');
    expect(refusal(await impersonate(admin, { id: crypto.randomUUID() }))).toBe('404 ERR_ADMIN_002');
    expect(refusal(await jane.api.post('/api/v1/admin/stop-impersonation'))).toBe('401 ERR_ADMIN_004');
    expect(refusal(await nobody.post('/api/v1/admin/stop-impersonation'))).toBe('401 ERR_AUTH_002');
  });

  it('says why, and for how long', async () => {
    const [admin, jane] = [await administrator(), await person()];
    for (const wrong of [
      { reason: undefined },
      { reason: '  ' },
      { reason: 'a\nb' },
      { minutes: 0 },
      { minutes: 481 },
      { minutes: 1.5 },
      { target_user_id: 'jane' },
    ])
      expect((await impersonate(admin, jane, wrong)).status).toBe(422);
    const longest = await impersonate(admin, jane, { minutes: 480 });
    expect(longest.body.expires_at).toBe(new Date(now.getTime() + 8 * 3_600_000).toISOString());
  });

  it('cannot act as yet another, nor do what is the person’s own', async () => {
    const [admin, jane, joe] = [await administrator(), await person(), await person()];
    const acting = await actingAs(admin, jane, { allow_writes: true });
    const nested = { target_user_id: joe.id, reason: 'another' };
    expect(refusal(await acting.post('/api/v1/admin/impersonate', nested))).toBe('403 ERR_ADMIN_012');
    for (const path of ['/api/v1/admin/users', '/api/v1/users/me/export', '/api/v1/audit/export'])
      expect(refusal(await acting.get(path))).toBe('403 ERR_ADMIN_012');
    const erase = await acting.delete('/api/v1/users/me', { password: PASSWORD });
    expect(refusal(erase)).toBe('403 ERR_ADMIN_012');
    const change = { current_password: PASSWORD, new_password: 'Another1Horse' };
    expect(refusal(await acting.post('/api/v1/auth/password', change))).toBe('403 ERR_ADMIN_012');
    expect((await jane.api.get('/api/v1/auth/me')).status).toBe(200);
  });

  it('changes nothing unless that was asked for and is allowed', async () => {
    const [admin, jane] = [await administrator(), await person()];
    const looking = await actingAs(admin, jane);
    const form = () => portfolioForm({ accountName: 'Of Jane', csv: CSV });
    expect((await looking.get('/api/v1/portfolios')).status).toBe(200);
    expect(refusal(await looking.post('/api/v1/onboarding/create-portfolio', form()))).toBe(
      '403 ERR_ADMIN_013',
    );

    const writing = await actingAs(admin, jane, { allow_writes: true });
    const created = await writing.post<{ portfolio_id: string }>(
      '/api/v1/onboarding/create-portfolio',
      form(),
    );
    expect(created.status).toBe(201);
    const { portfolio_id: id } = created.body;
    expect((await jane.api.get(`/api/v1/portfolios/${id}`)).status).toBe(200);

    const written = [
      ...(await service.store.readStream(`portfolio-${id}`)),
      ...(await service.store.readStream(`accounts-${jane.id}`)),
    ];
    expect(written.length).toBeGreaterThan(2);
    for (const { metadata } of written)
      expect(metadata.actor).toEqual({ kind: 'user', userId: jane.id, impersonatorId: admin.id });
    const { body } = await jane.api.get<{ entries: readonly { actor: object }[] }>(
      `/api/v1/portfolios/${id}/timeline`,
    );
    expect(JSON.stringify(body)).toContain('An administrator, on behalf of you,');
  });

  it('is asked for writes in vain where the operator does not allow them', async () => {
    const strict = await startTestService(database, {}, { clock: () => now });
    const [admin, jane] = [await administrator(), await person()];
    const there = { ...admin, api: await signIn(createApi(strict.url), admin.email) };
    expect(refusal(await impersonate(there, jane, { allow_writes: true }))).toBe('403 ERR_ADMIN_013');
    // One that was started while it was allowed only looks from then on.
    const started = await impersonate(admin, jane, { allow_writes: true });
    const acting = createApi(strict.url).as(started.body.impersonation_token);
    expect((await acting.get('/api/v1/portfolios')).status).toBe(200);
    const form = portfolioForm({ accountName: 'No', csv: CSV });
    expect(refusal(await acting.post('/api/v1/onboarding/create-portfolio', form))).toBe('403 ERR_ADMIN_013');
    await strict.stop();
  });

  it('is seen by the person: that it began, why, and every look', async () => {
    const [admin, jane] = [await administrator(), await person()];
    const acting = await actingAs(admin, jane);
    await acting.get('/api/v1/portfolios');
    await acting.get('/api/v1/auth/me');
    await acting.post('/api/v1/admin/stop-impersonation');
    const { body } = await jane.api.get<{ accesses: readonly Record<string, unknown>[] }>(
      '/api/v1/audit/access',
    );
    const theirs = body.accesses.filter(({ accessed_by }) => accessed_by === admin.id);
    expect(theirs).toContainEqual(
      expect.objectContaining({
        action: expect.stringMatching(/^impersonation until .+Z, without changes$/),
        reason: 'ticket 4711',
        everybody: false,
      }),
    );
    const actions = theirs.map(({ action }) => action);
    for (const action of [
      'GET /api/v1/portfolios',
      'GET /api/v1/auth/me',
      'POST /api/v1/admin/stop-impersonation',
    ])
      expect(actions).toContain(action);
  });

  it('is in the log with its beginning and its end, both with both names', async () => {
    const [admin, jane, joe] = [await administrator(), await person(), await person()];
    const first = await actingAs(admin, jane);
    const second = await actingAs(admin, joe, { minutes: 5 });
    expect(await me(first)).toBe('401 ERR_ADMIN_004');
    await second.post('/api/v1/admin/stop-impersonation');
    const events = await service.store.readStream(`impersonations-${admin.id}`);
    expect(events.map(({ type, data }) => [type, (data as { because?: string }).because])).toEqual([
      ['ImpersonationStarted', undefined],
      ['ImpersonationEnded', 'replaced'],
      ['ImpersonationStarted', undefined],
      ['ImpersonationEnded', 'stopped'],
    ]);
    for (const { data } of events) expect(data).toMatchObject({ administratorId: admin.id });
    expect(events.at(-1)?.metadata.actor).toEqual({ kind: 'user', userId: joe.id, impersonatorId: admin.id });
    expect(events[0]?.data).toMatchObject({ targetUserId: jane.id, reason: 'ticket 4711' });
  });
});

describe('an impersonation is over at once', () => {
  it('when its time is', async () => {
    const [admin, jane] = [await administrator(), await person()];
    const acting = await actingAs(admin, jane, { minutes: 1 });
    const before = now;
    now = new Date(before.getTime() + 59_000);
    expect((await acting.get('/api/v1/auth/me')).status).toBe(200);
    now = new Date(before.getTime() + 60_000);
    expect(await me(acting)).toBe('401 ERR_ADMIN_004');
    now = new Date(before.getTime() + 120_000);
    expect(await me(acting)).toBe('401 ERR_ADMIN_004');
    expect(refusal(await acting.post('/api/v1/admin/stop-impersonation'))).toBe('401 ERR_ADMIN_004');
  });

  it('when the administrator is one no more, and does not come back with the right', async () => {
    const [admin, jane] = [await administrator(), await person()];
    const acting = await actingAs(admin, jane);
    await service.application.revokeSuperuser(admin.email, operator());
    expect(await me(acting)).toBe('401 ERR_ADMIN_004');
    await service.application.grantSuperuser(admin.email, operator());
    expect(await me(acting)).toBe('401 ERR_ADMIN_004');
    const events = await service.store.readStream(`impersonations-${admin.id}`);
    expect(events.at(-1)).toMatchObject({ type: 'ImpersonationEnded', data: { because: 'demoted' } });
  });

  it('when either is erased', async () => {
    const [admin, jane, joe] = [await administrator(), await person(), await person()];
    const asJane = await actingAs(admin, jane);
    expect((await jane.api.delete('/api/v1/users/me', { password: PASSWORD })).status).toBe(200);
    expect(await me(asJane)).toBe('401 ERR_ADMIN_004');

    const asJoe = await actingAs(admin, joe);
    expect((await admin.api.delete('/api/v1/users/me', { password: PASSWORD })).status).toBe(200);
    expect(await me(asJoe)).toBe('401 ERR_ADMIN_004');
    const events = await service.store.readStream(`impersonations-${admin.id}`);
    expect(events.at(-1)).toMatchObject({ type: 'ImpersonationEnded', data: { because: 'erased' } });
  });

  it('when the person becomes a superuser', async () => {
    const [admin, jane] = [await administrator(), await person()];
    const acting = await actingAs(admin, jane);
    await service.application.grantSuperuser(jane.email, operator());
    expect(await me(acting)).toBe('401 ERR_ADMIN_004');
  });

  it('when the administrator logs out, here or everywhere', async () => {
    const [admin, jane] = [await administrator(), await person()];
    const acting = await actingAs(admin, jane);
    expect((await admin.api.post('/api/v1/auth/logout')).status).toBe(200);
    expect(await me(acting)).toBe('401 ERR_ADMIN_004');
    expect((await jane.api.get('/api/v1/auth/me')).status).toBe(200);
  });
});

it('keeps the answers of impersonators apart from the person’s own, under the same key', async () => {
  const [admin, jane] = [await administrator(), await person()];
  const key = { 'idempotency-key': 'the-same' };
  const create = (api: Api, accountName: string) =>
    api.post<{ portfolio_id: string }>(
      '/api/v1/onboarding/create-portfolio',
      portfolioForm({ accountName, csv: CSV }),
      key,
    );
  const acting = await actingAs(admin, jane, { allow_writes: true });
  const [own, theirs] = [await create(jane.api, 'Hers'), await create(acting, 'Hers too')];
  expect([own.status, theirs.status]).toEqual([201, 201]);
  expect(theirs.headers.get('idempotent-replayed')).toBeNull();
  const again = await create(acting, 'Hers too');
  expect(again.headers.get('idempotent-replayed')).toBe('true');
  expect(again.body.portfolio_id).toBe(theirs.body.portfolio_id);
});
