import { type Route, scopeOf } from '../../../adapters/http/route.ts';
import { routes } from '../../../adapters/http/routes.ts';
import type { Application, CallContext } from '../../../application/application.ts';
import { createInviteIds } from '../../../application/invites/invite-ids.ts';
import { positionIdOf } from '../../../domain/ids.ts';
import { ok } from '../../../domain/result.ts';
import { SCOPES, type Scope } from '../../../domain/user/scope.ts';
import { forged, unsigned } from '../../support/forged-tokens.ts';
import {
  bearer,
  eventually,
  INVITE,
  NOW,
  PASSWORD,
  startTestServer,
  type TestServer,
} from '../../support/http.ts';
import { createTestQueries } from '../../support/http-queries.ts';
import { RUN_ID } from '../../support/http-rows.ts';
import { previewOf } from '../../support/readings.ts';
import { document, violations } from './openapi-checker.ts';

const UNKNOWN_ID = '11111111-2222-4333-8444-555555555555';
const CSV = 'Symbol,Quantity,Entry Price Per Share,Entry Date\nAAPL,100,158.00,2024-01-16\n';
const MAPPING = { columns: { symbol: 'Ticker' } };
const TARGET = { symbol: 'AAPL', position_type: 'LONG', target_eoy: '261.38' };

/** Who is nobody, whatever they bring along. */
const STRANGERS = [
  'nobody',
  'malformed',
  'expired',
  'of another key',
  'alg=none',
  'for another audience',
  'not valid yet',
  'logged out',
  'forgotten',
] as const;
type Stranger = (typeof STRANGERS)[number];
const IMPERSONATORS = ['administrator who looks', 'administrator who may write'] as const;
type ImpersonatorOfOwner = (typeof IMPERSONATORS)[number];
type Person = 'other user' | 'owner' | 'superuser';
/** Of the person who may: the owner, or a superuser for what only they do. */
type Machine = 'API key of too little scope' | 'API key';
type Identity = Stranger | ImpersonatorOfOwner | Person | Machine;

const IDENTITIES: readonly Identity[] = [
  ...STRANGERS,
  ...IMPERSONATORS,
  'other user',
  'API key of too little scope',
  'API key',
  'owner',
  'superuser',
];
const STOP = '/api/v1/admin/stop-impersonation';

const EMAILS: Readonly<Record<Person, string>> = {
  'other user': 'other@example.com',
  owner: 'owner@example.com',
  superuser: 'root@example.com',
};

/** The id of the portfolio in a path, and what the schema of a route makes of the rest. */
const PARAMETERS: Readonly<Record<string, string>> = {
  importId: UNKNOWN_ID,
  previewId: previewOf().previewId,
  mappingId: UNKNOWN_ID,
  runId: RUN_ID,
  date: '2024-06-28',
  symbol: 'BRK.B',
  rebuildId: UNKNOWN_ID,
  batchId: UNKNOWN_ID,
  restatementId: UNKNOWN_ID,
  verificationId: UNKNOWN_ID,
  deadLetterId: UNKNOWN_ID,
  userId: UNKNOWN_ID,
  // Of the code `AN-INVITE-OF-TESTS` with the pepper of these tests.
  inviteId: createInviteIds(new Uint8Array(32))('AN-INVITE-OF-TESTS'),
  file: 'swagger-ui.css',
};

const QUERIES: Readonly<Record<string, string>> = {
  '/api/v1/audit/portfolios/{id}/explain': '?number=equity_balance',
  '/api/v1/portfolios/{id}/diff': '?from=0',
};

const POSITION = {
  symbol: 'NEWCO',
  quantity: '10',
  entry_price: '12.5',
  entry_date: '2024-06-03',
};

const callOf = (userId: string): CallContext => ({
  commandId: crypto.randomUUID(),
  correlationId: crypto.randomUUID(),
  actor: { kind: 'user', userId },
});

let emails = 0;
let impersonated = UNKNOWN_ID;
const bodyOf = (
  route: Route,
  positionId: string,
): { readonly body?: string | FormData; readonly headers: Record<string, string> } => {
  const json = (value: object) => ({
    body: JSON.stringify(value),
    headers: { 'content-type': 'application/json' },
  });
  emails += 1;
  switch (route.path) {
    case '/api/v1/auth/login':
      return json({ email: 'owner@example.com', password: PASSWORD });
    case '/api/v1/auth/cookie':
      return json({ email: 'owner@example.com', password: PASSWORD });
    case '/api/v1/auth/password':
      return json({ current_password: PASSWORD, new_password: PASSWORD });
    case '/api/v1/auth/password-reset':
      return json({ email: 'nobody@example.com' });
    case '/api/v1/auth/api-keys':
      return route.method === 'post' ? json({ name: 'A test', scopes: ['read'] }) : { headers: {} };
    case '/api/v1/users/me':
      return json({ password: PASSWORD });
    case '/api/v1/admin/impersonate':
      return json({ target_user_id: impersonated, reason: 'a test' });
    case '/api/v1/admin/invites':
      return route.method === 'post' ? json({ cohort: 'spring' }) : { headers: {} };
    case '/api/v1/admin/users/{userId}/erase':
      return json({ reason: 'asked for in writing' });
    case '/api/v1/admin/projections/repairs':
      return route.method === 'post'
        ? json({ key_kind: 'portfolio', key: UNKNOWN_ID, reason: 'a test' })
        : { headers: {} };
    case '/api/v1/admin/projections/parked-keys/retry':
      return json({ projection: 'snapshots', key: UNKNOWN_ID, reason: 'a test' });
    case '/api/v1/admin/projections/parked-keys/skip':
      return json({ projection: 'snapshots', key: UNKNOWN_ID, position: '6', reason: 'a test' });
    case '/api/v1/admin/projections/verifications':
      return route.method === 'post' ? json({ scope: { kind: 'whole' } }) : { headers: {} };
    case '/api/v1/admin/symbol-batch/run':
      return json({ symbols: ['AAPL'] });
    case '/api/v1/admin/dead-letters/{deadLetterId}/replay':
      return json({ reason: 'a test' });
    case '/api/v1/admin/prices/upload': {
      const form = new FormData();
      form.set('reason', 'a test');
      form.set('csv_file', new Blob(['symbol,date,close\nAAPL,2024-06-27,214.11\n']), 'prices.csv');
      return { body: form, headers: {} };
    }
    case '/api/v1/admin/symbol-queue/{symbol}/give-up':
      return json({ reason: 'a test' });
    case '/api/v1/onboarding/register':
      return json({
        email: `new${emails}@example.com`,
        password: PASSWORD,
        full_name: 'New',
        invite_code: INVITE,
      });
    case '/api/v1/portfolios/{id}/imports': {
      if (route.method === 'get') return { headers: {} };
      const form = new FormData();
      form.set('csv_file', new Blob([CSV]), 'positions.csv');
      return { body: form, headers: {} };
    }
    case '/api/v1/admin/restatements':
      return route.method === 'post'
        ? json({ all: true, from: '2024-06-28', reason: 'a test' })
        : { headers: {} };
    case '/api/v1/admin/portfolios/{portfolioId}/snapshots': {
      const form = new FormData();
      form.set('csv_file', new Blob(['snapshot_date,equity_balance\n2024-06-27,1000.00\n']), 'snapshots.csv');
      return { body: form, headers: {} };
    }
    case '/api/v1/onboarding/preview': {
      const form = new FormData();
      form.set('csv_file', new Blob([CSV]), 'positions.csv');
      return { body: form, headers: {} };
    }
    case '/api/v1/onboarding/previews/{previewId}/answers':
      return json({ lots: 'keep' });
    case '/api/v1/onboarding/mappings':
      return route.method === 'post' ? json({ name: 'Bank', mapping: MAPPING }) : { headers: {} };
    case '/api/v1/onboarding/create-portfolio': {
      const form = new FormData();
      form.set('portfolio_name', 'Growth');
      form.set('account_name', `Account ${emails}`);
      form.set('account_type', 'taxable');
      form.set('equity_balance', '100000');
      form.set('csv_file', new Blob([CSV]), 'positions.csv');
      return { body: form, headers: {} };
    }
    case '/api/v1/portfolios':
      return route.method === 'post'
        ? json({
            portfolio_name: 'Empty',
            account_name: `Empty ${emails}`,
            account_type: 'ira',
            equity_balance: '5000',
          })
        : { headers: {} };
    case '/api/v1/portfolios/{id}':
      return route.method === 'patch' ? json({ portfolio_name: 'Another name' }) : { headers: {} };
    case '/api/v1/portfolios/{id}/positions':
      return route.method === 'post' ? json(POSITION) : { headers: {} };
    case '/api/v1/portfolios/{id}/positions/bulk':
      return route.method === 'post'
        ? json({ positions: [POSITION] })
        : json({ positions: [{ position_id: positionId, quantity: '120' }] });
    case '/api/v1/portfolios/{id}/positions/bulk/close':
      return json({
        positions: [{ position_id: positionId, quantity: '40', exit_date: '2024-06-27', exit_price: '210' }],
      });
    case '/api/v1/portfolios/{id}/positions/bulk/remove':
      return json({ position_ids: [positionId], reason: 'entered twice' });
    case '/api/v1/portfolios/{id}/positions/{positionId}':
      return route.method === 'patch' ? json({ entry_price: '159.50' }) : { headers: {} };
    case '/api/v1/portfolios/{id}/positions/{positionId}/close':
      return json({ exit_date: '2024-06-27', exit_price: 210.5 });
    case '/api/v1/portfolios/{id}/equity-changes':
    case '/api/v1/portfolios/{id}/equity-changes/{changeId}':
      return route.method === 'post' || route.method === 'put'
        ? json({ change_type: 'CONTRIBUTION', amount: '100.00', change_date: '2024-06-27' })
        : { headers: {} };
    case '/api/v1/analytics/portfolio/{id}/stress-test':
      return route.method === 'post'
        ? json({ scenarios: [{ name: 'A bad week', shocks: { market_beta_90d: -0.08 } }] })
        : { headers: {} };
    case '/api/v1/analytics/portfolio/{id}/what-if':
    case '/api/v1/analytics/aggregate/what-if':
      return json({ additions: [{ symbol: 'BRK-B', quantity: '-10' }] });
    case '/api/v1/target-prices/{portfolioId}':
    case '/api/v1/portfolios/{id}/target-prices':
    case '/api/v1/portfolio/{id}/target-prices':
      return route.method === 'post' ? json(TARGET) : { headers: {} };
    case '/api/v1/target-prices/{portfolioId}/bulk':
      return json({ targets: [TARGET] });
    case '/api/v1/target-prices/{portfolioId}/import-csv': {
      const form = new FormData();
      form.set('csv_file', new Blob(['symbol,position_type,target_eoy\nAAPL,LONG,261.38\n']), 'targets.csv');
      return { body: form, headers: {} };
    }
    default:
      return { headers: {} };
  }
};

describe('every route', () => {
  let server: TestServer;
  let tokens: Partial<Record<Stranger, string>>;
  let portfolioId: string;
  let ownerId: string;
  let superuserId: string;
  let withData = true;
  let eraseForGood: Application['eraseUser'];

  beforeAll(async () => {
    const testQueries = createTestQueries(
      () => ({ portfolioId, userId: ownerId }),
      () => withData,
    );
    // Everybody is needed for the other routes: nobody is erased for good.
    const erased = async () => ok({ value: { alreadyErased: false }, position: null });
    server = await startTestServer({
      accessSeconds: 900,
      queries: testQueries,
      services: ({ application }) => {
        eraseForGood = application.eraseUser;
        return { application: { ...application, eraseMe: erased, eraseUser: erased } };
      },
    });
    const owner = await server.signUp('owner@example.com');
    await server.signUp('other@example.com');
    superuserId = (await server.signUp('root@example.com', { superuser: true })).user.userId;
    await server.services.application.createInvite(
      { code: 'AN-INVITE-OF-TESTS', cohort: null, note: null, expiresAt: null, maxUses: 1 },
      {
        commandId: crypto.randomUUID(),
        correlationId: crypto.randomUUID(),
        actor: { kind: 'process', name: 'test' },
      },
    );
    const leaving = await server.signUp('leaving@example.com');
    ownerId = owner.user.userId;
    impersonated = ownerId;
    await server.services.application.logoutEverywhere(leaving.user.userId, callOf(leaving.user.userId));
    const forgotten = await server.signUp('forgotten@example.com');
    const gone = await eraseForGood(
      { userId: forgotten.user.userId, reason: 'a test' },
      callOf(forgotten.user.userId),
    );
    if (!gone.ok) throw new Error(gone.error.code);
    const now = Math.floor(NOW.getTime() / 1000);
    tokens = {
      malformed: 'not.a.token',
      expired: await forged(owner.token, { claims: { iat: now - 7200, exp: now - 3600 } }),
      'of another key': await forged(owner.token, {
        secret: 'a secret of somebody else, as long as ours is',
      }),
      'alg=none': unsigned(owner.token),
      'for another audience': await forged(owner.token, { claims: { aud: 'another-api' } }),
      'not valid yet': await forged(owner.token, { claims: { nbf: now + 600 } }),
      'logged out': leaving.token,
      forgotten: forgotten.token,
    };
  });
  afterAll(() => server.stop());

  /** Each call that changes one gets a portfolio of its own: some of them archive it. */
  const anotherPortfolio = async (): Promise<void> => {
    const created = await server.services.application.createPortfolio(
      ownerId,
      {
        portfolioName: 'Growth',
        accountName: `Account ${Math.random()}`,
        accountType: 'taxable',
        equityBalance: '100000',
        description: null,
        autoCalculate: false,
        fileSha256: 'ab'.repeat(32),
        positions: [
          {
            symbol: 'AAPL',
            quantity: '100',
            entryPrice: '158.00',
            entryDate: '2024-01-16',
            exit: null,
            investmentClass: 'PUBLIC',
            subtype: 'STOCK',
          },
        ],
      },
      callOf(ownerId),
    );
    if (!created.ok) throw new Error(created.error.code);
    portfolioId = created.value.value.portfolioId;
    PARAMETERS_OF_PORTFOLIO.importId = created.value.value.importId;
    const [born] = await server.store.readStream(`portfolio-${portfolioId}`, { limit: 1 });
    PARAMETERS_OF_PORTFOLIO.eventId = born!.eventId;
    PARAMETERS_OF_PORTFOLIO.correlationId = born!.metadata.correlationId;
    PARAMETERS_OF_PORTFOLIO.positionId = positionIdOf(portfolioId, 'AAPL', '2024-01-16');
    const flow = await server.services.application.recordCapitalFlow(
      ownerId,
      { portfolioId, kind: 'CONTRIBUTION', amount: '50', date: '2024-06-26', notes: null },
      callOf(ownerId),
    );
    if (!flow.ok) throw new Error(flow.error.code);
    PARAMETERS_OF_PORTFOLIO.changeId = flow.value.value.flow.flowId;
    const { previews, columnMappings } = server.services;
    await previews.save(previewOf({ userId: ownerId }), NOW.toISOString());
    await columnMappings.save({
      mappingId: UNKNOWN_ID,
      userId: ownerId,
      name: 'Saved',
      mapping: MAPPING,
      savedAt: NOW.toISOString(),
    });
  };
  beforeEach(async () => {
    withData = true;
    await anotherPortfolio();
  });

  const PARAMETERS_OF_PORTFOLIO = {
    importId: UNKNOWN_ID,
    eventId: UNKNOWN_ID,
    correlationId: UNKNOWN_ID,
    positionId: UNKNOWN_ID,
    changeId: UNKNOWN_ID,
    keyId: UNKNOWN_ID,
  };

  const pathOf = (route: Route, id: string): string =>
    route.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
      if (name === 'stream') return `portfolio-${id}`;
      if (name in PARAMETERS_OF_PORTFOLIO)
        return PARAMETERS_OF_PORTFOLIO[name as keyof typeof PARAMETERS_OF_PORTFOLIO];
      // The read models of these tests know a target by the id of its portfolio.
      return name === 'id' || name === 'portfolioId' || name === 'targetId'
        ? id
        : (PARAMETERS[name] ?? 'missing');
    }) + (QUERIES[route.path] ?? '');

  const isImpersonator = (identity: Identity): identity is ImpersonatorOfOwner =>
    (IMPERSONATORS as readonly Identity[]).includes(identity);

  const impersonationToken = async (identity: ImpersonatorOfOwner): Promise<string> => {
    const { application } = server.services;
    const signedIn = await application.login({ email: 'root@example.com', password: PASSWORD });
    const administrator = signedIn.ok ? await application.authenticate(signedIn.value.token, 'header') : null;
    if (administrator === null || administrator === 'impersonation ended') throw new Error('not signed in');
    const { user, sessionId } = administrator;
    const allowWrites = identity === 'administrator who may write';
    const started = await application.startImpersonation(
      { userId: user.userId, sessionId: sessionId! },
      { targetUserId: ownerId, reason: 'a test', minutes: null, allowWrites },
      callOf(user.userId),
    );
    if (!started.ok) throw new Error(started.error.code);
    return started.value.value.token;
  };

  const isStranger = (identity: Identity): identity is Stranger =>
    (STRANGERS as readonly Identity[]).includes(identity);
  const isMachine = (identity: Identity): identity is Machine => identity.startsWith('API key');

  const keys = new Map<string, string>();
  /** One that serves for many calls; another when it was revoked meanwhile. */
  const apiKeyOf = async (userId: string, scopes: readonly Scope[]): Promise<string> => {
    const { application } = server.services;
    const name = `${userId} ${scopes}`;
    const known = keys.get(name);
    if (known !== undefined && (await application.authenticate(known, 'header')) !== null) return known;
    const made = await application.createApiKey(
      userId,
      { name: 'A machine', scopes, expiresInDays: 1 },
      callOf(userId),
    );
    if (!made.ok) throw new Error(made.error.code);
    keys.set(name, made.value.value.secret);
    return made.value.value.secret;
  };

  /** Signed in anew for each call: one of the routes logs out. */
  const tokenOf = async (route: Route, identity: Identity): Promise<string | null> => {
    if (isStranger(identity)) return tokens[identity] ?? null;
    if (isImpersonator(identity)) return impersonationToken(identity);
    if (isMachine(identity)) {
      const needed = scopeOf(route);
      const own = needed === 'admin' ? SCOPES : (['read', 'write'] as const);
      const scopes = identity === 'API key' ? [needed] : own.filter((scope) => scope !== needed);
      return apiKeyOf(needed === 'admin' ? superuserId : ownerId, scopes);
    }
    const session = await server.services.application.login({ email: EMAILS[identity], password: PASSWORD });
    if (!session.ok) throw new Error(session.error.code);
    return session.value.token;
  };

  /** What has to be there, and is good only once. */
  const prepared = async (route: Route): Promise<object | null> => {
    const { application } = server.services;
    switch (route.path) {
      case '/api/v1/auth/refresh': {
        const session = await application.login({ email: 'owner@example.com', password: PASSWORD });
        return session.ok ? { refresh_token: session.value.refreshToken } : null;
      }
      case '/api/v1/auth/password-reset/confirm': {
        const before = server.resets.length;
        application.requestPasswordReset('other@example.com');
        await eventually(() => server.resets.length > before);
        return { token: server.resets.at(-1)!.token, new_password: PASSWORD };
      }
      case '/api/v1/auth/api-keys/{keyId}': {
        const input = { name: 'A test', scopes: ['read'], expiresInDays: null } as const;
        const known = (await application.apiKeysOf(ownerId)).find(({ name }) => name === input.name);
        const made =
          known === undefined ? await application.createApiKey(ownerId, input, callOf(ownerId)) : null;
        PARAMETERS_OF_PORTFOLIO.keyId =
          known?.keyId ?? (made?.ok ? made.value.value.apiKey.keyId : UNKNOWN_ID);
        return null;
      }
      default:
        return null;
    }
  };

  const call = async (route: Route, identity: Identity, id = portfolioId) => {
    const made = await prepared(route);
    const { body, headers } =
      made === null
        ? bodyOf(route, PARAMETERS_OF_PORTFOLIO.positionId)
        : { body: JSON.stringify(made), headers: { 'content-type': 'application/json' } };
    const token = await tokenOf(route, identity);
    const gone = new AbortController();
    const response = await fetch(`${server.url}${pathOf(route, id)}`, {
      method: route.method.toUpperCase(),
      headers: {
        ...headers,
        ...(route.ownOriginOnly ? { origin: server.url } : {}),
        ...(token === null ? {} : bearer(token)),
      },
      signal: gone.signal,
      ...(body === undefined ? {} : { body }),
    });
    const type = response.headers.get('content-type') ?? '';
    // An event stream has no end to wait for.
    const text = type.startsWith('text/event-stream') ? '' : await response.text();
    gone.abort();
    return {
      status: response.status,
      type,
      headers: response.headers,
      body: type.startsWith('application/json') ? (JSON.parse(text) as { error?: { code: string } }) : text,
    };
  };

  const expected = (route: Route, identity: Identity): number => {
    const allowed = route.success.status;
    if (route.access === 'public') return allowed;
    if (isStranger(identity)) return 401;
    if (route.path === STOP && !isMachine(identity)) return isImpersonator(identity) ? allowed : 401;
    if (isMachine(identity)) {
      return identity === 'API key' && route.apiKeys !== 'never' ? allowed : 403;
    }
    if (route.access === 'superuser') return identity === 'superuser' ? allowed : 403;
    if (isImpersonator(identity)) {
      const mayWrite = identity === 'administrator who may write';
      return route.impersonated === 'read' || (route.impersonated === 'write' && mayWrite) ? allowed : 403;
    }
    if (/^\/api\/v1\/audit\/(?:streams|events|correlations)\//.test(route.path)) {
      return identity === 'other user' ? 404 : allowed;
    }
    if (/\{(?:previewId|mappingId|keyId)\}/.test(route.path) && identity !== 'owner') return 404;
    if (route.owns === null || identity === 'owner') return allowed;
    if (identity === 'superuser' && route.owns.superuserMay) return allowed;
    return route.owns.foreign === 'ERR_AUTH_003' ? 403 : 404;
  };

  const wrong = async (route: Route, identity: Identity): Promise<readonly object[]> => {
    const { status, body, type } = await call(route, identity);
    const wanted = expected(route, identity);
    const offSchema = route.hidden === true ? [] : violations(route.method, route.path, status, type, body);
    if (status === wanted && route.method !== 'get' && status < 300) await anotherPortfolio();
    return status === wanted && offSchema.length === 0 ? [] : [{ identity, wanted, status, offSchema, body }];
  };

  it.each(routes.map((route) => [`${route.method} ${route.path}`, route] as const))(
    '%s answers every identity as its policy says',
    async (_name, route) => {
      const all: object[] = [];
      for (const identity of IDENTITIES) all.push(...(await wrong(route, identity)));
      expect(all).toEqual([]);
    },
  );

  it('says of no route about the person’s own way in, their erasure or their exports that others may do it for them', () => {
    const own = routes.filter(
      ({ path, access }) =>
        access === 'superuser' ||
        (access === 'user' && /\/auth\/(?!me$)|\/users\/me|export/.test(path) && path !== STOP),
    );
    expect(own.length).toBeGreaterThan(20);
    expect(own.filter(({ impersonated: policy }) => policy !== 'never').map(({ path }) => path)).toEqual([]);
    const changing = routes.filter(({ access, method }) => access !== 'public' && method !== 'get');
    const harmless = changing.filter(({ impersonated: policy }) => policy === 'read');
    expect(harmless.map(({ path }) => path).toSorted()).toEqual([
      STOP,
      '/api/v1/analytics/aggregate/what-if',
      '/api/v1/analytics/portfolio/{id}/stress-test',
      '/api/v1/analytics/portfolio/{id}/what-if',
    ]);
  });

  const owned = routes.filter(({ owns }) => owns !== null);

  it.each(owned.map((route) => [`${route.method} ${route.path}`, route] as const))(
    '%s tells a stranger no more of a portfolio than that there is none',
    async (_name, route) => {
      const missing = await call(route, 'other user', UNKNOWN_ID);
      expect(missing.status).toBe(404);
      const malformed = await call(route, 'other user', 'not-an-id');
      expect(malformed.status).toBe(404);
      expect(malformed.body).toEqual(missing.body);
      if (route.owns?.foreign === 'ERR_NOT_FOUND') {
        expect((await call(route, 'other user')).body).toEqual(missing.body);
      }
      const upper = await call(route, 'owner', portfolioId.toUpperCase());
      expect(upper.status).toBe(route.success.status);
    },
  );

  it.each(owned.map((route) => [`${route.method} ${route.path}`, route] as const))(
    '%s says so when there is nothing to show yet',
    async (_name, route) => {
      withData = false;
      const { status, body, type } = await call(route, 'owner');
      expect([route.success.status, 404, 503]).toContain(status);
      if (route.hidden !== true) expect(violations(route.method, route.path, status, type, body)).toEqual([]);
      // Zeros would look like numbers.
      if (route.path.includes('/analytics/')) expect(body).toMatchObject({ available: false });
    },
  );

  it('is described, unless it is an alias', () => {
    const described = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method} ${path}`),
    );
    const served = routes.filter(({ hidden }) => !hidden).map(({ method, path }) => `${method} ${path}`);
    expect(described.toSorted()).toEqual(served.toSorted());
  });

  it('is not shadowed by one before it', () => {
    const shadowed = routes.flatMap((route, i) =>
      routes
        .slice(0, i)
        .filter(({ method, path }) => {
          const pattern = new RegExp(`^${path.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+')}$`);
          return method === route.method && pattern.test(route.path.replaceAll(/[{}]/g, ''));
        })
        .map(({ path }) => `${path} hides ${route.path}`),
    );
    expect(shadowed).toEqual([]);
  });

  it('is closed to strangers unless it is on this list', () => {
    expect(routes.filter(({ access }) => access === 'public').map(({ path }) => path)).toEqual([
      '/api/v1/auth/login',
      '/api/v1/auth/cookie',
      '/api/v1/auth/refresh',
      '/.well-known/jwks.json',
      '/api/v1/auth/password-reset',
      '/api/v1/auth/password-reset/confirm',
      '/api/v1/onboarding/register',
      '/api/v1/onboarding/csv-template',
      '/health/live',
      '/health/ready',
      '/health/prerequisites',
      '/',
      '/openapi.json',
      '/docs',
      '/docs/errors',
      '/docs/assets/docs.css',
      '/docs/assets/docs.js',
      '/docs/assets/{file}',
    ]);
    expect(
      routes
        .filter(({ path }) => path.includes('/admin/') && path !== STOP)
        .every(({ access }) => access === 'superuser'),
    ).toBe(true);
    const aboutPortfolio = routes.filter(
      ({ path, access }) =>
        access !== 'superuser' && /\/portfolios?\/?\{|portfolios\/\{|\{portfolioId\}/.test(path),
    );
    expect(aboutPortfolio.filter(({ owns }) => owns === null).map(({ path }) => path)).toEqual([]);
    expect(aboutPortfolio.length).toBeGreaterThan(15);
  });
});
