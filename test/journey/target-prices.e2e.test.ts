import { readFileSync } from 'node:fs';
import type { Service } from '../../infra/service/start-service.ts';
import { type Api, createApi, portfolioForm, runEnded, signIn } from '../support/api.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { startTestService } from '../support/service.ts';
import { readWidePrices } from '../support/wide-prices.ts';

const DATA = '../shared/data';
const PRICES = `${DATA}/prices/yahoo_adjclose_core_2019-2024H1.csv.gz`;
const TARGETS_FILE = readFileSync(`${DATA}/brokers/sigmasight/target_prices_import.csv`, 'utf8');
const AS_OF = '2024-06-28';
const EQUITY = 100_000;
const CALL = 'SPY250919C00460000';

const POSITIONS = [
  'Symbol,Quantity,Entry Price Per Share,Entry Date',
  'AAPL,100,158.00,2024-01-16',
  'AAPL,50,170.00,2024-02-01',
  'MSFT,20,390.00,2024-01-16',
  'GE,-50,100.00,2024-01-16',
  `${CALL},2,30.00,2024-01-16`,
].join('\n');

type Target = {
  readonly target_id: string;
  readonly symbol: string;
  readonly position_type: string;
  readonly target_eoy: string | null;
  readonly current_price: string | null;
  readonly price: string | null;
  readonly price_source: string | null;
  readonly price_date: string | null;
  readonly return_eoy: number | null;
  readonly return_downside: number | null;
  readonly upside_eoy_dollars: string | null;
  readonly matching: string;
  readonly applies_to: string;
  readonly notes: readonly string[];
};
type Refused = {
  readonly error: {
    readonly code: string;
    readonly details: {
      readonly total_errors: number;
      readonly errors: { row: number; code: string; field: string }[];
    };
  };
};

const fileForm = (csv: string, name = 'targets.csv'): FormData => {
  const form = new FormData();
  form.set('csv_file', new Blob([csv], { type: 'text/csv' }), name);
  return form;
};

describe('the target prices of a portfolio with real prices, as of 2024-06-28', () => {
  let database: TestDatabase;
  let service: Service;
  let api: Api;
  let stranger: Api;
  let id: string;
  const prices = readWidePrices(PRICES);
  const closeOf = (symbol: string): number =>
    prices.column(symbol)[prices.dates.indexOf(AS_OF)] ?? Number.NaN;

  beforeAll(async () => {
    database = await createTestDatabase();
    service = await startTestService(database, {
      MARKET_DATA_PROVIDER: 'csv',
      PRICES_DIR: PRICES,
      AS_OF: '2024-06-28T21:00:00Z',
    });
    api = await signIn(createApi(service.url), 'jane@example.com');
    stranger = await signIn(createApi(service.url), 'mallory@example.com');
    const created = await api.post<{ portfolio_id: string }>(
      '/api/v1/onboarding/create-portfolio',
      portfolioForm({ accountName: 'Schwab', csv: POSITIONS, equity: String(EQUITY) }),
    );
    id = created.body.portfolio_id;
  });
  afterAll(async () => {
    await service.stop();
    await database.close();
  });

  const list = async (): Promise<readonly Target[]> =>
    (await api.get<{ targets: readonly Target[] }>(`/api/v1/target-prices/${id}`)).body.targets;
  const find = async (symbol: string, type = 'LONG'): Promise<Target> => {
    const found = (await list()).find((target) => target.symbol === symbol && target.position_type === type);
    if (found === undefined) throw new Error(`no target of ${symbol} as ${type}`);
    return found;
  };
  const snapshots = async (): Promise<number> =>
    (await api.get<{ total: number }>(`/api/v1/portfolios/${id}/snapshots`)).body.total;

  it('come from the real file, all 35, exactly, and go by its prices while the market has none', async () => {
    const imported = await api.post<{ targets_set: number; targets_changed: number }>(
      `/api/v1/target-prices/${id}/import-csv`,
      fileForm(TARGETS_FILE),
    );
    expect([imported.status, imported.body.targets_set, imported.body.targets_changed]).toEqual([
      200, 35, 35,
    ]);
    expect(await list()).toHaveLength(35);
    expect(await find('AAPL')).toMatchObject({
      target_eoy: '261.38',
      current_price: '180',
      price: '180',
      price_source: 'user',
      matching: 'held',
    });
  });

  it('make no snapshot, and do not stand in the way of one', async () => {
    expect(await snapshots()).toBe(0);
    const { body } = await api.get<{ available: boolean; reason: string }>(
      `/api/v1/target-prices/${id}/summary`,
    );
    expect(body).toMatchObject({ available: false, reason: 'NO_SNAPSHOT' });
    await api.post(`/api/v1/portfolios/${id}/calculate`);
    await runEnded(api, id);
    const valued = await snapshots();
    expect(valued).toBeGreaterThan(100);
    await api.post(`/api/v1/target-prices/${id}`, { symbol: 'ZM', position_type: 'LONG', target_eoy: '99' });
    expect(await snapshots()).toBe(valued);
  });

  it('that are sent again change nothing', async () => {
    const { body } = await api.post<{ targets_changed: number }>(
      `/api/v1/target-prices/${id}/import-csv`,
      fileForm(TARGETS_FILE),
    );
    // ZM was set to something else in between.
    expect(body.targets_changed).toBe(1);
    const again = await api.post<{ targets_changed: number }>(
      `/api/v1/target-prices/${id}/import-csv`,
      fileForm(TARGETS_FILE),
    );
    expect(again.body.targets_changed).toBe(0);
  });

  it('go by the close of the market, in dollars of all lots', async () => {
    const close = closeOf('AAPL');
    const target = await find('AAPL');
    expect(target).toMatchObject({ price_source: 'market', price_date: AS_OF, price: String(close) });
    expect(target.return_eoy).toBeCloseTo(261.38 / close - 1, 7);
    expect(Number(target.upside_eoy_dollars)).toBeCloseTo(150 * (261.38 - close), 1);
  });

  it('typed LONG do not match what is held SHORT, and say so', async () => {
    expect(await find('GE')).toMatchObject({
      matching: 'held_otherwise',
      upside_eoy_dollars: null,
      notes: ['GE is held as SHORT; a target for LONG does not apply to it.'],
    });
    expect(await find('BND')).toMatchObject({
      matching: 'not_held',
      notes: ['BND is not held as LONG.', 'The downside is better than a target: please check them.'],
    });
  });

  it('can be set in one call, short and for an option’s premium', async () => {
    const short = await api.post<{ target_id: string }>(`/api/v1/portfolios/${id}/target-prices`, {
      symbol: 'ge',
      position_type: 'short',
      target_eoy: 120,
      downside: '200.50',
    });
    expect(short.status).toBe(200);
    const close = closeOf('GE');
    const target = await api.get<Target>(`/api/v1/target-prices/target/${short.body.target_id}`);
    expect(target.body).toMatchObject({ symbol: 'GE', position_type: 'SHORT', matching: 'held' });
    expect(target.body.return_eoy).toBeCloseTo((close - 120) / close, 7);
    expect(target.body.return_downside).toBeCloseTo((close - 200.5) / close, 7);
    expect(Number(target.body.upside_eoy_dollars)).toBeCloseTo(50 * (close - 120), 1);

    await api.post(`/api/v1/target-prices/${id}`, {
      symbol: CALL,
      position_type: 'LC',
      target_eoy: '110',
      current_price: '100',
    });
    expect(await find(CALL, 'LC')).toMatchObject({
      applies_to: 'option_premium',
      price_source: 'user',
      return_eoy: 0.1,
      upside_eoy_dollars: '2000.00',
      notes: ['The prices are of the option’s premium, not of its underlying.'],
    });
  });

  it('are summed up by weight on equity, with the share of positions they cover', async () => {
    const { body } = await api.get<{
      target_price_return_eoy: number;
      target_price_upside_eoy_dollars: string;
      target_price_coverage: number;
      target_price_positions_count: number;
      target_price_total_positions: number;
      positions_counted: { eoy: number };
      unmatched: readonly { symbol: string; position_type: string }[];
    }>(`/api/v1/target-prices/${id}/summary`);
    const stocks =
      150 * (261.38 - closeOf('AAPL')) + 20 * (569.46 - closeOf('MSFT')) + 50 * (closeOf('GE') - 120);
    expect(Number(body.target_price_upside_eoy_dollars)).toBeCloseTo(stocks + 2000, 1);
    // The call is valued at the premium paid: 2 × 30 × 100, of which a tenth is expected.
    expect(body.target_price_return_eoy).toBeCloseTo((stocks + 600) / EQUITY, 6);
    expect(body).toMatchObject({
      target_price_coverage: 1,
      target_price_positions_count: 5,
      target_price_total_positions: 5,
      positions_counted: { eoy: 5 },
    });
    expect(body.unmatched).toHaveLength(33);
    expect(body.unmatched).toContainEqual(expect.objectContaining({ symbol: 'GE', position_type: 'LONG' }));
  });

  it('leave as a file that comes back in without a change', async () => {
    const exported = await api.get<string>(`/api/v1/target-prices/${id}/export`);
    expect(exported.headers.get('content-type')).toContain('text/csv');
    expect(exported.body).toContain(
      'symbol,position_type,target_eoy,target_next_year,downside,current_price\r\n',
    );
    expect(exported.body).toContain('AAPL,LONG,261.38,300.59,200,180\r\n');
    const again = await api.post<{ targets_set: number; targets_changed: number }>(
      `/api/v1/target-prices/${id}/import-csv`,
      fileForm(exported.body),
    );
    expect(again.body).toMatchObject({ targets_set: 37, targets_changed: 0 });
  });

  it('are set in bulk all or none, with every error at once', async () => {
    const before = await list();
    const refused = await api.post<Refused>(`/api/v1/target-prices/${id}/bulk`, {
      targets: [
        { symbol: 'AAPL', position_type: 'LONG', target_eoy: '1' },
        { symbol: 'MSFT', position_type: 'BUY', target_eoy: '-1' },
        { symbol: 'aapl', position_type: 'LONG', downside: '1' },
        { symbol: 'NVDA', position_type: 'LONG' },
      ],
    });
    expect(refused.status).toBe(400);
    expect(refused.body.error.code).toBe('ERR_TARGET_009');
    expect(refused.body.error.details.errors.map(({ row, code }) => [row, code])).toEqual([
      [2, 'ERR_TARGET_005'],
      [2, 'ERR_TARGET_003'],
      [3, 'ERR_TARGET_010'],
      [4, 'ERR_TARGET_001'],
    ]);
    expect(await list()).toEqual(before);
    const set = await api.post<{ targets_changed: number }>(`/api/v1/target-prices/${id}/bulk`, {
      targets: [
        { symbol: 'AAPL', position_type: 'LONG', target_eoy: '262' },
        { symbol: 'NFLX', position_type: 'SHORT', downside: '0' },
      ],
    });
    expect([set.status, set.body.targets_changed]).toEqual([200, 2]);
    expect((await find('AAPL')).target_eoy).toBe('262');
  });

  it.each([
    [
      'with a field too many and a price that is none',
      'symbol,position_type,target_eoy\nAAPL,LONG,1,2\nMSFT,LONG,x\n',
      'ERR_TARGET_009',
      ['2 ERR_CSV_006', '3 ERR_TARGET_002'],
    ],
    ['without position types', 'symbol,target_eoy\nAAPL,1\n', 'ERR_TARGET_012', []],
    [
      'that names a column twice',
      'symbol,position_type,downside,Downside\nAAPL,LONG,1,2\n',
      'ERR_TARGET_012',
      [],
    ],
    ['without a target', 'symbol,position_type,current_price\nAAPL,LONG,1\n', 'ERR_TARGET_012', []],
    ['without rows', 'symbol,position_type,target_eoy\n', 'ERR_CSV_003', []],
    ['that is empty', '', 'ERR_CSV_003', []],
    [
      'of more than a thousand rows',
      `symbol,position_type,target_eoy\n${'A,LONG,1\n'.repeat(1001)}`,
      'ERR_TARGET_011',
      [],
    ],
  ])('refuse a file %s, and change nothing', async (_how, csv, code, rows) => {
    const before = await list();
    const refused = await api.post<Refused>(`/api/v1/target-prices/${id}/import-csv`, fileForm(csv));
    expect(refused.body.error.code).toBe(code);
    expect((refused.body.error.details?.errors ?? []).map((error) => `${error.row} ${error.code}`)).toEqual(
      rows,
    );
    expect(await list()).toEqual(before);
  });

  it('refuse one that is wrong by its own code', async () => {
    const refused = await api.post<Refused>(`/api/v1/target-prices/${id}`, {
      symbol: 'SPY',
      position_type: 'LC',
      target_eoy: '1',
    });
    expect([refused.status, refused.body.error.code]).toEqual([400, 'ERR_TARGET_006']);
    const inexact = await api.post<Refused>(`/api/v1/target-prices/${id}`, {
      symbol: 'SPY',
      position_type: 'LONG',
      target_eoy: 0.1 + 0.2,
    });
    expect(inexact.body.error.code).toBe('ERR_REQ_002');
  });

  it('can be removed, once', async () => {
    const { target_id } = await find('ZM');
    expect((await api.delete(`/api/v1/target-prices/target/${target_id}`)).status).toBe(200);
    expect((await api.get(`/api/v1/target-prices/target/${target_id}`)).status).toBe(404);
    expect((await api.delete(`/api/v1/target-prices/target/${target_id}`)).status).toBe(404);
    expect((await list()).map(({ symbol }) => symbol)).not.toContain('ZM');
  });

  it('are nobody else’s: to a stranger they are not there', async () => {
    const { target_id } = await find('AAPL');
    const body = { symbol: 'AAPL', position_type: 'LONG', target_eoy: '1' };
    const answers = [
      await stranger.get(`/api/v1/target-prices/${id}`),
      await stranger.get(`/api/v1/target-prices/${id}/summary`),
      await stranger.get(`/api/v1/target-prices/${id}/export`),
      await stranger.get(`/api/v1/target-prices/target/${target_id}`),
      await stranger.delete(`/api/v1/target-prices/target/${target_id}`),
      await stranger.post(`/api/v1/target-prices/${id}`, body),
      await stranger.post(`/api/v1/portfolios/${id}/target-prices`, body),
      await stranger.post(`/api/v1/target-prices/${id}/bulk`, { targets: [body] }),
      await stranger.post(`/api/v1/target-prices/${id}/import-csv`, fileForm(TARGETS_FILE)),
    ];
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 404));
    expect((await find('AAPL')).target_eoy).toBe('262');
  });

  it('are in the audit trail with who set them', async () => {
    const { body } = await api.get<{ events: { type: string; actor: { kind: string } }[] }>(
      `/api/v1/audit/portfolios/${id}/events?types=TargetPricesSet,TargetPriceRemoved&limit=100`,
    );
    expect(body.events[0]).toMatchObject({ type: 'TargetPricesSet', actor: { kind: 'user' } });
    expect(body.events.at(-1)?.type).toBe('TargetPriceRemoved');
    expect((await stranger.get(`/api/v1/audit/streams/targets-${id}/events`)).status).toBe(404);
    expect((await api.get(`/api/v1/audit/streams/targets-${id}/events`)).status).toBe(200);
  });
});
