import { streams } from '../../../application/streams.ts';
import { createEmailStreams } from '../../../application/users/email-stream.ts';
import { bearer, startTestServer, type TestServer } from '../../support/http.ts';

type Page = {
  readonly events: readonly {
    readonly type: string;
    readonly stream: string;
    readonly actor: { readonly kind: string; readonly user_id: string | null };
    readonly correlation_id: string;
    readonly causation_id: string;
  }[];
  readonly next_cursor: string | null;
};

describe('the audit trail', () => {
  let server: TestServer;
  let jane: Awaited<ReturnType<TestServer['signUp']>>;
  let joe: typeof jane;
  let root: typeof jane;
  let portfolioId: string;
  const correlationId = '7c9e6679-7425-40de-944b-e07fc1f90ae7';

  beforeAll(async () => {
    server = await startTestServer();
    jane = await server.signUp('jane@example.com');
    joe = await server.signUp('joe@example.com');
    root = await server.signUp('root@example.com', { superuser: true });
    const form = new FormData();
    form.set('portfolio_name', 'Growth');
    form.set('account_name', 'Schwab');
    form.set('account_type', 'taxable');
    form.set('equity_balance', '100000');
    form.set(
      'csv_file',
      new Blob(['Symbol,Quantity,Entry Price Per Share,Entry Date\nAAPL,100,158.00,2024-01-16\n']),
      'p.csv',
    );
    const created = await fetch(`${server.url}/api/v1/onboarding/create-portfolio`, {
      method: 'POST',
      headers: { ...bearer(jane.token), 'x-correlation-id': correlationId },
      body: form,
    });
    portfolioId = ((await created.json()) as { portfolio_id: string }).portfolio_id;
    await fetch(`${server.url}/api/v1/portfolios/${portfolioId}/calculate`, {
      method: 'POST',
      headers: bearer(jane.token),
    });
    await server.store.append('symbol-AAPL', 'no-stream', [
      {
        type: 'SymbolTracked',
        data: { symbol: 'AAPL' },
        eventId: crypto.randomUUID(),
        metadata: {
          correlationId,
          causationId: correlationId,
          actor: { kind: 'user', userId: jane.user.userId },
          schemaVersion: 1,
          occurredAt: '2024-06-28T21:00:00.000Z',
        },
      },
    ]);
  });
  afterAll(() => server.stop());

  const get = async (path: string, { token }: { readonly token: string }) => {
    const response = await fetch(`${server.url}/api/v1/audit/${path}`, { headers: bearer(token) });
    return { status: response.status, body: (await response.json()) as Page };
  };

  it('tells everything that happened to a portfolio, over all of its streams', async () => {
    const { body } = await get(`portfolios/${portfolioId}/events`, jane);
    expect(body.events.map(({ type }) => type)).toEqual([
      'PortfolioCreated',
      'PositionsImported',
      'CalculationRequested',
    ]);
    expect(body.events[0]).toMatchObject({
      actor: { kind: 'user', user_id: jane.user.userId },
      correlation_id: correlationId,
    });
    expect(body.next_cursor).toBeNull();
  });

  it('goes on from a cursor, and keeps to types and times', async () => {
    const first = (await get(`portfolios/${portfolioId}/events?limit=2`, jane)).body;
    expect(first.events).toHaveLength(2);
    const second = (await get(`portfolios/${portfolioId}/events?limit=2&cursor=${first.next_cursor}`, jane))
      .body;
    expect(second.events.map(({ type }) => type)).toEqual(['CalculationRequested']);
    const typed = (await get(`portfolios/${portfolioId}/events?types=PositionsImported`, jane)).body;
    expect(typed.events.map(({ type }) => type)).toEqual(['PositionsImported']);
    const long = (await get(`portfolios/${portfolioId}/events?to=2000-01-01T00:00:00Z`, jane)).body;
    expect(long).toEqual({ events: [], next_cursor: null });
    expect((await get(`portfolios/${portfolioId}/events?cursor=1`, jane)).status).toBe(422);
    expect((await get(`portfolios/${portfolioId}/events?from=yesterday`, jane)).status).toBe(422);
  });

  it('of what was archived is still there for a superuser', async () => {
    const created = await server.services.application.createPortfolio(
      jane.user.userId,
      {
        portfolioName: 'Old',
        accountName: 'Old',
        accountType: 'taxable',
        equityBalance: '1000',
        description: null,
        autoCalculate: false,
        fileSha256: 'ab'.repeat(32),
        positions: [],
      },
      {
        commandId: crypto.randomUUID(),
        correlationId,
        actor: { kind: 'user', userId: jane.user.userId },
      },
    );
    if (!created.ok) throw new Error(created.error.code);
    const old = created.value.value.portfolioId;
    await fetch(`${server.url}/api/v1/portfolios/${old}`, { method: 'DELETE', headers: bearer(jane.token) });
    expect((await get(`portfolios/${old}/events`, root)).body.events.at(-1)?.type).toBe('PortfolioArchived');
    expect((await get(`portfolios/${old}/events`, jane)).status).toBe(404);
  });

  it('opens streams to those they belong to', async () => {
    const read = async (stream: string, who: typeof jane) =>
      (await get(`streams/${stream}/events`, who)).status;
    const own = [
      streams.user(jane.user.userId),
      streams.accounts(jane.user.userId),
      streams.portfolio(portfolioId),
      streams.calculation(portfolioId),
    ];
    for (const stream of own) {
      expect([stream, await read(stream, jane), await read(stream, joe), await read(stream, root)]).toEqual([
        stream,
        200,
        404,
        200,
      ]);
    }
    const email = createEmailStreams(new Uint8Array(32))('jane@example.com').current;
    expect([await read(email, jane), await read(email, joe), await read(email, root)]).toEqual([
      404, 404, 200,
    ]);
    expect(await read('symbol-NONE', root)).toBe(404);
    expect(await read('portfolio-%27%20or%201=1', root)).toBe(404);
  });

  it('of a symbol is everybody’s, but not who asked for it', async () => {
    const seen = async (who: typeof jane) =>
      (await get('streams/symbol-AAPL/events', who)).body.events[0]?.actor;
    expect(await seen(jane)).toMatchObject({ kind: 'user', user_id: jane.user.userId });
    expect(await seen(joe)).toMatchObject({ kind: 'user', user_id: null });
    expect(await seen(root)).toMatchObject({ kind: 'user', user_id: jane.user.userId });
  });

  it('knows what it cannot explain', async () => {
    const ask = async (query: string) =>
      (await get(`portfolios/${portfolioId}/explain?${query}`, jane)).status;
    expect(await ask('number=equity_balance&date=2024-06-28')).toBe(404);
    expect(await ask('number=nothing')).toBe(404);
    expect(await ask('')).toBe(422);
    expect(await ask('number=a;b')).toBe(422);
    expect(await ask('number=equity_balance&date=28.06.2024')).toBe(422);
  });
});
