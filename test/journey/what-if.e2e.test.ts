import { readFileSync } from 'node:fs';
import type { Service } from '../../infra/service/start-service.ts';
import { violations } from '../adapters/http/openapi-checker.ts';
import { type Answer, type Api, createApi, portfolioForm, runEnded, signIn } from '../support/api.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { startTestService } from '../support/service.ts';
import { until } from '../support/until.ts';

const DATA = '../shared/data';
const PRICES = `${DATA}/prices/yahoo_adjclose_core_2019-2024H1.csv.gz`;
const AS_OF = '2024-06-28';
const ANALYTICS = '/api/v1/analytics';

/** A short, an option, cash and a private asset beside shares. */
const HEDGED = `Symbol,Quantity,Entry Price Per Share,Entry Date,Investment Class,Investment Subtype,Underlying Symbol,Strike Price,Expiration Date,Option Type
AAPL,200,150.00,2023-07-03,PUBLIC,STOCK,,,,
JPM,100,140.00,2023-07-03,PUBLIC,STOCK,,,,
XOM,-150,105.00,2023-07-03,PUBLIC,STOCK,,,,
SPY240920P00500000,2,8.50,2024-05-01,OPTIONS,,SPY,500,2024-09-20,PUT
MYFUND,1,20000.00,2023-07-03,PRIVATE,PRIVATE_EQUITY,,,,
`;

type Compared<Value> = { before: Value; after: Value; change: Value };
type Loss = { pnl: string; fraction_of_equity: number } | null;
type WhatIf = {
  equity_balance: string;
  simulated: boolean;
  portfolios_included?: number;
  values: Record<string, Compared<string | number>>;
  positions: {
    position_id: string | null;
    symbol: string;
    quantity: Compared<string>;
    market_value: Compared<string>;
    price: string;
    priced_by: string;
  }[];
  factors: {
    factor_id: string;
    beta: Compared<number | null>;
    exposure_dollars: Compared<string | null>;
    coverage: number;
    observations: number | null;
  }[];
  volatility: { realized_volatility_63d: Compared<number | null>; observations: number };
  stress: {
    factor_set: string;
    scenarios: { scenario_id: string; name: string; conditional: Compared<Loss>; direct: Compared<Loss> }[];
  };
};
type Stored = {
  overview: {
    equity_balance: string;
    total_value: string;
    cash_balance: string;
    exposures: { gross: string };
  };
  factors: { factor_id: string; beta: number | null; exposure_dollars: string | null; coverage: number }[];
  volatility: { realized_volatility_21d: number | null; realized_volatility_63d: number | null };
  scenarios: { scenario_id: string; conditional: Loss; direct: Loss }[];
};
type Refused = {
  error: { code: string; details: { errors: { row: number; symbol: string; code: string }[] } };
};
type Run = { batch_run_id: string | null };
type Lot = { position_id: string; symbol: string; price: string };

describe('what if, of real portfolios with real prices, as of 2024-06-28', () => {
  let database: TestDatabase;
  let service: Service;
  let api: Api;
  const ids: Record<string, string> = {};
  const tech = readFileSync(`${DATA}/brokers/sigmasight/tech_growth_portfolio.csv`, 'utf8');

  const create = async (name: string, csv: string, equity: string): Promise<string> => {
    const created = await api.post<{ portfolio_id: string }>(
      '/api/v1/onboarding/create-portfolio',
      portfolioForm({ accountName: name, csv, equity, autoCalculate: true }),
    );
    expect(created).toMatchObject({ status: 201 });
    const id = created.body.portfolio_id;
    await runEnded(api, id);
    return id;
  };
  const ask = async <Body = WhatIf>(path: string, body: object, status = 200): Promise<Body> => {
    const answer = await api.post<Body>(`${ANALYTICS}/${path}`, body);
    expect(answer).toMatchObject({ status });
    const template = `${ANALYTICS}/${path.replace(/portfolio\/[^/]+/, 'portfolio/{id}').split('?')[0]}`;
    const type = answer.headers.get('content-type') ?? '';
    expect(violations('post', template, answer.status, type, answer.body)).toEqual([]);
    return answer.body;
  };
  const whatIf = (name: string, body: object): Promise<WhatIf> => ask(`portfolio/${ids[name]}/what-if`, body);
  const refused = (name: string, body: object, status: number): Promise<Refused> =>
    ask<Refused>(`portfolio/${ids[name]}/what-if`, body, status);
  const lotsOf = async (id: string): Promise<Lot[]> =>
    (await api.get<{ positions: Lot[] }>(`/api/v1/portfolios/${id}/positions`)).body.positions;
  const ended = (id: string, { status, body }: Answer<Run>): Promise<void> => {
    expect(status).toBeLessThan(300);
    return until('the calculation that follows', async () => {
      const run = await api.get<{ status: string }>(
        `/api/v1/portfolios/${id}/batch-status/${body.batch_run_id}`,
      );
      return run.status === 200 && run.body.status !== 'running';
    });
  };
  const lotOf = async (id: string, symbol: string): Promise<Lot> => {
    const lot = (await lotsOf(id)).find((each) => each.symbol === symbol);
    if (lot === undefined) throw new Error(`${symbol} is not held`);
    return lot;
  };
  /** What the calculation has recorded. */
  const stored = async (id: string): Promise<Stored> => {
    const of = async <Body>(what: string): Promise<Body> =>
      (await api.get<Body>(`${ANALYTICS}/portfolio/${id}/${what}`)).body;
    return {
      overview: await of('overview'),
      factors: (await of<{ factors: Stored['factors'] }>('factor-exposures')).factors,
      volatility: await of('volatility'),
      scenarios: (await of<{ scenarios: Stored['scenarios'] }>('stress-test')).scenarios,
    };
  };
  const side = (found: WhatIf, when: 'before' | 'after') => ({
    equity: found.equity_balance,
    net: found.values.net_market_value?.[when],
    gross: found.values.gross_exposure?.[when],
    cash: found.values.cash_value?.[when],
    factors: found.factors.map(({ factor_id, beta, exposure_dollars }) => [
      factor_id,
      beta[when],
      exposure_dollars[when],
    ]),
    volatility: found.volatility.realized_volatility_63d[when],
    stress: found.stress.scenarios.map(({ scenario_id, conditional, direct }) => [
      scenario_id,
      conditional[when],
      direct[when],
    ]),
  });
  const recorded = ({ overview, factors, volatility, scenarios }: Stored) => ({
    equity: overview.equity_balance,
    net: overview.total_value,
    gross: overview.exposures.gross,
    cash: overview.cash_balance,
    factors: factors.map(({ factor_id, beta, exposure_dollars }) => [factor_id, beta, exposure_dollars]),
    volatility: volatility.realized_volatility_63d,
    stress: scenarios.map(({ scenario_id, conditional, direct }) => [scenario_id, conditional, direct]),
  });

  beforeAll(async () => {
    database = await createTestDatabase();
    service = await startTestService(database, {
      MARKET_DATA_PROVIDER: 'csv',
      PRICES_DIR: PRICES,
      AS_OF: `${AS_OF}T21:00:00Z`,
    });
    api = await signIn(createApi(service.url), 'jane@example.com');
    ids.tech = await create('tech', tech, '250000');
    ids.hedged = await create('hedged', HEDGED, '100000');
  }, 60_000);
  afterAll(async () => {
    await service.stop();
    await database.close();
  });

  it('without a change gives exactly the recorded numbers on both sides', async () => {
    for (const name of ['tech', 'hedged']) {
      const found = await whatIf(name, {});
      const numbers = recorded(await stored(ids[name] as string));
      expect(side(found, 'before')).toEqual(numbers);
      expect(side(found, 'after')).toEqual(numbers);
      expect(found.positions).toEqual([]);
      expect(found.volatility.realized_volatility_63d.change).toBe(0);
    }
    const aapl = await lotOf(ids.hedged as string, 'AAPL');
    const same = await whatIf('hedged', { changes: [{ position_id: aapl.position_id, quantity: '200' }] });
    expect(side(same, 'after')).toEqual(side(same, 'before'));
  });

  it('says of a hedge what the calculation says once it is really bought', async () => {
    const id = await create('to be hedged', HEDGED, '100000');
    ids.hedging = id;
    const [aapl, xom] = [await lotOf(id, 'AAPL'), await lotOf(id, 'XOM')];
    const found = await whatIf('hedging', {
      changes: [
        { position_id: aapl.position_id, quantity: '120' },
        { position_id: xom.position_id, quantity: 0 },
      ],
      additions: [
        { symbol: 'IWM', quantity: '-20' },
        { underlying: 'SPY', strike: '520', expiration: '2024-12-20', option_type: 'PUT', quantity: '1' },
      ],
    });
    expect(
      found.positions.map(({ symbol, quantity, priced_by }) => [symbol, quantity.after, priced_by]),
    ).toEqual([
      ['AAPL', '120', 'market'],
      ['XOM', '0', 'market'],
      ['IWM', '-20', 'market'],
      ['SPY241220P00520000', '1', 'model'],
    ]);
    const [, , short, put] = found.positions;
    const bulk = await api.post<Run>(`/api/v1/portfolios/${id}/positions/bulk`, {
      positions: [
        { symbol: 'IWM', quantity: '-20', entry_price: short?.price, entry_date: AS_OF },
        { symbol: put?.symbol, quantity: '1', entry_price: put?.price, entry_date: AS_OF },
      ],
    });
    await ended(id, bulk);
    const patched = await api.patch<Run>(`/api/v1/portfolios/${id}/positions/${aapl.position_id}`, {
      quantity: '120',
    });
    await ended(id, patched);
    const closed = await api.post<Run>(`/api/v1/portfolios/${id}/positions/${xom.position_id}/close`, {
      exit_date: AS_OF,
      exit_price: xom.price,
    });
    await ended(id, closed);
    expect(side(found, 'after')).toEqual(recorded(await stored(id)));
    expect(side(await whatIf('hedging', {}), 'before')).toEqual(side(found, 'after'));
  });

  it('runs scenarios of one’s own on both sides, as the stress test does', async () => {
    const scenarios = [{ name: 'Crash', shocks: { market_beta_90d: -0.25, ir_beta: -0.01 } }];
    const found = await whatIf('hedged', { scenarios, factor_set: 'rates_styles' });
    const tested = await ask<{ scenarios: Stored['scenarios'] }>(`portfolio/${ids.hedged}/stress-test`, {
      scenarios,
      factor_set: 'rates_styles',
    });
    const own = found.stress.scenarios.at(-1);
    expect(found.stress.factor_set).toBe('rates_styles');
    expect(own).toMatchObject({
      scenario_id: 'user_1',
      name: 'Crash',
      conditional: { before: tested.scenarios[0]?.conditional, change: { pnl: '0.00' } },
      direct: { after: tested.scenarios[0]?.direct },
    });
  });

  it('pays from cash: equity stays, and values add up', async () => {
    const { values, equity_balance } = await whatIf('tech', {
      additions: [{ symbol: 'SPY', quantity: '-100' }],
    });
    expect(equity_balance).toBe('250000.00');
    const net = Number(values.net_market_value?.change);
    expect(net).toBeLessThan(-50_000);
    expect(Number(values.cash_value?.change)).toBeCloseTo(-net, 1);
    expect(Number(values.gross_exposure?.change)).toBeCloseTo(-net, 1);
    expect(values.long_value?.change).toBe('0.00');
  });

  it('answers for all portfolios together, and for those asked for', async () => {
    const additions = [{ symbol: 'SPY', quantity: '-50' }];
    const all = await ask('aggregate/what-if', { additions });
    expect(all.portfolios_included).toBeGreaterThanOrEqual(2);
    const one = await ask('aggregate/what-if', { additions, portfolio_ids: [ids.tech] });
    expect(one.portfolios_included).toBe(1);
    expect(side(one, 'after')).toEqual(side(await whatIf('tech', { additions }), 'after'));
    await ask('aggregate/what-if', { portfolio_ids: ['5b0b2a0c-32a7-4f6b-9d2c-0a4b5c6d7e8f'] }, 404);
  });

  it('names every symbol without a price and everything else that is wrong, at once', async () => {
    const aapl = await lotOf(ids.hedged as string, 'AAPL');
    const wrong = await refused(
      'hedged',
      {
        changes: [{ position_id: aapl.position_id, quantity: 'many' }],
        additions: [
          { symbol: 'ZZZQ', quantity: '10' },
          { symbol: 'SPY', quantity: '0' },
          { underlying: 'NOPE', strike: '10', expiration: '2024-12-20', option_type: 'PUT', quantity: '1' },
          { symbol: 'OURFUND', quantity: '1', investment_class: 'PRIVATE' },
          { underlying: 'SPY', strike: '10', expiration: '2024-06-21', option_type: 'PUT', quantity: '1' },
        ],
      },
      400,
    );
    expect(wrong.error.code).toBe('ERR_POS_044');
    expect(wrong.error.details.errors.map(({ row, code }) => [row, code])).toEqual(
      expect.arrayContaining([
        [1, 'ERR_POS_005'],
        [2, 'ERR_POS_045'],
        [3, 'ERR_POS_006'],
        [4, 'ERR_POS_045'],
        [5, 'ERR_POS_008'],
        [6, 'ERR_POS_029'],
      ]),
    );
    const one = await refused('hedged', { additions: [{ symbol: 'ZZZQ', quantity: '10' }] }, 422);
    expect(one.error).toMatchObject({ code: 'ERR_POS_045', details: { errors: [{ symbol: 'ZZZQ' }] } });
    const gone = await refused(
      'hedged',
      { changes: [{ position_id: '5b0b2a0c-32a7-4f6b-9d2c-0a4b5c6d7e8f', quantity: '1' }] },
      404,
    );
    expect(gone.error.code).toBe('ERR_POS_042');
  });

  it('writes nothing, and can be asked of the past', async () => {
    const id = ids.hedged as string;
    const before = await api.get<{ positions: Lot[] }>(`/api/v1/portfolios/${id}/positions`);
    const position = before.headers.get('x-event-position') ?? (await head());
    const aapl = await lotOf(id, 'AAPL');
    const change = { changes: [{ position_id: aapl.position_id, quantity: '0' }] };
    const first = await whatIf('hedged', change);
    expect((await api.get(`/api/v1/portfolios/${id}/positions`)).body).toEqual(before.body);
    expect(await head()).toBe(position);
    const path = `/api/v1/portfolios/${id}/positions/${aapl.position_id}`;
    await ended(id, await api.patch<Run>(path, { quantity: '77' }));
    const then = await ask(`portfolio/${id}/what-if?as_of=${position}`, change);
    expect(side(then, 'before')).toEqual(side(first, 'before'));
    expect(side(then, 'after')).toEqual(side(first, 'after'));
    const now = await whatIf('hedged', change);
    expect(now.values.net_market_value?.before).not.toBe(first.values.net_market_value?.before);
  });

  const head = async (): Promise<string> => {
    const { rows } = await database.pool.query<{ head: string }>(
      'select max(position)::text as head from events',
    );
    return rows[0]?.head ?? '';
  };
});
