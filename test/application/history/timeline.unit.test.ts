import { createMemoryEventStore } from '../../../adapters/event-store/memory/memory-event-store.ts';
import { createMemoryLogIndex } from '../../../adapters/event-store/memory/memory-log-index.ts';
import {
  backwardsFrom,
  formatBackwards,
  parseBackwards,
  readTimeline,
} from '../../../application/history/read-timeline.ts';
import { timelineOf } from '../../../application/history/timeline.ts';
import { whoOf } from '../../../application/history/who.ts';
import { type RecordedEvent, START } from '../../../application/ports/event-store.ts';
import { streamsOfPortfolio } from '../../../application/streams.ts';
import { sessionsBetween } from '../../../domain/calendar/nyse.ts';
import { capitalFlows, eventOf, portfolioStory, revertedImport, tell } from '../../support/events.ts';

const story = portfolioStory('jane', ['AAPL', 'MSFT'], sessionsBetween('2024-06-03', '2024-06-28'), 1);

const told = async () => {
  const store = createMemoryEventStore();
  await tell(store, [...story.told, ...revertedImport(story), ...capitalFlows(story)]);
  const names = streamsOfPortfolio(story.portfolioId);
  const all = (await store.readAll({ after: START, limit: 10_000 })).events.filter(({ stream }) =>
    names.includes(stream),
  );
  return { store, index: createMemoryLogIndex(store), names, events: all.toReversed() };
};

describe('the timeline', () => {
  it('tells what people did one by one, and a calculation as one entry', async () => {
    const { events } = await told();
    const entries = timelineOf(events);
    expect(entries.map(({ predicate }) => predicate).toReversed()).toEqual([
      'created the portfolio “Portfolio of jane” in the account “jane 1”',
      expect.stringMatching(/^imported \d+ positions from a file$/),
      'set 3 target prices (AAPL, MSFT, ZM)',
      'set 1 target price (AAPL)',
      'removed the target price of MSFT (LONG)',
      'finished the calculation of 2024-06-28 after an import: 19 days valued, 1 day restated (prices changed) and 1 day withdrawn',
      'imported 1 position from a file',
      'undid an import: the wrong file',
      'recorded a contribution of 1000.10 on 2024-06-20',
      'recorded a contribution of 1000.10 on 2024-06-20',
      'recorded a withdrawal of 250.00 on 2024-05-01',
      'corrected a flow: it is a withdrawal of 250.00 on 2024-05-01',
      'removed a contribution or withdrawal',
    ]);
    const run = entries.find(({ runId }) => runId === story.runId);
    expect(run).toMatchObject({
      about: 'calculation',
      eventTypes: { CalculationRequested: 1, PortfolioValued: 19, SnapshotRestated: 1, SnapshotWithdrawn: 1 },
      figures: [
        { name: 'equity' },
        { name: 'days_valued', value: 19 },
        { name: 'days_restated', value: 1 },
        { name: 'days_withdrawn', value: 1 },
      ],
    });
    expect(Object.values(run!.eventTypes).reduce((sum, count) => sum + count, 0)).toBeGreaterThan(35);
    expect(entries.find(({ predicate }) => predicate.startsWith('undid'))?.reason).toBe('the wrong file');
  });

  it('comes page by page as it comes at once, and no run is cut in two', async () => {
    const { store, index, names, events } = await told();
    for (const limit of [1, 2, 5, 100]) {
      const pages = [];
      let cursor = await backwardsFrom({ store, index }, names);
      for (;;) {
        const { entries, next } = await readTimeline(store, names, cursor, { limit });
        pages.push(...entries);
        if (next === null) break;
        const again = parseBackwards(formatBackwards(next), names.length);
        if (again === null) throw new Error('a cursor is read as it was written');
        cursor = again;
      }
      expect(pages.map(({ position }) => position)).toEqual(
        timelineOf(events).map(({ position }) => position),
      );
    }
    expect(parseBackwards('1.2', names.length)).toBeNull();
    expect(parseBackwards('a.b.c.d.e', 5)).toBeNull();
  });

  it('tells only what came after a position', async () => {
    const { store, index, names, events } = await told();
    const undone = events.find(({ type }) => type === 'PositionsImportReverted')!;
    const { entries, next } = await readTimeline(store, names, await backwardsFrom({ store, index }, names), {
      limit: 100,
      after: undone.position,
    });
    expect(entries).toHaveLength(5);
    expect(next).toBeNull();
  });

  it('has a neutral sentence for a type that it does not know, and the reason that was given', () => {
    const event = {
      ...eventOf({ type: 'PositionsBlessed', data: {} }, 'x', undefined, { reason: 'why not' }),
      stream: 'portfolio-1',
      revision: 0n,
      position: 1n,
      recordedAt: '2024-07-01T14:00:00.123Z',
    } as RecordedEvent;
    expect(timelineOf([event])).toMatchObject([
      { predicate: 'caused “positions blessed”', reason: 'why not', about: 'other' },
    ]);
  });

  it('says who did it, and on whose behalf', () => {
    const jane = { userId: 'jane', ownerId: 'jane' };
    const root = { userId: 'root', ownerId: 'jane' };
    const byJane = { kind: 'user', userId: 'jane' } as const;
    const forJane = { ...byJane, impersonatorId: 'root' } as const;
    expect(whoOf(byJane, jane)).toBe('You');
    expect(whoOf(byJane, root)).toBe('The owner');
    expect(whoOf({ kind: 'user', userId: 'joe' }, root)).toBe('Another user');
    expect(whoOf(forJane, jane)).toBe('An administrator, on behalf of you,');
    expect(whoOf(forJane, root)).toBe('You, as an administrator, on behalf of the owner,');
    expect(whoOf({ kind: 'process', name: 'calculator' }, jane)).toBe('The calculator');
    expect(whoOf({ kind: 'process', name: 'cli' }, jane)).toBe('The process “cli”');
  });
});
