import { randomUUID } from 'node:crypto';
import { createSimulatedProvider } from '../../adapters/market-data/simulated/provider.ts';
import type { Service } from '../../infra/service/start-service.ts';
import { PROJECTIONS } from '../../projections/all.ts';
import { rebuildProjections } from '../../projections/rebuild/rebuild.ts';
import { type Api, createApi, portfolioForm, runEnded, signIn } from '../support/api.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { startTestService } from '../support/service.ts';
import { until } from '../support/until.ts';

const CSV = `Symbol,Quantity,Entry Price Per Share,Entry Date
AAPL,100,150.00,2026-06-01
MSFT,40,300.00,2026-07-15
TSLA,-20,300.00,2026-06-01
`;
/** Friday evening, when the account had the equity it really has, and Saturday a week later. */
const FRIDAY = '2026-11-13T23:00:00Z';
const NOW = '2026-11-21T15:00:00Z';
const PATH = '/api/v1/admin/restatements';

type Day = {
  readonly snapshot_date: string;
  readonly basis: string;
  readonly equity_balance: string;
  readonly daily_pnl: string;
  readonly restatements: number;
};
type Plan = {
  readonly portfolio_id: string;
  readonly anchor: { readonly date: string; readonly equity: string } | null;
  readonly dates: readonly {
    readonly date: string;
    readonly change: string;
    readonly reason: string;
    readonly changed: readonly { readonly field: string; readonly before: string; readonly after: string }[];
  }[];
};
type Answer = {
  readonly restatement_id: string;
  readonly portfolios: number;
  readonly plans: readonly Plan[];
};

describe('a portfolio whose earlier system added each day’s profit four times in one night', () => {
  let database: TestDatabase;
  let service: Service;
  let jane: Api;
  let operator: Api;
  let now = new Date(FRIDAY);
  let sound = '';
  let inherited = '';
  let truth: readonly Day[] = [];

  const history = async (portfolioId: string): Promise<readonly Day[]> =>
    (await jane.get<{ snapshots: readonly Day[] }>(`/api/v1/portfolios/${portfolioId}/snapshots?limit=200`))
      .body.snapshots;
  const from = (days: readonly Day[], date: string): readonly Day[] =>
    days.filter(({ snapshot_date }) => snapshot_date >= date);
  const eventsOf = async (portfolioId: string): Promise<number> =>
    (await service.store.readStream(`valuation-${portfolioId}`)).length;

  const create = async (accountName: string, equity: string, autoCalculate: boolean): Promise<string> => {
    const created = await jane.post<{ portfolio_id: string }>(
      '/api/v1/onboarding/create-portfolio',
      portfolioForm({ accountName, csv: CSV, equity, autoCalculate }),
    );
    expect(created.status).toBe(201);
    if (autoCalculate) await runEnded(jane, created.body.portfolio_id);
    return created.body.portfolio_id;
  };

  /** What the earlier system kept: right up to the 13th, then one day's profit four times, and the days after on top. */
  const table = (days: readonly Day[]): string => {
    let wrong = 0;
    const rows = days.map(({ snapshot_date, equity_balance, daily_pnl }) => {
      if (snapshot_date === '2026-11-16') wrong = 3 * Number(daily_pnl);
      return `${snapshot_date},${(Number(equity_balance) + wrong).toFixed(2)},${daily_pnl},false`;
    });
    return `snapshot_date,equity_balance,daily_pnl,is_complete\n${rows.join('\n')}\n`;
  };
  const importTable = (portfolioId: string, csv: string) => {
    const form = new FormData();
    form.set('csv_file', new Blob([csv], { type: 'text/csv' }), 'portfolio_snapshots.csv');
    return operator.post<Record<string, unknown>>(`/api/v1/admin/portfolios/${portfolioId}/snapshots`, form);
  };
  const restate = (body: Record<string, unknown>) =>
    operator.post<Answer>(PATH, {
      portfolio_id: inherited,
      anchor: 'last_good',
      reason: 'the night of 16 November ran four times',
      ...body,
    });

  beforeAll(async () => {
    database = await createTestDatabase();
    const clock = () => now;
    service = await startTestService(
      database,
      {},
      { clock, provider: createSimulatedProvider({ seed: 1, clock }) },
    );
    jane = await signIn(createApi(service.url), 'jane@example.com');
    operator = await signIn(createApi(service.url), 'operator@example.com');
    await service.application.grantSuperuser('operator@example.com', {
      commandId: randomUUID(),
      correlationId: randomUUID(),
      actor: { kind: 'process', name: 'test' },
    });
    sound = await create('sound', '100000', true);
    now = new Date(NOW);
    await jane.post(`/api/v1/portfolios/${sound}/calculate`);
    await runEnded(jane, sound);
    truth = from(await history(sound), '2026-11-09').toReversed();
    // The new portfolio states what its owner was shown last.
    const shownLast = table(truth).trim().split('\n').at(-1)?.split(',')[1] ?? '';
    inherited = await create('inherited', shownLast, false);
  });
  afterAll(async () => {
    await service.stop();
    await database.close();
  });

  it('brings its snapshots along as they were shown, and is told where they break', async () => {
    const imported = await importTable(inherited, table(truth));
    expect(imported.status).toBe(201);
    const good = truth.find(({ snapshot_date }) => snapshot_date === '2026-11-13');
    const monday = truth.find(({ snapshot_date }) => snapshot_date === '2026-11-16');
    expect(imported.body).toMatchObject({
      snapshots: 10,
      from: '2026-11-09',
      to: '2026-11-20',
      breaks: [
        {
          date: '2026-11-16',
          expected: monday?.equity_balance,
          difference: (3 * Number(monday?.daily_pnl)).toFixed(2),
        },
      ],
      last_good: { date: '2026-11-13', equity: good?.equity_balance },
    });
    const days = await history(inherited);
    expect(days.map(({ basis }) => basis)).toEqual(days.map(() => 'imported'));
    expect(days.map(({ equity_balance }) => equity_balance)).toEqual(
      table(truth)
        .trim()
        .split('\n')
        .slice(1)
        .map((row) => row.split(',')[1])
        .toReversed(),
    );
  });

  it('is calculated as ever, and what it was shown stays until somebody has it restated', async () => {
    const before = await history(inherited);
    await jane.post(`/api/v1/portfolios/${inherited}/calculate`);
    await runEnded(jane, inherited);
    expect(from(await history(inherited), '2026-11-09')).toEqual(before);
  });

  it('is shown every date that a restatement would change, with before, after and why; nothing is written', async () => {
    const events = await eventsOf(inherited);
    const answer = await restate({});
    expect(answer.status).toBe(200);
    const [plan] = answer.body.plans;
    expect(plan?.anchor?.date).toBe('2026-11-13');
    const shownThen = plan?.dates.filter(({ date }) => date >= '2026-11-09') ?? [];
    expect(shownThen.map(({ date, change }) => [date, change])).toEqual(
      ['2026-11-16', '2026-11-17', '2026-11-18', '2026-11-19', '2026-11-20'].map((date) => [
        date,
        'restated',
      ]),
    );
    const shown = table(truth)
      .trim()
      .split('\n')
      .slice(1)
      .map((row) => row.split(','));
    for (const { date, reason, changed } of shownThen) {
      expect(reason).toBe(
        'calculated in place of what was imported (the night of 16 November ran four times)',
      );
      expect(changed).toContainEqual({
        field: 'equity',
        before: shown.find(([day]) => day === date)?.[1],
        after: truth.find(({ snapshot_date }) => snapshot_date === date)?.equity_balance,
      });
    }
    expect(await eventsOf(inherited)).toBe(events);
  });

  it('has the equity of a portfolio that never was in that system, once it is restated', async () => {
    const before = await history(inherited);
    const answer = await restate({ dry_run: false });
    expect(answer.body).toMatchObject({ dry_run: false, portfolios: 1, refused: [] });
    const runs = `${PATH}/${answer.body.restatement_id}`;
    await until('the run of the restatement has ended', async () => {
      const { body } = await operator.get<{ runs: readonly { status: string }[] }>(runs);
      return body.runs?.[0]?.status === 'completed';
    });
    expect((await operator.get(runs)).body).toMatchObject({ runs: [{ status: 'completed' }], total: 1 });
    const after = await history(inherited);
    const figures = (days: readonly Day[]) =>
      days.map(({ snapshot_date, equity_balance, daily_pnl }) => [snapshot_date, equity_balance, daily_pnl]);
    expect(figures(from(after, '2026-11-16'))).toEqual(figures(from(await history(sound), '2026-11-16')));
    expect(from(after, '2026-11-16').map(({ restatements }) => restatements)).toEqual([1, 1, 1, 1, 1]);
    // What was good is left as it was shown.
    const good = (days: readonly Day[]) =>
      days.filter(({ snapshot_date }) => snapshot_date >= '2026-11-09' && snapshot_date <= '2026-11-13');
    expect(good(after)).toEqual(good(before));
  });

  it('is not restated again by the next order, nor by the next night', async () => {
    const events = await eventsOf(inherited);
    const answer = await restate({ dry_run: false });
    await until('the second order has been worked on', async () => {
      const { body } = await operator.get<{ runs: readonly { status: string }[] }>(
        `${PATH}/${answer.body.restatement_id}`,
      );
      return body.runs?.[0]?.status === 'completed';
    });
    await jane.post(`/api/v1/portfolios/${inherited}/calculate`);
    await runEnded(jane, inherited);
    expect(await eventsOf(inherited)).toBe(events);
  });

  it('comes out the same when its read models are made anew from the log', async () => {
    const reports = await rebuildProjections(
      { store: service.store, pool: database.pool, projections: PROJECTIONS },
      'all',
    );
    expect(reports.map(({ projection, identical }) => [projection, identical])).toEqual(
      reports.map(({ projection }) => [projection, true]),
    );
  });

  it('lists the orders, newest first, and refuses what cannot be', async () => {
    const { body } = await operator.get<{ total: number; restatements: readonly Record<string, unknown>[] }>(
      PATH,
    );
    expect(body.total).toBe(2);
    expect(body.restatements[0]).toMatchObject({ portfolios: 1, running: 0, dates_restated: 0 });
    expect((await importTable(sound, table(truth))).body).toMatchObject({
      error: { code: 'ERR_SNAPSHOT_001' },
    });
    expect((await importTable(inherited, 'snapshot_date\n2026-11-09\n')).body).toMatchObject({
      error: { code: 'ERR_SNAPSHOT_002' },
    });
    expect((await operator.get(`${PATH}/${randomUUID()}`)).status).toBe(404);
    expect((await restate({ portfolio_id: randomUUID() })).body).toMatchObject({
      error: { code: 'ERR_NOT_FOUND' },
    });
    expect((await restate({ anchor: undefined })).status).toBe(422);
    expect((await restate({ all: true })).status).toBe(422);
  });

  it('can be one of all portfolios: a dry run pages through them, and sound ones have nothing to change', async () => {
    const { body } = await operator.post<Answer & { next_after: string | null }>(PATH, {
      all: true,
      anchor: 'last_good',
      reason: 'looking',
      limit: 1,
    });
    expect(body.plans).toHaveLength(1);
    const { body: rest } = await operator.post<Answer & { next_after: string | null }>(PATH, {
      all: true,
      anchor: 'last_good',
      reason: 'looking',
      after: body.next_after,
    });
    expect(rest.next_after).toBeNull();
    const plans = [...body.plans, ...rest.plans];
    expect(plans.map((plan) => plan.portfolio_id).sort()).toEqual([sound, inherited].sort());
    expect(plans.map((plan) => plan.dates)).toEqual([[], []]);
  });
});
