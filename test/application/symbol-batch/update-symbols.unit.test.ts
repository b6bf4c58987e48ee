import { createMemoryEventStore } from '../../../adapters/event-store/memory/memory-event-store.ts';
import {
  type CommandContext,
  createHandleKnown,
  createOpenStream,
} from '../../../application/command-handler.ts';
import type { EventStore, RecordedEvent } from '../../../application/ports/event-store.ts';
import type { Queries } from '../../../application/ports/queries.ts';
import { updateSymbols } from '../../../application/symbol-batch/update-symbols.ts';
import { FACTOR_ETFS } from '../../../domain/risk/factors.ts';
import type { SymbolEvent } from '../../../domain/symbol/events.ts';
import { contextOf } from '../../support/batch-world.ts';
import { createScriptedProvider } from '../../support/scripted-provider.ts';

const DATE = '2024-06-28';
const clock = (): Date => new Date('2024-06-28T22:00:00Z');
const SYMBOLS = ['NEWCO', ...FACTOR_ETFS];

/** Read models that have seen nothing of the log yet, as those of a process that has just taken over. */
const behind = {
  symbols: async () => [],
  prices: async () => new Map(),
  adjustedCloses: async () => new Map(),
  symbolFactorHistory: async () => [],
  symbolMetrics: async () => [],
} as unknown as Queries;

const world = (appends: (memory: EventStore) => EventStore['append'] = ({ append }) => append) => {
  const memory = createMemoryEventStore(clock);
  const store: EventStore = { ...memory, append: appends(memory) };
  const { provider, script } = createScriptedProvider(clock);
  const handleKnown = createHandleKnown(store, clock, createOpenStream(store, clock));
  const update = (context: CommandContext, symbols: readonly string[] = SYMBOLS) =>
    updateSymbols(
      { queries: behind, provider, handleKnown },
      { symbols, date: DATE, force: false, profiles: 'missing' },
      context,
      () => {},
      new AbortController().signal,
    );
  const told = async (symbol = 'NEWCO'): Promise<readonly RecordedEvent[]> =>
    memory.readStream(`symbol-${symbol}`);
  return { update, told, script };
};

/** What the stream says a symbol's prices are, and how often it says anything. */
const summary = (events: readonly RecordedEvent[]) => {
  const facts = events as unknown as readonly SymbolEvent[];
  const bars = facts.flatMap((event) => (event.type === 'SymbolPriced' ? event.data.bars : []));
  return {
    dates: bars.map(({ date }) => date),
    last: bars.at(-1)?.date,
    tracked: facts.filter(({ type }) => type === 'SymbolTracked').length,
    activated: facts.filter(({ type }) => type === 'SymbolActivated').length,
  };
};

describe('symbols that are worked on again under one command, while the read models are behind', () => {
  it('are told once, as long as the source says the same', async () => {
    const { update, told } = world();
    await update(contextOf('one job'));
    const once = await told();
    await update(contextOf('one job'));
    expect(await told()).toEqual(once);
    expect(once.length).toBeGreaterThan(3);
  });

  it('take in what the source has learned since, and nothing twice', async () => {
    const { update, told, script } = world();
    for (const symbol of SYMBOLS) script.endsOn.set(symbol, '2024-06-26');
    await update(contextOf('one job'));
    script.endsOn.clear();
    await update(contextOf('one job'));
    for (const symbol of SYMBOLS) {
      const { dates, last, tracked, activated } = summary(await told(symbol));
      expect({ last, tracked, activated }).toEqual({ last: DATE, tracked: 1, activated: 1 });
      expect(new Set(dates).size).toBe(dates.length);
    }
  });

  it('take in other facts also where they are as many as before', async () => {
    const { update, told, script } = world();
    await update(contextOf('one job'));
    script.bar = (_, bar) => (bar.date === DATE ? { ...bar, close: '1.23', adjustedClose: 1.23 } : bar);
    await update(contextOf('one job'));
    const prices = (await told()).filter(({ type }) => type === 'SymbolPriced');
    expect(prices).toHaveLength(2);
    expect(prices[1]?.data).toMatchObject({ bars: [{ date: DATE, close: '1.23' }] });
  });

  it('go on where a process died after it had appended a part', async () => {
    let left = 4;
    const { update, told, script } = world((memory) => async (...append) => {
      if (left-- <= 0) throw new Error('killed');
      return memory.append(...append);
    });
    await expect(update(contextOf('one job'))).rejects.toThrow('killed');
    const begun = SYMBOLS.map(async (symbol) => (await told(symbol)).length > 0);
    expect((await Promise.all(begun)).filter(Boolean)).toHaveLength(4);
    left = Number.MAX_SAFE_INTEGER;
    script.bar = (symbol, bar) =>
      symbol === 'SPY' && bar.date === DATE ? { ...bar, close: '540.10', adjustedClose: 540.1 } : bar;
    await update(contextOf('one job'));
    await update(contextOf('one job'));
    for (const symbol of SYMBOLS)
      expect(summary(await told(symbol))).toMatchObject({ last: DATE, tracked: 1, activated: 1 });
  });

  it('may be under way in several jobs and repeats of them at once', async () => {
    const { update, told } = world();
    const names = ['one job', 'another job', 'one job', 'a third', 'another job'];
    await Promise.all(names.map((name) => update(contextOf(name))));
    for (const symbol of SYMBOLS) {
      const { dates, last, tracked, activated } = summary(await told(symbol));
      expect({ last, tracked, activated }).toEqual({ last: DATE, tracked: 1, activated: 1 });
      expect(new Set(dates).size).toBe(dates.length);
    }
  });

  it('may be the factor ETFs first and those with a new symbol next, of one job', async () => {
    const { update, told } = world();
    await update(contextOf('one job'), FACTOR_ETFS);
    const etfs = await told('SPY');
    await update(contextOf('one job'));
    expect(await told('SPY')).toEqual(etfs);
    expect(summary(await told())).toMatchObject({ last: DATE, activated: 1 });
  });
});
