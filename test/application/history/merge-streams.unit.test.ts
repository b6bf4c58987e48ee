import fc from 'fast-check';
import { createMemoryEventStore } from '../../../adapters/event-store/memory/memory-event-store.ts';
import { formatCursor, mergeStreams, parseCursor } from '../../../application/history/merge-streams.ts';
import type { EventStore } from '../../../application/ports/event-store.ts';

const STREAMS = ['portfolio-1', 'calculation-1', 'valuation-1'];

const append = async (store: EventStore, stream: string, type: string, n: number): Promise<void> => {
  await store.append(stream, 'any', [
    {
      type,
      data: { n },
      eventId: crypto.randomUUID(),
      metadata: {
        correlationId: crypto.randomUUID(),
        causationId: crypto.randomUUID(),
        actor: { kind: 'process', name: 'test' },
        schemaVersion: 1,
        occurredAt: '2024-06-28T21:00:00.000Z',
      },
    },
  ]);
};

const readAll = async (store: EventStore, limit: number, types: readonly string[] = []) => {
  const numbers: number[] = [];
  let pages = 0;
  let cursor: ReturnType<typeof parseCursor> = STREAMS.map(() => null);
  while (cursor !== null) {
    const { events, next } = await mergeStreams(store, STREAMS, cursor, { limit, types });
    expect(events.length).toBeLessThanOrEqual(limit);
    numbers.push(...events.map(({ data }) => (data as { n: number }).n));
    // As it travels to the caller and back.
    cursor = next === null ? null : parseCursor(formatCursor(next), STREAMS.length);
    if (next !== null) expect(cursor).not.toBeNull();
    pages += 1;
    expect(pages).toBeLessThan(1000);
  }
  return numbers;
};

describe('streams merged into one list', () => {
  it('have every event once, in the order of the log, whatever the page', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat(STREAMS.length), { maxLength: 60 }),
        fc.integer({ min: 1, max: 20 }),
        async (choices, limit) => {
          const store = createMemoryEventStore();
          for (const [n, choice] of choices.entries())
            await append(store, STREAMS[choice] ?? 'other-1', 'A', n);
          const ours = choices.flatMap((choice, n) => (choice < STREAMS.length ? [n] : []));
          expect(await readAll(store, limit)).toEqual(ours);
          await store.close();
        },
      ),
      { numRuns: 30 },
    );
  });

  it('go on over more events than are read at once', async () => {
    const store = createMemoryEventStore();
    for (let n = 0; n < 650; n += 1)
      await append(store, STREAMS[n % 2] ?? '', n % 7 === 0 ? 'Rare' : 'Common', n);
    expect(await readAll(store, 100)).toEqual(Array.from({ length: 650 }, (_, n) => n));
    expect(await readAll(store, 10, ['Rare'])).toEqual(Array.from({ length: 93 }, (_, n) => n * 7));
    await store.close();
  });

  it('are cut by time on both sides, inclusive', async () => {
    const at = ['2024-06-28T21:00:00.000Z', '2024-06-28T21:00:01.000Z', '2024-06-28T21:00:02.000Z'];
    let now = 0;
    const store = createMemoryEventStore(() => new Date(at[now] ?? ''));
    for (now = 0; now < 3; now += 1) await append(store, STREAMS[now] ?? '', 'A', now);
    const read = async (range: { from?: string; to?: string }) =>
      (await mergeStreams(store, STREAMS, [null, null, null], { limit: 10, types: [], ...range })).events.map(
        ({ data }) => (data as { n: number }).n,
      );
    expect(await read({ from: at[1] ?? '' })).toEqual([1, 2]);
    expect(await read({ to: at[1] ?? '' })).toEqual([0, 1]);
    expect(await read({ from: at[1] ?? '', to: at[1] ?? '' })).toEqual([1]);
    await store.close();
  });

  it.each(['', '1', '1.2', '1.2.3.4', 'a.b.c', '1.2.-3', `${'9'.repeat(30)}.1.1`])(
    'have no cursor like %j',
    (text) => {
      expect(parseCursor(text, 3)).toBeNull();
    },
  );
});
