import type { CalculationEvent } from '../../../domain/calculation/events.ts';
import { bearer, eventually, startTestServer, type TestServer } from '../../support/http.ts';

type Received = { readonly id: string; readonly event: string; readonly data: Record<string, unknown> };

/** Listens as a browser does; `events` grows. */
const listen = async (url: string, token: string, headers: Record<string, string> = {}) => {
  const gone = new AbortController();
  const response = await fetch(url, { headers: { ...bearer(token), ...headers }, signal: gone.signal });
  const events: Received[] = [];
  let ended = false;
  void (async () => {
    let text = '';
    try {
      for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
        text += new TextDecoder().decode(chunk);
        for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
          const lines = new Map(
            text
              .slice(0, end)
              .split('\n')
              .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)] as const),
          );
          text = text.slice(end + 2);
          const data = lines.get('data');
          if (data !== undefined) {
            events.push({
              id: lines.get('id') ?? '',
              event: lines.get('event') ?? '',
              data: JSON.parse(data) as Record<string, unknown>,
            });
          }
        }
      }
    } catch {
      // The listener hung up.
    }
    ended = true;
  })();
  return { response, events, ended: () => ended, close: () => gone.abort() };
};

describe('progress as server-sent events', () => {
  let server: TestServer;
  let token: string;
  let n = 0;

  beforeAll(async () => {
    server = await startTestServer();
    token = (await server.signUp('jane@example.com')).token;
  });
  afterAll(() => server.stop());

  const newPortfolio = async (): Promise<string> => {
    const form = new FormData();
    n += 1;
    form.set('portfolio_name', 'Growth');
    form.set('account_name', `Account ${n}`);
    form.set('account_type', 'taxable');
    form.set('equity_balance', '100000');
    form.set(
      'csv_file',
      new Blob(['Symbol,Quantity,Entry Price Per Share,Entry Date\nAAPL,100,158.00,2024-01-16\n']),
      'p.csv',
    );
    const response = await fetch(`${server.url}/api/v1/onboarding/create-portfolio`, {
      method: 'POST',
      headers: bearer(token),
      body: form,
    });
    return ((await response.json()) as { portfolio_id: string }).portfolio_id;
  };
  const url = (portfolioId: string): string => `${server.url}/api/v1/onboarding/status/${portfolioId}/events`;
  const append = async (portfolioId: string, events: readonly CalculationEvent[]): Promise<void> => {
    await server.store.append(
      `calculation-${portfolioId}`,
      'any',
      events.map((event) => ({
        ...event,
        eventId: crypto.randomUUID(),
        metadata: {
          correlationId: crypto.randomUUID(),
          causationId: crypto.randomUUID(),
          actor: { kind: 'process', name: 'test' },
          schemaVersion: 1,
          occurredAt: '2024-06-28T21:00:00.000Z',
        },
      })),
    );
  };
  const requested = (portfolioId: string, runId: string): CalculationEvent => ({
    type: 'CalculationRequested',
    data: { runId, portfolioId, calculationDate: '2024-06-28', force: false, trigger: 'user' },
  });
  const completed = (portfolioId: string, runId: string): CalculationEvent => ({
    type: 'CalculationCompleted',
    data: {
      runId,
      portfolioId,
      date: '2024-06-28',
      outcome: 'partial',
      datesValued: 1,
      datesRestated: 0,
      pendingSymbols: ['ZZZZ'],
      needsPriceUpdate: false,
      warnings: [],
      simulated: true,
    },
  });
  const advanced = (portfolioId: string, runId: string, current: number): CalculationEvent => ({
    type: 'CalculationPhaseAdvanced',
    data: { runId, portfolioId, phase: 'symbol_processing', current, total: 100_000 },
  });
  const FIRST = '7c9e6679-7425-40de-944b-e07fc1f90ae7';
  const SECOND = '8c9e6679-7425-40de-944b-e07fc1f90ae7';

  it('begin with the latest run and go on with what happens', async () => {
    const portfolioId = await newPortfolio();
    await append(portfolioId, [
      requested(portfolioId, FIRST),
      completed(portfolioId, FIRST),
      requested(portfolioId, SECOND),
    ]);
    const listener = await listen(url(portfolioId), token);
    expect(listener.response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(listener.response.headers.get('cache-control')).toContain('no-store');
    await eventually(() => listener.events.length === 1);
    await append(portfolioId, [advanced(portfolioId, SECOND, 7)]);
    await append(portfolioId, [completed(portfolioId, SECOND)]);
    await eventually(() => listener.events.length === 3);
    listener.close();
    expect(listener.events.map(({ event }) => event)).toEqual(['requested', 'phase_advanced', 'completed']);
    expect(listener.events.map(({ data }) => data.batch_run_id)).toEqual([SECOND, SECOND, SECOND]);
    expect(listener.events[1]?.data).toMatchObject({
      phase_id: 'symbol_processing',
      current: 7,
      total: 100_000,
      status: 'running',
    });
    expect(listener.events[2]?.data).toMatchObject({ status: 'partial', pending_symbols: ['ZZZZ'] });
    for (const { id, data } of listener.events) expect(data.position).toBe(id);
  });

  it('go on after the last one that was seen', async () => {
    const portfolioId = await newPortfolio();
    const all = [
      requested(portfolioId, FIRST),
      ...Array.from({ length: 450 }, (_, i) => advanced(portfolioId, FIRST, i)),
      completed(portfolioId, FIRST),
    ];
    await append(portfolioId, all);
    const first = await listen(url(portfolioId), token);
    await eventually(() => first.events.length === all.length);
    first.close();
    const seen = first.events[200]?.id ?? '';
    const second = await listen(url(portfolioId), token, { 'last-event-id': seen });
    await eventually(() => second.events.length === all.length - 201);
    second.close();
    expect(second.events).toEqual(first.events.slice(201));
  });

  it('lose nothing and repeat nothing while listeners come and go during a run', async () => {
    const portfolioId = await newPortfolio();
    await append(portfolioId, [requested(portfolioId, FIRST)]);
    const writing = (async () => {
      for (let i = 1; i <= 200; i += 1) await append(portfolioId, [advanced(portfolioId, FIRST, i)]);
    })();
    const seen: Received[] = [];
    while (seen.length < 201) {
      const last = seen.at(-1)?.id;
      const listener = await listen(
        url(portfolioId),
        token,
        last === undefined ? {} : { 'last-event-id': last },
      );
      await eventually(() => listener.events.length > 0);
      listener.close();
      seen.push(...listener.events);
    }
    await writing;
    expect(seen.slice(1).map(({ data }) => data.current)).toEqual(
      Array.from({ length: 200 }, (_, i) => i + 1),
    );
  });

  it('are not told to strangers', async () => {
    const portfolioId = await newPortfolio();
    const stranger = await server.signUp('joe@example.com');
    const listener = await listen(url(portfolioId), stranger.token);
    expect(listener.response.status).toBe(404);
  });

  it('refuse a Last-Event-ID that is none', async () => {
    const portfolioId = await newPortfolio();
    const listener = await listen(url(portfolioId), token, { 'last-event-id': "1' or '1'='1" });
    expect(listener.response.status).toBe(400);
  });

  it('end when the server stops', async () => {
    const stopping = await startTestServer({ http: { graceMs: 60_000 } });
    const jane = await stopping.signUp('jane@example.com');
    const created = await stopping.services.application.createPortfolio(
      jane.user.userId,
      {
        portfolioName: 'Growth',
        accountName: 'Schwab',
        accountType: 'taxable',
        equityBalance: '1000',
        description: null,
        autoCalculate: false,
        fileSha256: 'ab'.repeat(32),
        positions: [],
      },
      {
        commandId: crypto.randomUUID(),
        correlationId: crypto.randomUUID(),
        actor: { kind: 'user', userId: jane.user.userId },
      },
    );
    if (!created.ok) throw new Error(created.error.code);
    const listener = await listen(
      `${stopping.url}/api/v1/onboarding/status/${created.value.value.portfolioId}/events`,
      jane.token,
    );
    // Long before the grace is over.
    await stopping.stop();
    await eventually(listener.ended);
  });
});
