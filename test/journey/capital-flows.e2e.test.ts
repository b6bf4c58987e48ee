import { randomUUID } from 'node:crypto';
import { createSimulatedProvider } from '../../adapters/market-data/simulated/provider.ts';
import type { Service } from '../../infra/service/start-service.ts';
import { type Api, createApi, portfolioForm, runEnded, signIn } from '../support/api.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { startTestService } from '../support/service.ts';
import { until } from '../support/until.ts';

const CSV =
  'Symbol,Quantity,Entry Price Per Share,Entry Date\nAAPL,100,150.00,2026-10-01\nMSFT,40,300.00,2026-10-01\n';
/** A Saturday: the equity is stated at the close of Friday the 20th. */
const SATURDAY = '2026-11-21T15:00:00Z';
/** After the close of the Wednesday that follows. */
const WEDNESDAY = '2026-11-25T23:00:00Z';

type Day = {
  readonly snapshot_date: string;
  readonly equity_balance: string;
  readonly daily_pnl: string;
  readonly daily_capital_flow: string;
  readonly daily_return: number | null;
  readonly previous_equity: string | null;
  readonly restatements: number;
  readonly event_id: string;
};
type Change = {
  readonly change_id: string;
  readonly change_type: string;
  readonly amount: string;
  readonly change_date: string;
  readonly notes: string | null;
  readonly batch_run_id: string;
};
type Refused = { readonly error: { readonly code: string } };

describe('contributions and withdrawals', () => {
  let database: TestDatabase;
  let service: Service;
  let api: Api;
  let stranger: Api;
  let now = new Date(SATURDAY);
  let portfolioId = '';

  beforeAll(async () => {
    database = await createTestDatabase();
    const clock = () => now;
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
  beforeEach(async () => {
    now = new Date(SATURDAY);
    const created = await api.post<{ portfolio_id: string }>(
      '/api/v1/onboarding/create-portfolio',
      portfolioForm({ accountName: randomUUID(), csv: CSV, autoCalculate: true }),
    );
    expect(created.status).toBe(201);
    portfolioId = created.body.portfolio_id;
    await runEnded(api, portfolioId);
  });

  const changes = (): string => `/api/v1/portfolios/${portfolioId}/equity-changes`;
  const stated = (change_date: string, amount: string, change_type = 'CONTRIBUTION') => ({
    change_type,
    amount,
    change_date,
  });
  const calculated = async ({ batch_run_id: runId }: { readonly batch_run_id: string }): Promise<void> =>
    until('the calculation that follows', async () => {
      const run = await api.get<{ status: string }>(
        `/api/v1/portfolios/${portfolioId}/batch-status/${runId}`,
      );
      return run.status === 200 && run.body.status !== 'running';
    });
  const record = async (body: object): Promise<Change> => {
    const recorded = await api.post<Change>(changes(), body);
    expect([recorded.status, recorded.body]).toEqual([201, expect.anything()]);
    await calculated(recorded.body);
    return recorded.body;
  };
  /** Oldest first. */
  const history = async (): Promise<readonly Day[]> => {
    const { body } = await api.get<{ snapshots: Day[] }>(
      `/api/v1/portfolios/${portfolioId}/snapshots?limit=200`,
    );
    return body.snapshots.toReversed();
  };
  const valuations = () => service.store.readStream(`valuation-${portfolioId}`);
  const onWednesday = async (): Promise<void> => {
    now = new Date(WEDNESDAY);
    const run = await api.post<{ batch_run_id: string }>(`/api/v1/portfolios/${portfolioId}/calculate`);
    await calculated(run.body);
  };
  const cents = (amount: string): number => Math.round(Number(amount) * 100);

  it('move equity from a back-dated day on, once, with the reason, and no return', async () => {
    await onWednesday();
    const before = await history();
    const events = (await valuations()).length;
    await record(stated('2026-11-23', '5000'));
    const after = await history();
    expect(after.map((day) => day.snapshot_date)).toEqual(before.map((day) => day.snapshot_date));
    after.forEach((day, i) => {
      const was = before[i]!;
      const moved = day.snapshot_date >= '2026-11-23';
      expect(cents(day.equity_balance) - cents(was.equity_balance)).toBe(moved ? 500_000 : 0);
      expect(day.daily_capital_flow).toBe(day.snapshot_date === '2026-11-23' ? '5000.00' : '0.00');
      expect([day.daily_pnl, day.restatements]).toEqual([was.daily_pnl, moved ? 1 : 0]);
      if (day.daily_return !== null) {
        const base = Number(day.previous_equity) + Number(day.daily_capital_flow);
        expect(day.daily_return).toBeCloseTo(Number(day.daily_pnl) / base, 6);
      }
    });
    const restated = (await valuations()).slice(events).map(({ type, data }) => {
      const told = data as unknown as { valuation: { date: string }; reason: string };
      return [type, told.valuation.date, told.reason];
    });
    expect(restated).toEqual([
      ['SnapshotRestated', '2026-11-23', 'a capital flow was recorded'],
      ['SnapshotRestated', '2026-11-24', 'a capital flow of another date changed'],
      ['SnapshotRestated', '2026-11-25', 'a capital flow of another date changed'],
    ]);
  });

  it('up to the day the equity was stated move the history before them, and not the stated equity', async () => {
    const before = await history();
    await record(stated('2026-11-10', '2500.50', 'WITHDRAWAL'));
    const after = await history();
    after.forEach((day, i) => {
      const moved = cents(day.equity_balance) - cents(before[i]!.equity_balance);
      expect([day.snapshot_date, moved]).toEqual([
        day.snapshot_date,
        day.snapshot_date < '2026-11-10' ? 250_050 : 0,
      ]);
    });
    expect(after.at(-1)?.equity_balance).toBe('100000.00');
  });

  it('of a weekend count on the next session', async () => {
    await record(stated('2026-11-21', '300'));
    expect((await history()).at(-1)).toMatchObject({
      snapshot_date: '2026-11-20',
      daily_capital_flow: '0.00',
    });
    await onWednesday();
    const monday = (await history()).find((day) => day.snapshot_date === '2026-11-23');
    expect(monday?.daily_capital_flow).toBe('300.00');
    expect(cents(monday?.equity_balance ?? '')).toBe(10_000_000 + 30_000 + cents(monday?.daily_pnl ?? ''));
  });

  it('are recorded once, however often the request or the calculation is repeated', async () => {
    await onWednesday();
    const key = { 'idempotency-key': randomUUID() };
    const send = () => api.post<Change>(changes(), stated('2026-11-24', '1000.10'), key);
    const first = await send();
    expect(first.status).toBe(201);
    await calculated(first.body);
    const once = { history: await history(), events: (await valuations()).length };
    for (let again = 0; again < 10; again++) {
      expect((await send()).body).toEqual(first.body);
      const put = await api.put<Change>(
        `${changes()}/${first.body.change_id}`,
        stated('2026-11-24', '1000.1'),
      );
      expect([put.status, put.body.batch_run_id]).toEqual([200, first.body.batch_run_id]);
      const run = await api.post<{ batch_run_id: string }>(`/api/v1/portfolios/${portfolioId}/calculate`);
      await calculated(run.body);
    }
    expect({ history: await history(), events: (await valuations()).length }).toEqual(once);
    const told = (await service.store.readStream(`portfolio-${portfolioId}`)).map(({ type }) => type);
    expect(told.filter((type) => type.startsWith('CapitalFlow'))).toEqual(['CapitalFlowRecorded']);
  });

  it('can be corrected and removed, and leave the figures as if they had never been', async () => {
    await onWednesday();
    const figures = async () => (await history()).map((day) => ({ ...day, restatements: 0, event_id: '' }));
    const before = await figures();
    const { change_id } = await record(stated('2026-11-24', '700'));
    const corrected = await api.put<Change>(
      `${changes()}/${change_id}`,
      stated('2026-11-23', '70', 'WITHDRAWAL'),
    );
    expect(corrected.status).toBe(200);
    await calculated(corrected.body);
    const flows = (await history()).map((day) => day.daily_capital_flow).slice(-3);
    expect(flows).toEqual(['-70.00', '0.00', '0.00']);
    const read = await api.get<Change>(`${changes()}/${change_id}`);
    expect(read.body).toMatchObject({
      change_type: 'WITHDRAWAL',
      amount: '70.00',
      corrected_at: expect.any(String),
    });
    const removed = await api.delete<Change>(`${changes()}/${change_id}`);
    expect(removed.status).toBe(200);
    await calculated(removed.body);
    expect(await figures()).toEqual(before);
  });

  it('are refused by their codes', async () => {
    const code = async (body: object): Promise<string> =>
      (await api.post<Refused>(changes(), body)).body.error.code;
    expect(await code(stated('2026-11-20', '0'))).toBe('EQUITY_001');
    expect(await code(stated('2026-11-20', '-5'))).toBe('EQUITY_001');
    expect(await code({ ...stated('2026-11-20', ''), amount: 1e300 })).toBe('EQUITY_001');
    expect(await code(stated('2026-11-20', '1.001'))).toBe('EQUITY_001');
    expect(await code(stated('2026-11-22', '5'))).toBe('EQUITY_002');
    expect(await code(stated('2026-11-21', '100000.01', 'WITHDRAWAL'))).toBe('EQUITY_003');
    expect(await code(stated('2026-11-20', '5', 'GIFT'))).toBe('ERR_REQ_002');
    expect(await code(stated('2026-02-30', '5'))).toBe('ERR_REQ_002');
    expect(await code({ ...stated('2026-11-20', '5'), notes: 'x'.repeat(501) })).toBe('ERR_REQ_002');
    expect(await code({ ...stated('2026-11-20', '5'), notes: 'a\u202Eb' })).toBe('ERR_REQ_002');
    const at = async (method: 'get' | 'delete', path: string): Promise<string> =>
      (await api[method]<Refused>(`${changes()}/${path}`)).body.error.code;
    expect(await at('get', randomUUID())).toBe('EQUITY_008');
    expect(await at('delete', randomUUID())).toBe('EQUITY_008');
    expect(await at('get', 'export?format=xlsx')).toBe('EQUITY_010');
    expect((await api.get<{ total: number }>(changes())).body.total).toBe(0);
  });

  it('cannot take out what an earlier withdrawal took, even before it was valued', async () => {
    const take = () => api.post<Refused>(changes(), stated('2026-11-21', '60000', 'WITHDRAWAL'));
    const answers = await Promise.all([take(), take(), take(), take()]);
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 400, 400, 400]);
    expect(answers.find(({ status }) => status === 400)?.body.error.code).toBe('EQUITY_003');
  });

  it('can be edited for a week, removed for a month, and removed once', async () => {
    const { change_id } = await record(stated('2026-11-20', '10'));
    const other = await record(stated('2026-11-20', '11'));
    const put = async (): Promise<unknown> => {
      const { status, body } = await api.put<Refused>(
        `${changes()}/${change_id}`,
        stated('2026-11-20', '12'),
      );
      return status === 200 ? status : body.error.code;
    };
    const remove = async (id: string, as = api): Promise<unknown> => {
      const { status, body } = await as.delete<Refused>(`${changes()}/${id}`);
      return status === 200 ? status : body.error.code;
    };
    now = new Date('2026-11-28T15:00:00Z');
    expect(await put()).toBe(200);
    now = new Date('2026-11-29T15:00:00Z');
    expect(await put()).toBe('EQUITY_006');
    now = new Date('2026-12-21T15:00:00Z');
    expect(await remove(change_id)).toBe(200);
    expect(await remove(change_id)).toBe('EQUITY_009');
    now = new Date('2026-12-22T15:00:00Z');
    // The token of a month ago has expired.
    expect(await remove(other.change_id, await signIn(createApi(service.url), 'jane@example.com'))).toBe(
      'EQUITY_007',
    );
  });

  it('are listed newest first, summed and exported, to be read at once by who wrote them', async () => {
    const write = async (body: object): Promise<string> =>
      (await api.post(changes(), body)).headers.get('x-event-position') ?? '';
    await write({ ...stated('2026-11-20', '1000.25'), notes: '=HYPERLINK("http://x")' });
    await write(stated('2026-10-23', '200.5', 'WITHDRAWAL'));
    await write(stated('2026-10-22', '50'));
    await write(stated('2026-08-23', '7'));
    const position = await write(stated('2026-08-24', '3'));
    const after = { 'x-after-position': position };
    const page = await api.get<{ equity_changes: Change[]; total: number; limit: number }>(changes(), after);
    expect(page.body).toMatchObject({ total: 5, limit: 25 });
    expect(page.body.equity_changes.map(({ change_date, amount }) => [change_date, amount])).toEqual([
      ['2026-11-20', '1000.25'],
      ['2026-10-23', '200.50'],
      ['2026-10-22', '50.00'],
      ['2026-08-24', '3.00'],
      ['2026-08-23', '7.00'],
    ]);
    expect((await api.get<Refused>(`${changes()}?limit=101`)).body.error.code).toBe('ERR_REQ_002');
    expect((await api.get(`${changes()}/summary`)).body).toEqual({
      portfolio_id: portfolioId,
      as_of: '2026-11-21',
      total: { contributions: '1060.25', withdrawals: '200.50', net_flow: '859.75', num_changes: 5 },
      last_30_days: { contributions: '1000.25', withdrawals: '200.50', net_flow: '799.75', num_changes: 2 },
      last_90_days: { contributions: '1053.25', withdrawals: '200.50', net_flow: '852.75', num_changes: 4 },
    });
    const file = await api.get<string>(`${changes()}/export?format=csv`);
    expect(file.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    const lines = file.body.trim().split('\r\n');
    expect(lines[0]).toBe('Date,Type,Amount,Notes,Recorded At,Corrected At,Id');
    expect(lines).toHaveLength(6);
    // A spreadsheet would run a cell that begins with an equals sign.
    expect(lines[1]).toContain(`2026-11-20,CONTRIBUTION,1000.25,"'=HYPERLINK(""http://x"")"`);
  });

  it('are nobody else’s to see or to change', async () => {
    const { change_id } = await record(stated('2026-11-20', '10'));
    const missing = randomUUID();
    for (const path of ['', '/summary', '/export', `/${change_id}`]) {
      const foreign = await stranger.get<Refused>(`${changes()}${path}`);
      const none = await stranger.get<Refused>(`/api/v1/portfolios/${missing}/equity-changes${path}`);
      expect([foreign.status, foreign.body]).toEqual([404, none.body]);
    }
    expect((await stranger.post(changes(), stated('2026-11-20', '10'))).status).toBe(404);
    expect((await stranger.put(`${changes()}/${change_id}`, stated('2026-11-20', '1'))).status).toBe(404);
    expect((await stranger.delete(`${changes()}/${change_id}`)).status).toBe(404);
    expect((await api.get<{ total: number }>(changes())).body.total).toBe(1);
  });

  it('are explained, as a number and as an input of equity', async () => {
    await onWednesday();
    await record(stated('2026-11-24', '250'));
    const explain = async (number: string) =>
      (
        await api.get<{ value: unknown; inputs: { name: string; value: unknown }[] }>(
          `/api/v1/audit/portfolios/${portfolioId}/explain?number=${number}&date=2026-11-24`,
        )
      ).body;
    expect((await explain('daily_capital_flow')).value).toBe('250.00');
    expect((await explain('equity_balance')).inputs).toContainEqual({
      name: 'daily_capital_flow',
      value: '250.00',
    });
    expect((await explain('daily_return')).inputs).toContainEqual({
      name: 'daily_capital_flow',
      value: '250.00',
    });
  });

  it('give the same rows when every read model is rebuilt', async () => {
    for (const { projection, checksumBefore, checksumAfter } of await service.rebuild([], () => {})) {
      expect([projection, checksumAfter]).toEqual([projection, checksumBefore]);
    }
  });
});
