import { bearer, INVITE, PASSWORD, startTestServer, type TestServer } from '../../support/http.ts';

describe('rate limits', () => {
  let server: TestServer;
  beforeEach(async () => {
    // Behind one proxy, so that a test can come from several addresses.
    server = await startTestServer({ http: { rateLimits: true, trustProxy: 1 } });
  });
  afterEach(() => server.stop());

  const login = async (email: string, password: string, from = '203.0.113.1') => {
    const response = await fetch(`${server.url}/api/v1/auth/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-forwarded-for': from },
      body: JSON.stringify({ email, password }),
    });
    return { status: response.status, headers: response.headers, body: await response.json() };
  };
  const statuses = async (times: number, call: (i: number) => Promise<{ readonly status: number }>) => {
    const all: number[] = [];
    for (let i = 0; i < times; i += 1) all.push((await call(i)).status);
    return all;
  };

  it('let five logins a minute through per account and address', async () => {
    await server.signUp('jane@example.com');
    expect(await statuses(6, () => login('jane@example.com', 'wrong'))).toEqual([
      401, 401, 401, 401, 401, 429,
    ]);
    const refused = await login(' JANE@example.com', PASSWORD);
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(Number(refused.headers.get('retry-after'))).toBeLessThanOrEqual(60);
    expect(refused.body).toMatchObject({
      error: {
        code: 'ERR_REQ_007',
        details: { limit: 'login-account', retry_after_seconds: expect.any(Number) },
      },
    });
    expect(refused.headers.get('ratelimit-policy')).toContain('"login-account"; q=5; w=60');
    expect((await login('jane@example.com', PASSWORD, '203.0.113.2')).status).toBe(200);
    expect((await login('joe@example.com', 'wrong')).status).toBe(401);
  });

  it('let thirty logins a minute through per address, whatever the accounts', async () => {
    const all = await statuses(31, (i) => login(`user${i}@example.com`, 'wrong'));
    expect(all.slice(0, 30)).toEqual(Array<number>(30).fill(401));
    expect(all[30]).toBe(429);
  });

  it('stop strangers from many addresses, and not the owner from where they come in', async () => {
    await server.signUp('jane@example.com');
    expect((await login('jane@example.com', PASSWORD, '198.51.100.7')).status).toBe(200);
    const attack = await statuses(25, (i) => login('jane@example.com', 'guess', `192.0.2.${i + 1}`));
    expect(attack.filter((status) => status === 429).length).toBeGreaterThanOrEqual(5);
    expect((await login('jane@example.com', PASSWORD, '198.51.100.7')).status).toBe(200);
    expect((await login('jane@example.com', PASSWORD, '192.0.2.200')).status).toBe(429);
  });

  it('let five wrong invite codes through per address and hour; right ones do not count', async () => {
    let n = 0;
    const register = async (inviteCode: string) => {
      n += 1;
      const response = await fetch(`${server.url}/api/v1/onboarding/register`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          email: `new${n}@example.com`,
          password: PASSWORD,
          full_name: 'New',
          invite_code: inviteCode,
        }),
      });
      await response.text();
      return response;
    };
    expect(await statuses(6, () => register(INVITE))).toEqual(Array<number>(6).fill(201));
    expect(await statuses(6, () => register('guess'))).toEqual([401, 401, 401, 401, 401, 429]);
  });

  it('let fifty uploads an hour through per user, and superusers as many as they like', async () => {
    const jane = await server.signUp('jane@example.com');
    const root = await server.signUp('root@example.com', { superuser: true });
    const upload = (token: string) =>
      fetch(`${server.url}/api/v1/onboarding/create-portfolio`, {
        method: 'POST',
        headers: bearer(token),
        body: new FormData(),
      });
    const janes = await statuses(51, () => upload(jane.token));
    expect(janes.slice(0, 50)).not.toContain(429);
    expect(janes[50]).toBe(429);
    expect(await statuses(51, () => upload(root.token))).not.toContain(429);
  });

  it('count a user and not an address once it is known who it is', async () => {
    const jane = await server.signUp('jane@example.com');
    const joe = await server.signUp('joe@example.com');
    const remaining = async (token: string): Promise<string> => {
      const { headers } = await fetch(`${server.url}/api/v1/auth/me`, { headers: bearer(token) });
      return /"api-minute"; r=(\d+)/.exec(headers.get('ratelimit') ?? '')?.[1] ?? '';
    };
    expect(await remaining(jane.token)).toBe('999');
    expect(await remaining(jane.token)).toBe('998');
    expect(await remaining(joe.token)).toBe('999');
  });
});

describe('without a proxy in front', () => {
  it('a forwarded address is nobody’s word', async () => {
    const server = await startTestServer({ http: { rateLimits: true } });
    const all: number[] = [];
    for (let i = 0; i < 6; i += 1) {
      const response = await fetch(`${server.url}/api/v1/auth/login`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'x-forwarded-for': `192.0.2.${i}`,
          'x-real-ip': `192.0.2.${i}`,
          forwarded: `for=192.0.2.${i}`,
        },
        body: JSON.stringify({ email: 'jane@example.com', password: 'wrong' }),
      });
      all.push(response.status);
    }
    expect(all).toEqual([401, 401, 401, 401, 401, 429]);
    await server.stop();
  });

  it('limits can be switched off', async () => {
    const server = await startTestServer({ http: { rateLimits: false } });
    for (let i = 0; i < 8; i += 1) {
      const response = await fetch(`${server.url}/api/v1/auth/login`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ email: 'jane@example.com', password: 'wrong' }),
      });
      expect(response.status).toBe(401);
      expect(response.headers.get('ratelimit')).toBeNull();
    }
    await server.stop();
  });
});
