import { readFileSync } from 'node:fs';
import type { Service } from '../../infra/service/start-service.ts';
import { type Api, createApi, portfolioForm, runEnded, signIn } from '../support/api.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { startTestService } from '../support/service.ts';
import { readWidePrices } from '../support/wide-prices.ts';

const DATA = '../shared/data';
const PRICES = `${DATA}/prices/yahoo_adjclose_core_2019-2024H1.csv.gz`;
const AS_OF = '2024-06-28';
const EQUITY = 250_000;

const FILES = [
  'tech_growth_portfolio',
  'balanced_retirement_portfolio',
  'Test-Schwab-Robo-Advisor-TRANSFORMED',
];

type Row = {
  readonly symbol: string;
  readonly quantity: number;
  readonly price: number;
  readonly entry: string;
};

const rowsOf = (csv: string): readonly Row[] =>
  csv
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(','))
    .map(([symbol = '', quantity, price, entry = '']) => ({
      symbol,
      quantity: Number(quantity),
      price: Number(price),
      entry,
    }));

/** The reference file: scikit-learn's and statsmodels' betas on the same prices. */
const referenceBetas = (): ReadonlyMap<string, Readonly<Record<string, number>>> => {
  const [header = '', ...lines] = readFileSync(`${DATA}/reference/factor_betas_${AS_OF}.csv`, 'utf8')
    .trim()
    .split('\n');
  const columns = header.split(',');
  return new Map(
    lines.map((line) => {
      const cells = line.split(',');
      return [
        cells[1] ?? '',
        Object.fromEntries(columns.map((column, i) => [column, Number(cells[i] || Number.NaN)])),
      ];
    }),
  );
};

const COLUMN_OF: Readonly<Record<string, string>> = {
  market_beta_90d: 'market_beta',
  ir_beta: 'ir_beta',
  value: 'ridge_value',
  growth: 'ridge_growth',
  momentum: 'ridge_momentum',
  quality: 'ridge_quality',
  size: 'ridge_size',
  low_volatility: 'ridge_low_volatility',
  growth_value_spread: 'growth_value_spread',
  momentum_spread: 'momentum_spread',
  size_spread: 'size_spread',
  quality_spread: 'quality_spread',
};

const relative = (a: number, b: number): number => Math.abs(a - b) / Math.max(Math.abs(b), 1e-3);
const canonical = (symbol: string): string => symbol.replace('.', '-');

describe('the journey with real files and real prices, as of 2024-06-28', () => {
  let database: TestDatabase;
  let service: Service;
  let api: Api;
  const portfolios = new Map<string, string>();
  const prices = readWidePrices(PRICES);
  const lastIndex = prices.dates.indexOf(AS_OF);

  beforeAll(async () => {
    database = await createTestDatabase();
    service = await startTestService(database, {
      MARKET_DATA_PROVIDER: 'csv',
      PRICES_DIR: PRICES,
      AS_OF: '2024-06-28T21:00:00Z',
    });
    api = await signIn(createApi(service.url), 'jane@example.com');
  });
  afterAll(async () => {
    await service.stop();
    await database.close();
  });

  it('imports each file and calculates it by itself', async () => {
    for (const file of FILES) {
      const csv = readFileSync(`${DATA}/brokers/sigmasight/${file}.csv`, 'utf8');
      const created = await api.post<{
        portfolio_id: string;
        positions_imported: number;
        batch_run_id: string;
      }>(
        '/api/v1/onboarding/create-portfolio',
        portfolioForm({ accountName: file, csv, equity: String(EQUITY), autoCalculate: true }),
      );
      expect(created.status).toBe(201);
      expect(created.body.positions_imported).toBe(rowsOf(csv).length);
      portfolios.set(file, created.body.portfolio_id);
    }
    for (const portfolioId of portfolios.values()) {
      expect((await runEnded(api, portfolioId)).status).not.toBe('failed');
    }
  });

  it.each(FILES)('%s: the totals are those of plain arithmetic on the file and the prices', async (file) => {
    const rows = rowsOf(readFileSync(`${DATA}/brokers/sigmasight/${file}.csv`, 'utf8'));
    const lastClose = (symbol: string): number => {
      const column = prices.column(canonical(symbol)).slice(0, lastIndex + 1);
      return column.findLast((close) => !Number.isNaN(close)) ?? Number.NaN;
    };
    const values = rows.map(({ symbol, quantity, price }) => {
      const close = lastClose(symbol);
      return quantity * (Number.isNaN(close) ? price : close);
    });
    const cost = rows.reduce((sum, { quantity, price }) => sum + quantity * price, 0);
    const net = values.reduce((sum, value) => sum + value, 0);
    const { body } = await api.get<{
      snapshot_date: string;
      equity_balance: string;
      total_value: string;
      leverage: number;
      pnl: { unrealized: string };
      position_count: { total: number };
    }>(`/api/v1/analytics/portfolio/${portfolios.get(file)}/overview`);
    expect(body.snapshot_date).toBe(AS_OF);
    expect(body.equity_balance).toBe(EQUITY.toFixed(2));
    expect(Number(body.total_value)).toBeCloseTo(net, 1);
    expect(Number(body.pnl.unrealized)).toBeCloseTo(net - cost, 1);
    expect(body.leverage).toBeCloseTo(net / EQUITY, 6);
    expect(body.position_count.total).toBe(rows.length);
  });

  it.each(FILES)('%s: its history reaches back to its first entry or a year, and adds up', async (file) => {
    const rows = rowsOf(readFileSync(`${DATA}/brokers/sigmasight/${file}.csv`, 'utf8'));
    const earliest = rows.map(({ entry }) => entry).sort()[0] ?? '';
    const { body } = await api.get<{
      total: number;
      snapshots: {
        snapshot_date: string;
        equity_balance: string;
        daily_pnl: string;
        net_market_value: string;
      }[];
    }>(`/api/v1/portfolios/${portfolios.get(file)}/snapshots?limit=200`);
    const rest = await api.get<typeof body>(
      `/api/v1/portfolios/${portfolios.get(file)}/snapshots?limit=200&offset=200`,
    );
    const days = [...body.snapshots, ...rest.body.snapshots].reverse();
    const start = earliest > '2023-06-29' ? earliest : '2023-06-29';
    const sessions = prices.dates.filter((date) => date >= start && date <= AS_OF);
    expect(days.map(({ snapshot_date }) => snapshot_date)).toEqual(sessions);
    expect(days[0]?.daily_pnl).toBe('0.00');
    expect(days.at(-1)?.equity_balance).toBe(EQUITY.toFixed(2));
    days.slice(1).forEach((day, i) => {
      const before = Number(days[i]?.equity_balance);
      // Each figure is rounded once, to a cent.
      expect(Math.abs(Number(day.equity_balance) - before - Number(day.daily_pnl))).toBeLessThan(0.0151);
    });
  });

  it('gives every symbol the betas of scikit-learn and statsmodels, to 1e-9', async () => {
    const reference = referenceBetas();
    let compared = 0;
    for (const portfolioId of portfolios.values()) {
      const { body } = await api.get<{
        symbols: {
          symbol: string;
          date: string;
          factors: { factor_id: string; beta: number | null; observations: number }[];
        }[];
      }>(`/api/v1/analytics/portfolio/${portfolioId}/positions/factor-exposures?limit=200`);
      for (const { symbol, date, factors } of body.symbols) {
        const expected = reference.get(symbol);
        if (expected === undefined) continue;
        expect(date).toBe(AS_OF);
        for (const { factor_id, beta: ours } of factors) {
          const beta = expected[COLUMN_OF[factor_id] ?? ''];
          if (beta === undefined || Number.isNaN(beta)) continue;
          expect([symbol, factor_id, relative(ours ?? Number.NaN, beta) < 1e-9]).toEqual([
            symbol,
            factor_id,
            true,
          ]);
          compared += 1;
        }
      }
    }
    expect(compared).toBeGreaterThan(300);
  });

  it('aggregates betas by signed weight on equity', async () => {
    const file = 'tech_growth_portfolio';
    const reference = referenceBetas();
    const rows = rowsOf(readFileSync(`${DATA}/brokers/sigmasight/${file}.csv`, 'utf8'));
    const expected = rows.reduce((sum, { symbol, quantity }) => {
      const close = prices.column(symbol)[lastIndex] ?? Number.NaN;
      return sum + ((quantity * close) / EQUITY) * (reference.get(symbol)?.market_beta ?? Number.NaN);
    }, 0);
    const { body } = await api.get<{ factors: { factor_id: string; beta: number; coverage: number }[] }>(
      `/api/v1/analytics/portfolio/${portfolios.get(file)}/factor-exposures`,
    );
    const market = body.factors.find(({ factor_id }) => factor_id === 'market_beta_90d');
    expect(relative(market?.beta ?? 0, expected)).toBeLessThan(1e-9);
    expect(market?.coverage).toBeCloseTo(1, 12);
  });

  it('moves a market shock through the market beta, and runs every active scenario', async () => {
    const { body } = await api.get<{
      scenarios: {
        scenario_id: string;
        status: string;
        impacts: { factor_id: string; move: number; beta: number; pnl: string }[];
        conditional: { pnl: string };
      }[];
    }>(`/api/v1/analytics/portfolio/${portfolios.get('tech_growth_portfolio')}/stress-test`);
    expect(body.scenarios.length).toBe(19);
    for (const scenario of body.scenarios) {
      expect(scenario.status).toBe('ok');
      const sum = scenario.impacts.reduce((total, { pnl }) => total + Number(pnl), 0);
      expect(sum).toBeCloseTo(Number(scenario.conditional.pnl), 1);
    }
    const crash = body.scenarios.find(({ scenario_id }) => scenario_id === 'market_down_10');
    expect(crash?.impacts.find(({ factor_id }) => factor_id === 'market_beta_90d')?.move).toBe(-0.1);
  });

  it('stresses rates and styles instead when asked: the same scenarios, other betas, nothing recorded', async () => {
    const url = `/api/v1/analytics/portfolio/${portfolios.get('tech_growth_portfolio')}/stress-test`;
    const { body } = await api.get<{
      factor_set: string;
      event_id: string | null;
      scenarios: {
        scenario_id: string;
        impacts: { factor_id: string; pnl: string }[];
        conditional: { pnl: string };
      }[];
    }>(`${url}?factor_set=rates_styles`);
    expect(body).toMatchObject({ factor_set: 'rates_styles', event_id: null });
    expect(body.scenarios).toHaveLength(19);
    for (const { impacts, conditional } of body.scenarios) {
      expect(impacts.map(({ factor_id }) => factor_id)).not.toContain('market_beta_90d');
      expect(impacts.reduce((total, { pnl }) => total + Number(pnl), 0)).toBeCloseTo(
        Number(conditional.pnl),
        1,
      );
    }
    expect((await api.get(`${url}?factor_set=everything`)).status).toBe(422);
  });

  it('says what was missing: a symbol without prices keeps its entry price, and the run is partial', async () => {
    const portfolioId = portfolios.get('balanced_retirement_portfolio');
    const { body } = await api.get<{
      pending_symbols: string[];
      needs_price_update: boolean;
      gaps: { symbol: string; lacks: string; used: string }[];
    }>(`/api/v1/portfolios/${portfolioId}/data-coverage`);
    expect(body.pending_symbols).toEqual(['UNH']);
    expect(body.needs_price_update).toBe(true);
    expect(body.gaps).toContainEqual(
      expect.objectContaining({ symbol: 'UNH', lacks: 'price', used: 'the entry price 480' }),
    );
    expect((await runEnded(api, portfolioId ?? '')).status).toBe('partial');
  });

  it('explains a number down to the prices and the events that they came from', async () => {
    const portfolioId = portfolios.get('tech_growth_portfolio');
    const { body, status } = await api.get<{
      value: string;
      formula: string;
      engine_version: string;
      event: { event_id: string; type: string; position: string };
      prices: {
        symbol: string;
        price: string;
        price_date: string;
        event: { type: string; stream: string };
      }[];
    }>(`/api/v1/audit/portfolios/${portfolioId}/explain?date=${AS_OF}&number=net_market_value`);
    expect(status).toBe(200);
    expect(body.event.type).toBe('PortfolioValued');
    expect(body.prices).toHaveLength(8);
    for (const { symbol, price, price_date, event } of body.prices) {
      expect(Number(price)).toBe(prices.column(symbol)[lastIndex]);
      expect(price_date).toBe(AS_OF);
      expect(event).toMatchObject({ type: 'SymbolPriced', stream: `symbol-${symbol}` });
    }
  });

  it('explains a reconstructed day by the prices of that day', async () => {
    const portfolioId = portfolios.get('tech_growth_portfolio');
    const { body } = await api.get<{
      value: string;
      prices: { symbol: string; price: string; market_value: string }[];
    }>(`/api/v1/audit/portfolios/${portfolioId}/explain?date=2024-05-15&number=net_market_value`);
    const index = prices.dates.indexOf('2024-05-15');
    for (const { symbol, price } of body.prices) expect(Number(price)).toBe(prices.column(symbol)[index]);
    const sum = body.prices.reduce((total, { market_value }) => total + Number(market_value), 0);
    expect(sum).toBeCloseTo(Number(body.value), 1);
    expect(body.prices).toHaveLength(8);
  });

  it('shows who did what, in order, to the owner and to nobody else', async () => {
    const portfolioId = portfolios.get('tech_growth_portfolio');
    const { body } = await api.get<{
      events: { type: string; actor: { kind: string }; correlation_id: string; causation_id: string }[];
    }>(`/api/v1/audit/portfolios/${portfolioId}/events?limit=50`);
    expect(body.events.slice(0, 3).map(({ type }) => type)).toEqual([
      'PortfolioCreated',
      'PositionsImported',
      'CalculationRequested',
    ]);
    expect(body.events[0]?.actor.kind).toBe('user');
    const stranger = await signIn(createApi(service.url), 'mallory@example.com');
    expect((await stranger.get(`/api/v1/audit/portfolios/${portfolioId}/events`)).status).toBe(404);
    expect((await stranger.post(`/api/v1/portfolios/${portfolioId}/calculate`)).status).toBe(403);
  });

  it('takes an import back as one event, and values what is left', async () => {
    const portfolioId = portfolios.get('balanced_retirement_portfolio');
    const imports = await api.get<{ imports: { import_id: string }[] }>(
      `/api/v1/portfolios/${portfolioId}/imports`,
    );
    const reverted = await api.post<{ positions_removed: number }>(
      `/api/v1/portfolios/${portfolioId}/imports/${imports.body.imports[0]?.import_id}/revert`,
      { reason: 'the wrong file' },
    );
    expect(reverted.status).toBe(200);
    expect(reverted.body.positions_removed).toBe(10);
    const deadline = Date.now() + 20_000;
    let value = '';
    while (value !== '0.00' && Date.now() < deadline) {
      const { body } = await api.get<{ total_value: string }>(
        `/api/v1/analytics/portfolio/${portfolioId}/overview`,
      );
      value = body.total_value;
    }
    expect(value).toBe('0.00');
    const positions = await api.get<{ total: number }>(`/api/v1/portfolios/${portfolioId}/positions`);
    expect(positions.body.total).toBe(0);
  });
});
