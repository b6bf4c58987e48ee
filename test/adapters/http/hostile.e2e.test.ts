import { errorCodes } from '../../../domain/errors/catalogue.ts';
import { bearer, PASSWORD, startTestServer, type TestServer } from '../../support/http.ts';
import { createTestQueries } from '../../support/http-queries.ts';
import { rawHttp } from '../../support/raw-http.ts';

type ErrorBody = {
  readonly error: {
    readonly code: string;
    readonly message: string;
    readonly details: {
      readonly errors?: readonly { readonly field: string; readonly message: string }[];
    } | null;
    readonly documentation_url: string;
  };
};

describe('a hostile caller', () => {
  let server: TestServer;
  let token: string;
  const portfolioId = 'cba43346-1a8d-5542-a634-9e8da378eb25';

  beforeAll(async () => {
    let userId = '';
    const queries = createTestQueries(
      () => ({ portfolioId, userId }),
      () => true,
    );
    server = await startTestServer({ queries });
    const jane = await server.signUp('jane@example.com');
    userId = jane.user.userId;
    token = jane.token;
  });
  afterAll(() => server.stop());

  const get = async (path: string, headers: Record<string, string> = bearer(token)) => {
    const response = await fetch(`${server.url}${path}`, { headers });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, body: safeJson(text) };
  };
  const safeJson = (text: string): ErrorBody => {
    try {
      return JSON.parse(text) as ErrorBody;
    } catch {
      return { error: { code: 'not JSON', message: text, details: null, documentation_url: '' } };
    }
  };
  const post = async (path: string, body: string | Buffer, headers: Record<string, string> = {}) => {
    const response = await fetch(`${server.url}${path}`, {
      method: 'POST',
      body: new Uint8Array(Buffer.from(body)),
      headers: { 'content-type': 'application/json', ...headers },
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, body: safeJson(text) };
  };
  const login = (json: string, headers?: Record<string, string>) => post('/api/v1/auth/login', json, headers);

  describe('with a body that is not plain JSON', () => {
    const deep = `${'['.repeat(10_000)}${']'.repeat(10_000)}`;
    it.each<[string, string | Buffer]>([
      ['not JSON at all', 'email=a&password=b'],
      ['trailing bytes', '{"email":"a","password":"b"} x'],
      ['a byte order mark', '\uFEFF{"email":"a","password":"b"}'],
      ['bytes that are not UTF-8', Buffer.from('7b22656d61696c223a22ff22 7d'.replace(' ', ''), 'hex')],
      ['a name twice', '{"email":"a","password":"b","email":"c"}'],
      ['a name twice, written otherwise', '{"email":"a","password":"b","\\u0065mail"  :  "c"}'],
      ['a name of the prototype', '{"email":"a","password":"b","__proto__":{"isSuperuser":true}}'],
      ['a nested name of the prototype', '{"email":{"constructor":{}},"password":"b"}'],
      ['a number beyond a double', '{"email":1e400,"password":"b"}'],
      ['ten thousand levels', `{"email":${deep},"password":"b"}`],
      ['NaN', '{"email":NaN,"password":"b"}'],
    ])('%s is refused as malformed', async (_name, body) => {
      const { status, body: answer } = await login(body as string);
      expect({ status, code: answer.error.code }).toEqual({ status: 400, code: 'ERR_REQ_001' });
    });

    it('more than 64 kB is refused, whatever the length header says', async () => {
      const large = JSON.stringify({ email: 'a', password: 'x'.repeat(70_000) });
      expect(await login(large)).toMatchObject({ status: 413, body: { error: { code: 'ERR_REQ_004' } } });
      const chunked = await rawHttp(server.url, [
        'POST /api/v1/auth/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n',
        ...Array.from({ length: 20 }, () => `2000\r\n${'x'.repeat(8192)}\r\n`),
      ]);
      expect(chunked).toContain('HTTP/1.1 413');
      expect(chunked).toContain('ERR_REQ_004');
    });

    it.each([
      ['no type', undefined],
      ['a form', 'application/x-www-form-urlencoded'],
      ['text', 'text/plain'],
      ['another character set', 'application/json; charset=utf-16'],
    ])('%s is an unsupported media type', async (_name, type) => {
      const { status, body } = await login('{"email":"a","password":"b"}', { 'content-type': type ?? '' });
      expect({ status, code: body.error.code }).toEqual({ status: 415, code: 'ERR_REQ_003' });
    });

    it('a compressed one is an unsupported media type, so that nothing can be inflated', async () => {
      const { status } = await login('{}', { 'content-encoding': 'gzip' });
      expect(status).toBe(415);
    });
  });

  describe('with fields of the wrong kind', () => {
    it.each([
      ['an array', '["a"]'],
      ['an object', '{"$ne":null}'],
      ['a number', '1'],
      ['null', 'null'],
      ['true', 'true'],
    ])('an e-mail that is %s is named in the answer', async (_name, email) => {
      const { status, body } = await login(`{"email":${email},"password":"b"}`);
      expect(status).toBe(422);
      expect(body.error.code).toBe('ERR_REQ_002');
      expect(body.error.details?.errors).toMatchObject([{ in: 'body', field: 'email' }]);
    });

    it('fields that nobody asked for are refused, also at registration', async () => {
      const { status, body } = await post(
        '/api/v1/onboarding/register',
        JSON.stringify({
          email: 'eve@example.com',
          password: PASSWORD,
          full_name: 'Eve',
          invite_code: 'PRESCOTT-LINNAEAN-COWPERTHWAITE',
          is_superuser: true,
        }),
      );
      expect({ status, code: body.error.code }).toEqual({ status: 422, code: 'ERR_REQ_002' });
      expect(body.error.details?.errors?.[0]?.message).toContain('is_superuser');
    });

    it('an invite code of any kind but the right one opens nothing', async () => {
      const register = (inviteCode: unknown) =>
        post(
          '/api/v1/onboarding/register',
          JSON.stringify({
            email: 'eve@example.com',
            password: PASSWORD,
            full_name: 'Eve',
            invite_code: inviteCode,
          }),
        );
      expect((await register('wrong')).status).toBe(401);
      expect((await register('')).status).toBe(401);
      expect((await register('x'.repeat(60_000))).status).toBe(401);
      for (const code of [['PRESCOTT-LINNAEAN-COWPERTHWAITE'], {}, null, 7]) {
        expect((await register(code)).status).toBe(422);
      }
      expect((await register('  prescott-linnaean-COWPERTHWAITE ')).status).toBe(201);
    });

    it('long texts are answered in linear time', async () => {
      const long = `${'A'.repeat(60_000)}!`;
      const started = performance.now();
      await login(JSON.stringify({ email: long, password: long }));
      await get(`/api/v1/symbols/${'A'.repeat(5000)}!/status`);
      await get(`/api/v1/portfolios/${portfolioId}/snapshots?from=${'1'.repeat(5000)}`);
      await get(`/api/v1/audit/streams/${'a-'.repeat(2500)}!/events`);
      await get(`/api/v1/audit/streams/portfolio-${portfolioId}/events?types=${'A'.repeat(5000)},`);
      await get(`/api/v1/audit/portfolios/${portfolioId}/events?cursor=${'1.'.repeat(2500)}`);
      expect(performance.now() - started).toBeLessThan(3000);
    });
  });

  describe('with parameters', () => {
    it.each([
      'limit=1&limit=9999',
      'limit=-1',
      'limit=1e9',
      'limit=NaN',
      'limit=0',
      'limit=501',
      'limit=',
      'limit=1%20',
      'limit[]=1',
      'offset=-1',
      'offset=999999999999',
      '__proto__[limit]=1',
      'sort=name;drop table users',
      'access_token=abc',
      "limit=1'%20or%20'1'='1",
    ])('?%s is refused', async (query) => {
      const { status, body } = await get(`/api/v1/portfolios?${query}`);
      expect({ status, code: body.error.code }).toEqual({ status: 422, code: 'ERR_REQ_002' });
    });

    it('a parameter that is given twice is told so', async () => {
      const { body } = await get('/api/v1/portfolios?limit=1&limit=2');
      expect(body.error.details?.errors).toEqual([
        { in: 'query', field: 'limit', message: 'Give this parameter once.' },
      ]);
    });

    it('what it sent comes back in part only', async () => {
      const { text } = await get(`/api/v1/portfolios?${'x'.repeat(3000)}=1`);
      expect(text).not.toContain('x'.repeat(150));
    });

    it.each([['2024-02-30'], ['2024-13-01'], ['20240628'], ['Latest'], ['..'], ['%00'], ["2024-06-28'--"]])(
      'a snapshot of %s is not there',
      async (date) => {
        expect((await get(`/api/v1/portfolios/${portfolioId}/snapshots/${date}`)).status).toBe(404);
      },
    );
  });

  describe('with an address', () => {
    it.each([
      '/api/v1/portfolios/',
      '//api/v1/portfolios',
      '/API/v1/portfolios',
      '/api/v1/Portfolios',
      '/api/v1/portfolios;x=1',
      '/api//v1/portfolios',
      '/.env',
      '/.git/config',
      '/..%2f..%2fetc/passwd',
      '/%2e%2e/%2e%2e/etc/passwd',
      '/docs/assets/..%2f..%2fpackage.json',
      '/docs/assets/swagger-ui.css.map',
      '/docs/assets/swagger-ui-bundle.js.map',
      '/docs/assets/index.html',
      '/package.json',
      '/debug/routes',
      '/%ZZ',
      '/%c0%ae%c0%ae/',
    ])('%s that is none of ours finds nothing', async (path) => {
      const { status, body } = await get(path);
      expect(status).toBe(404);
      expect(errorCodes).toContain(body.error.code);
    });

    it('dots in it are taken by no one as a way up', async () => {
      const answer = await rawHttp(server.url, [
        `GET /api/v1/portfolios/../../../etc/passwd HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`,
      ]);
      expect(answer).toMatch(/^HTTP\/1.1 404/);
    });
  });

  describe('with a method', () => {
    it.each([
      ['PUT', '/api/v1/auth/login', 'POST'],
      ['DELETE', '/api/v1/portfolios', 'GET, HEAD, POST'],
      ['PUT', `/api/v1/portfolios/${portfolioId}`, 'GET, HEAD, PATCH, DELETE'],
      ['POST', '/health/live', 'GET, HEAD'],
      ['GET', `/api/v1/portfolios/${portfolioId}/calculate`, 'POST'],
    ])('%s %s is told what there is', async (method, path, allow) => {
      const response = await fetch(`${server.url}${path}`, { method });
      expect(response.status).toBe(405);
      expect(response.headers.get('allow')).toBe(allow);
      expect(await response.json()).toMatchObject({ error: { code: 'ERR_REQ_006' } });
    });

    it('TRACE shows nobody anybody’s headers', async () => {
      const answer = await rawHttp(server.url, [
        'TRACE / HTTP/1.1\r\nHost: x\r\nX-Secret: swordfish\r\nConnection: close\r\n\r\n',
      ]);
      expect(answer).toMatch(/^HTTP\/1.1 405/);
      expect(answer).not.toContain('swordfish');
    });

    it('a header that names another method changes nothing', async () => {
      const response = await fetch(`${server.url}/api/v1/portfolios/${portfolioId}`, {
        headers: { ...bearer(token), 'x-http-method-override': 'DELETE', 'x-method-override': 'DELETE' },
      });
      expect(response.status).toBe(200);
      expect(await response.json()).toMatchObject({ portfolio_id: portfolioId });
    });

    it('HEAD gets what GET gets, without the body; OPTIONS is told the methods', async () => {
      const head = await fetch(`${server.url}/api/v1/auth/me`, { method: 'HEAD', headers: bearer(token) });
      expect({ status: head.status, text: await head.text() }).toEqual({ status: 200, text: '' });
      const options = await fetch(`${server.url}/api/v1/auth/me`, { method: 'OPTIONS' });
      expect({ status: options.status, allow: options.headers.get('allow') }).toEqual({
        status: 204,
        allow: 'GET, HEAD',
      });
    });
  });

  describe('with headers', () => {
    it.each([
      ['x-after-position', 'abc'],
      ['x-after-position', '-1'],
      ['x-after-position', '1; drop table events'],
      ['x-after-position', '9'.repeat(30)],
    ])('%s: %s is refused', async (name, value) => {
      const { status, body } = await get('/api/v1/portfolios', { ...bearer(token), [name]: value });
      expect({ status, code: body.error.code }).toEqual({ status: 400, code: 'ERR_REQ_011' });
    });

    it.each([
      ['if-match', '"0"'],
      ['if-unmodified-since', 'Mon, 01 Jan 1990 00:00:00 GMT'],
      ['range', 'bytes=9999999999-'],
      ['range', 'bytes=0-1,5-'],
    ])('%s: %s on a file of ours changes nothing', async (name, value) => {
      expect((await get('/docs/assets/swagger-ui.css', { [name]: value })).status).toBe(200);
    });

    it('64 kB of them are too many', async () => {
      const answer = await rawHttp(server.url, [
        `GET / HTTP/1.1\r\nHost: x\r\nX-Big: ${'a'.repeat(65_536)}\r\n\r\n`,
      ]);
      expect(answer).toMatch(/^HTTP\/1.1 400/);
      expect(answer).toContain('ERR_REQ_011');
    });

    it.each([
      [
        'both a length and chunks',
        'POST /api/v1/auth/login HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /admin HTTP/1.1\r\n\r\n',
      ],
      [
        'two lengths',
        'POST /api/v1/auth/login HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nContent-Length: 40\r\n\r\nabcd',
      ],
      [
        'a strange encoding',
        'GET / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: xchunked\r\n\r\nGET /health/live HTTP/1.1\r\nHost: x\r\n\r\n',
      ],
      ['no HTTP at all', 'EHLO example.com\r\n\r\n'],
    ])('%s is refused, and the connection ends', async (_name, bytes) => {
      const answer = await rawHttp(server.url, [bytes]);
      expect(answer).toMatch(/^HTTP\/1.1 400/);
      expect(answer.toLowerCase()).toContain('connection: close');
      // Nor is anything that it hid behind its request answered as one.
      expect(new Set(answer.match(/HTTP\/1\.1 \d+/g))).toEqual(new Set(['HTTP/1.1 400']));
    });

    it('a token is looked for in one place only', async () => {
      expect((await get('/api/v1/auth/me', { authorization: token })).status).toBe(401);
      expect((await get('/api/v1/auth/me', { authorization: `Basic ${token}` })).status).toBe(401);
      expect((await get('/api/v1/auth/me', { cookie: `auth_token=${token}` })).status).toBe(401);
      expect((await get(`/api/v1/auth/me?access_token=${token}`, {})).status).toBe(401);
      expect((await get('/api/v1/auth/me', { authorization: `bearer ${token}` })).status).toBe(200);
    });

    it('ids that it brings are used only when they are harmless', async () => {
      const good = await get('/health/live', {
        'x-request-id': 'abc-123',
        'x-correlation-id': '7C9E6679-7425-40DE-944B-E07FC1F90AE7',
      });
      expect(good.headers.get('x-request-id')).toBe('abc-123');
      expect(good.headers.get('x-correlation-id')).toBe('7c9e6679-7425-40de-944b-e07fc1f90ae7');
      const bad = await get('/health/live', { 'x-request-id': 'a b<script>', 'x-correlation-id': 'x' });
      expect(bad.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
      expect(bad.headers.get('x-correlation-id')).toMatch(/^[0-9a-f-]{36}$/);
    });
  });

  it('always gets the one shape of error, with a page that explains its code', async () => {
    const errors = [
      await get('/nowhere'),
      await get('/api/v1/auth/me', {}),
      await get('/api/v1/admin/projections'),
      await get('/api/v1/portfolios?limit=x'),
      await login('{'),
      await login('{"email":"jane@example.com","password":"wrong"}'),
    ];
    const page = (await get('/docs/errors')).text;
    for (const { body, headers } of errors) {
      expect(Object.keys(body)).toEqual(['error']);
      expect(Object.keys(body.error).toSorted()).toEqual(['code', 'details', 'documentation_url', 'message']);
      const [path, anchor] = body.error.documentation_url.split('#');
      expect(path).toBe('/docs/errors');
      expect(page).toContain(`<section id="${anchor}">`);
      expect(headers.get('content-type')).toBe('application/json; charset=utf-8');
    }
    for (const code of errorCodes) expect(page).toContain(`<section id="${code}">`);
  });

  it('learns the same of an unknown address as of a wrong password', async () => {
    const unknown = await login('{"email":"nobody@example.com","password":"wrong"}');
    const wrong = await login('{"email":"jane@example.com","password":"wrong"}');
    const malformed = await login('{"email":"a@b","password":"wrong"}');
    expect(unknown.body).toEqual(wrong.body);
    expect(malformed.body).toEqual(wrong.body);
    expect([unknown.status, wrong.status, malformed.status]).toEqual([401, 401, 401]);
  });
});
