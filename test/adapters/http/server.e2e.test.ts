import { projectionsCheck } from '../../../adapters/http/health/projections-check.ts';
import type { ProjectionStatus } from '../../../application/ports/queries.ts';
import {
  bearer,
  eventually,
  INVITE,
  PASSWORD,
  startTestServer,
  type TestServer,
} from '../../support/http.ts';
import { createTestQueries } from '../../support/http-queries.ts';
import { projectionStatus } from '../../support/http-rows.ts';
import { rawHttp } from '../../support/raw-http.ts';

const login = (url: string, email: string, password: string) =>
  fetch(`${url}/api/v1/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password }),
  });

describe('the server', () => {
  let server: TestServer;
  let token: string;
  beforeAll(async () => {
    server = await startTestServer({
      http: { corsOrigins: ['https://app.example.com'], strictTransportSecurity: true },
    });
    token = (await server.signUp('jane@example.com')).token;
  });
  afterAll(() => server.stop());

  it('sends the headers that keep a browser from doing more than it should', async () => {
    for (const path of ['/', '/docs', '/docs/errors', '/health/live', '/nowhere', '/api/v1/auth/me']) {
      const { headers } = await fetch(`${server.url}${path}`, { headers: { accept: 'text/html' } });
      const policy = headers.get('content-security-policy') ?? '';
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("script-src 'self'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toMatch(/unsafe|https?:|\*/);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('strict-transport-security')).toContain('max-age=');
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('x-powered-by')).toBeNull();
      expect(headers.get('etag')).toBeNull();
    }
  });

  it('lets the origins on its list read answers, and no others', async () => {
    const from = async (origin: string, method = 'GET') => {
      const response = await fetch(`${server.url}/api/v1/auth/me`, {
        method,
        headers: { ...bearer(token), origin, 'access-control-request-method': 'GET' },
      });
      return response.headers;
    };
    const ours = await from('https://app.example.com');
    expect(ours.get('access-control-allow-origin')).toBe('https://app.example.com');
    expect(ours.get('access-control-expose-headers')).toContain('X-Event-Position');
    const preflight = await from('https://app.example.com', 'OPTIONS');
    expect(preflight.get('access-control-allow-headers')).toContain('Idempotency-Key');
    for (const origin of ['https://evil.example', 'null', 'https://app.example.com.evil.example']) {
      for (const method of ['GET', 'OPTIONS']) {
        const headers = await from(origin, method);
        expect(headers.get('access-control-allow-origin')).toBeNull();
        expect(headers.get('vary')).toContain('Origin');
      }
    }
    for (const headers of [ours, preflight])
      expect(headers.get('access-control-allow-credentials')).toBeNull();
  });

  it('logs who asked for what, and none of their secrets', async () => {
    await login(server.url, 'jane@example.com', PASSWORD);
    await login(server.url, 'jane@example.com', 'WrongSecret1');
    await fetch(`${server.url}/api/v1/auth/me?access_token=QuerySecret`, { headers: bearer(token) });
    await fetch(`${server.url}/api/v1/auth/me`, { headers: { authorization: 'Bearer HeaderSecret' } });
    await fetch(`${server.url}/health/live`);
    await eventually(() => server.logged().length >= 4);
    const lines = server.logged();
    const text = JSON.stringify(lines);
    for (const secret of [
      token,
      PASSWORD,
      INVITE,
      'WrongSecret1',
      'QuerySecret',
      'HeaderSecret',
      'jane@example.com',
    ]) {
      expect(text).not.toContain(secret);
    }
    const failed = lines.find((line) => line.code === 'ERR_AUTH_001');
    expect(failed).toMatchObject({
      req: { method: 'POST', path: '/api/v1/auth/login' },
      res: { status: 401 },
      responseTime: expect.any(Number),
      correlationId: expect.any(String),
    });
    expect(lines.some(({ userId }) => typeof userId === 'string')).toBe(true);
    expect(text).not.toContain('/health/live');
  });

  it('says nothing of its inside when something breaks, but how to find it in the log', async () => {
    const broken = await startTestServer({
      queries: {
        portfoliosOf: () => Promise.reject(new Error('relation "read.portfolios" at /srv/app/x.ts:1')),
      },
    });
    const jane = await broken.signUp('jane@example.com');
    const response = await fetch(`${broken.url}/api/v1/portfolios`, { headers: bearer(jane.token) });
    const body = (await response.json()) as { error: { code: string; details: { correlation_id: string } } };
    expect(response.status).toBe(500);
    expect(body.error.code).toBe('ERR_INTERNAL');
    expect(JSON.stringify(body)).not.toMatch(/read\.portfolios|srv|\.ts/);
    expect(body.error.details.correlation_id).toBe(response.headers.get('x-correlation-id'));
    const logged = broken
      .logged()
      .find(({ correlationId }) => correlationId === body.error.details.correlation_id);
    expect(JSON.stringify(logged)).toContain('read.portfolios');
    await broken.stop();
  });

  it.each([
    ['refused connections', Object.assign(new Error('connect'), { code: 'ECONNREFUSED' })],
    ['a database that shuts down', Object.assign(new Error('terminating'), { code: '57P01' })],
    ['no connection left', Object.assign(new Error('too many clients'), { code: '53300' })],
    ['a pool that has waited in vain', new Error('timeout exceeded when trying to connect')],
    ['too long a queue', Object.assign(new Error('busy'), { code: 'OVERLOADED' })],
    [
      'one of these underneath',
      new Error('outer', { cause: Object.assign(new Error('x'), { code: '08006' }) }),
    ],
  ])('asks to come back later with %s', async (_name, error) => {
    const away = await startTestServer({ queries: { portfoliosOf: () => Promise.reject(error) } });
    const jane = await away.signUp('jane@example.com');
    const response = await fetch(`${away.url}/api/v1/portfolios`, { headers: bearer(jane.token) });
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toMatch(/^\d+$/);
    expect(await response.json()).toMatchObject({ error: { code: 'ERR_UNAVAILABLE' } });
    await away.stop();
  });

  it('serves its documentation itself: page, script, styles and description', async () => {
    const page = await (await fetch(`${server.url}/docs`)).text();
    const files = [...page.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, file]) => file ?? '');
    expect(files.filter((file) => file !== 'data:,').length).toBeGreaterThan(3);
    for (const file of files.filter((name) => name !== 'data:,')) {
      expect(file).toMatch(/^\//);
      const response = await fetch(`${server.url}${file}`);
      expect({ file, status: response.status }).toEqual({ file, status: 200 });
      expect(response.headers.get('cache-control')).toMatch(/^public/);
    }
    expect(page).not.toMatch(/<script>|style=|onload=/);
    const description = (await (await fetch(`${server.url}/openapi.json`)).json()) as Record<string, object>;
    expect(description.openapi).toBe('3.1.0');
    expect(description.components).toMatchObject({
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } },
    });
  });

  it('shows a browser a page and a program links', async () => {
    const html = await fetch(server.url, {
      headers: { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' },
    });
    expect(html.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(await (await fetch(server.url)).json()).toMatchObject({
      name: 'sigmafold',
      links: { documentation: '/docs' },
    });
  });

  it('offers the template as a download that may be cached', async () => {
    const { headers } = await fetch(`${server.url}/api/v1/onboarding/csv-template`);
    expect(headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(headers.get('content-disposition')).toBe('attachment; filename=sigmafold_portfolio_template.csv');
    expect(headers.get('cache-control')).toBe('public, max-age=3600');
  });
});

describe('health', () => {
  it('is ready when every check is, and names the one that is not', async () => {
    let database: () => Promise<{ ok: boolean; detail: string }> = async () => ({
      ok: true,
      detail: 'embedded',
    });
    let change: Partial<ProjectionStatus> = {};
    let dead = 0;
    const server = await startTestServer({
      services: ({ deadLetters, ...services }) => {
        const readModels = {
          ...services.readModels,
          status: async () => [projectionStatus('portfolios', change)],
        };
        return {
          healthChecks: { database: () => database(), projections: projectionsCheck(readModels) },
          deadLetters: { ...deadLetters, waiting: async () => dead },
          readModels,
        };
      },
    });
    const ready = async () => {
      const response = await fetch(`${server.url}/health/ready`);
      return { status: response.status, body: await response.json() };
    };
    expect(await ready()).toEqual({
      status: 200,
      body: {
        status: 'ready',
        version: '1.2.3',
        checks: {
          database: { ok: true, detail: 'embedded' },
          projections: { ok: true, detail: '0 events behind' },
        },
        degraded: [],
      },
    });
    database = () => Promise.reject(new Error('password authentication failed for user "postgres"'));
    expect(await ready()).toMatchObject({
      status: 503,
      body: { status: 'not_ready', checks: { database: { ok: false, detail: 'not available' } } },
    });
    database = async () => ({ ok: true, detail: 'embedded' });
    change = { lagEvents: 10_001n };
    expect((await ready()).status).toBe(503);
    change = { state: 'failed' };
    expect(await ready()).toMatchObject({
      status: 503,
      body: { checks: { projections: { detail: 'failed: portfolios' } } },
    });
    change = { lagEvents: 1n, stalled: true, checkpointAgeSeconds: 90.7 };
    expect(await ready()).toMatchObject({
      status: 503,
      body: { checks: { projections: { detail: 'not moving: portfolios for 90 s' } } },
    });
    change = {
      parkedKeys: 2,
      waitingEvents: 7,
      verified: { at: '2024-06-28T21:00:00.000Z', differences: 3 },
    };
    dead = 4;
    expect(await ready()).toMatchObject({
      status: 200,
      body: {
        status: 'ready',
        degraded: [
          'portfolios: 2 keys parked, 7 events wait',
          'portfolios: 3 rows differ from the log',
          '4 dead letters',
        ],
      },
    });
    change = {};
    expect((await ready()).status).toBe(200);
    await server.stop();
  });

  it('misses what calculations rest on', async () => {
    const server = await startTestServer({
      services: ({ definitions }) => ({
        definitions: {
          factors: definitions.factors,
          scenarios: definitions.scenarios.map((scenario) => ({ ...scenario, active: false })),
        },
      }),
    });
    const response = await fetch(`${server.url}/health/prerequisites`);
    expect(response.status).toBe(503);
    expect(await response.json()).toEqual({
      status: 'missing',
      factor_definitions: { found: 13, needed: 8 },
      stress_scenarios: { found: 0, needed: 18 },
    });
    await server.stop();
  });
});

describe('stopping', () => {
  it('finishes what is in hand and takes nothing new', async () => {
    let finish: () => void = () => {};
    let begun = false;
    const server = await startTestServer({
      http: { graceMs: 60_000 },
      queries: {
        portfoliosOf: () =>
          new Promise((resolve) => {
            begun = true;
            finish = () => resolve({ items: [], total: 0 });
          }),
      },
    });
    const jane = await server.signUp('jane@example.com');
    const inHand = fetch(`${server.url}/api/v1/portfolios`, { headers: bearer(jane.token) });
    await eventually(() => begun);
    const stopped = server.stop();
    await expect(fetch(`${server.url}/health/live`)).rejects.toThrow();
    finish();
    expect((await inHand).status).toBe(200);
    await stopped;
  });

  it('cuts what does not end', async () => {
    const server = await startTestServer({
      http: { graceMs: 100 },
      queries: { portfoliosOf: () => new Promise(() => {}) },
    });
    const jane = await server.signUp('jane@example.com');
    const endless = fetch(`${server.url}/api/v1/portfolios`, { headers: bearer(jane.token) });
    const outcome = endless.then(
      () => 'answered',
      () => 'cut',
    );
    await new Promise((resolve) => setTimeout(resolve, 50));
    await server.stop();
    expect(await outcome).toBe('cut');
  });

  it('can be asked twice', async () => {
    const server = await startTestServer();
    await Promise.all([server.http.stop(), server.http.stop()]);
  });

  it('frees the port, and a port that is taken is said by name', async () => {
    const first = await startTestServer();
    const { port } = first.http;
    await expect(startTestServer({ http: { port } })).rejects.toMatchObject({ code: 'EADDRINUSE' });
    await first.stop();
    const second = await startTestServer({ http: { port } });
    expect(second.http.port).toBe(port);
    await second.stop();
  });
});

describe('slow clients', () => {
  it('that never finish their headers are told and cut', async () => {
    const server = await startTestServer({ http: { requestTimeoutMs: 1000 } });
    const answer = await rawHttp(server.url, ['GET / HTTP/1.1\r\nHost: x\r\nX-'], { silenceMs: 8000 });
    expect(answer).toMatch(/^HTTP\/1.1 408/);
    await server.stop();
  });

  it('that never finish their body are cut too, whatever they drip', async () => {
    const server = await startTestServer({ http: { requestTimeoutMs: 1000 } });
    const jane = await server.signUp('jane@example.com');
    const upload = [
      `POST /api/v1/onboarding/create-portfolio HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${jane.token}\r\n` +
        'Content-Type: multipart/form-data; boundary=b\r\nContent-Length: 100000\r\n\r\n',
      '--b\r\nContent-Disposition: form-data; name="csv_file"; filename="a.csv"\r\n\r\n',
    ];
    const json =
      'POST /api/v1/auth/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{';
    const drip = Array<string>(50).fill('x');
    for (const chunks of [
      [...upload, ...drip],
      [json, ...drip],
    ]) {
      const answer = await rawHttp(server.url, chunks, { pauseMs: 100, silenceMs: 8000 });
      expect(answer).toMatch(/^HTTP\/1.1 408 [\s\S]*ERR_REQ_012/);
    }
    expect((await fetch(`${server.url}/health/live`)).status).toBe(200);
    await server.stop();
  });
});

describe('reading after writing', () => {
  const portfolioId = 'cba43346-1a8d-5542-a634-9e8da378eb25';

  it('waits for the position, and says 503 when it does not come', async () => {
    const waited: [bigint, number][] = [];
    let reached = true;
    const server = await startTestServer({
      services: ({ readModels }) => ({
        readModels: {
          ...readModels,
          waitFor: async (position, timeoutMs) => {
            waited.push([position, timeoutMs]);
            return reached;
          },
        },
      }),
    });
    const jane = await server.signUp('jane@example.com');
    const read = (headers: Record<string, string>) =>
      fetch(`${server.url}/api/v1/portfolios`, { headers: { ...bearer(jane.token), ...headers } });
    expect((await read({})).status).toBe(200);
    expect(waited).toEqual([]);
    expect((await read({ 'x-after-position': '42' })).status).toBe(200);
    expect(waited).toEqual([[42n, 5000]]);
    reached = false;
    const late = await read({ 'x-after-position': '43' });
    expect(late.status).toBe(503);
    expect(late.headers.get('retry-after')).toBe('1');
    expect(await late.json()).toMatchObject({ error: { code: 'ERR_REQ_013' } });
    await server.stop();
  });

  it('a write carries its position and lets the read models catch up first', async () => {
    const waited: bigint[] = [];
    const server = await startTestServer({
      services: ({ readModels }) => ({
        readModels: {
          ...readModels,
          waitFor: async (position) => {
            waited.push(position);
            return false;
          },
        },
      }),
    });
    const jane = await server.signUp('jane@example.com');
    const response = await fetch(`${server.url}/api/v1/auth/logout-everywhere`, {
      method: 'POST',
      headers: bearer(jane.token),
    });
    expect(response.status).toBe(200);
    expect(response.headers.get('x-event-position')).toBe((await server.store.head()).toString());
    expect(waited).toEqual([await server.store.head()]);
    expect((await fetch(`${server.url}/api/v1/auth/me`, { headers: bearer(jane.token) })).status).toBe(401);
    await server.stop();
  });

  it('an owner is known by the log while the read model is behind', async () => {
    let userId = '';
    let behind = true;
    const full = createTestQueries(
      () => ({ portfolioId, userId }),
      () => true,
    );
    const server = await startTestServer({
      queries: { ...full, portfolio: async (id) => (behind ? null : full.portfolio(id)) },
      services: ({ application }) => ({
        application: { ...application, ownerOfPortfolio: async (id) => (id === portfolioId ? userId : null) },
      }),
    });
    const jane = await server.signUp('jane@example.com');
    userId = jane.user.userId;
    const get = async (path: string) =>
      (await fetch(`${server.url}${path}`, { headers: bearer(jane.token) })).status;
    expect(await get(`/api/v1/onboarding/status/${portfolioId}`)).toBe(200);
    expect(await get(`/api/v1/portfolios/${portfolioId}`)).toBe(503);
    behind = false;
    expect(await get(`/api/v1/portfolios/${portfolioId}`)).toBe(200);
    await server.stop();
  });
});
