import { createMemoryEventStore } from '../../adapters/event-store/memory/memory-event-store.ts';
import { type RecordedEvent, START } from '../../application/ports/event-store.ts';
import { streams } from '../../application/streams.ts';
import { PHASES } from '../../domain/calculation/events.ts';
import { uuid5 } from '../../domain/ids.ts';
import { compactExposures } from '../../domain/risk/compact-exposures.ts';
import { compactStress } from '../../domain/risk/compact-stress.ts';
import type { SymbolPriced } from '../../domain/symbol/events.ts';
import { targetIdOf } from '../../domain/targets/target-price.ts';
import { PROJECTIONS } from '../../projections/all.ts';
import { createQueries } from '../../projections/queries.ts';
import { checksum, liveChecksums } from '../../projections/rebuild/checksum.ts';
import { rebuildProjections } from '../../projections/rebuild/rebuild.ts';
import { applyTo } from '../../projections/runner/apply.ts';
import { type RunningProjections, startProjections } from '../../projections/runner/start-projections.ts';
import { inTransaction } from '../../projections/runner/transaction.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { editedPortfolio } from '../support/edited-portfolio.ts';
import {
  capitalFlows,
  eventOf,
  inviteStory,
  portfolioStory,
  type Told,
  tell,
  town,
} from '../support/events.ts';

const { portfolios, told: toldOfTown } = town();
const told = [...toldOfTown, ...inviteStory()];
const story = portfolios[0]!;
const other = portfolios[1]!;
const archived = portfolioStory('gone', ['AAPL'], ['2024-06-27', '2024-06-28'], 77);
const edited = ['jane', 'john'].map(editedPortfolio);
const store = createMemoryEventStore();
let database: TestDatabase;
let running: RunningProjections;
let queries: ReturnType<typeof createQueries>;
let failures: unknown[];

const flowsTold = capitalFlows(story);

const toldOf = <Type extends string>(type: Type, of: readonly Told[] = story.told) =>
  of.filter(({ event }) => event.type === type);

beforeAll(async () => {
  database = await createTestDatabase();
  failures = [];
  running = await startProjections({
    store,
    pool: database.pool,
    projections: PROJECTIONS,
    onError: (error) => failures.push(error),
  });
  queries = createQueries(database.pool);
  await tell(store, told);
  const position = await tell(store, [
    ...edited.flatMap((portfolio) => portfolio.told),
    ...archived.told,
    ...capitalFlows(archived),
    {
      stream: streams.portfolio(archived.portfolioId),
      event: eventOf(
        { type: 'PortfolioArchived', data: { portfolioId: archived.portfolioId, userId: archived.userId } },
        'archived',
      ),
    },
  ]);
  expect(await running.readModels.waitFor(position, 20_000)).toBe(true);
});

afterAll(async () => {
  await running.stop();
  await store.close();
  await database.close();
  expect(failures).toEqual([]);
});

const everything = async (): Promise<readonly RecordedEvent[]> =>
  (await store.readAll({ after: START, limit: 100_000 })).events;

/** How many events were told of a portfolio. */
const tellingOf = (portfolioId: string): number =>
  told.filter(({ stream }) => stream === streams.portfolio(portfolioId)).length;

describe('portfolios', () => {
  it('are listed for their owner, oldest first, with the lots that are held', async () => {
    const page = await queries.portfoliosOf(story.userId, { limit: 10, offset: 0 });
    expect(page.total).toBe(1);
    expect(page.items).toEqual([
      {
        portfolioId: story.portfolioId,
        userId: story.userId,
        portfolioName: 'Portfolio of person-0',
        accountName: 'person-0 1',
        accountType: 'taxable',
        statedEquity: '500000.00',
        equityAsOf: '2024-06-28',
        description: null,
        currency: 'USD',
        positionCount: story.lots.length - 1,
        createdAt: toldOf('PortfolioCreated')[0]!.event.metadata.occurredAt,
        revision: BigInt(tellingOf(story.portfolioId) - 1),
        archivedAt: null,
      },
    ]);
    expect(await queries.portfolio(story.portfolioId)).toEqual(page.items[0]);
    expect((await queries.portfoliosOf(story.userId, { limit: 10, offset: 1 })).items).toEqual([]);
  });

  it('disappear when they are archived, and are listed as such with everything they have', async () => {
    const paging = { limit: 10, offset: 0 };
    expect(await queries.portfolio(archived.portfolioId)).toBeNull();
    expect(await queries.portfoliosOf(archived.userId, paging)).toEqual({ items: [], total: 0 });
    const hidden = await queries.archivedPortfoliosOf(archived.userId, paging);
    expect(hidden).toMatchObject({ items: [{ portfolioId: archived.portfolioId }], total: 1 });
    expect(hidden.items[0]?.archivedAt).toMatch(/^2024-07-01T.*Z$/);
    expect((await queries.positions(archived.portfolioId, paging)).total).toBe(archived.lots.length);
    expect((await queries.capitalFlows(archived.portfolioId, paging)).total).toBe(2);
    expect(await queries.targetPrices(archived.portfolioId)).toHaveLength(2);
    expect(await queries.archivedPortfoliosOf(story.userId, paging)).toEqual({ items: [], total: 0 });
  });

  it('remember every import, also one that was reverted', async () => {
    const imports = await queries.imports(story.portfolioId);
    expect(imports).toMatchObject([
      { importId: story.importId, positions: story.lots.length, revertedAt: null, revertReason: null },
      { importId: uuid5(`second import ${story.portfolioId}`), positions: 1, revertReason: 'the wrong file' },
    ]);
    expect(imports[1]!.revertedAt).toMatch(/^2024-07-01T.*Z$/);
  });
});

describe('an edited portfolio', () => {
  const [one] = edited;

  it('has the lots that its decider has, in the order in which they came', async () => {
    for (const { portfolioId, state } of edited) {
      const { items, total } = await queries.positions(portfolioId, { limit: 100, offset: 0 });
      expect(total).toBe(state.lots.size);
      expect(
        items.map(({ position, statedOn, importId, byHand }) => ({ position, statedOn, importId, byHand })),
      ).toEqual(
        [...state.lots.values()].map(({ position, statedOn, importId, changedBy }) => ({
          position,
          statedOn,
          importId,
          byHand: changedBy === null,
        })),
      );
      const [first] = items;
      expect(await queries.position(portfolioId, first!.position.positionId)).toEqual(first);
    }
    expect(await queries.position(one!.portfolioId, uuid5('no such lot'))).toBeNull();
  });

  it('has its new names, is not archived any more, and knows its revision', async () => {
    expect(await queries.portfolio(one!.portfolioId)).toMatchObject({
      portfolioName: 'Renamed by jane',
      accountName: 'jane 2',
      statedEquity: '250000.00',
      archivedAt: null,
      revision: BigInt(one!.told.length - 1),
    });
  });

  it('tells of each import what it did and what undoing it did', async () => {
    const kinds = (await queries.imports(one!.portfolioId)).map(
      ({ kind, positions, changed, closed, undone }) => ({ kind, positions, changed, closed, undone }),
    );
    expect(kinds).toEqual([
      { kind: 'first', positions: 4, changed: 0, closed: 0, undone: null },
      {
        kind: 'reconciliation',
        positions: 1,
        changed: 1,
        closed: 2,
        undone: expect.objectContaining({ stayed: expect.any(Number) }),
      },
      { kind: 'reconciliation', positions: 0, changed: 0, closed: 3, undone: null },
    ]);
  });
});

describe('capital flows', () => {
  const paging = { limit: 10, offset: 0 };
  const idOf = (name: string): string => uuid5(`${name} flow ${story.portfolioId}`);

  it('are listed as they stand, newest first, without those that were removed', async () => {
    const [recorded, second] = toldOf('CapitalFlowRecorded', flowsTold);
    const [corrected] = toldOf('CapitalFlowCorrected', flowsTold);
    const { items, total } = await queries.capitalFlows(story.portfolioId, paging);
    expect(total).toBe(2);
    expect(items).toEqual([
      {
        flowId: idOf('first'),
        kind: 'CONTRIBUTION',
        amount: '1000.10',
        date: '2024-06-20',
        notes: null,
        recordedOn: '2024-07-01',
        recordedAt: recorded!.event.metadata.occurredAt,
        correctedAt: null,
      },
      {
        flowId: idOf('corrected'),
        kind: 'WITHDRAWAL',
        amount: '250.00',
        date: '2024-05-01',
        notes: 'a roof',
        recordedOn: '2024-07-01',
        recordedAt: second!.event.metadata.occurredAt,
        correctedAt: corrected!.event.metadata.occurredAt,
      },
    ]);
    const rest = await queries.capitalFlows(story.portfolioId, { limit: 1, offset: 1 });
    expect(rest).toEqual({ items: items.slice(1), total: 2 });
    expect(await queries.capitalFlow(story.portfolioId, idOf('corrected'))).toEqual(items[1]);
    expect(await queries.capitalFlow(story.portfolioId, idOf('removed'))).toBeNull();
    expect(await queries.capitalFlow(other.portfolioId, idOf('first'))).toBeNull();
  });

  it('are summed exactly, over all and over the last 30 and 90 days', async () => {
    const both = { contributions: '1000.10', withdrawals: '250.00', net: '750.10', count: 2 };
    const one = { contributions: '1000.10', withdrawals: '0.00', net: '1000.10', count: 1 };
    const none = { contributions: '0.00', withdrawals: '0.00', net: '0.00', count: 0 };
    const summary = (upTo: string) => queries.capitalFlowSummary(story.portfolioId, upTo);
    expect(await summary('2024-07-01')).toEqual({ total: both, last30Days: one, last90Days: both });
    expect(await summary('2024-07-30')).toEqual({ total: both, last30Days: none, last90Days: one });
    expect(await summary('2024-07-19')).toMatchObject({ last30Days: one });
    expect(await summary('2024-07-20')).toMatchObject({ last30Days: none });
  });
});

describe('positions', () => {
  it('come as they were imported, in the order of the file, each with its mark of the latest session', async () => {
    const { items, total } = await queries.positions(story.portfolioId, { limit: 100, offset: 0 });
    expect(total).toBe(story.lots.length);
    expect(items.map(({ position }) => position)).toEqual(story.lots);
    const latest = story.valuations.at(-1)!;
    for (const { position, mark, markDate } of items) {
      const expected = latest.marks.find(({ positionId }) => positionId === position.positionId) ?? null;
      expect(mark).toEqual(expected);
      expect(markDate).toBe(expected === null ? null : latest.date);
    }
    expect(items.map(({ positionType }) => positionType)).toEqual([
      'LONG',
      'LONG',
      'SHORT',
      'LONG',
      'SC',
      'LONG',
      'LONG',
      'LONG',
    ]);
  });

  it('are paged without gaps or repetitions', async () => {
    const pages = await Promise.all(
      [0, 3, 6].map((offset) => queries.positions(story.portfolioId, { limit: 3, offset })),
    );
    expect(pages.flatMap(({ items }) => items.map(({ position }) => position))).toEqual(story.lots);
  });
});

describe('snapshots', () => {
  const latest = story.valuations.at(-1)!;

  it('are exactly the valuation that was told, to the last digit', async () => {
    const snapshot = await queries.snapshot(story.portfolioId, 'latest');
    const { marks, ...valuation } = latest;
    expect(snapshot).toEqual({
      valuation,
      marks,
      eventId: toldOf('PortfolioValued').at(-1)!.event.eventId,
      engineVersion: '1.0.0',
      simulated: true,
      restatements: 0,
    });
  });

  it('count restatements, and show the restated figures', async () => {
    const restated = toldOf('SnapshotRestated')[0]!.event;
    const { date } = story.valuations.at(-2)!;
    const snapshot = await queries.snapshot(story.portfolioId, date);
    expect(snapshot?.restatements).toBe(1);
    expect(snapshot?.eventId).toBe(restated.eventId);
    expect(restated.data).toMatchObject({ valuation: snapshot?.valuation });
  });

  it('do not show a date that was withdrawn', async () => {
    expect(await queries.snapshot(story.portfolioId, story.valuations[0]!.date)).toBeNull();
    const { items, total } = await queries.snapshots(story.portfolioId, { limit: 1000, offset: 0 });
    expect(total).toBe(story.valuations.length - 1);
    expect(items.map(({ valuation }) => valuation.date)).toEqual(
      story.valuations
        .slice(1)
        .map(({ date }) => date)
        .reverse(),
    );
  });

  it('can be asked for by range and page, newest first', async () => {
    const range = { from: '2024-06-10', to: '2024-06-14' };
    const { items, total } = await queries.snapshots(story.portfolioId, { ...range, limit: 2, offset: 1 });
    expect(total).toBe(5);
    expect(items.map(({ valuation }) => valuation.date)).toEqual(['2024-06-13', '2024-06-12']);
  });

  it('are one per portfolio and date by the table itself', async () => {
    const { rows } = await database.pool.query<{ definition: string }>(
      `select pg_get_constraintdef(oid) as definition from pg_constraint
       where conname = 'uq_portfolio_snapshot_date' and connamespace = 'read'::regnamespace`,
    );
    expect(rows).toEqual([{ definition: 'PRIMARY KEY (portfolio_id, date)' }]);
  });
});

describe('risk', () => {
  it('is what was told last, each part with its event', async () => {
    const risk = await queries.risk(story.portfolioId);
    const [exposed] = toldOf('FactorExposuresCalculated');
    const [volatile] = toldOf('PortfolioVolatilityCalculated');
    const [stressed] = toldOf('PortfolioStressTested');
    expect(exposed!.event.data).toMatchObject({
      exposures: compactExposures(risk!.exposures!),
      gaps: risk?.gaps,
    });
    expect(volatile!.event.data).toMatchObject({ volatility: risk?.volatility });
    expect(stressed!.event.data).toMatchObject({ stress: compactStress(risk!.stress!) });
    expect(risk).toMatchObject({
      date: '2024-06-28',
      exposuresEventId: exposed!.event.eventId,
      volatilityEventId: volatile!.event.eventId,
      stressEventId: stressed!.event.eventId,
      engineVersion: '1.0.0',
    });
  });

  it('is also there in rows for whoever asks the database', async () => {
    const risk = await queries.risk(story.portfolioId);
    const { rows } = await database.pool.query<{
      factor: string;
      beta: number | null;
      dollars: string | null;
    }>('select factor, beta, dollars from read.factor_exposures where portfolio_id = $1', [
      story.portfolioId,
    ]);
    const byName = (a: { factor: string }, b: { factor: string }): number => (a.factor < b.factor ? -1 : 1);
    expect(rows.sort(byName)).toEqual(
      risk!.exposures!.exposures.map(({ factor, beta, dollars }) => ({ factor, beta, dollars })).sort(byName),
    );
    const stress = await database.pool.query<{ n: string }>(
      'select count(*) as n from read.stress_results where portfolio_id = $1',
      [story.portfolioId],
    );
    expect(stress.rows).toEqual([{ n: '3' }]);
  });
});

describe('target prices', () => {
  it('are those that are set now, each as it was set last, to the last digit', async () => {
    const set = toldOf('TargetPricesSet').map(({ event }) => event);
    const targets = await queries.targetPrices(story.portfolioId);
    expect(targets).toEqual(
      [
        { symbol: 'AAPL', eoy: '300.5', event: set[1]! },
        { symbol: 'ZM', eoy: '261.38', event: set[0]! },
      ].map(({ symbol, eoy, event }) => ({
        targetId: targetIdOf(story.portfolioId, { symbol, positionType: 'LONG' }),
        portfolioId: story.portfolioId,
        symbol,
        positionType: 'LONG',
        prices: { eoy, nextYear: null, downside: '0.000001' },
        userPrice: null,
        updatedAt: event.metadata.occurredAt,
        eventId: event.eventId,
      })),
    );
    expect(await queries.targetPrice(targets[0]!.targetId)).toEqual(targets[0]);
    expect(await queries.targetPrice(uuid5('no such target'))).toBeNull();
  });

  it('know the revision of their stream', async () => {
    const of = (portfolioId: string) =>
      told.filter(({ stream }) => stream === streams.targets(portfolioId)).length;
    expect(await queries.targetsRevision(story.portfolioId)).toBe(BigInt(of(story.portfolioId) - 1));
    expect(await queries.targetsRevision(uuid5('no such portfolio'))).toBe('no-stream');
  });
});

describe('runs', () => {
  it('show every phase in order, the log, and who asked', async () => {
    const run = await queries.run(story.runId);
    expect(run).toMatchObject({
      runId: story.runId,
      portfolioId: story.portfolioId,
      status: 'completed',
      calculationDate: '2024-06-28',
      trigger: 'import',
      requestedBy: story.userId,
      pendingSymbols: [],
      needsPriceUpdate: false,
      error: null,
    });
    expect(run?.phases).toEqual(
      PHASES.map(({ id }) => ({ phase: id, status: 'completed', current: 10, total: 10, seconds: 0.125 })),
    );
    expect(run?.log.map(({ message }) => message)).toEqual(PHASES.map(({ id }) => `${id} done`));
    expect(run?.endedAt).not.toBeNull();
    expect(await queries.latestRun(story.portfolioId)).toEqual(run);
    expect(await queries.run(uuid5('no such run'))).toBeNull();
  });

  it('that fail say in which phase and why, and keep only the newest 5,000 log lines', async () => {
    const runId = uuid5('failing');
    const about = { runId, portfolioId: other.portfolioId };
    const stream = streams.calculation(other.portfolioId);
    const log = Array.from({ length: 3000 }, (_, n) => ({ level: 'info' as const, message: `line ${n}` }));
    const position = await tell(
      store,
      [
        {
          type: 'CalculationRequested',
          data: { ...about, calculationDate: '2024-06-28', force: true, trigger: 'user' },
        },
        ...['classify', 'symbol_processing'].map((phase) => ({
          type: 'CalculationPhaseCompleted',
          data: { ...about, phase, current: 1, total: 1, seconds: 1, log },
        })),
        { type: 'CalculationPhaseStarted', data: { ...about, phase: 'phase_4', total: 9 } },
        { type: 'CalculationFailed', data: { ...about, code: 'ERR_BATCH_001', message: 'no prices' } },
      ].map((event, n) => ({ stream, event: eventOf(event, `failing ${n}`) })),
    );
    await running.readModels.waitFor(position, 20_000);
    const run = await queries.latestRun(other.portfolioId);
    expect(run).toMatchObject({
      runId,
      status: 'failed',
      requestedBy: 'test',
      error: { code: 'ERR_BATCH_001', message: 'no prices' },
    });
    expect(run?.phases.map(({ status }) => status)).toEqual([
      'completed',
      'completed',
      'failed',
      'pending',
      'pending',
    ]);
    expect(run?.log).toHaveLength(5000);
    expect(run?.log[0]?.message).toBe('line 1000');
  });
});

describe('symbols', () => {
  it('are active with profile, source and dates once they are priced and measured', async () => {
    const profiled = toldOf('SymbolProfiled', told)[0]!.event.data as { profile: unknown };
    expect(await queries.symbol('AAPL')).toEqual({
      symbol: 'AAPL',
      status: 'active',
      attempts: 0,
      failure: null,
      firstPriceDate: '2024-06-03',
      lastPriceDate: '2024-06-28',
      lastFactorDate: '2024-06-28',
      profile: profiled.profile,
      profileSource: 'simulated',
      priceSource: 'simulated',
      closeBasis: 'raw',
      simulated: true,
      delistingReason: null,
      uploadedDates: [],
      revision: 4n,
      pricedFrom: '2024-06-03',
      pricedAt: expect.any(BigInt),
      factoredAt: expect.any(BigInt),
    });
    expect(await queries.symbol('NOBODY')).toBeNull();
    expect((await queries.symbols(['SPY', 'NOBODY', 'AAPL'])).map(({ symbol }) => symbol)).toEqual([
      'AAPL',
      'SPY',
    ]);
  });

  it('are in error after three failures, and in the queue again when prices come after all', async () => {
    const stream = streams.symbol('ZOOM');
    const fail = (attempt: number): Told => ({
      stream,
      event: eventOf(
        {
          type: 'SymbolOnboardingFailed',
          data: { symbol: 'ZOOM', kind: 'unavailable', reason: 'no answer', attempt },
        },
        `zoom ${attempt}`,
      ),
    });
    const statusAfter = async (events: readonly Told[]) => {
      await running.readModels.waitFor(await tell(store, events), 20_000);
      return queries.symbol('ZOOM');
    };
    const tracked = { type: 'SymbolTracked', data: { symbol: 'ZOOM' } };
    expect(await statusAfter([{ stream, event: eventOf(tracked, 'zoom') }])).toMatchObject({
      status: 'pending',
      attempts: 0,
    });
    expect(await statusAfter([fail(1), fail(2)])).toMatchObject({ status: 'pending', attempts: 2 });
    expect(await statusAfter([fail(3)])).toMatchObject({
      status: 'error',
      attempts: 3,
      failure: { kind: 'unavailable', reason: 'no answer' },
    });
    const priced = {
      type: 'SymbolPriced',
      data: {
        symbol: 'ZOOM',
        source: 'csv',
        simulated: false,
        closeBasis: 'adjusted',
        currency: null,
        bars: [{ date: '2024-06-28', close: '1.10', adjustedClose: 1.1, splitFactor: 1 }],
        rejected: [],
      },
    };
    expect(await statusAfter([{ stream, event: eventOf(priced, 'zoom priced') }])).toMatchObject({
      status: 'pending',
      attempts: 0,
      failure: null,
      closeBasis: 'adjusted',
      simulated: false,
    });
  });

  it('have their prices as columns: closes exact, adjusted closes bit by bit', async () => {
    const priced = toldOf('SymbolPriced', told).map(({ event }) => ({
      eventId: event.eventId,
      data: event.data as SymbolPriced['data'],
    }));
    const range = { from: '2024-06-10', to: '2024-06-21' };
    const prices = await queries.prices(['MSFT', 'NOBODY', 'AAPL'], range);
    expect([...prices.keys()]).toEqual(['AAPL', 'MSFT']);
    for (const [symbol, columns] of prices) {
      const event = priced.find(({ data }) => data.symbol === symbol)!;
      const bars = event.data.bars.filter(({ date }) => date >= range.from && date <= range.to);
      expect(columns).toEqual({
        symbol,
        dates: bars.map(({ date }) => date),
        closes: bars.map(({ close }) => close),
        adjustedCloses: Float64Array.from(bars, ({ adjustedClose }) => adjustedClose),
        splitFactors: Float64Array.from(bars, ({ splitFactor }) => splitFactor),
        eventIds: bars.map(() => event.eventId),
        simulated: true,
      });
    }
    expect(await queries.prices([], range)).toEqual(new Map());
  });

  it('have their adjusted closes alone, bit by bit', async () => {
    const range = { from: '2024-06-10', to: '2024-06-21' };
    const prices = await queries.prices(['MSFT', 'NOBODY', 'AAPL'], range);
    const closes = await queries.adjustedCloses(['MSFT', 'NOBODY', 'AAPL'], range);
    expect(closes.size).toBe(2);
    for (const [symbol, { dates, adjustedCloses }] of prices)
      expect(closes.get(symbol)).toEqual({ dates, adjustedCloses });
    expect(await queries.adjustedCloses(['MSFT'], { from: '2030-01-01', to: '2030-02-01' })).toEqual(
      new Map(),
    );
    expect(await queries.adjustedCloses([], range)).toEqual(new Map());
  });

  it('have the newest close that is not newer than asked, and its event', async () => {
    const { eventId, data } = toldOf('SymbolPriced', told)[0]!.event;
    const { symbol, bars } = data as SymbolPriced['data'];
    const friday = bars.find(({ date }) => date === '2024-06-21')!;
    const closes = await queries.latestCloses([symbol, 'NOBODY'], '2024-06-23');
    expect([...closes]).toEqual([
      [symbol, { date: friday.date, close: friday.close, eventId, simulated: true }],
    ]);
    expect(await queries.latestCloses([symbol], '2024-06-02')).toEqual(new Map());
    expect(await queries.latestCloses([], '2024-06-23')).toEqual(new Map());
  });

  it('have the newest factors that are not newer than asked', async () => {
    const calculated = toldOf('SymbolFactorsCalculated', told)[0]!.event;
    const data = calculated.data as { factors: unknown };
    expect(await queries.symbolFactors(['AAPL', 'NOBODY'], '2024-07-31')).toEqual([
      { symbol: 'AAPL', date: '2024-06-28', factors: data.factors, eventId: calculated.eventId },
    ]);
    expect(await queries.symbolFactors(['AAPL'], '2024-06-27')).toEqual([]);
  });
});

describe('every read model', () => {
  it('has the same rows to the byte when it is rebuilt', async () => {
    const before = await liveChecksums(database.pool, PROJECTIONS);
    const reports = await rebuildProjections({ store, pool: database.pool, projections: PROJECTIONS }, 'all');
    expect(reports.filter(({ identical }) => !identical)).toEqual([]);
    expect(reports.map(({ projection }) => projection)).toEqual(PROJECTIONS.map(({ name }) => name));
    expect(await liveChecksums(database.pool, PROJECTIONS)).toEqual(before);
    expect(before.filter(({ rows }) => rows === 0)).toEqual([]);
  });

  it.each([1, 7, 1000])(
    'has the same rows whatever the pages: of %i events, each told twice',
    async (size) => {
      const events = await everything();
      for (const projection of PROJECTIONS) {
        await inTransaction(
          database.pool,
          'create schema scratch; set local search_path to scratch',
          async (db) => {
            await db.query(projection.ddl);
            for (let start = 0; start < events.length; start += size) {
              await applyTo(projection, events.slice(start, start + size), db);
              await applyTo(projection, events.slice(start, start + size), db);
            }
            for (const table of projection.tables)
              expect([table, await checksum(db, `scratch.${table}`)]).toEqual([
                table,
                await checksum(db, `read.${table}`),
              ]);
            await db.query('drop schema scratch cascade');
          },
        );
      }
    },
  );

  it('has the same rows when the whole log is told to it once more', async () => {
    const events = await everything();
    const before = await liveChecksums(database.pool, PROJECTIONS);
    await inTransaction(database.pool, 'set local search_path to read', async (db) => {
      for (const projection of PROJECTIONS) await applyTo(projection, events, db);
    });
    expect(await liveChecksums(database.pool, PROJECTIONS)).toEqual(before);
  });
});
