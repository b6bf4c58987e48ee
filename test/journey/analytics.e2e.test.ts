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

  it('measures concentration on shares of gross value', async () => {
    const gross = held.reduce((total, { value }) => total + Math.abs(value), 0);
    const shares = held.map(({ value }) => Math.abs(value) / gross).toSorted((a, b) => b - a);
    const squares = shares.reduce((total, share) => total + share * share, 0);
    const body = await ofPortfolio<{
      hhi: number;
      effective_positions: number;
      top_3: number;
      symbols: number;
      cap_bands: { band: string; weight: number }[];
    }>('tech', 'concentration');
    expect(body.hhi).toBeCloseTo(squares * 10_000, 6);
    expect(body.effective_positions).toBeCloseTo(1 / squares, 9);
    expect(body.top_3).toBeCloseTo((shares[0] ?? 0) + (shares[1] ?? 0) + (shares[2] ?? 0), 9);
    expect(body.symbols).toBe(shares.length);
    expect(body.cap_bands.reduce((total, { weight }) => total + weight, 0)).toBeCloseTo(1, 12);
  });

  it('sets sectors against the S&P 500, and drops nothing', async () => {
    const { sectors } = await ofPortfolio<{
      sectors: {
        sector: string;
        gross_value: string;
        weight: number;
        benchmark_weight: number | null;
        over_underweight: number | null;
      }[];
    }>('hedged', 'sector-exposure');
    expect(sectors.reduce((total, { weight }) => total + weight, 0)).toBeCloseTo(1, 12);
    const invested = [
      ['AAPL', 200],
      ['JPM', 100],
      ['XOM', -150],
    ].map(([symbol, quantity]) => Math.abs(Number(quantity) * (prices.column(String(symbol))[last] ?? 0)));
    // The private asset at its stated value, the puts at the premium paid.
    const gross = invested.reduce((a, b) => a + b, 0) + 20_000 + 2 * 100 * 8.5;
    const private_ = sectors.find(({ sector }) => sector === 'Private');
    expect(private_).toMatchObject({ gross_value: '20000.00', benchmark_weight: null });
    expect(private_?.weight).toBeCloseTo(20_000 / gross, 9);
    for (const { weight, benchmark_weight, over_underweight } of sectors) {
      if (benchmark_weight !== null) expect(over_underweight).toBeCloseTo(weight - benchmark_weight, 12);
    }
  });

  const correlation = (a: readonly number[], b: readonly number[]): number => {
    const [x, y] = [mean(a), mean(b)];
    const product = a.reduce((total, value, i) => total + (value - x) * ((b[i] ?? 0) - y), 0);
    return product / ((a.length - 1) * sd(a) * sd(b));
  };

  it('correlates what is large enough, and scores how much moves together', async () => {
    const query = '?lookback=120&min_value=0&min_weight=0&max_symbols=4';
    const body = await ofPortfolio<{
      symbols: { symbol: string; weight: number }[];
      excluded_symbols: string[];
      matrix: number[][];
      observations: number[][];
    }>('tech', `correlation-matrix${query}`);
    const gross = held.reduce((total, { value }) => total + Math.abs(value), 0);
    const bySize = held.toSorted((a, b) => Math.abs(b.value) - Math.abs(a.value));
    expect(body.symbols.map(({ symbol }) => symbol)).toEqual(bySize.slice(0, 4).map(({ symbol }) => symbol));
    expect(body.excluded_symbols).toEqual(bySize.slice(4).map(({ symbol }) => symbol));
    body.symbols.forEach(({ symbol, weight }, i) => {
      expect(weight).toBeCloseTo(Math.abs(bySize[i]?.value ?? 0) / gross, 9);
      body.symbols.forEach((other, j) => {
        const expected = correlation(returnsOf(symbol, 120), returnsOf(other.symbol, 120));
        expect(body.matrix[i]?.[j]).toBeCloseTo(expected, 10);
        expect(body.observations[i]?.[j]).toBe(120);
      });
    });
    const score = await ofPortfolio<{ weighted_absolute_correlation: number; effective_positions: number }>(
      'tech',
      `diversification-score${query}`,
    );
    let [weighted, all, variance] = [0, 0, 0];
    body.symbols.forEach((a, i) => {
      body.symbols.forEach((b, j) => {
        const rho = body.matrix[i]?.[j] ?? Number.NaN;
        variance += rho / 16;
        if (i === j) return;
        weighted += a.weight * b.weight * Math.abs(rho);
        all += a.weight * b.weight;
      });
    });
    expect(score.weighted_absolute_correlation).toBeCloseTo(weighted / all, 10);
    expect(score.effective_positions).toBeCloseTo(1 / variance, 9);
  });

  it('says so when too little is large enough, and refuses an overlap that cannot be', async () => {
    expect(await ofPortfolio('tech', 'correlation-matrix?min_value=999999')).toMatchObject({
      available: false,
      reason: 'TOO_FEW_SYMBOLS',
    });
    await ask(
      `/api/v1/analytics/portfolio/${ids.tech}/correlation-matrix?lookback=30&min_overlap=31`,
      '/api/v1/analytics/portfolio/{id}/correlation-matrix',
      422,
    );
  });

  it('compares the calculated beta with the published one, symbol by symbol', async () => {
    const body = await ofPortfolio<{
      calculated: { beta: number };
      published_or_calculated: { beta: number };
      difference: number;
      sources: { published: number; calculated: number; none: number };
      symbols: { symbol: string; calculated: number; published: number | null }[];
    }>('tech', 'beta-comparison');
    const { sources, symbols } = body;
    expect(sources.published + sources.calculated + sources.none).toBe(held.length);
    const weighted = (of: (symbol: string) => number): number =>
      held.reduce((total, { symbol, value }) => total + (value / EQUITY) * of(symbol), 0);
    const betas = new Map(symbols.map((each) => [each.symbol, each]));
    const market = returnsOf('SPY', 90);
    const beta = (symbol: string): number => {
      const own = returnsOf(symbol, 90);
      return (correlation(own, market) * sd(own)) / sd(market);
    };
    expect(body.calculated.beta).toBeCloseTo(weighted(beta), 9);
    const filled = weighted((symbol) => betas.get(symbol)?.published ?? beta(symbol));
    expect(body.published_or_calculated.beta).toBeCloseTo(filled, 9);
    expect(body.difference).toBeCloseTo(body.calculated.beta - filled, 9);
  });

  const ofAll = <Body>(what: string): Promise<Body> =>
    ask<Body>(`/api/v1/analytics/aggregate/${what}`, `/api/v1/analytics/aggregate/${what.split('?')[0]}`);

  it('adds portfolios up, weighs them by equity and names the one that has no valuation', async () => {
    type Overview = { equity_balance: string; net_market_value: string; leverage: number };
    const [one, other] = [
      await ofPortfolio<{ total_value: string }>('tech', 'overview'),
      await ofPortfolio<{ total_value: string }>('hedged', 'overview'),
    ];
    const all = await ofAll<Overview & { portfolios_included: number; portfolio_coverage: number }>(
      'overview',
    );
    expect(all.equity_balance).toBe((EQUITY + HEDGED_EQUITY).toFixed(2));
    expect(Number(all.net_market_value)).toBeCloseTo(Number(one.total_value) + Number(other.total_value), 2);
    expect(all).toMatchObject({ portfolios_included: 2, portfolio_coverage: 1, missing_portfolios: [] });
    const { portfolios } = await ofAll<{ portfolios: { weight: number }[] }>('breakdown');
    expect(portfolios.map(({ weight }) => weight).toSorted((a, b) => a - b)).toEqual([
      expect.closeTo(HEDGED_EQUITY / (EQUITY + HEDGED_EQUITY), 12),
      expect.closeTo(EQUITY / (EQUITY + HEDGED_EQUITY), 12),
    ]);

    const lonely = await signIn(createApi(service.url), 'alan@example.com');
    const path = '/api/v1/analytics/aggregate/overview';
    expect((await lonely.get(path)).body).toMatchObject({ available: false, reason: 'NO_SNAPSHOT' });
    const valued = await lonely.post<{ portfolio_id: string }>(
      '/api/v1/onboarding/create-portfolio',
      portfolioForm({ accountName: 'valued', csv: tech, equity: '60000', autoCalculate: true }),
    );
    await lonely.post(
      '/api/v1/onboarding/create-portfolio',
      portfolioForm({ accountName: 'waiting', csv: tech, equity: '40000' }),
    );
    await runEnded(lonely, valued.body.portfolio_id);
    expect((await lonely.get(path)).body).toMatchObject({
      portfolios_included: 1,
      portfolio_coverage: 0.6,
      missing_portfolios: [{ portfolio_name: 'waiting portfolio' }],
    });
  });

  it('weighs betas and factor exposures of portfolios by their equity', async () => {
    type Factors = { factors: { factor_id: string; beta: number | null }[] };
    const one = await ofPortfolio<Factors>('tech', 'factor-exposures');
    const other = await ofPortfolio<Factors>('hedged', 'factor-exposures');
    const all = await ofAll<Factors>('factor-exposures');
    const total = EQUITY + HEDGED_EQUITY;
    let compared = 0;
    all.factors.forEach(({ factor_id, beta }, i) => {
      const [a, b] = [one.factors[i], other.factors[i]];
      expect([a?.factor_id, b?.factor_id]).toEqual([factor_id, factor_id]);
      if (a?.beta == null || b?.beta == null) return;
      expect(beta).toBeCloseTo((a.beta * EQUITY + b.beta * HEDGED_EQUITY) / total, 10);
      compared += 1;
    });
    expect(compared).toBeGreaterThan(10);
    const beta = await ofAll<{ calculated: { beta: number } }>('beta');
    expect(beta.calculated.beta).toBeCloseTo(all.factors[0]?.beta ?? Number.NaN, 10);
  });

  it('adds stress results up scenario by scenario', async () => {
    type Stress = { scenarios: { scenario_id: string; conditional: { pnl: string } }[] };
    const one = await ofPortfolio<Stress>('tech', 'stress-test');
    const other = await ofPortfolio<Stress>('hedged', 'stress-test');
    const all = await ofAll<Stress>('stress-test');
    expect(all.scenarios).toHaveLength(19);
    all.scenarios.forEach(({ conditional }, i) => {
      const sum = Number(one.scenarios[i]?.conditional.pnl) + Number(other.scenarios[i]?.conditional.pnl);
      expect(Number(conditional.pnl)).toBeCloseTo(sum, 1);
    });
  });

  it('takes the volatility of portfolios from their combined daily returns', async () => {
    const [first, second] = [
      { id: ids.tech, equity: EQUITY },
      { id: ids.hedged, equity: HEDGED_EQUITY },
    ];
    type Volatility = { realized_volatility_63d: number };
    const one = await ofPortfolio<Volatility>('tech', 'volatility');
    const both = await ofAll<Volatility>(`volatility?portfolio_ids=${first.id},${second.id}`);
    const mine = await ofAll<Volatility>(`volatility?portfolio_ids=${first.id}`);
    expect(mine.realized_volatility_63d).toBeCloseTo(one.realized_volatility_63d, 12);
    const other = await ofPortfolio<Volatility>('hedged', 'volatility');
    const weighted =
      (one.realized_volatility_63d * EQUITY + other.realized_volatility_63d * HEDGED_EQUITY) /
      (EQUITY + HEDGED_EQUITY);
    expect(both.realized_volatility_63d).toBeLessThan(weighted);
  });

  it('forecasts volatility with a named horizon, and ranks it within a year', async () => {
    const body = await ofPortfolio<{
      realized_volatility_63d: number;
      forecast: { horizon_sessions: number; annualised_volatility: number };
      percentile: { value: number; observations: number };
      trend: { direction: string };
    }>('tech', 'volatility');
    const own = portfolioReturns(272);
    expect(body.realized_volatility_63d).toBeCloseTo(sd(own.slice(-63)) * Math.sqrt(252), 10);
    const rolling = Array.from({ length: 252 }, (_, i) => sd(own.slice(i, i + 21)));
    const below = rolling.filter((value) => value < (rolling.at(-1) ?? 0)).length;
    expect(body.percentile).toMatchObject({ value: expect.closeTo(below / 252, 12), observations: 252 });
    expect(body.forecast.horizon_sessions).toBe(21);
    expect(body.forecast.annualised_volatility).toBeGreaterThan(0);
    expect(['increasing', 'decreasing', 'stable']).toContain(body.trend.direction);
  });

  it('aggregates concentration, sectors and correlations over merged symbols', async () => {
    const merged = new Map(held.map(({ symbol, value }) => [symbol, value]));
    const add = (symbol: string, value: number) => merged.set(symbol, (merged.get(symbol) ?? 0) + value);
    for (const [symbol, quantity] of [
      ['AAPL', 200],
      ['JPM', 100],
      ['XOM', -150],
    ] as const) {
      add(symbol, quantity * (prices.column(symbol)[last] ?? Number.NaN));
    }
    add('MYFUND', 20_000);
    add('SPY', 2 * 100 * 8.5);
    const gross = [...merged.values()].reduce((total, value) => total + Math.abs(value), 0);
    const squares = [...merged.values()].reduce((total, value) => total + (value / gross) ** 2, 0);
    expect((await ofAll<{ hhi: number }>('concentration')).hhi).toBeCloseTo(squares * 10_000, 5);
    const { sectors } = await ofAll<{ sectors: { weight: number }[] }>('sector-exposure');
    expect(sectors.reduce((total, { weight }) => total + weight, 0)).toBeCloseTo(1, 12);
    const { symbols, matrix } = await ofAll<{ symbols: { symbol: string }[]; matrix: number[][] }>(
      'correlation-matrix?min_value=0&min_weight=0',
    );
    // The put moves with SPY; the private asset moves with nothing.
    expect(symbols.map(({ symbol }) => symbol).toSorted()).toEqual(
      [...merged.keys()].filter((symbol) => symbol !== 'MYFUND').toSorted(),
    );
    expect(matrix.every((row, i) => row[i] === 1)).toBe(true);
  });

  it('answers for nobody else’s portfolio, whatever else is asked for', async () => {
    const stranger = await signIn(createApi(service.url), 'mallory@example.com');
    const foreign = await stranger.get(`/api/v1/analytics/aggregate/overview?portfolio_ids=${ids.tech}`);
    const unknown = await stranger.get(
      '/api/v1/analytics/aggregate/overview?portfolio_ids=11111111-2222-4333-8444-555555555555',
    );
    expect(foreign.status).toBe(404);
    expect(foreign.body).toEqual(unknown.body);
    expect((await stranger.get('/api/v1/analytics/aggregate/overview?portfolio_ids=x')).status).toBe(422);
  });

  it('stresses by scenarios of one’s own as by those of the catalogue, and stores nothing', async () => {
    type Stress = {
      scenarios: {
        scenario_id: string;
        name: string;
        conditional: { pnl: string; fraction_of_equity: number };
      }[];
    };
    const path = `/api/v1/analytics/portfolio/${ids.tech}/stress-test`;
    const events = `/api/v1/audit/portfolios/${ids.tech}/events?limit=500`;
    const before = await api.get(events);
    const answer = await api.post<Stress>(path, {
      scenarios: [
        { name: 'As in the catalogue', shocks: { market_beta_90d: -0.1 } },
        { name: 'Twice that', shocks: { market_beta_90d: -0.2 } },
      ],
    });
    expect(answer.status).toBe(200);
    expect(
      violations(
        'post',
        '/api/v1/analytics/portfolio/{id}/stress-test',
        200,
        'application/json',
        answer.body,
      ),
    ).toEqual([]);
    const { scenarios } = await ofPortfolio<Stress>('tech', 'stress-test');
    const known = scenarios.find(({ scenario_id }) => scenario_id === 'market_down_10');
    const [same, twice] = answer.body.scenarios;
    expect(same).toMatchObject({ scenario_id: 'user_1', conditional: known?.conditional });
    expect(twice?.conditional.fraction_of_equity).toBeCloseTo(
      2 * (known?.conditional.fraction_of_equity ?? Number.NaN),
      12,
    );
    expect((await api.get(events)).body).toEqual(before.body);
  });

  it.each([
    ['nothing at all', {}],
    ['no shock', { scenarios: [{ name: 'x', shocks: {} }] }],
    ['a factor that cannot be shocked', { scenarios: [{ name: 'x', shocks: { provider_beta_1y: 0.1 } }] }],
    ['a loss of more than everything', { scenarios: [{ name: 'x', shocks: { value: -1.01 } }] }],
  ])('refuses a scenario of one’s own with %s', async (_what, body) => {
    const answer = await api.post(`/api/v1/analytics/portfolio/${ids.tech}/stress-test`, body);
    expect(answer.status).toBe(422);
  });

  it.each(['tech', 'hedged'])(
    'splits factors, variance and losses of %s by position, without a rest',
    async (name) => {
      const body = await ofPortfolio<{
        positions: { symbol: string; weight: number }[];
        factors: { factor_id: string; total: number; contributions: (number | null)[] }[];
        variance: { total: number; volatility: number; contributions: number[]; shares: number[] };
        stress: { scenario_id: string; total: string; contributions: (string | null)[] }[];
      }>(name, 'contributions');
      const factors = await ofPortfolio<{ factors: { factor_id: string; beta: number | null }[] }>(
        name,
        'factor-exposures',
      );
      const sum = (values: readonly (number | null)[]) => values.reduce<number>((a, b) => a + (b ?? 0), 0);
      const known = factors.factors.filter(({ beta }) => beta !== null);
      expect(body.factors.map(({ factor_id }) => factor_id)).toEqual(known.map(({ factor_id }) => factor_id));
      for (const [i, { total, contributions }] of body.factors.entries()) {
        expect(total).toBe(known[i]?.beta);
        expect(contributions).toHaveLength(body.positions.length);
        expect(sum(contributions)).toBeCloseTo(total, 10);
      }
      const { variance } = body;
      expect(sum(variance.contributions)).toBeCloseTo(variance.total, 12);
      expect(sum(variance.shares)).toBeCloseTo(1, 10);
      const volatility = await ofPortfolio<{ realized_volatility_63d: number }>(name, 'volatility');
      expect(variance.volatility).toBeCloseTo(volatility.realized_volatility_63d, 10);
      const { scenarios } = await ofPortfolio<{
        scenarios: { scenario_id: string; conditional: { pnl: string } }[];
      }>(name, 'stress-test');
      expect(body.stress.map(({ scenario_id, total }) => [scenario_id, total])).toEqual(
        scenarios.map(({ scenario_id, conditional }) => [scenario_id, conditional.pnl]),
      );
      for (const { total, contributions } of body.stress) {
        const cents = contributions.map((amount) => Math.round(Number(amount) * 100));
        expect(sum(cents)).toBe(Math.round(Number(total) * 100));
      }
    },
  );

  it('gives the Greeks of positions, signed and for a hundred shares a contract', async () => {
    const body = await ofPortfolio<{
      assumptions: { rate: number; volatility: number };
      positions: {
        underlying: string;
        symbol: string;
        greeks: { delta: number; delta_dollars: number; vega: number };
      }[];
      underlyings: { underlying: string; computed: number; total: { delta: number } }[];
    }>('hedged', 'greeks');
    const spot = prices.column('SPY')[last] ?? Number.NaN;
    const { rate, volatility } = body.assumptions;
    // 28 June to 20 September: 84 days.
    const years = 84 / 365;
    const deviation = volatility * Math.sqrt(years);
    const d1 = (Math.log(spot / 500) + rate * years) / deviation + deviation / 2;
    // The normal distribution, by Simpson's rule: nothing of ours.
    const density = (x: number) => Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
    const steps = 2000;
    const h = d1 / steps;
    const area = Array.from({ length: steps + 1 }, (_, i) => {
      const inner = i % 2 === 1 ? 4 : 2;
      return density(i * h) * (i === 0 || i === steps ? 1 : inner);
    }).reduce((a, b) => a + b, 0);
    const callDelta = 0.5 + (h / 3) * area;
    const put = body.positions.find(({ underlying }) => underlying === 'SPY')?.greeks;
    expect(put?.delta).toBeCloseTo(2 * 100 * (callDelta - 1), 8);
    expect(put?.delta_dollars).toBeCloseTo(2 * 100 * (callDelta - 1) * spot, 5);
    expect(put?.vega).toBeCloseTo((2 * 100 * spot * density(d1) * Math.sqrt(years)) / 100, 8);
    const xom = body.underlyings.find(({ underlying }) => underlying === 'XOM');
    expect(xom).toMatchObject({ computed: 1, total: { delta: -150, gamma: 0, vega: 0 } });
    expect(body.positions.map(({ symbol }) => symbol)).not.toContain('MYFUND');
  });

  it('links to where the numbers behind a figure are taken apart', async () => {
    for (const what of ['risk-metrics', 'concentration', 'beta-comparison', 'contributions', 'volatility']) {
      const { explain } = await ofPortfolio<{ explain: Record<string, string> }>('tech', what);
      expect(Object.keys(explain).length).toBeGreaterThan(0);
      for (const [number, path] of Object.entries(explain)) {
        const explained = await api.get<{ number: string; date: string }>(path);
        // A provider need not have published a beta; the number is known all the same.
        expect(explained).toMatchObject({ status: 200, body: { number, date: AS_OF } });
      }
    }
  });

  it('explains the private share that it shows beside factor exposures', async () => {
    const { private_allocation } = await ofPortfolio<{ private_allocation: number }>(
      'hedged',
      'factor-exposures',
    );
    expect(private_allocation).toBeGreaterThan(0.2);
    const { body } = await api.get<{ value: number; event: { type: string } }>(
      `/api/v1/audit/portfolios/${ids.hedged}/explain?number=private_allocation`,
    );
    expect(body).toMatchObject({
      value: private_allocation,
      event: { type: 'FactorExposuresCalculated' },
    });
  });

  it('draws equity and drawdown from the snapshots, one by one and over all portfolios', async () => {
    type Series = {
      dates: string[];
      equity_balance: string[];
      daily_return: (number | null)[];
      drawdown: number[];
      observations: number;
    };
    const series = await ofPortfolio<Series>('tech', 'series');
    const { body } = await api.get<{ snapshots: { snapshot_date: string; equity_balance: string }[] }>(
      `/api/v1/portfolios/${ids.tech}/snapshots?limit=500`,
    );
    const days = body.snapshots.toReversed();
    expect(series.dates).toEqual(days.map(({ snapshot_date }) => snapshot_date));
    expect(series.equity_balance).toEqual(days.map(({ equity_balance }) => equity_balance));
    let [wealth, peak] = [1, 1];
    for (const [i, r] of series.daily_return.entries()) {
      wealth *= 1 + (r ?? 0);
      peak = Math.max(peak, wealth);
      expect(series.drawdown[i]).toBeCloseTo(wealth / peak - 1, 10);
    }
    const all = await ask<Series>('/api/v1/analytics/aggregate/series', '/api/v1/analytics/aggregate/series');
    expect(Number(all.equity_balance.at(-1))).toBe(EQUITY + HEDGED_EQUITY);
  });

  it('says how well a beta is known: the error of the regression of the portfolio’s own returns', async () => {
    type Interval = {
      factor_id: string;
      beta: number;
      standard_error: number | null;
      low: number | null;
      high: number | null;
      r_squared: number | null;
      observations: number;
    };
    const { factors } = await ofPortfolio<{ factors: Interval[] }>('tech', 'factor-intervals');
    const market = factors.find(({ factor_id }) => factor_id === 'market_beta_90d');
    const y = portfolioReturns(90);
    const x = returnsOf('SPY', 90);
    const [mx, my] = [mean(x), mean(y)];
    const sxx = x.reduce((total, value) => total + (value - mx) ** 2, 0);
    const beta = x.reduce((total, value, i) => total + (value - mx) * ((y[i] ?? 0) - my), 0) / sxx;
    const ssr = x.reduce((total, value, i) => total + ((y[i] ?? 0) - my - beta * (value - mx)) ** 2, 0);
    const sst = y.reduce((total, value) => total + (value - my) ** 2, 0);
    const error = Math.sqrt(ssr / 88 / sxx);
    expect(market).toMatchObject({
      observations: 90,
      beta: expect.closeTo(beta, 9),
      standard_error: expect.closeTo(error, 9),
      r_squared: expect.closeTo(1 - ssr / sst, 9),
      low: expect.closeTo(beta - 1.9872898648311 * error, 8),
      high: expect.closeTo(beta + 1.9872898648311 * error, 8),
    });
    // A ridge beta has no standard error: that is said, and not made up.
    expect(factors.find(({ factor_id }) => factor_id === 'momentum')).toMatchObject({
      beta: expect.any(Number),
      standard_error: null,
      low: null,
    });
    for (const what of ['factor-intervals', 'risk-metrics', 'greeks', 'contributions']) {
      const path = `/api/v1/analytics/aggregate/${what}`;
      expect(await ask(path, path)).toMatchObject({ available: true, portfolios_included: 2 });
    }
  });
});
