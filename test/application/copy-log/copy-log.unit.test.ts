import { createMemoryEventChain } from '../../../adapters/event-chain/memory-event-chain.ts';
import { createMemoryEventStore } from '../../../adapters/event-store/memory/memory-event-store.ts';
import { type CopyTarget, copyLog } from '../../../application/copy-log/copy-log.ts';
import { GENESIS } from '../../../application/integrity/chain.ts';
import { linksOf } from '../../../application/integrity/keep-chain.ts';
import { type EventStore, positionFrom, START } from '../../../application/ports/event-store.ts';
import { newEvents } from '../ports/event-store.contract.ts';

/** One instant for all, so that what is appended here counts as recorded there and then. */
const CLOCK = () => new Date('2026-11-20T21:00:00.000Z');

const logOf = async (counts: readonly number[]): Promise<EventStore> => {
  const store = createMemoryEventStore(CLOCK);
  for (const [n, count] of counts.entries()) await store.append(`thing-${n}`, 'no-stream', newEvents(count));
  return store;
};

/** A log whose positions are others, as in another store. */
const emptyTarget = async (): Promise<{ readonly store: EventStore; readonly target: CopyTarget }> => {
  const store = createMemoryEventStore(CLOCK);
  const offset = 1000n;
  return {
    store,
    target: {
      readAll: async ({ after, limit }) => {
        const page = await store.readAll({
          after: positionFrom(after === START ? 0n : after - offset),
          limit,
        });
        return {
          ...page,
          events: page.events.map((event) => ({ ...event, position: positionFrom(event.position + offset) })),
          checkpoint: positionFrom(page.checkpoint + offset),
        };
      },
      write: async (events) => {
        for (const { stream, eventId, type, data, metadata } of events)
          await store.append(stream, 'any', [{ eventId, type, data, metadata }]);
      },
    },
  };
};

const copy = async (source: EventStore, target: CopyTarget, translate: readonly bigint[] = []) =>
  copyLog({ source, chain: createMemoryEventChain(), target, translate: translate.map(positionFrom) });

describe('copying a log', () => {
  it('gives the target all events in their order, and says what it did', async () => {
    const source = await logOf([3, 700, 2]);
    const { store, target } = await emptyTarget();
    const report = await copy(source, target);
    const [original, copied] = await Promise.all(
      [source, store].map((log) => log.readAll({ after: START, limit: 9999 })),
    );
    expect(copied?.events).toEqual(original?.events);
    const hash = linksOf(GENESIS, original!).at(-1)?.hash;
    expect(report).toMatchObject({ events: 705, written: 705, source: 705n, target: 1705n, hash });
  });

  it('goes on where it was stopped, in the middle of a page, and writes nothing twice', async () => {
    const source = await logOf([3, 7]);
    const { store, target } = await emptyTarget();
    await target.write((await source.readAll({ after: START, limit: 4 })).events);
    expect(await copy(source, target)).toMatchObject({ events: 10, written: 6 });
    await source.append('thing-9', 'no-stream', newEvents(1));
    expect(await copy(source, target)).toMatchObject({ events: 11, written: 1 });
    expect(await store.head()).toBe(11n);
  });

  it('translates positions: to that of the last event up to there', async () => {
    const { target } = await emptyTarget();
    const { translated } = await copy(await logOf([5]), target, [0n, 2n, 5n, 2n]);
    expect([...translated]).toEqual([
      [0n, START],
      [2n, 1002n],
      [5n, 1005n],
    ]);
  });

  it('refuses a target that holds something else in an event’s place', async () => {
    const { store, target } = await emptyTarget();
    await store.append('thing-0', 'no-stream', newEvents(1));
    await expect(copy(await logOf([2]), target)).rejects.toMatchObject({ code: 'LOGS_DIFFER' });
    expect(await store.head()).toBe(1n);
  });

  it('refuses a target that goes on after the source’s end', async () => {
    const source = await logOf([2]);
    const { store, target } = await emptyTarget();
    await copy(source, target);
    await store.append('thing-more', 'no-stream', newEvents(1));
    await expect(copy(source, target)).rejects.toThrow(/goes on after the source’s end/);
  });

  it('refuses a source that is not what its hash chain says', async () => {
    const source = await logOf([4]);
    const chain = createMemoryEventChain();
    const other = await (await logOf([4])).readAll({ after: START, limit: 9 });
    await chain.append({ after: START, links: linksOf(GENESIS, other) });
    const { target } = await emptyTarget();
    await expect(copyLog({ source, chain, target })).rejects.toThrow(
      /not what its hash chain says it was at position 4/,
    );
  });
});
