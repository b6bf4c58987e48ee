import type { NewInvite } from '../../../domain/invite/new-invite.ts';
import { INVITE, NOW, PASSWORD, startTestServer, type TestServer } from '../../support/http.ts';

const plain: NewInvite = { code: null, cohort: null, note: null, expiresAt: null, maxUses: 1 };

let server: TestServer;
beforeEach(async () => {
  server = await startTestServer();
});
afterEach(() => server.stop());

const context = () => ({
  commandId: crypto.randomUUID(),
  correlationId: crypto.randomUUID(),
  actor: { kind: 'process', name: 'test' } as const,
});

const create = async (terms: Partial<NewInvite> = {}) => {
  const created = await server.services.application.createInvite({ ...plain, ...terms }, context());
  if (!created.ok) throw new Error(created.error.code);
  return created.value.value;
};

const register = async (inviteCode: string, email: string, password = PASSWORD) => {
  const response = await fetch(`${server.url}/api/v1/onboarding/register`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password, full_name: 'A Person', invite_code: inviteCode }),
  });
  const body = (await response.json()) as { user_id?: string; error?: { code: string } };
  return { status: response.status, code: body.error?.code ?? null, userId: body.user_id };
};

const eventsOf = async (inviteId: string) =>
  (await server.store.readStream(`invite-${inviteId}`)).map(({ type }) => type);

it('lets people in with a code as it was typed, and no further than its uses', async () => {
  const { code, inviteId } = await create({ code: 'Spring-Of-2024', maxUses: 2 });
  expect((await register(' spring-of-2024 ', 'a@example.com')).status).toBe(201);
  expect((await register(code, 'b@example.com')).status).toBe(201);
  expect(await register(code, 'c@example.com')).toMatchObject({ status: 401, code: 'ERR_INVITE_003' });
  expect(await eventsOf(inviteId)).toEqual(['InviteCreated', 'InviteUsed', 'InviteUsed']);
});

it('leaves the configured code as it was', async () => {
  await create();
  for (let n = 0; n < 3; n++) expect((await register(INVITE, `u${n}@example.com`)).status).toBe(201);
});

it('remembers which invite a person came with', async () => {
  const { code, inviteId } = await create();
  const { userId } = await register(code, 'a@example.com');
  const [registered] = await server.store.readStream(`user-${userId}`);
  expect(registered?.data).toMatchObject({ inviteId });
});

it('never writes a code down', async () => {
  const { code } = await create({ note: 'for the spring' });
  await register(code, 'a@example.com');
  await register('another-code-of-mine', 'b@example.com');
  const { events } = await server.services.log.readAll({ after: 0n as never, limit: 1000 });
  const written = JSON.stringify([events, server.logged()], (_name, value: unknown) =>
    typeof value === 'bigint' ? value.toString() : value,
  ).toLowerCase();
  expect(written).toContain('for the spring');
  expect(written).not.toContain(code.toLowerCase());
  expect(written).not.toContain('another-code-of-mine');
});

it('makes a code that nobody guesses, another each time', async () => {
  const codes = await Promise.all(Array.from({ length: 20 }, () => create()));
  for (const { code } of codes) expect(code).toMatch(/^(?:[0-9A-HJKMNP-TV-Z]{5}-){3}[0-9A-HJKMNP-TV-Z]{5}$/);
  expect(new Set(codes.map(({ code }) => code)).size).toBe(20);
});

it('refuses a code that is taken, also the configured one', async () => {
  await create({ code: 'twice-the-same' });
  const again = (code: string) => server.services.application.createInvite({ ...plain, code }, context());
  expect(await again('TWICE-THE-SAME')).toMatchObject({ ok: false, error: { code: 'ERR_INVITE_005' } });
  expect(await again(INVITE)).toMatchObject({ ok: false, error: { code: 'ERR_INVITE_005' } });
});

it('uses nothing up for a registration that comes to nothing', async () => {
  await register(INVITE, 'taken@example.com');
  const { code, inviteId } = await create();
  expect((await register(code, 'taken@example.com')).code).toBe('ERR_USER_001');
  expect((await register(code, 'not an address')).code).toBe('ERR_USER_002');
  expect((await register(code, 'a@example.com', 'weak')).code).toBe('ERR_USER_003');
  expect(await eventsOf(inviteId)).toEqual(['InviteCreated']);
  expect((await register(code, 'a@example.com')).status).toBe(201);
});

it('is asked before anything is said about the address', async () => {
  await register(INVITE, 'taken@example.com');
  const { code, inviteId } = await create();
  expect((await register('no such code', 'taken@example.com')).code).toBe('ERR_INVITE_001');
  await server.services.application.revokeInvite(inviteId, context());
  expect((await register(code, 'taken@example.com')).code).toBe('ERR_INVITE_004');
});

it('is over at its instant', async () => {
  const { code } = await create({ expiresAt: new Date(NOW.getTime() + 1).toISOString() });
  expect((await register(code, 'a@example.com')).status).toBe(201);
  const past = await server.services.application.createInvite(
    { ...plain, expiresAt: NOW.toISOString() },
    context(),
  );
  expect(past).toMatchObject({ ok: false, error: { code: 'ERR_INVITE_007' } });
});

it('gives the last use to exactly one of fifty who want it at once', async () => {
  const { code, inviteId } = await create();
  const answers = await Promise.all(
    Array.from({ length: 50 }, (_, n) => register(code, `racer${n}@example.com`)),
  );
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
  expect(new Set(answers.map(({ code: refusal }) => refusal))).toEqual(new Set([null, 'ERR_INVITE_003']));
  expect(await eventsOf(inviteId)).toEqual(['InviteCreated', 'InviteUsed']);
  const [, used] = await server.store.readStream(`invite-${inviteId}`);
  expect(used?.data).toMatchObject({ userId: answers.find(({ status }) => status === 201)?.userId });
});

it('counts one use when one address registers many times at once', async () => {
  const { code, inviteId } = await create({ maxUses: 5 });
  const answers = await Promise.all(Array.from({ length: 10 }, () => register(code, 'one@example.com')));
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
  const types = await eventsOf(inviteId);
  const count = (type: string) => types.filter((each) => each === type).length;
  expect(count('InviteUsed') - count('InviteUseReturned')).toBe(1);
});

it('gives the use back when the address was taken in the middle, with another code', async () => {
  const [first, second] = [await create(), await create()];
  const answers = await Promise.all([
    register(first.code, 'one@example.com'),
    register(second.code, 'one@example.com'),
  ]);
  expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409]);
  const loser = answers[0]?.status === 201 ? second : first;
  expect((await register(loser.code, 'two@example.com')).status).toBe(201);
});
