import type { Pool } from 'pg';
import { pricedSymbolsOf } from '../../../application/calculation/value-history.ts';
import type { NewEvent, RecordedEvent } from '../../../application/ports/event-store.ts';
import { decideRefresh, pricesFrom } from '../../../application/refresh/decide-refresh.ts';
import { createMarket } from '../../../application/refresh/market.ts';
import { refreshRuns } from '../../../application/refresh/refresh-status.ts';
import { streams } from '../../../application/streams.ts';
import { newYorkClock } from '../../../domain/dates.ts';
import { activeScenarios } from '../../../domain/risk/scenarios.ts';
import { createPool } from '../../../infra/database/pool.ts';
import type { Service } from '../../../infra/service/start-service.ts';
import { createRefreshReads } from '../../../projections/refresh/refresh-reads.ts';
import { type Api, createApi, portfolioForm, runEnded, signIn } from '../../support/api.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { startTestService } from '../../support/service.ts';
import { until } from '../../support/until.ts';

const HEADER =
  'Symbol,Quantity,Entry Price Per Share,Entry Date,Investment Class,Investment Subtype,Underlying Symbol,Strike Price,Expiration Date,Option Type,Exit Date,Exit Price Per Share';
const BOOKS = {
  plain: ['AAPL,100,150.00,2024-01-16', 'MSFT,40,300.00,2024-02-15', 'SPY,25,500.00,2024-05-03'],
  mixed: [
    'AAPL,-30,150.00,2024-01-16',
    'NVDA,12.5,90.00,2024-06-03',
    'NVDA,2,95.00,2024-06-04',
    'AAPL_CALL,5,7.5,2024-06-03,OPTIONS,,AAPL,200,2024-12-20,CALL',
    'MSFT_PUT,-2,3.5,2024-06-03,OPTIONS,,MSFT,380,2024-06-28,PUT',
    'FUND,1,25000,2024-01-02,PRIVATE,PRIVATE_EQUITY',
    'CASH,5000,1,2024-06-03,PUBLIC,CASH',
    'TSLA,10,180.00,2024-03-01,PUBLIC,STOCK,,,,,2024-06-20,190.00',
  ],
};
const SYMBOLS_OF_ALL = ['AAPL', 'MSFT', 'SPY', 'NVDA', 'TSLA'];

let now = new Date('2024-06-25T22:00:00Z');
let database: TestDatabase;
let service: Service;
let pool: Pool;
let api: Api;

const COLUMNS = HEADER.split(',').length;
const padded = (line: string): string => line + ','.repeat(COLUMNS - line.split(',').length);

const create = async (accountName: string, lines: readonly string[], equity = '100000'): Promise<string> => {
  const { status, body } = await api.post<{ portfolio_id: string }>(
    '/api/v1/onboarding/create-portfolio',
    portfolioForm({ accountName, csv: `${[HEADER, ...lines.map(padded)].join('\n')}\n`, equity }),
  );
  if (status !== 201) throw new Error(JSON.stringify(body));
  return body.portfolio_id;
};

const calculate = async (portfolioId: string): Promise<void> => {
  const asked = await api.post(`/api/v1/portfolios/${portfolioId}/calculate`);
  expect(asked.status).toBe(202);
  await runEnded(api, portfolioId);
  await projected();
};

const projected = async (): Promise<void> => {
  expect(await service.readModels.waitFor(await service.store.head(), 20_000)).toBe(true);
};

const events = (stream: string): Promise<readonly RecordedEvent[]> => service.store.readStream(stream);

/** As the symbol batch of the session would have said at its end. */
const batchCompleted = async (date: string): Promise<void> => {
  const batchId = crypto.randomUUID();
  const event: NewEvent = {
    eventId: crypto.randomUUID(),
    type: 'SymbolBatchCompleted',
    data: {
      batchId,
      date,
      outcome: 'complete',
      symbols: 5,
      updated: 5,
      failed: 0,
      seconds: 1,
      simulated: true,
    },
    metadata: {
      correlationId: batchId,
      causationId: batchId,
      actor: { kind: 'process', name: 'symbol-batch' },
      schemaVersion: 1,
      occurredAt: now.toISOString(),
    },
  };
  await service.store.append(streams.symbolBatch(date), 'any', [event]);
};

const refreshed = async (date: string, runs = 1) => {
  await until(`refresh ${runs} of ${date}`, async () => {
    const known = await refreshRuns(service.store, date);
    return known.length === runs && ['completed', 'failed'].includes(known.at(-1)!.status);
  });
  await projected();
  return (await refreshRuns(service.store, date)).at(-1)!;
};

/** Prices and factors of everything that is held, on the session that the clock is in. */
/** A flow is followed by a calculation, which is not to fall into the next session. */
const contributed = async (portfolioId: string): Promise<void> => {
  const runs = () => events(streams.calculation(portfolioId));
  const ended = async (): Promise<number> =>
    (await runs()).filter(({ type }) => type === 'CalculationCompleted').length;
  const before = await ended();
  const { status } = await api.post(`/api/v1/portfolios/${portfolioId}/equity-changes`, {
    change_type: 'CONTRIBUTION',
    amount: '1234.56',
    change_date: '2024-06-25',
  });
  expect(status).toBe(201);
  await until('the calculation of the flow', async () => (await ended()) > before);
};

const symbolsAreCurrent = async (): Promise<void> => {
  const probe = await create(
    `Probe ${now.toISOString()}`,
    SYMBOLS_OF_ALL.map((s) => `${s},1,100.00,2024-06-03`),
  );
  await calculate(probe);
  const today = newYorkClock(now).date;
  await until('the symbols', async () => {
    const rows = await service.queries.symbols(SYMBOLS_OF_ALL);
    return (
      rows.filter(({ status, lastFactorDate }) => status === 'active' && lastFactorDate === today).length ===
      5
    );
  });
};

const withoutRun = ({ type, data }: Pick<RecordedEvent, 'type' | 'data'>): string =>
  JSON.stringify({ type, ...data, runId: null });

beforeAll(async () => {
  database = await createTestDatabase();
  service = await startTestService(database, {}, { clock: () => now });
  pool = createPool({ url: database.url, applicationName: 'test', onIdleError: () => {} });
  api = await signIn(createApi(service.url), 'refresh@example.com');
});
afterAll(async () => {
  await pool?.end();
  await service?.stop();
  await database?.close();
});

describe('the refresh of all portfolios after a symbol batch', () => {
  const ids: Record<string, string> = {};

  beforeAll(async () => {
    await symbolsAreCurrent();
    for (const [name, lines] of Object.entries(BOOKS)) {
      ids[name] = await create(name, lines);
      await calculate(ids[name]);
    }
    ids.closed = await create('closed', ['TSLA,10,180.00,2024-03-01,PUBLIC,STOCK,,,,,2024-06-20,190.00']);
    await calculate(ids.closed);
    await contributed(ids.mixed!);
  });

  it('records byte for byte what a calculation of each portfolio would', async () => {
    now = new Date('2024-07-01T22:00:00Z');
    await symbolsAreCurrent();
    const date = '2024-07-01';
    const reads = createRefreshReads(pool);
    const market = createMarket(service.queries, date, activeScenarios({ historical: false }));
    for (const name of ['plain', 'mixed']) {
      const portfolioId = ids[name]!;
      const [portfolio] = await reads.portfolios([portfolioId]);
      await market.load(pricedSymbolsOf(portfolio!.lots), pricesFrom(portfolio!));
      const before = [
        (await events(streams.valuation(portfolioId))).length,
        (await events(streams.risk(portfolioId))).length,
      ];
      const decided = await decideRefresh(portfolio!, market, { date, runId: crypto.randomUUID() });
      expect(decided).not.toBeNull();
      await calculate(portfolioId);
      const valuations = (await events(streams.valuation(portfolioId))).slice(before[0]);
      const risk = (await events(streams.risk(portfolioId))).slice(before[1]);
      expect(decided!.valuation.events.map((event) => withoutRun(event))).toEqual(valuations.map(withoutRun));
      expect(decided!.risk.events.map((event) => withoutRun(event))).toEqual(risk.map(withoutRun));
      expect(valuations).toHaveLength(4);
      expect(decided!.valuation.revision).toBe(BigInt(before[0]! - 1));
      expect(decided!.risk.revision).toBe(BigInt(before[1]! - 1));
    }
  });

  it('values every portfolio that is behind, on every date that it lacks, and nobody else', async () => {
    now = new Date('2024-07-03T22:00:00Z');
    await symbolsAreCurrent();
    const fresh = await create('never calculated', BOOKS.plain);
    await batchCompleted('2024-07-03');
    const run = await refreshed('2024-07-03');
    expect(run).toMatchObject({
      status: 'completed',
      outcome: 'complete',
      failed: [],
      trigger: 'symbol_batch',
    });
    // Beside the books two older probes; that of the day is current, and the closed one holds nothing.
    expect(run.counts).toMatchObject({ portfolios: 5, refreshed: 5, unchanged: 0, datesRestated: 0 });
    for (const portfolioId of [ids.plain!, ids.mixed!, fresh]) {
      const { items } = await service.queries.snapshots(portfolioId, { limit: 2, offset: 0 });
      expect(items.map(({ valuation }) => valuation.date)).toEqual(['2024-07-03', '2024-07-02']);
      expect(await service.queries.risk(portfolioId)).toMatchObject({ date: '2024-07-03' });
    }
    const { items } = await service.queries.snapshots(ids.closed!, { limit: 1, offset: 0 });
    expect(items[0]?.valuation.date).toBe('2024-06-25');
  });

  it('leaves nothing for a calculation to record afterwards', async () => {
    for (const portfolioId of [ids.plain!, ids.mixed!]) {
      const before = [await events(streams.valuation(portfolioId)), await events(streams.risk(portfolioId))];
      await calculate(portfolioId);
      expect([await events(streams.valuation(portfolioId)), await events(streams.risk(portfolioId))]).toEqual(
        before,
      );
    }
  });

  it('appends nothing to any portfolio when it runs again', async () => {
    const before = await events(streams.valuation(ids.plain!));
    await batchCompleted('2024-07-03');
    const run = await refreshed('2024-07-03', 2);
    expect(run).toMatchObject({ outcome: 'nothing', planned: 0 });
    expect(await events(streams.valuation(ids.plain!))).toEqual(before);
  });

  it('restates what rests on a price that was told anew, of whoever holds it', async () => {
    const before = await events(streams.valuation(ids.plain!));
    const untouched = await events(streams.valuation(ids.closed!));
    const priced = (await events(streams.symbol('MSFT'))).findLast(({ type }) => type === 'SymbolPriced')!;
    const { bars, ...prices } = priced.data as { bars: readonly { date: string; close: string }[] };
    const known = (await service.queries.prices(['MSFT'], { from: '2024-07-02', to: '2024-07-02' })).get(
      'MSFT',
    )!;
    const bar = { ...bars[0], date: '2024-07-02', close: String(Number(known.closes[0]) + 1) };
    const { correlationId, causationId, actor, schemaVersion, occurredAt } = priced.metadata;
    await service.store.append(streams.symbol('MSFT'), 'any', [
      {
        eventId: crypto.randomUUID(),
        type: 'SymbolPriced',
        data: { ...prices, bars: [bar] },
        metadata: { correlationId, causationId, actor, schemaVersion, occurredAt },
      },
    ]);
    await projected();
    await batchCompleted('2024-07-03');
    const run = await refreshed('2024-07-03', 3);
    expect(run).toMatchObject({ status: 'completed', failed: [] });
    const told = (await events(streams.valuation(ids.plain!))).slice(before.length);
    expect(
      told.map(({ type, data }) => [type, (data as { valuation: { date: string } }).valuation.date]),
    ).toEqual([
      ['SnapshotRestated', '2024-07-02'],
      ['SnapshotRestated', '2024-07-03'],
    ]);
    expect(await events(streams.valuation(ids.closed!))).toEqual(untouched);
  });

  it('goes along with a calculation of the same portfolio: each date is valued once, and restated from where positions changed', async () => {
    const before = (await events(streams.valuation(ids.plain!))).length;
    now = new Date('2024-07-05T22:00:00Z');
    await symbolsAreCurrent();
    const added = await api.post(`/api/v1/portfolios/${ids.plain}/positions`, {
      symbol: 'NVDA',
      quantity: '5',
      entry_price: '120',
      entry_date: '2024-07-02',
    });
    expect({ status: added.status, body: added.body }).toMatchObject({ status: 201 });
    await projected();
    await batchCompleted('2024-07-05');
    await refreshed('2024-07-05');
    const { items } = await service.queries.snapshots(ids.plain!, { limit: 1, offset: 0 });
    expect(items[0]?.valuation).toMatchObject({ date: '2024-07-05', positions: { total: 4 } });
    const told = (await events(streams.valuation(ids.plain!))).filter(
      ({ type }) => type === 'PortfolioValued',
    );
    const dates = told.map(({ data }) => (data as { valuation: { date: string } }).valuation.date);
    expect(new Set(dates).size).toBe(dates.length);
    const restated = (await events(streams.valuation(ids.plain!)))
      .slice(before)
      .filter(({ type }) => type === 'SnapshotRestated');
    expect(restated.map(({ data }) => (data as { valuation: { date: string } }).valuation.date)).toEqual([
      '2024-07-02',
      '2024-07-03',
    ]);
  });
});
