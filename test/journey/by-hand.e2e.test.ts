import { randomUUID } from 'node:crypto';
import { createSimulatedProvider } from '../../adapters/market-data/simulated/provider.ts';
import type { Service } from '../../infra/service/start-service.ts';
import { type Api, createApi, portfolioForm, runEnded, signIn } from '../support/api.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { startTestService } from '../support/service.ts';
import { until } from '../support/until.ts';

/** A Saturday: the latest session is Friday the 20th. */
const NOW = new Date('2026-11-21T15:00:00Z');
const FRIDAY = '2026-11-20';

type Position = {
  readonly position_id: string;
  readonly symbol: string;
  readonly quantity: string;
  readonly entry_price: string;
  readonly origin: string;
  readonly edited_by_hand: boolean;
  readonly import_id: string | null;
  readonly status: string;
  readonly market_value: string | null;
  readonly realized_pnl: string | null;
};
type Changed = {
  readonly positions: readonly Position[];
  readonly pending_symbols: readonly string[];
  readonly batch_run_id: string | null;
};
type Refused = {
  readonly error: { readonly code: string; readonly details: { readonly errors?: readonly object[] } };
};
type Day = {
  readonly snapshot_date: string;
  readonly daily_pnl: string;
  readonly equity_balance: string;
  readonly cumulative_realized_pnl: string;
};

describe('a portfolio kept by hand', () => {
  let database: TestDatabase;
  let service: Service;
  let api: Api;
  let stranger: Api;

  beforeAll(async () => {
    database = await createTestDatabase();
    const clock = () => NOW;
    service = await startTestService(
      database,
      {},
      { clock, provider: createSimulatedProvider({ seed: 1, clock }) },
    );
    api = await signIn(createApi(service.url), 'jane@example.com');
    stranger = await signIn(createApi(service.url), 'mallory@example.com');
  });
  afterAll(async () => {
    await service.stop();
    await database.close();
  });

  const ended = (portfolioId: string, runId: string | null): Promise<void> =>
    until('the calculation that follows', async () => {
      const run = await api.get<{ status: string }>(
        `/api/v1/portfolios/${portfolioId}/batch-status/${runId}`,
      );
      return run.status === 200 && run.body.status !== 'running';
    });
  const createEmpty = async (accountName: string = randomUUID()): Promise<string> => {
    const created = await api.post<{ portfolio_id: string }>('/api/v1/portfolios', {
      portfolio_name: 'By hand',
      account_name: accountName,
      account_type: 'taxable',
      equity_balance: '100000',
    });
    expect([created.status, created.body]).toEqual([201, expect.anything()]);
    return created.body.portfolio_id;
  };
  const positionsOf = (portfolioId: string): string => `/api/v1/portfolios/${portfolioId}/positions`;
  const listed = async (portfolioId: string): Promise<readonly Position[]> =>
    (await api.get<{ positions: Position[] }>(positionsOf(portfolioId))).body.positions;
  const tagOf = async (path: string): Promise<string> => (await api.get(path)).headers.get('etag') ?? '';
  /** Oldest first. */
  const history = async (portfolioId: string): Promise<readonly Day[]> =>
    (
      await api.get<{ snapshots: Day[] }>(`/api/v1/portfolios/${portfolioId}/snapshots?limit=400`)
    ).body.snapshots.toReversed();
  const apple = { symbol: 'aapl', quantity: 100, entry_price: '150.00', entry_date: '2026-10-01' };

  it('begins empty, and is worth what the positions that are added are worth', async () => {
    const portfolioId = await createEmpty();
    const added = await api.post<Changed>(positionsOf(portfolioId), apple);
    expect(added.status).toBe(201);
    expect(added.body).toMatchObject({
      pending_symbols: ['AAPL'],
      positions: [{ symbol: 'AAPL', quantity: '100', origin: 'hand', import_id: null, market_value: null }],
    });
    await ended(portfolioId, added.body.batch_run_id);
    const [lot] = await listed(portfolioId);
    const [close] = (await service.queries.prices(['AAPL'], { from: FRIDAY, to: FRIDAY })).get(
      'AAPL',
    )!.closes;
    expect(lot?.market_value).toBe((Number(close) * 100).toFixed(2));
    const again = await api.post<Changed>(positionsOf(portfolioId), { ...apple, symbol: 'MSFT' });
    expect(again.body.pending_symbols).toEqual(['MSFT']);
    await ended(portfolioId, again.body.batch_run_id);
    const third = await api.post<Changed>(positionsOf(portfolioId), { ...apple, entry_date: '2026-10-02' });
    expect(third.body.pending_symbols).toEqual([]);
  });

  it('is worth, after closing a part, what a hand calculation says on every day', async () => {
    const portfolioId = await createEmpty();
    const added = await api.post<Changed>(positionsOf(portfolioId), apple);
    const positionId = added.body.positions[0]!.position_id;
    const closed = await api.post<Changed>(`${positionsOf(portfolioId)}/${positionId}/close`, {
      quantity: '40',
      exit_date: '2026-11-10',
      exit_price: '190.5',
    });
    expect(closed.status).toBe(200);
    expect(
      closed.body.positions.map(({ quantity, status, realized_pnl }) => [quantity, status, realized_pnl]),
    ).toEqual([
      ['60', 'open', null],
      ['40', 'closed', '1620.00'],
    ]);
    await ended(portfolioId, closed.body.batch_run_id);
    const days = await history(portfolioId);
    const first = days[0]!.snapshot_date;
    const prices = (await service.queries.prices(['AAPL'], { from: first, to: FRIDAY })).get('AAPL')!;
    const closeOn = new Map(prices.dates.map((date, i) => [date, Number(prices.closes[i])]));
    for (const [i, day] of days.entries()) {
      const before = days[i - 1];
      if (before === undefined) continue;
      const [is, was] = [closeOn.get(day.snapshot_date)!, closeOn.get(before.snapshot_date)!];
      const sold = day.snapshot_date >= '2026-11-10';
      const soldToday = sold && before.snapshot_date < '2026-11-10';
      const part = soldToday ? 40 * (190.5 - was) : sold ? 0 : 40 * (is - was);
      expect([day.snapshot_date, Number(day.daily_pnl)]).toEqual([
        day.snapshot_date,
        expect.closeTo(60 * (is - was) + part, 2),
      ]);
    }
    expect(days.at(-1)).toMatchObject({ cumulative_realized_pnl: '1620.00', equity_balance: '100000.00' });
  });

  it('restates its history when a position is changed, and forgets one that was removed', async () => {
    const portfolioId = await createEmpty();
    const added = await api.post<Changed>(`${positionsOf(portfolioId)}/bulk`, {
      positions: [apple, { ...apple, symbol: 'MSFT', quantity: '10' }],
    });
    expect(added.status).toBe(201);
    await ended(portfolioId, added.body.batch_run_id);
    const [aapl, msft] = added.body.positions.map(({ position_id }) => position_id) as [string, string];
    const worthOf = async (id: string): Promise<string | null> =>
      (await api.get<Position>(`${positionsOf(portfolioId)}/${id}`)).body.market_value;
    const single = Number(await worthOf(aapl));
    const changed = await api.patch<Changed>(`${positionsOf(portfolioId)}/${aapl}`, { quantity: '200' });
    expect([changed.status, changed.body.positions[0]?.quantity]).toEqual([200, '200']);
    await ended(portfolioId, changed.body.batch_run_id);
    expect(Number(await worthOf(aapl))).toBeCloseTo(2 * single, 2);
    const removed = await api.delete<Changed>(`${positionsOf(portfolioId)}/${msft}?reason=entered%20twice`);
    expect([removed.status, removed.body.positions]).toEqual([200, []]);
    await ended(portfolioId, removed.body.batch_run_id);
    expect((await listed(portfolioId)).map(({ symbol }) => symbol)).toEqual(['AAPL']);
    expect((await api.get<Refused>(`${positionsOf(portfolioId)}/${msft}`)).body.error.code).toBe(
      'ERR_POS_042',
    );
    const told = await service.store.readStream(`portfolio-${portfolioId}`);
    expect(told.at(-1)).toMatchObject({ type: 'PositionRemoved', data: { reason: 'entered twice' } });
  });

  it('takes many changes at once, all of them or none, with every error', async () => {
    const portfolioId = await createEmpty();
    const bad = await api.post<Refused>(`${positionsOf(portfolioId)}/bulk`, {
      positions: [
        apple,
        { ...apple, symbol: 'A B', quantity: 'LOTS' },
        { ...apple, entry_date: '2026-13-01' },
      ],
    });
    expect([bad.status, bad.body.error.code]).toEqual([400, 'ERR_POS_044']);
    expect(bad.body.error.details.errors).toMatchObject([
      { row: 2, symbol: 'A B', field: 'symbol', code: 'ERR_POS_003' },
      { row: 2, field: 'quantity', value: 'LOTS', code: 'ERR_POS_005' },
      { row: 3, symbol: 'aapl', field: 'entry_date', code: 'ERR_POS_013' },
    ]);
    expect(await listed(portfolioId)).toEqual([]);
    const many = Array.from({ length: 200 }, (_, n) => ({
      ...apple,
      symbol: `S${n}`,
      investment_class: 'PRIVATE',
    }));
    const added = await api.post<Changed>(`${positionsOf(portfolioId)}/bulk`, { positions: many });
    expect([added.status, added.body.positions.length]).toEqual([201, 200]);
    const ids = added.body.positions.map(({ position_id }) => position_id);
    const patched = await api.patch<Changed>(`${positionsOf(portfolioId)}/bulk`, {
      positions: ids.slice(0, 2).map((position_id) => ({ position_id, entry_price: 151 })),
    });
    expect(patched.body.positions.map(({ entry_price }) => entry_price)).toEqual(['151', '151']);
    const closed = await api.post<Changed>(`${positionsOf(portfolioId)}/bulk/close`, {
      positions: ids
        .slice(0, 2)
        .map((position_id) => ({ position_id, exit_date: FRIDAY, exit_price: '160' })),
    });
    expect(closed.body.positions.map(({ status }) => status)).toEqual(['closed', 'closed']);
    const half = await api.post<Refused>(`${positionsOf(portfolioId)}/bulk/remove`, {
      position_ids: [ids[0], randomUUID()],
    });
    expect([half.status, half.body.error.code]).toEqual([404, 'ERR_POS_042']);
    const removed = await api.post<Changed>(`${positionsOf(portfolioId)}/bulk/remove`, { position_ids: ids });
    expect(removed.status).toBe(200);
    expect(await listed(portfolioId)).toEqual([]);
    const requested = (await service.store.readStream(`portfolio-${portfolioId}`)).filter(
      ({ data }) => (data as { autoCalculate?: boolean }).autoCalculate === true,
    );
    expect(requested).toHaveLength(4);
  });

  it('lets one of two edits pass that have seen the same, and tells the other what is current', async () => {
    const portfolioId = await createEmpty();
    const added = await api.post<Changed>(positionsOf(portfolioId), apple);
    const id = added.body.positions[0]!.position_id;
    const seen = await tagOf(positionsOf(portfolioId));
    expect(seen).toMatch(/^"\d+"$/);
    expect([added.headers.get('etag'), await tagOf(`${positionsOf(portfolioId)}/${id}`)]).toEqual([
      seen,
      seen,
    ]);
    const edit = (quantity: string, tag: string, key?: string) =>
      api.patch<Refused & Changed>(
        `${positionsOf(portfolioId)}/${id}`,
        { quantity },
        { 'if-match': tag, ...(key === undefined ? {} : { 'idempotency-key': key }) },
      );
    const answers = await Promise.all([edit('110', seen), edit('120', seen)]);
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 412]);
    const [won, lost] = answers[0].status === 200 ? answers : [answers[1]!, answers[0]!];
    const current = won.headers.get('etag') ?? '';
    expect(lost!.body.error).toMatchObject({ code: 'ERR_REQ_014', details: { current } });
    expect(await tagOf(`/api/v1/portfolios/${portfolioId}`)).toBe(current);

    const key = randomUUID();
    expect((await edit('130', seen, key)).status).toBe(412);
    // Whoever has read again may send the same request once more.
    const first = await edit('130', `"999", ${current}`, key);
    expect(first.status).toBe(200);
    const repeated = await edit('130', current, key);
    expect([repeated.status, repeated.body]).toEqual([200, first.body]);
    expect(repeated.headers.get('idempotent-replayed')).toBe('true');
    expect((await edit('140', '*')).status).toBe(200);
    expect((await edit('150', `W/${current}`)).status).toBe(412);
    expect((await edit('150', 'nonsense')).body.error.code).toBe('ERR_REQ_011');
  });

  it('ties flows and target prices to what was seen, too', async () => {
    const portfolioId = await createEmpty();
    const flows = `/api/v1/portfolios/${portfolioId}/equity-changes`;
    const flow = { change_type: 'CONTRIBUTION', amount: '10', change_date: FRIDAY };
    const seen = await tagOf(flows);
    expect((await api.post(flows, flow, { 'if-match': seen })).status).toBe(201);
    expect((await api.post(flows, flow, { 'if-match': seen })).status).toBe(412);
    const targets = `/api/v1/target-prices/${portfolioId}`;
    const target = { symbol: 'AAPL', position_type: 'LONG', target_eoy: '261.38' };
    const none = await tagOf(targets);
    expect(none).toBe('"none"');
    const set = await api.post(targets, target, { 'if-match': none });
    expect([set.status, set.headers.get('etag')]).toEqual([200, '"0"']);
    expect((await api.post(`${targets}/bulk`, { targets: [target] }, { 'if-match': none })).status).toBe(412);
    expect(await tagOf(targets)).toBe('"0"');
    expect((await api.post(`${targets}/bulk`, { targets: [target] }, { 'if-match': '"0"' })).status).toBe(
      200,
    );
  });

  it('can be renamed, archived and revived with all that it had, while its account name is free', async () => {
    const [mine, theirs] = [randomUUID(), randomUUID()];
    const portfolioId = await createEmpty(mine);
    await createEmpty(theirs);
    const path = `/api/v1/portfolios/${portfolioId}`;
    const rename = (body: object, headers = {}) => api.patch<Refused>(path, body, headers);
    expect((await rename({ account_name: theirs.toUpperCase() })).body.error.code).toBe('ERR_PORT_001');
    expect((await rename({ portfolio_name: ' ' })).body.error.code).toBe('ERR_PORT_002');
    expect((await rename({ portfolio_name: 'x' }, { 'if-match': '"7"' })).status).toBe(412);
    const renamed = await rename({ portfolio_name: 'Old age', account_name: `${mine} 2` });
    expect([renamed.status, renamed.body]).toEqual([
      200,
      expect.objectContaining({ portfolio_name: 'Old age' }),
    ]);
    expect((await api.get(path)).body).toMatchObject({
      portfolio_name: 'Old age',
      account_name: `${mine} 2`,
    });
    const second = await createEmpty(mine);

    const added = await api.post<Changed>(positionsOf(portfolioId), apple);
    await ended(portfolioId, added.body.batch_run_id);
    await api.post(`/api/v1/target-prices/${portfolioId}`, {
      symbol: 'AAPL',
      position_type: 'LONG',
      target_eoy: '261.38',
    });
    const days = await history(portfolioId);
    expect((await api.delete(path)).status).toBe(200);
    expect((await api.get(path)).status).toBe(404);
    expect((await api.post(positionsOf(portfolioId), apple)).status).toBe(404);
    const archived = await api.get<{ portfolios: { portfolio_id: string; archived_at: string }[] }>(
      '/api/v1/portfolios?archived=true',
    );
    expect(archived.body.portfolios).toMatchObject([
      { portfolio_id: portfolioId, archived_at: NOW.toISOString() },
    ]);

    expect((await stranger.post(`${path}/revive`)).status).toBe(404);
    expect((await api.patch(`/api/v1/portfolios/${second}`, { account_name: `${mine} 2` })).status).toBe(200);
    expect((await api.post<Refused>(`${path}/revive`)).body.error.code).toBe('ERR_PORT_001');
    expect((await api.patch(`/api/v1/portfolios/${second}`, { account_name: mine })).status).toBe(200);
    const revived = await api.post<{ batch_run_id: string }>(`${path}/revive`);
    expect(revived.status).toBe(200);
    await ended(portfolioId, revived.body.batch_run_id);
    expect(await history(portfolioId)).toEqual(days);
    expect((await listed(portfolioId)).map(({ symbol }) => symbol)).toEqual(['AAPL']);
    expect((await api.get<{ total: number }>(`/api/v1/target-prices/${portfolioId}`)).body.total).toBe(1);
    expect((await api.post<{ batch_run_id: null }>(`${path}/revive`)).body.batch_run_id).toBeNull();
  });

  it('is created once, however often the request is repeated', async () => {
    const body = {
      portfolio_name: 'By hand',
      account_name: randomUUID(),
      account_type: 'ira',
      equity_balance: 5000,
    };
    const key = { 'idempotency-key': randomUUID() };
    const first = await api.post<{ portfolio_id: string }>('/api/v1/portfolios', body, key);
    expect([first.status, (await api.post('/api/v1/portfolios', body, key)).body]).toEqual([201, first.body]);
    // The answer was lost, and with it what was kept of the request.
    const { application } = service;
    const user = (await api.get<{ user_id: string }>('/api/v1/auth/me')).body.user_id;
    const context = {
      commandId: randomUUID(),
      correlationId: randomUUID(),
      actor: { kind: 'user', userId: user } as const,
    };
    const details = {
      portfolioName: 'Another',
      accountName: randomUUID(),
      accountType: 'ira',
      equityBalance: '5000',
      description: null,
    } as const;
    const created = await application.createEmptyPortfolio(user, details, context);
    expect(await application.createEmptyPortfolio(user, details, context)).toMatchObject({
      ok: true,
      value: { value: created.ok ? created.value.value : null },
    });
    expect(
      await application.createEmptyPortfolio(user, details, { ...context, commandId: randomUUID() }),
    ).toMatchObject({ ok: false, error: { code: 'ERR_PORT_001' } });
  });

  it('shows where each lot came from, and undoes a file around what was edited', async () => {
    const csv =
      'Symbol,Quantity,Entry Price Per Share,Entry Date\nAAPL,100,150.00,2026-10-01\nMSFT,40,300.00,2026-10-01\n';
    const created = await api.post<{ portfolio_id: string; import_id: string }>(
      '/api/v1/onboarding/create-portfolio',
      portfolioForm({ accountName: randomUUID(), csv, autoCalculate: true }),
    );
    const { portfolio_id: portfolioId, import_id: importId } = created.body;
    await runEnded(api, portfolioId);
    const [aapl] = await listed(portfolioId);
    expect(aapl).toMatchObject({ origin: 'import', import_id: importId, edited_by_hand: false });
    await api.patch(`${positionsOf(portfolioId)}/${aapl!.position_id}`, { quantity: '90' });
    await api.post(positionsOf(portfolioId), { ...apple, symbol: 'NVDA' });
    const preview = await api.get(`/api/v1/portfolios/${portfolioId}/imports/${importId}/revert`);
    expect(preview.body).toMatchObject({
      reverted: false,
      removed: [{ symbol: 'MSFT' }],
      restored: [],
      stayed: [{ symbol: 'AAPL' }],
    });
    expect(await listed(portfolioId)).toHaveLength(3);
    const reverted = await api.post<{
      removed: { symbol: string }[];
      stayed: { symbol: string }[];
      batch_run_id: string;
    }>(`/api/v1/portfolios/${portfolioId}/imports/${importId}/revert`);
    expect(reverted.body).toMatchObject({
      positions_removed: 1,
      removed: [{ symbol: 'MSFT' }],
      restored: [],
      stayed: [{ symbol: 'AAPL' }],
    });
    await ended(portfolioId, reverted.body.batch_run_id);
    expect(
      (await listed(portfolioId)).map(({ symbol, quantity, origin, edited_by_hand, market_value }) => [
        symbol,
        quantity,
        origin,
        edited_by_hand,
        market_value !== null,
      ]),
    ).toEqual([
      ['AAPL', '90', 'import', true, true],
      ['NVDA', '100', 'hand', true, true],
    ]);
    const imports = await api.get<{ imports: object[] }>(`/api/v1/portfolios/${portfolioId}/imports`);
    expect(imports.body.imports).toMatchObject([
      { import_id: importId, kind: 'first', positions: 2, undone: { removed: 1, restored: 0, stayed: 1 } },
    ]);
    const again = await api.post(`/api/v1/portfolios/${portfolioId}/imports/${importId}/revert`);
    expect(again.body).toMatchObject({ positions_removed: 1, stayed: [{ symbol: 'AAPL' }] });
  });
});
