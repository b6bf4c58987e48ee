import { createMemoryCounters } from '../../../adapters/http/limits/memory-counters.ts';
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

  it('let fifty people register per address and day, and refuse the next with the wait until tomorrow', async () => {
    const register = (n: number, from: string) =>
      fetch(`${server.url}/api/v1/onboarding/register`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-forwarded-for': from },
        body: JSON.stringify({
          email: `new${n}@example.com`,
          password: PASSWORD,
          full_name: 'New',
          invite_code: INVITE,
        }),
      });
    expect(await statuses(50, (n) => register(n, '203.0.113.1'))).toEqual(Array<number>(50).fill(201));
    const refused = await register(51, '203.0.113.1');
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(23 * 3600);
    expect(await refused.json()).toMatchObject({ error: { details: { limit: 'register-accounts' } } });
    expect((await register(51, '203.0.113.2')).status).toBe(201);
  });

  it('let a hundred attempts to register through per address and hour, also those that come to nothing', async () => {
    const attempt = () =>
      fetch(`${server.url}/api/v1/onboarding/register`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ email: 'x', password: 'x', full_name: 'x', invite_code: INVITE }),
      });
    const all = await statuses(101, attempt);
    expect(all.slice(0, 100)).toEqual(Array<number>(100).fill(422));
    expect(all[100]).toBe(429);
  });

  it('let a thousand calls a minute through per user, on whatever address, and superusers all', async () => {
    const jane = await server.signUp('jane@example.com');
    const root = await server.signUp('root@example.com', { superuser: true });
    const me = async (token: string, i: number) => {
      const response = await fetch(`${server.url}/api/v1/auth/me`, {
        headers: { ...bearer(token), 'x-forwarded-for': `192.0.2.${i % 250}` },
      });
      await response.text();
      return response;
    };
    const janes: number[] = [];
    while (janes.length < 1050) {
      const some = await Promise.all(Array.from({ length: 50 }, (_, i) => me(jane.token, i)));
      janes.push(...some.map(({ status }) => status));
    }
    expect(janes.filter((status) => status === 200)).toHaveLength(1000);
    expect(janes.slice(1000)).toEqual(Array<number>(50).fill(429));
    expect((await me(root.token, 1)).headers.get('ratelimit')).toBeNull();
    expect((await me(root.token, 1)).status).toBe(200);
  });

  it('count what is forbidden, too', async () => {
    const jane = await server.signUp('jane@example.com');
    const { status, headers } = await fetch(`${server.url}/api/v1/admin/projections`, {
      headers: bearer(jane.token),
    });
    expect(status).toBe(403);
    expect(headers.get('ratelimit')).toContain('"api-minute"; r=999');
  });

  it('say of every limit that was asked how much is left', async () => {
    const { headers } = await login('jane@example.com', 'wrong');
    const policies = headers.get('ratelimit-policy') ?? '';
    for (const policy of [
      '"api-minute"; q=1000; w=60',
      '"api-hour"; q=10000; w=3600',
      '"login-account"; q=5; w=60',
      '"login-address"; q=30; w=60',
      '"login-strangers"; q=20; w=60',
    ])
      expect(policies).toContain(policy);
    expect(headers.get('ratelimit')).toMatch(/"login-account"; r=4; t=\d+/);
    expect(headers.get('x-ratelimit-limit')).toBeNull();
  });

  it('count a stranger who is refused already against nobody but themselves', async () => {
    await server.signUp('jane@example.com');
    const stranger = await statuses(40, () => login('jane@example.com', 'guess', '192.0.2.1'));
    expect(stranger.filter((status) => status === 429)).toHaveLength(35);
    // From an address where she has never been: forty tries of one stranger have not used up what all strangers have.
    expect((await login('jane@example.com', PASSWORD, '198.51.100.7')).status).toBe(200);
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

describe('when nothing can be counted', () => {
  const outage = async () => {
    let broken = false;
    const counters = createMemoryCounters();
    const fails = () =>
      Promise.reject(Object.assign(new Error('connect 10.0.0.7:5432'), { code: 'ECONNREFUSED' }));
    const server = await startTestServer({
      http: { rateLimits: true },
      services: () => ({
        limitCounters: {
          ...counters,
          hit: (key, windowMs) => (broken ? fails() : counters.hit(key, windowMs)),
          tally: (key, windowMs) => (broken ? fails() : counters.tally(key, windowMs)),
          giveBack: (key) => (broken ? fails() : counters.giveBack(key)),
          has: (key) => (broken ? fails() : counters.has(key)),
        },
      }),
    });
    return {
      server,
      breakDown: (now: boolean) => {
        broken = now;
      },
    };
  };
  const login = (url: string) =>
    fetch(`${url}/api/v1/auth/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email: 'jane@example.com', password: PASSWORD }),
    });

  it('nobody comes in, who is in may read, and both go on by themselves afterwards', async () => {
    const { server, breakDown } = await outage();
    const jane = await server.signUp('jane@example.com');
    breakDown(true);
    const refused = await login(server.url);
    const text = await refused.text();
    expect(refused.status).toBe(503);
    expect(refused.headers.get('retry-after')).toMatch(/^\d+$/);
    expect(JSON.parse(text)).toMatchObject({ error: { code: 'ERR_UNAVAILABLE' } });
    expect(text).not.toContain('10.0.0.7');
    const register = await fetch(`${server.url}/api/v1/onboarding/register`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        email: 'x@example.com',
        password: PASSWORD,
        full_name: 'X',
        invite_code: INVITE,
      }),
    });
    expect(register.status).toBe(503);
    const read = await fetch(`${server.url}/api/v1/portfolios`, { headers: bearer(jane.token) });
    expect(read.status).toBe(200);
    expect(read.headers.get('ratelimit')).toBeNull();
    expect(JSON.stringify(server.logged())).toContain('the limits could not count');
    breakDown(false);
    expect((await login(server.url)).status).toBe(200);
    await server.stop();
  });
});

describe('several processes', () => {
  it('count together, and all know where somebody has come in before', async () => {
    const counters = createMemoryCounters();
    const options = {
      http: { rateLimits: true, trustProxy: 1 },
      services: () => ({ limitCounters: counters }),
    };
    const [first, second] = [await startTestServer(options), await startTestServer(options)];
    for (const { signUp } of [first, second]) await signUp('jane@example.com');
    const login = async (server: TestServer, password: string, from: string) => {
      const response = await fetch(`${server.url}/api/v1/auth/login`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-forwarded-for': from },
        body: JSON.stringify({ email: 'jane@example.com', password }),
      });
      await response.text();
      return response.status;
    };
    expect(await login(first, PASSWORD, '198.51.100.7')).toBe(200);
    for (let i = 1; i <= 20; i += 1) await login(i % 2 ? first : second, 'guess', `192.0.2.${i}`);
    expect(await login(second, 'guess', '192.0.2.99')).toBe(429);
    expect(await login(second, PASSWORD, '198.51.100.7')).toBe(200);
    await first.stop();
    await second.stop();
  });
});
