import { createCommandHandler, createOpenStream } from '../../../application/command-handler.ts';
import { streams } from '../../../application/streams.ts';
import { createFailBatch } from '../../../application/symbol-batch/run-symbol-batch.ts';
import { lastSessions } from '../../../domain/calendar/nyse.ts';
import { FACTOR_ETFS } from '../../../domain/risk/factors.ts';
import { type BatchWorld, contextOf, startBatchWorld } from '../../support/batch-world.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { eventOf, factorsOf, seeded, tell } from '../../support/events.ts';
import { createScriptedProvider } from '../../support/scripted-provider.ts';
import { until } from '../../support/until.ts';

const SYMBOLS = ['AAPL', 'MSFT', 'BRK-B', 'JPM', 'XOM'];
const ALL = [...SYMBOLS, ...FACTOR_ETFS];
let now = new Date('2024-06-28T22:00:00Z');
const clock = (): Date => now;
const { provider, script } = createScriptedProvider(clock);

let database: TestDatabase;
let world: BatchWorld;
beforeAll(async () => {
  database = await createTestDatabase();
  world = await startBatchWorld({ url: database.serviceUrl, provider, clock });
});
afterAll(async () => {
  await world.stop();
  await database.close();
});

const typesSince = async (position: bigint, prefix = 'symbol-'): Promise<readonly string[]> =>
  (await world.eventsAfter(position))
    .filter(({ stream }) => stream.startsWith(prefix) && !stream.startsWith('symbol-batch-'))
    .map(({ type, stream }) => `${stream} ${type}`);

const batchEvents = async (position: bigint): Promise<readonly string[]> =>
  (await world.eventsAfter(position))
    .filter(({ stream }) => stream.startsWith('symbol-batch-'))
    .map(({ type }) => type);

describe('the batch of a session', () => {
  it('brings symbols that nobody knew to prices, factors and metrics, the factor ETFs first', async () => {
    const attempt = await world.batch('first', '2024-06-27', { symbols: [...SYMBOLS, 'ZZNOPE'] });
    expect(attempt.status).toBe('completed');
    expect(script.asked.slice(0, 8).toSorted()).toEqual([...FACTOR_ETFS].toSorted());
    const rows = await world.queries.symbols(ALL);
    expect(rows).toHaveLength(ALL.length);
    for (const row of rows) {
      expect(row).toMatchObject({
        status: 'active',
        lastPriceDate: '2024-06-27',
        lastFactorDate: '2024-06-27',
      });
    }
    expect(await world.queries.symbol('ZZNOPE')).toMatchObject({
      status: 'error',
      failure: { kind: 'unknown-symbol' },
    });
    const failed = [...(attempt.done.get('prices')?.values() ?? [])].flatMap((chunk) => chunk.failed);
    expect(failed).toEqual([{ symbol: 'ZZNOPE', reason: 'simulated does not know this symbol' }]);
    const [metrics] = await world.queries.symbolMetrics(['MSFT']);
    const prices = (await world.queries.prices(['MSFT'], { from: '2024-01-01', to: '2024-06-27' })).get(
      'MSFT',
    )!;
    const last = prices.adjustedCloses.length - 1;
    expect(metrics).toMatchObject({
      date: '2024-06-27',
      close: prices.closes.at(-1),
      factorDate: '2024-06-27',
    });
    expect(metrics!.returns['1d']).toBe(prices.adjustedCloses[last]! / prices.adjustedCloses[last - 1]! - 1);
    expect(metrics!.factors.market_beta_90d).not.toBeNull();
  });

  it('adds one day to every symbol in one append of each: its price, its factors, its metrics', async () => {
    const before = await world.store.head();
    const attempt = await world.batch('next', '2024-06-28');
    expect(attempt).toMatchObject({ status: 'completed' });
    const told = await world.eventsAfter(before);
    for (const symbol of ALL) {
      const own = told.filter(({ stream }) => stream === `symbol-${symbol}`);
      expect(own.map(({ type }) => type)).toEqual([
        'SymbolPriced',
        'SymbolFactorsCalculated',
        'SymbolMetricsCalculated',
      ]);
      expect(own[0]!.data).toMatchObject({ bars: [{ date: '2024-06-28' }] });
      expect(own[1]!.metadata.engineVersion).toBeDefined();
    }
  });

  it('that is done again tells nothing but that it was asked for and that there was nothing', async () => {
    for (const name of ['again', 'and again']) {
      const before = await world.store.head();
      await world.batch(name, '2024-06-28');
      expect(await typesSince(before)).toEqual([]);
      expect(await batchEvents(before)).toEqual(['SymbolBatchRequested', 'SymbolBatchCompleted']);
    }
  });

  it('also where everything is read and calculated again', async () => {
    const before = await world.store.head();
    const attempt = await world.batch('forced', '2024-06-28', { force: true });
    expect(attempt.status).toBe('completed');
    expect(await typesSince(before)).toEqual([]);
    const chunks = [...attempt.done.get('prices')!.values()];
    expect(chunks.reduce((sum, { symbols }) => sum + symbols, 0)).toBe(ALL.length);
    expect(chunks.every(({ changed }) => changed === 0)).toBe(true);
  });

  it('is one at a time: a second request is refused with the id of the first, the same one is not', async () => {
    let release = (): void => {};
    script.before = () => new Promise((resolve) => (release = resolve));
    now = new Date('2024-07-01T22:00:00Z');
    const order = { date: '2024-07-01', trigger: 'operator', force: false, symbols: null } as const;
    const first = await world.request(order, contextOf('open'));
    expect(first.ok).toBe(true);
    expect(await world.request(order, contextOf('open'))).toMatchObject({
      ok: true,
      value: { position: null },
    });
    expect(await world.request(order, contextOf('second'))).toMatchObject({
      ok: false,
      error: { code: 'ERR_BATCH_007', details: { batch_id: contextOf('open').commandId } },
    });
    script.before = async () => {};
    const ended = world.batch('open', '2024-07-01');
    while (script.asked.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    release();
    expect((await ended).status).toBe('completed');
  });

  it('is refused for a day without a completed session', async () => {
    for (const date of ['2024-07-02', '2024-06-30', '2024-07-04']) {
      const order = { date, trigger: 'operator', force: false, symbols: null } as const;
      expect(await world.request(order, contextOf(`no ${date}`))).toMatchObject({
        ok: false,
        error: { code: 'ERR_BATCH_008', details: { most_recent_completed_session: '2024-07-01' } },
      });
    }
  });

  it('goes on without a symbol that fails; yesterday’s serves until the next run has today’s', async () => {
    now = new Date('2024-07-02T22:00:00Z');
    script.down.add('JPM');
    const before = await world.store.head();
    await world.batch('one fails', '2024-07-02');
    const [end] = (await world.eventsAfter(before)).filter(({ type }) => type === 'SymbolBatchCompleted');
    expect(end!.data).toMatchObject({ outcome: 'partial', failed: 1, updated: ALL.length - 1 });
    expect(await typesSince(before, 'symbol-JPM')).toEqual([]);
    expect(await world.queries.symbol('JPM')).toMatchObject({
      status: 'active',
      lastPriceDate: '2024-07-01',
      lastFactorDate: '2024-07-01',
    });
    script.down.clear();
    script.asked.length = 0;
    expect((await world.batch('it is back', '2024-07-02')).status).toBe('completed');
    expect(script.asked).toEqual(['JPM']);
    expect(await world.queries.symbol('JPM')).toMatchObject({ lastFactorDate: '2024-07-02' });
  });

  it('writes only the symbols that it was asked for, beside the factor ETFs', async () => {
    now = new Date('2024-07-03T22:00:00Z');
    const before = await world.store.head();
    await world.batch('scoped', '2024-07-03', { symbols: ['XOM'] });
    const told = new Set(
      (await typesSince(before)).map((line) => line.split(' ')[0]!.slice('symbol-'.length)),
    );
    expect([...told].toSorted()).toEqual([...FACTOR_ETFS, 'XOM'].toSorted());
    await world.batch('the others', '2024-07-03');
  });

  it('follows a price that was put right with the factors of the sessions since', async () => {
    script.bar = (symbol, bar) =>
      symbol === 'AAPL' && bar.date === '2024-06-27'
        ? { ...bar, close: '1', adjustedClose: bar.adjustedClose * 1.1 }
        : bar;
    const before = await world.store.head();
    await world.batch('restated', '2024-07-03', { force: true });
    const told = (await world.eventsAfter(before)).filter(({ stream }) => stream.startsWith('symbol-A'));
    expect(told[0]).toMatchObject({
      type: 'SymbolPriced',
      data: { bars: [{ date: '2024-06-27', close: '1' }] },
    });
    const factors = told.filter(({ type }) => type === 'SymbolFactorsCalculated');
    expect(factors.map(({ data }) => (data as { date: string }).date)).toEqual(lastSessions('2024-07-03', 5));
    // Nobody else's price has changed.
    expect((await typesSince(before)).every((line) => line.startsWith('symbol-AAPL'))).toBe(true);
  });

  it('follows a price of long ago with the factors of thirty sessions, and leaves those before as they were shown', async () => {
    const sessions = lastSessions('2024-07-03', 45);
    const shown = factorsOf(seeded(1));
    const early = sessions.filter((date) => date < '2024-06-27');
    await tell(
      world.store,
      early.map((date) => ({
        stream: streams.symbol('JPM'),
        event: eventOf(
          { type: 'SymbolFactorsCalculated', data: { symbol: 'JPM', date, factors: shown } },
          `JPM on ${date}`,
        ),
      })),
    );
    await world.readModels.waitFor(await world.store.head(), 20_000);
    const changed = sessions.at(-40)!;
    script.bar = (symbol, bar) =>
      symbol === 'JPM' && bar.date === changed ? { ...bar, adjustedClose: bar.adjustedClose * 1.1 } : bar;
    const before = await world.store.head();
    await world.batch('long ago', '2024-07-03', { force: true, symbols: ['JPM'] });
    script.bar = (_, bar) => bar;
    const told = (await world.eventsAfter(before)).filter(({ stream }) => stream === 'symbol-JPM');
    expect(told.find(({ type }) => type === 'SymbolPriced')?.data).toMatchObject({
      bars: [{ date: changed }],
    });
    const factors = told.filter(({ type }) => type === 'SymbolFactorsCalculated');
    expect(factors.map(({ data }) => (data as { date: string }).date)).toEqual(
      lastSessions('2024-07-03', 30),
    );
    const kept = await world.queries.symbolFactorHistory(['JPM'], {
      from: sessions[0]!,
      to: lastSessions('2024-07-03', 31)[0]!,
    });
    expect(kept.map(({ date }) => date)).toEqual(sessions.slice(0, 15));
    for (const row of kept) expect(row.factors).toEqual(shown);
  });

  it('follows a factor ETF’s price that was put right with everybody’s factors', async () => {
    script.bar = (symbol, bar) =>
      symbol === 'SPY' && bar.date === '2024-07-02'
        ? { ...bar, adjustedClose: bar.adjustedClose * 1.02 }
        : bar;
    await world.batch('undo', '2024-07-03', { force: true, symbols: ['AAPL'] });
    const before = await world.store.head();
    await world.batch('etf', '2024-07-03');
    const told = await typesSince(before);
    for (const symbol of ['MSFT', 'XOM'])
      expect(told.filter((line) => line.startsWith(`symbol-${symbol} `))).toEqual([
        `symbol-${symbol} SymbolFactorsCalculated`,
        `symbol-${symbol} SymbolFactorsCalculated`,
      ]);
    script.bar = (_, bar) => bar;
  });

  it('shares the work between chunks that end at the same moment, and loses none', async () => {
    const many = Array.from({ length: 24 }, (_, i) => `N${String.fromCharCode(65 + i)}`);
    const attempt = await world.batch('many', '2024-07-03', { symbols: many });
    expect(attempt).toMatchObject({ status: 'completed', chunks: 13 });
    const chunks = [...attempt.done.get('prices')!.values()];
    expect(chunks.reduce((sum, { symbols }) => sum + symbols, 0)).toBe(many.length);
    expect(await world.queries.symbolNames(['pending'])).toEqual([]);
  });

  it('takes a symbol without a price for long, and of which the source has none, off the list, until one comes', async () => {
    now = new Date('2024-08-16T22:00:00Z');
    script.endsOn.set('XOM', '2024-07-03');
    await world.batch('gone', '2024-08-16');
    expect(await world.queries.symbol('XOM')).toMatchObject({
      status: 'delisted',
      lastPriceDate: '2024-07-03',
      delistingReason: expect.stringContaining('no price since 2024-07-03'),
    });
    script.asked.length = 0;
    now = new Date('2024-08-19T22:00:00Z');
    await world.batch('without it', '2024-08-19');
    expect(script.asked).not.toContain('XOM');
    script.endsOn.clear();
    await world.batch('asked for', '2024-08-19', { symbols: ['XOM'] });
    expect(await world.queries.symbol('XOM')).toMatchObject({
      status: 'active',
      lastPriceDate: '2024-08-19',
    });
  });

  it('is put down when its time is over, and picked up by the next run of the session', async () => {
    now = new Date('2024-08-20T22:00:00Z');
    script.before = async (symbols) => {
      if (symbols.includes('SPY')) return;
      now = new Date('2024-08-20T23:00:00Z');
      await until(
        'it is put down',
        async () => (await world.attempt('late', '2024-08-20'))?.status !== 'open',
      );
    };
    script.asked.length = 0;
    const before = await world.store.head();
    expect((await world.batch('late', '2024-08-20', { symbols: SYMBOLS })).status).toBe('suspended');
    const [put] = (await world.eventsAfter(before)).filter(({ type }) => type === 'SymbolBatchSuspended');
    expect(put!.data).toMatchObject({ reason: 'deadline' });
    script.before = async () => {};
    const resumed = await world.batch('resumed', '2024-08-20', { symbols: SYMBOLS });
    expect(resumed.status).toBe('completed');
    // The factor ETFs were done by then.
    expect(script.asked.filter((symbol) => symbol === 'SPY')).toHaveLength(1);
    for (const row of await world.queries.symbols(SYMBOLS)) expect(row.lastFactorDate).toBe('2024-08-20');
  });

  it('that cannot be seen through ends as failed, and the session can be asked for again', async () => {
    now = new Date('2024-08-21T22:00:00Z');
    let release = (): void => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    script.before = () => held;
    const order = { date: '2024-08-21', trigger: 'operator', force: false, symbols: SYMBOLS } as const;
    await world.request(order, contextOf('doomed'));
    const failBatch = createFailBatch({ handle: createCommandHandler(createOpenStream(world.store, clock)) });
    const { commandId } = contextOf('doomed');
    await failBatch({ batchId: commandId, date: order.date }, contextOf('its end'));
    expect(await world.attempt('doomed', order.date)).toMatchObject({ status: 'failed' });
    script.before = async () => {};
    release();
    expect((await world.batch('once more', order.date, { symbols: SYMBOLS })).status).toBe('completed');
  });
});
