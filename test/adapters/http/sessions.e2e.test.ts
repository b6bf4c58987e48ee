import { bearer, eventually, NOW, PASSWORD, startTestServer, type TestServer } from '../../support/http.ts';

const ANOTHER = 'Battery2Staple';

type Answer = {
  readonly status: number;
  readonly headers: Headers;
  readonly code: string | undefined;
  readonly body: Readonly<Record<string, unknown>>;
};

let server: TestServer;
let now: Date;
beforeEach(async () => {
  now = NOW;
  server = await startTestServer({ clock: () => now });
});
afterEach(() => server.stop());

const call = async (
  method: string,
  path: string,
  headers: Record<string, string> = {},
  body?: object,
): Promise<Answer> => {
  const response = await fetch(`${server.url}${path}`, {
    method,
    headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const parsed = (text === '' ? {} : JSON.parse(text)) as Readonly<Record<string, unknown>>;
  const { error } = parsed as { readonly error?: { readonly code: string } };
  return { status: response.status, headers: response.headers, code: error?.code, body: parsed };
};

const ME = '/api/v1/auth/me';

describe('a session in a cookie', () => {
  const credentials = { email: 'jane@example.com', password: PASSWORD };
  const own = (): Record<string, string> => ({ origin: server.url });
  /** Signs in as a page of ours would, and gives what the browser would send back. */
  const signIn = async (): Promise<{ readonly cookie: string; readonly answer: Answer }> => {
    const answer = await call('POST', '/api/v1/auth/cookie', own(), credentials);
    return { answer, cookie: answer.headers.get('set-cookie')?.split(';')[0] ?? '' };
  };
  beforeEach(() => server.signUp('jane@example.com'));

  it('is out of reach for scripts and for pages of others, and holds the token that no answer shows', async () => {
    const { answer, cookie } = await signIn();
    expect(answer.headers.get('set-cookie')).toMatch(
      /^session=[\w.-]+; Max-Age=3600; Path=\/; HttpOnly; SameSite=Strict$/,
    );
    expect(answer.body).toEqual({
      expires_in: 3600,
      user: expect.objectContaining({ email: 'jane@example.com' }),
    });
    expect((await call('GET', ME, { cookie })).status).toBe(200);
  });

  it('cannot be planted by another host behind TLS, which its name says', async () => {
    const secure = await startTestServer({ http: { strictTransportSecurity: true } });
    await secure.signUp('jane@example.com');
    const response = await fetch(`${secure.url}/api/v1/auth/cookie`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: secure.url },
      body: JSON.stringify(credentials),
    });
    const cookie = response.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(
      /^__Host-session=[\w.-]+; Max-Age=3600; Path=\/; HttpOnly; SameSite=Strict; Secure$/,
    );
    const plain = cookie.split(';')[0]!.replace('__Host-', '');
    expect((await fetch(`${secure.url}${ME}`, { headers: { cookie: plain } })).status).toBe(401);
    await secure.stop();
  });

  it.each<[string, Record<string, string>]>([
    ['another origin', { origin: 'https://evil.example' }],
    ['a sandboxed page', { origin: 'null' }],
    ['nobody knows where', {}],
    ['a host that only begins like ours', { origin: 'http://127.0.0.1.evil.example' }],
    ['another port', { origin: 'http://127.0.0.1:1' }],
    ['a browser that says cross-site', { 'sec-fetch-site': 'cross-site', origin: 'own' }],
    ['a browser that says same-site', { 'sec-fetch-site': 'same-site', origin: 'own' }],
  ])('changes nothing for a call from %s', async (_name, headers) => {
    const { cookie } = await signIn();
    const sent = headers.origin === 'own' ? { ...headers, origin: server.url } : headers;
    for (const [method, path, body] of [
      ['POST', '/api/v1/auth/logout', undefined],
      ['DELETE', '/api/v1/users/me', { password: PASSWORD }],
      ['POST', '/api/v1/auth/api-keys', { name: 'Theirs', scopes: ['read'] }],
      ['PATCH', `/api/v1/portfolios/${crypto.randomUUID()}`, { portfolio_name: 'Theirs' }],
    ] as const) {
      expect(await call(method, path, { ...sent, cookie }, body)).toMatchObject({
        status: 403,
        code: 'ERR_AUTH_006',
      });
    }
    // Nor does such a page log anybody in, as somebody of its choice.
    expect((await call('POST', '/api/v1/auth/cookie', sent, credentials)).code).toBe('ERR_AUTH_006');
    expect((await call('GET', ME, { cookie })).status).toBe(200);
  });

  it('is not taken from a form of another page either', async () => {
    const { cookie } = await signIn();
    const response = await fetch(`${server.url}/api/v1/auth/logout`, {
      method: 'POST',
      headers: {
        cookie,
        origin: 'https://evil.example',
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: 'a=b',
    });
    expect(response.status).toBe(403);
    const preflight = await fetch(`${server.url}/api/v1/auth/logout`, {
      method: 'OPTIONS',
      headers: { origin: 'https://evil.example', 'access-control-request-method': 'POST' },
    });
    expect(preflight.headers.get('access-control-allow-origin')).toBeNull();
    expect(preflight.headers.get('access-control-allow-credentials')).toBeNull();
  });

  it('is known by the public origin where a proxy stands before us', async () => {
    const proxied = await startTestServer({ http: { publicOrigin: 'https://fold.example' } });
    await proxied.signUp('jane@example.com');
    const signInFrom = (origin: string) =>
      fetch(`${proxied.url}/api/v1/auth/cookie`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin },
        body: JSON.stringify(credentials),
      });
    expect((await signInFrom('https://fold.example')).status).toBe(200);
    expect((await signInFrom('http://fold.example')).status).toBe(403);
    expect((await signInFrom(proxied.url)).status).toBe(403);
    await proxied.stop();
  });

  it('ends with logging out, and leaves the browser', async () => {
    const { cookie } = await signIn();
    const out = await call('POST', '/api/v1/auth/logout', { ...own(), cookie });
    expect(out.headers.get('set-cookie')).toMatch(/^session=; Max-Age=0; /);
    expect((await call('GET', ME, { cookie })).status).toBe(401);
  });

  it('is renewed in the cookie when the password changes', async () => {
    const { cookie } = await signIn();
    const changed = await call(
      'POST',
      '/api/v1/auth/password',
      { ...own(), cookie },
      {
        current_password: PASSWORD,
        new_password: ANOTHER,
      },
    );
    expect(changed.body).toMatchObject({ access_token: null, refresh_token: null });
    const renewed = changed.headers.get('set-cookie')?.split(';')[0] ?? '';
    expect((await call('GET', ME, { cookie })).status).toBe(401);
    expect((await call('GET', ME, { cookie: renewed })).status).toBe(200);
  });

  it('does not stand in for a bad token, nor of two cookies does either', async () => {
    const { cookie } = await signIn();
    expect((await call('GET', ME, { cookie, ...bearer('not.a.token') })).status).toBe(401);
    expect((await call('GET', ME, { cookie, authorization: 'Basic amFuZQ==' })).status).toBe(401);
    expect((await call('GET', ME, { cookie: `${cookie}; session=planted` })).status).toBe(401);
    expect((await call('GET', ME, { cookie: `a=b; ${cookie}; c=d` })).status).toBe(200);
  });

  it('carries no API key', async () => {
    const { token } = await server.signUp('joe@example.com');
    const made = await call('POST', '/api/v1/auth/api-keys', bearer(token), { name: 'A', scopes: ['read'] });
    expect((await call('GET', ME, { cookie: `session=${String(made.body.key)}` })).status).toBe(401);
  });
});

describe('an API key', () => {
  let token: string;
  beforeEach(async () => {
    token = (await server.signUp('jane@example.com')).token;
  });
  const make = async (body: object, as = token) =>
    call('POST', '/api/v1/auth/api-keys', bearer(as), { name: 'Nightly', ...body });
  const keyOf = ({ body }: Answer): string => String(body.key);

  it('is shown once; the list knows it by its first characters', async () => {
    const made = await make({ scopes: ['read', 'write'], expires_in_days: 7 });
    expect(made.status).toBe(201);
    expect(keyOf(made)).toMatch(/^sgf_[\w-]{43}$/);
    const before = await call('GET', '/api/v1/auth/api-keys', bearer(token));
    expect(before.body).toEqual({
      api_keys: [
        {
          id: made.body.id,
          name: 'Nightly',
          prefix: keyOf(made).slice(0, 10),
          scopes: ['read', 'write'],
          created_at: '2024-06-28T21:00:00.000Z',
          expires_at: '2024-07-05T21:00:00.000Z',
          last_used_at: null,
        },
      ],
    });
    await call('GET', ME, bearer(keyOf(made)));
    const used = await call('GET', '/api/v1/auth/api-keys', bearer(token));
    expect(used.body).toMatchObject({ api_keys: [{ last_used_at: '2024-06-28T21:00:00.000Z' }] });
  });

  it.each<[string, readonly string[], readonly number[]]>([
    ['read', ['read'], [200, 403, 403]],
    ['write', ['write'], [403, 201, 403]],
    ['both', ['read', 'write'], [200, 201, 403]],
  ])('with the scope %s does that and no more', async (_name, scopes, statuses) => {
    const key = bearer(keyOf(await make({ scopes })));
    const empty = {
      portfolio_name: 'Empty',
      account_name: 'Account',
      account_type: 'ira',
      equity_balance: '5000',
    };
    expect([
      (await call('GET', '/api/v1/portfolios', key)).status,
      (await call('POST', '/api/v1/portfolios', key, empty)).status,
      (await call('GET', '/api/v1/admin/dead-letters', key)).status,
    ]).toEqual(statuses);
  });

  it('administers only for a superuser, and only with that scope', async () => {
    expect(await make({ scopes: ['admin'] })).toMatchObject({ status: 403, code: 'ERR_ADMIN_001' });
    const root = await server.signUp('root@example.com', { superuser: true });
    const admin = keyOf(await make({ scopes: ['admin'] }, root.token));
    const reader = keyOf(await make({ scopes: ['read'] }, root.token));
    expect((await call('GET', '/api/v1/admin/dead-letters', bearer(admin))).status).toBe(200);
    expect(await call('GET', '/api/v1/admin/dead-letters', bearer(reader))).toMatchObject({
      status: 403,
      code: 'ERR_AUTH_003',
    });
  });

  it('never touches the person’s own way in, whatever its scopes', async () => {
    const root = await server.signUp('root@example.com', { superuser: true });
    const key = bearer(keyOf(await make({ scopes: ['read', 'write', 'admin'] }, root.token)));
    for (const [method, path, body] of [
      ['POST', '/api/v1/auth/logout', undefined],
      ['POST', '/api/v1/auth/logout-everywhere', undefined],
      ['POST', '/api/v1/auth/password', { current_password: PASSWORD, new_password: ANOTHER }],
      ['POST', '/api/v1/auth/api-keys', { name: 'Child', scopes: ['read'] }],
      ['GET', '/api/v1/auth/api-keys', undefined],
      ['DELETE', `/api/v1/auth/api-keys/${crypto.randomUUID()}`, undefined],
      ['DELETE', '/api/v1/users/me', { password: PASSWORD }],
    ] as const) {
      expect(await call(method, path, key, body)).toMatchObject({ status: 403, code: 'ERR_AUTH_003' });
    }
  });

  it('is over when it expires, when it is revoked, and with its person', async () => {
    const short = keyOf(await make({ scopes: ['read'], expires_in_days: 1 }));
    const made = await make({ scopes: ['read'], expires_in_days: null });
    const revoke = () => call('DELETE', `/api/v1/auth/api-keys/${String(made.body.id)}`, bearer(token));
    expect((await call('GET', ME, bearer(short))).status).toBe(200);
    // Somebody else's key is none.
    const joe = await server.signUp('joe@example.com');
    expect(
      (await call('DELETE', `/api/v1/auth/api-keys/${String(made.body.id)}`, bearer(joe.token))).status,
    ).toBe(404);
    expect((await revoke()).status).toBe(200);
    expect((await revoke()).status).toBe(404);
    expect((await call('GET', ME, bearer(keyOf(made)))).status).toBe(401);
    const last = keyOf(await make({ scopes: ['read'], expires_in_days: null }));
    await call('DELETE', '/api/v1/users/me', bearer(token), { password: PASSWORD });
    expect((await call('GET', ME, bearer(last))).status).toBe(401);
    now = new Date(NOW.getTime() + 86_400_000);
    expect((await call('GET', ME, bearer(short))).status).toBe(401);
  });

  it.each([
    ['no scope', { scopes: [] }],
    ['an unknown scope', { scopes: ['root'] }],
    ['a scope twice', { scopes: ['read', 'read'] }],
    ['a name that forges log lines', { name: 'a\r\nb', scopes: ['read'] }],
    ['an endless name', { name: 'x'.repeat(101), scopes: ['read'] }],
    ['an expiry in the past', { scopes: ['read'], expires_in_days: 0 }],
    ['a user of its choice', { scopes: ['read'], user_id: crypto.randomUUID() }],
  ])('is not made with %s', async (_name, body) => {
    expect((await make(body)).status).toBe(422);
  });

  it('is not guessed from its first characters', async () => {
    const key = keyOf(await make({ scopes: ['read'] }));
    for (const guess of [
      'sgf_',
      key.slice(0, -1),
      `${key}A`,
      key.toLowerCase(),
      `${key.slice(0, 10)}${'A'.repeat(37)}`,
    ])
      expect((await call('GET', ME, bearer(guess))).status).toBe(401);
  });
});

describe('a token', () => {
  it('in the query is refused, and not written down', async () => {
    const { token } = await server.signUp('jane@example.com');
    for (const name of ['access_token', 'token', 'authorization']) {
      expect((await call('GET', `${ME}?${name}=${token}`)).status).toBe(401);
      const both = await call('GET', `${ME}?${name}=${token}`, bearer(token));
      expect(both.status).toBe(422);
      expect(JSON.stringify(both.body)).not.toContain(token);
    }
    expect(JSON.stringify(server.logged())).not.toContain(token);
  });

  it('of somebody who makes themselves a superuser makes nobody one', async () => {
    const registered = await call(
      'POST',
      '/api/v1/onboarding/register',
      {},
      {
        email: 'eve@example.com',
        password: PASSWORD,
        full_name: 'Eve',
        invite_code: 'PRESCOTT-LINNAEAN-COWPERTHWAITE',
        is_superuser: true,
      },
    );
    expect(registered.status).toBe(422);
    const { token } = await server.signUp('mallory@example.com');
    expect((await call('GET', '/api/v1/admin/dead-letters', bearer(token))).status).toBe(403);
  });

  it('is published with no key while keys are secrets', async () => {
    const keys = await call('GET', '/.well-known/jwks.json');
    expect(keys.body).toEqual({ keys: [] });
    expect(keys.headers.get('cache-control')).toBe('public, max-age=300');
  });
});

describe('a password', () => {
  it.each<[string, string, number]>([
    ['of 7 characters', 'Short1x', 422],
    ['of 8 characters', 'Sh0rt!xy', 200],
    ['of 64 characters', `Aa1${'x'.repeat(61)}`, 200],
    ['of 128 characters', `Aa1${'x'.repeat(125)}`, 200],
    ['of 129 characters', `Aa1${'x'.repeat(126)}`, 422],
    ['of 10,000 characters', `Aa1${'x'.repeat(9997)}`, 422],
    ['with emoji', 'Pferd1🐎🐎🐎', 200],
    ['with NUL', 'Pferd1\0pferd', 200],
    ['with leading blanks', '   Pferd1Pferd', 200],
    ['that everybody has', 'Password123', 422],
    ['of half a character', 'Pferd1\uD800pferd', 422],
  ])('%s is taken as it is, or not at all', async (_name, password, status) => {
    const { token } = await server.signUp('jane@example.com');
    const changed = await call('POST', '/api/v1/auth/password', bearer(token), {
      current_password: PASSWORD,
      new_password: password,
    });
    expect(changed.status).toBe(status);
    const login = (attempt: string) =>
      call('POST', '/api/v1/auth/login', {}, { email: 'jane@example.com', password: attempt });
    if (status === 200) {
      expect((await login(password)).status).toBe(200);
      // Nothing is cut off, and nothing is trimmed.
      expect((await login(password.slice(0, -1))).status).toBe(401);
      expect((await login(`${password}x`)).status).toBe(401);
      if (password.startsWith(' ')) expect((await login(password.trim())).status).toBe(401);
    } else {
      expect(changed.code).toBe('ERR_USER_003');
      expect(JSON.stringify(changed.body)).not.toContain(password.slice(0, 12));
    }
  });

  it('is not reset more often than a mailbox bears, for known and unknown addresses alike', async () => {
    const limited = await startTestServer({ http: { rateLimits: true } });
    await limited.signUp('jane@example.com');
    const ask = async (email: string): Promise<number> => {
      const response = await fetch(`${limited.url}/api/v1/auth/password-reset`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ email }),
      });
      await response.text();
      return response.status;
    };
    for (const email of ['jane@example.com', 'nobody@example.com']) {
      const statuses: number[] = [];
      for (let i = 0; i < 6; i += 1) statuses.push(await ask(email));
      expect(statuses).toEqual([202, 202, 202, 202, 202, 429]);
    }
    await eventually(() => limited.resets.length === 5);
    await limited.stop();
  });
});
