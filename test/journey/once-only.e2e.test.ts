import { randomUUID } from 'node:crypto';
import { createSimulatedProvider } from '../../adapters/market-data/simulated/provider.ts';
import type { Service } from '../../infra/service/start-service.ts';
import { type Answer, type Api, createApi, portfolioForm, runEnded, signIn } from '../support/api.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { startTestService } from '../support/service.ts';

const HEADER = 'Symbol,Quantity,Entry Price Per Share,Entry Date';
const BOOKS: Readonly<Record<string, string>> = {
  plain: `${HEADER}\nAAPL,100,150.00,2026-06-01\nMSFT,40,300.00,2026-07-15\n`,
  leveraged: `${HEADER}\nSPY,2000,550.00,2026-06-01\nNVDA,3000,150.00,2026-06-01\n`,
  'short-heavy': `${HEADER}\nTSLA,-400,300.00,2026-06-01\nAMD,-900,140.00,2026-06-15\nSPY,100,550.00,2026-06-01\n`,
};
/** A Saturday: the calculation date is Friday the 20th. */
const START = '2026-11-21T15:00:00Z';

type Snapshots = { readonly total: number; readonly snapshots: readonly Record<string, unknown>[] };

describe('doing the same thing again', () => {
  let database: TestDatabase;
  let service: Service;
  let api: Api;
  let now = new Date(START);
  const portfolios = new Map<string, string>();

  beforeAll(async () => {
    database = await createTestDatabase();
    const clock = () => now;
    service = await startTestService(
      database,
      {},
      { clock, provider: createSimulatedProvider({ seed: 1, clock }) },
    );
    api = await signIn(createApi(service.url), 'jane@example.com');
    for (const [name, csv] of Object.entries(BOOKS)) {
      const created = await api.post<{ portfolio_id: string }>(
        '/api/v1/onboarding/create-portfolio',
        portfolioForm({ accountName: name, csv, autoCalculate: true }),
      );
      expect(created.status).toBe(201);
      portfolios.set(name, created.body.portfolio_id);
      await runEnded(api, created.body.portfolio_id);
    }
  });
  afterAll(async () => {
    await service.stop();
    await database.close();
  });

  const idOf = (book: string): string => portfolios.get(book) ?? '';
  const history = async (book: string): Promise<Snapshots> =>
    (await api.get<Snapshots>(`/api/v1/portfolios/${idOf(book)}/snapshots?limit=200`)).body;
  const valuationEvents = async (book: string): Promise<number> =>
    (await service.store.readStream(`valuation-${idOf(book)}`)).length;
  const calculate = (book: string) =>
    api.post<Record<string, unknown>>(`/api/v1/portfolios/${idOf(book)}/calculate`);

  it.each(Object.keys(BOOKS))(
    '%s: one date calculated 1, 2 and 50 times has one snapshot and one equity',
    async (book) => {
      const once = await history(book);
      const events = await valuationEvents(book);
      expect(once.total).toBe(events);
      for (let run = 2; run <= 50; run++) {
        expect((await calculate(book)).status).toBe(202);
        await runEnded(api, idOf(book));
        if (run === 2) expect(await history(book)).toEqual(once);
      }
      expect(await history(book)).toEqual(once);
      expect(await valuationEvents(book)).toBe(events);
    },
    120_000,
  );

  it.each(Object.keys(BOOKS))(
    '%s: of 50 calculations asked for at once one runs, and nothing is valued twice',
    async (book) => {
      const before = await history(book);
      const answers = await Promise.all(Array.from({ length: 50 }, () => calculate(book)));
      const statuses = answers.map(({ status }) => status);
      expect(statuses.filter((status) => status === 202).length).toBeGreaterThanOrEqual(1);
      expect(statuses.every((status) => status === 202 || status === 409)).toBe(true);
      const refused = answers.find(({ status }) => status === 409);
      expect(refused?.body).toMatchObject({
        error: { code: 'ERR_BATCH_006', details: { batch_run_id: expect.any(String) } },
      });
      await runEnded(api, idOf(book));
      expect(await history(book)).toEqual(before);
    },
  );

  it('values each new day once, from the day before, on whatever day it is asked', async () => {
    const before = await history('leveraged');
    // Sunday is still Friday's; Monday evening, then Wednesday after a day on which nobody asked.
    for (const [instant, added] of [
      ['2026-11-22T15:00:00Z', 0],
      ['2026-11-23T23:00:00Z', 1],
      ['2026-11-25T23:00:00Z', 3],
    ] as const) {
      now = new Date(instant);
      for (let again = 0; again < 2; again++) {
        await calculate('leveraged');
        await runEnded(api, idOf('leveraged'));
      }
      const after = await history('leveraged');
      expect(after.total).toBe(before.total + added);
      const newest = after.snapshots[0] as {
        snapshot_date: string;
        equity_balance: string;
        daily_pnl: string;
      };
      const previous = after.snapshots[1] as typeof newest;
      expect(Number(newest.equity_balance)).toBeCloseTo(
        Number(previous.equity_balance) + Number(newest.daily_pnl),
        1,
      );
    }
    const days = (await history('leveraged')).snapshots.slice(0, 3).map((day) => day.snapshot_date);
    expect(days).toEqual(['2026-11-25', '2026-11-24', '2026-11-23']);
    now = new Date(START);
  });

  it('imports a file once, however often its request is repeated, also at once', async () => {
    const key = randomUUID();
    const send = () =>
      api.post<{ portfolio_id: string }>(
        '/api/v1/onboarding/create-portfolio',
        portfolioForm({ accountName: 'Repeated', csv: BOOKS.plain ?? '' }),
        { 'idempotency-key': key },
      );
    const first = await send();
    const again = await Promise.all([send(), send(), send()]);
    expect(again.map(({ status }) => status)).toEqual([201, 201, 201]);
    expect(new Set(again.map(({ body }) => body.portfolio_id))).toEqual(new Set([first.body.portfolio_id]));
    const events = await service.store.readStream(`portfolio-${first.body.portfolio_id}`);
    expect(events.filter(({ type }) => type === 'PositionsImported')).toHaveLength(1);
  });

  it('gives one account name to one of twenty requests that race for it', async () => {
    const answers: Answer<{ error?: { code: string } }>[] = await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        api.post<{ error?: { code: string } }>(
          '/api/v1/onboarding/create-portfolio',
          portfolioForm({
            accountName: i % 2 === 0 ? 'Raced for' : ' raced FOR ',
            csv: BOOKS.plain ?? '',
          }),
        ),
      ),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(
      answers.filter(({ status, body }) => status === 409 && body.error?.code === 'ERR_PORT_001'),
    ).toHaveLength(19);
    const list = await api.get<{ portfolios: { account_name: string }[] }>('/api/v1/portfolios?limit=100');
    expect(
      list.body.portfolios.filter(({ account_name }) => account_name.toLowerCase() === 'raced for'),
    ).toHaveLength(1);
  });

  it('rebuilds every read model to the same rows', async () => {
    const outcomes = await service.rebuild([], () => {});
    expect(outcomes.length).toBeGreaterThan(5);
    for (const { projection, checksumBefore, checksumAfter } of outcomes) {
      expect([projection, checksumAfter]).toEqual([projection, checksumBefore]);
    }
  });
});
