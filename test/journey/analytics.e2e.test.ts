import { readFileSync } from 'node:fs';
import type { Service } from '../../infra/service/start-service.ts';
import { violations } from '../adapters/http/openapi-checker.ts';
import { type Api, createApi, portfolioForm, runEnded, signIn } from '../support/api.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { startTestService } from '../support/service.ts';
import { readWidePrices } from '../support/wide-prices.ts';

const DATA = '../shared/data';
const PRICES = `${DATA}/prices/yahoo_adjclose_core_2019-2024H1.csv.gz`;
const AS_OF = '2024-06-28';
const EQUITY = 250_000;
const HEDGED_EQUITY = 100_000;

/** A short, an option, cash and a private asset beside shares. */
const HEDGED = `Symbol,Quantity,Entry Price Per Share,Entry Date,Investment Class,Investment Subtype,Underlying Symbol,Strike Price,Expiration Date,Option Type
AAPL,200,150.00,2023-07-03,PUBLIC,STOCK,,,,
JPM,100,140.00,2023-07-03,PUBLIC,STOCK,,,,
XOM,-150,105.00,2023-07-03,PUBLIC,STOCK,,,,
SPY240920P00500000,2,8.50,2024-05-01,OPTIONS,,SPY,500,2024-09-20,PUT
MYFUND,1,20000.00,2023-07-03,PRIVATE,PRIVATE_EQUITY,,,,
`;

const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
const sd = (values: readonly number[]): number => {
  const centre = mean(values);
  return Math.sqrt(values.reduce((a, b) => a + (b - centre) ** 2, 0) / (values.length - 1));
};

describe('analytics of real portfolios with real prices, as of 2024-06-28', () => {
  let database: TestDatabase;
  let service: Service;
  let api: Api;
  const ids: Record<string, string> = {};
  const prices = readWidePrices(PRICES);
  const last = prices.dates.indexOf(AS_OF);
  const tech = readFileSync(`${DATA}/brokers/sigmasight/tech_growth_portfolio.csv`, 'utf8');
  /** Signed dollars by symbol, of the file and the last close. */
  const held = tech
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(','))
    .map(([symbol = '', quantity]) => ({
      symbol,
      value: Number(quantity) * (prices.column(symbol)[last] ?? Number.NaN),
    }));

  /** The last `count` returns of a symbol. */
  const returnsOf = (symbol: string, count: number): readonly number[] => {
    const closes = prices.column(symbol).slice(last - count, last + 1);
    return closes.slice(1).map((close, i) => close / (closes[i] ?? Number.NaN) - 1);
  };
  const portfolioReturns = (count: number): readonly number[] => {
    const columns = held.map(({ symbol, value }) =>
      returnsOf(symbol, count).map((r) => (r * value) / EQUITY),
    );
    return Array.from({ length: count }, (_, t) =>
      columns.reduce((total, column) => total + (column[t] ?? Number.NaN), 0),
    );
  };

  /** An answer that is as the published document has it. */
  const ask = async <Body>(path: string, template: string, status = 200): Promise<Body> => {
    const answer = await api.get<Body>(path);
    expect(answer.status).toBe(status);
    expect(
      violations('get', template, answer.status, answer.headers.get('content-type') ?? '', answer.body),
    ).toEqual([]);
    return answer.body;
  };
  const ofPortfolio = <Body>(name: string, what: string): Promise<Body> =>
    ask<Body>(
      `/api/v1/analytics/portfolio/${ids[name]}/${what}`,
      `/api/v1/analytics/portfolio/{id}/${what.split('?')[0]}`,
    );

  beforeAll(async () => {
    database = await createTestDatabase();
    service = await startTestService(database, {
      MARKET_DATA_PROVIDER: 'csv',
      PRICES_DIR: PRICES,
      AS_OF: '2024-06-28T21:00:00Z',
    });
    api = await signIn(createApi(service.url), 'jane@example.com');
    for (const [name, csv, equity] of [
      ['tech', tech, EQUITY],
      ['hedged', HEDGED, HEDGED_EQUITY],
    ] as const) {
      const created = await api.post<{ portfolio_id: string }>(
        '/api/v1/onboarding/create-portfolio',
        portfolioForm({ accountName: name, csv, equity: String(equity), autoCalculate: true }),
      );
      expect(created).toMatchObject({ status: 201 });
      ids[name] = created.body.portfolio_id;
    }
    for (const id of Object.values(ids)) await runEnded(api, id);
  }, 60_000);
  afterAll(async () => {
    await service.stop();
    await database.close();
  });

  it('measures risk on what is held and on what was recorded, and says which', async () => {
    type Statistics = {
      basis: string;
      observations: number;
      quality: string;
      annualised_volatility: number;
      sharpe_ratio: number;
      sortino_ratio: number;
      drawdown: { maximum: number };
      historical: { confidence: number; value_at_risk: { fraction_of_equity: number; dollars: string } }[];
      parametric: { value_at_risk: { fraction_of_equity: number } }[];
    };
    const { returns } = await ofPortfolio<{ returns: [Statistics, Statistics] }>(
      'tech',
      'risk-metrics?risk_free_rate=0.05',
    );
    const [today, recorded] = returns;
    expect([today.basis, recorded.basis]).toEqual(['constant_weights', 'recorded']);
    const own = portfolioReturns(252);
    const excess = mean(own) - 0.05 / 252;
    expect(today.observations).toBe(252);
    expect(today.annualised_volatility).toBeCloseTo(sd(own) * Math.sqrt(252), 10);
    expect(today.sharpe_ratio).toBeCloseTo((excess / sd(own)) * Math.sqrt(252), 9);
    const short = Math.sqrt(mean(own.map((r) => Math.min(0, r - 0.05 / 252) ** 2)));
    expect(today.sortino_ratio).toBeCloseTo((excess / short) * Math.sqrt(252), 9);
    let [wealth, peak, deepest] = [1, 1, 0];
    for (const r of own) {
      wealth *= 1 + r;
      peak = Math.max(peak, wealth);
      deepest = Math.min(deepest, wealth / peak - 1);
    }
    expect(today.drawdown.maximum).toBeCloseTo(deepest, 10);
    const worst = own.toSorted((a, b) => a - b);
    // 5 % of 252 is 12.6: the thirteenth worst day; 1 % is 2.52: the third.
    expect(today.historical.map(({ value_at_risk }) => value_at_risk.fraction_of_equity)).toEqual([
      expect.closeTo(-(worst[12] ?? 0), 10),
      expect.closeTo(-(worst[2] ?? 0), 10),
    ]);
    expect(Number(today.historical[0]?.value_at_risk.dollars)).toBeCloseTo(-(worst[12] ?? 0) * EQUITY, 1);
    expect(today.parametric[0]?.value_at_risk.fraction_of_equity).toBeCloseTo(
      -mean(own) + 1.6448536269514722 * sd(own),
      8,
    );

    const snapshots = await api.get<{ snapshots: { daily_return: number | null }[] }>(
      `/api/v1/portfolios/${ids.tech}/snapshots?limit=252`,
    );
    const days = snapshots.body.snapshots.flatMap(({ daily_return }) => daily_return ?? []);
    expect(recorded.observations).toBe(days.length);
    expect(recorded.annualised_volatility).toBeCloseTo(sd(days) * Math.sqrt(252), 9);
  });
});
