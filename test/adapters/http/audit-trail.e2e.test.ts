import { applyPatch } from 'rfc6902';
import { canonicalEvent } from '../../../application/integrity/chain.ts';
import { type RecordedEvent, START } from '../../../application/ports/event-store.ts';
import { streams } from '../../../application/streams.ts';
import { bearer, startTestServer, type TestServer } from '../../support/http.ts';

type Person = Awaited<ReturnType<TestServer['signUp']>>;
type Step = {
  event: { event_id: string; type: string; revision: string; reason: string | null };
  patch: { op: string; path: string }[];
  state?: unknown;
};
type EventTree = {
  event_id: string;
  type: string;
  stream: string;
  rows: { table: string; operation: string; keys: Record<string, string>[]; total: number }[];
  commands: CommandTree[];
};
type CommandTree = { command_id: string; actor: { user_id: string | null }; events: EventTree[] };
type Access = {
  accessed_by: string;
  action: string;
  portfolio_id: string | null;
  reason: string | null;
  everybody: boolean;
};

describe('the audit trail of a portfolio', () => {
  let server: TestServer;
  let jane: Person;
  let joe: Person;
  let root: Person;
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
    const calculate = await fetch(`${server.url}/api/v1/portfolios/${portfolioId}/calculate`, {
      method: 'POST',
      headers: { ...bearer(jane.token), 'x-correlation-id': correlationId },
    });
    expect(calculate.status).toBe(202);
    const flow = await fetch(`${server.url}/api/v1/portfolios/${portfolioId}/equity-changes`, {
      method: 'POST',
      headers: {
        ...bearer(jane.token),
        'content-type': 'application/json',
        'x-reason': Buffer.from('Bonus, früher gebucht').toString('latin1'),
      },
      body: JSON.stringify({ change_type: 'CONTRIBUTION', amount: '50', change_date: '2024-06-26' }),
    });
    expect(flow.status).toBe(201);
  });
  afterAll(() => server.stop());

  const call = (path: string, { token }: Person, headers: Record<string, string> = {}) =>
    fetch(`${server.url}/api/v1/${path}`, { headers: { ...bearer(token), ...headers } });
  const get = async <Body>(
    path: string,
    who: Person,
    headers: Record<string, string> = {},
  ): Promise<Body> => {
    const response = await call(path, who, headers);
    expect([path, response.status]).toEqual([path, 200]);
    // Parsed here: fetch makes arrays of another realm, which the patching does not know.
    return JSON.parse(await response.text()) as Body;
  };
  const linesOf = async (path: string, who: Person): Promise<readonly Record<string, unknown>[]> => {
    const response = await call(path, who);
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/x-ndjson']);
    const text = await response.text();
    expect(text.endsWith('\n')).toBe(true);
    return text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  };
  const accessesOf = async (who: Person): Promise<readonly Access[]> =>
    (await get<{ accesses: Access[] }>('audit/access', who)).accesses;

  it('shows each event with the state after it and the patch that leads there', async () => {
    const stream = streams.portfolio(portfolioId);
    const { steps } = await get<{ steps: Step[] }>(`audit/streams/${stream}/history?state=true`, jane);
    expect(steps.map(({ event }) => event.type)).toEqual([
      'PortfolioCreated',
      'PositionsImported',
      'CapitalFlowRecorded',
    ]);
    expect(steps[0]!.state).toMatchObject({ status: 'open', userId: jane.user.userId });
    const state = { status: 'none' };
    const document = { state: state as unknown };
    for (const step of steps) {
      const wrapped = step.patch.map((operation) => ({ ...operation, path: `/state${operation.path}` }));
      expect(applyPatch(document, wrapped as never).every((error) => error === null)).toBe(true);
      expect(document.state).toEqual(step.state);
    }
    expect(steps[2]!.event.reason).toBe('Bonus, früher gebucht');

    const page = await get<{ steps: Step[]; next_after: string }>(
      `audit/streams/${stream}/history?limit=2`,
      jane,
    );
    expect([page.steps.length, page.next_after, page.steps[0]!.state]).toEqual([2, '1', undefined]);
    const rest = await get<{ steps: Step[]; next_after: null }>(
      `audit/streams/${stream}/history?after=1`,
      jane,
    );
    expect(rest.next_after).toBeNull();
    expect(rest.steps.map(({ event, patch }) => ({ event, patch }))).toEqual(
      steps.slice(2).map(({ event, patch }) => ({ event, patch })),
    );
    const one = await get<Step>(`audit/events/${steps[2]!.event.event_id}`, jane);
    expect(one).toEqual(steps[2]);
    expect((await call(`audit/events/${steps[2]!.event.event_id}`, joe)).status).toBe(404);
    expect((await call(`audit/events/${crypto.randomUUID()}`, jane)).status).toBe(404);
    expect((await call(`audit/streams/${stream}/history`, joe)).status).toBe(404);
  });

  it('follows a command to its events, and down to the rows that they touch', async () => {
    const { commands } = await get<{ commands: CommandTree[] }>(`audit/correlations/${correlationId}`, jane);
    const all = commands.flatMap(({ events }) => events);
    expect(all.map(({ type }) => type)).toEqual([
      'AccountOpened',
      'PortfolioCreated',
      'PositionsImported',
      'CalculationRequested',
    ]);
    expect(new Set(commands.map(({ actor }) => actor.user_id))).toEqual(new Set([jane.user.userId]));
    const tables = (type: string) => all.find((event) => event.type === type)!.rows;
    expect(tables('PortfolioCreated')).toContainEqual({
      table: 'portfolios',
      operation: 'write',
      keys: [{ portfolio_id: portfolioId }],
      total: 1,
    });
    expect(tables('PositionsImported').map(({ table }) => table)).toEqual(
      expect.arrayContaining(['positions']),
    );
    expect(tables('CalculationRequested').map(({ table, total }) => [table, total])).toEqual([
      ['calculation_runs', 1],
    ]);
    expect((await call(`audit/correlations/${correlationId}`, joe)).status).toBe(404);
    expect((await call(`audit/correlations/${crypto.randomUUID()}`, jane)).status).toBe(404);
  });

  it('records who else looks, before they see it, and shows it to the person', async () => {
    const before = await accessesOf(jane);
    const path = `audit/portfolios/${portfolioId}/events`;
    await get(path, root, { 'x-reason': 'ticket 4711' });
    await get(path, root, { 'x-reason': 'ticket 4711' });
    await get(path, jane);
    await get(`audit/streams/${streams.user(jane.user.userId)}/events`, root);
    await get(`portfolios/${portfolioId}/timeline`, root);
    const after = await accessesOf(jane);
    expect(after.slice(before.length)).toEqual([
      expect.objectContaining({
        accessed_by: root.user.userId,
        action: 'GET /api/v1/audit/portfolios/{id}/events',
        portfolio_id: portfolioId,
        reason: 'ticket 4711',
        everybody: false,
      }),
      expect.objectContaining({
        action: `stream ${streams.user(jane.user.userId)}`,
        portfolio_id: null,
        reason: null,
      }),
      expect.objectContaining({ action: 'GET /api/v1/portfolios/{id}/timeline' }),
    ]);
    expect(await accessesOf(joe)).toEqual([]);
    expect((await call(`audit/streams/${streams.access(jane.user.userId)}/events`, joe)).status).toBe(404);
    expect((await call(`audit/streams/${streams.access(jane.user.userId)}/events`, root)).status).toBe(200);
    expect((await call(path, root, { 'x-reason': 'x'.repeat(501) })).status).toBe(400);
  });

  it('goes out as NDJSON in the order of the log, in the text that the chain is made of', async () => {
    const ofPortfolio = await linesOf(`audit/portfolios/${portfolioId}/export`, jane);
    expect(ofPortfolio.map(({ type }) => type)).toEqual([
      'PortfolioCreated',
      'PositionsImported',
      'CalculationRequested',
      'CapitalFlowRecorded',
    ]);
    const mine = await linesOf('audit/export', jane);
    const positions = mine.map(({ position }) => BigInt(String(position)));
    expect(positions).toEqual(positions.toSorted((a, b) => (a < b ? -1 : 1)));
    expect(mine.map(({ stream }) => stream)).toEqual(
      expect.arrayContaining([streams.user(jane.user.userId), streams.access(jane.user.userId)]),
    );
    expect(mine.some(({ stream }) => String(stream).includes(joe.user.userId))).toBe(false);

    const whole = await linesOf('admin/log/export', root);
    const { log } = server.services;
    const recorded = (await log.readAll({ after: START, limit: 100_000 })).events;
    expect(whole).toHaveLength(recorded.length);
    whole.forEach(({ hash, ...event }, n) => {
      expect(JSON.stringify(event)).toBe(canonicalEvent(recorded[n] as RecordedEvent));
      expect(hash).toBeNull();
    });
    // It is about everybody, and everybody sees it.
    expect((await accessesOf(joe)).at(-1)).toMatchObject({ everybody: true, accessed_by: root.user.userId });
    expect(whole.at(-1)).toMatchObject({ type: 'DataAccessed', stream: 'access-all' });

    const hers = await linesOf(`admin/log/export?user_id=${jane.user.userId}`, root);
    expect(hers.at(-1)).toMatchObject({ type: 'DataAccessed', stream: streams.access(jane.user.userId) });
    expect((await call(`audit/portfolios/${portfolioId}/export`, joe)).status).toBe(404);
    expect((await call('admin/log/export', jane)).status).toBe(403);
  });
});
