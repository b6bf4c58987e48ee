import { readFileSync } from 'node:fs';
import type { Service } from '../../infra/service/start-service.ts';
import { type Api, createApi, portfolioForm, runEnded, signIn } from '../support/api.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { startTestService } from '../support/service.ts';
import { readWidePrices } from '../support/wide-prices.ts';

const DATA = '../shared/data';
const PRICES = `${DATA}/prices/yahoo_adjclose_core_2019-2024H1.csv.gz`;
const AS_OF = '2024-06-28';

type PeriodReturn = { readonly period: string; readonly from: string | null; readonly return: number | null };

describe('returns over the usual periods', () => {
  let database: TestDatabase;
  let service: Service;
  let api: Api;
  let portfolioId: string;
  const prices = readWidePrices(PRICES);
  const spy = prices.column('SPY');
  const at = (date: string): number => spy[prices.dates.indexOf(date)] ?? Number.NaN;

  beforeAll(async () => {
    database = await createTestDatabase();
    service = await startTestService(database, {
      MARKET_DATA_PROVIDER: 'csv',
      PRICES_DIR: PRICES,
      AS_OF: '2024-06-28T21:00:00Z',
    });
    api = await signIn(createApi(service.url), 'jane@example.com');
    const csv = readFileSync(`${DATA}/brokers/sigmasight/tech_growth_portfolio.csv`, 'utf8');
    const form = portfolioForm({ accountName: 'A', csv, equity: '250000', autoCalculate: true });
    const created = await api.post<{ portfolio_id: string }>('/api/v1/onboarding/create-portfolio', form);
    portfolioId = created.body.portfolio_id;
    await runEnded(api, portfolioId);
  });
  afterAll(async () => {
    await service.stop();
    await database.close();
  });

  it('of a symbol start from the last close on or before', async () => {
    const { body } = await api.get<{
      metrics_date: string;
      returns: PeriodReturn[];
      volatility: { window: number; value: number; observations: number }[];
      drawdown: { deepest: number };
    }>('/api/v1/symbols/SPY/metrics');
    expect(body.metrics_date).toBe(AS_OF);
    const starts = {
      '1d': '2024-06-27',
      mtd: '2024-05-31',
      '1m': '2024-05-29',
      '3m': '2024-03-28',
      ytd: '2023-12-29',
      '1y': '2023-06-29',
    };
    for (const [period, from] of Object.entries(starts)) {
      const found = body.returns.find((each) => each.period === period);
      expect([period, found?.from]).toEqual([period, from]);
      expect(found?.return).toBeCloseTo(at(AS_OF) / at(from) - 1, 12);
    }
    const returns = spy
      .slice(-22)
      .map((close, i, all) => close / (all[i - 1] ?? Number.NaN) - 1)
      .slice(1);
    const mean = returns.reduce((sum, value) => sum + value, 0) / returns.length;
    const variance = returns.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (returns.length - 1);
    expect(body.volatility[0]).toEqual({
      window: 21,
      value: expect.closeTo(Math.sqrt(variance * 252), 12),
      observations: 21,
    });
    expect(body.drawdown.deepest).toBeLessThan(-0.05);
    expect((await api.get('/api/v1/symbols/NOBODY/metrics')).status).toBe(404);
  });

  it('of a portfolio are those of its recorded equity, and leave out what its history does not reach', async () => {
    const { body } = await api.get<{
      returns: { period: string; from: string; time_weighted_return: number; observations: number }[];
    }>(`/api/v1/analytics/portfolio/${portfolioId}/returns`);
    const { body: history } = await api.get<{
      snapshots: { snapshot_date: string; equity_balance: string }[];
    }>(`/api/v1/portfolios/${portfolioId}/snapshots?limit=500`);
    const equityOn = (date: string): number =>
      Number(history.snapshots.find(({ snapshot_date }) => snapshot_date === date)?.equity_balance);
    expect(body.returns.map(({ period }) => period)).toEqual([
      '1d',
      'mtd',
      '1m',
      '3m',
      'since_first_snapshot',
    ]);
    for (const { from, time_weighted_return } of body.returns) {
      expect(time_weighted_return).toBeCloseTo(equityOn(AS_OF) / equityOn(from) - 1, 10);
    }
  });

  it('leave out the flows: a contribution is no return', async () => {
    const returns = async () =>
      (
        await api.get<{ returns: { time_weighted_return: number }[] }>(
          `/api/v1/analytics/portfolio/${portfolioId}/returns`,
        )
      ).body.returns;
    const before = await returns();
    const recorded = await api.post(`/api/v1/portfolios/${portfolioId}/equity-changes`, {
      change_type: 'CONTRIBUTION',
      amount: '50000.00',
      change_date: '2024-06-10',
    });
    expect(recorded.status).toBe(201);
    await runEnded(api, portfolioId);
    const after = await returns();
    // The base of each day differs, so the returns do; a contribution counted as return would add a quarter.
    expect(
      Math.abs((after.at(-1)?.time_weighted_return ?? 1) - (before.at(-1)?.time_weighted_return ?? 0)),
    ).toBeLessThan(0.05);
  });
});
