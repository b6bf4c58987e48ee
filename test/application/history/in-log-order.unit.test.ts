import fc from 'fast-check';
import { createMemoryEventStore } from '../../../adapters/event-store/memory/memory-event-store.ts';
import { inLogOrder } from '../../../application/history/in-log-order.ts';
import { positionFrom } from '../../../application/ports/event-store.ts';
import { eventOf, tell } from '../../support/events.ts';

describe('streams in the order of the log', () => {
  it('have each event once, up to a position, and are read once, however many they are', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(6), { maxLength: 200 }), fc.nat(220), async (choices, until) => {
        const store = createMemoryEventStore();
        const told = choices.map((choice, n) => ({
          stream: `stream-${choice}`,
          event: eventOf({ type: 'A', data: { n } }, `event ${n}`),
        }));
        if (told.length > 0) await tell(store, told);
        let read = 0;
        const counting = {
          readStream: async (...asked: Parameters<typeof store.readStream>) => {
            const page = await store.readStream(...asked);
            read += page.length;
            return page;
          },
        };
        // The last of them is nobody's.
        const names = ['stream-0', 'stream-1', 'stream-2', 'stream-3', 'stream-absent'];
        const seen: number[] = [];
        for await (const page of inLogOrder(counting, names, positionFrom(String(until))))
          seen.push(...page.map(({ data }) => (data as { n: number }).n));
        expect(seen).toEqual(choices.flatMap((choice, n) => (choice < 4 && n < until ? [n] : [])));
        expect(read).toBeLessThanOrEqual(choices.filter((choice) => choice < 4).length);
        await store.close();
      }),
      { numRuns: 50 },
    );
  });

  it('come in pages that follow each other without a gap where a stream is longer than one', async () => {
    const store = createMemoryEventStore();
    const told = Array.from({ length: 1800 }, (_, n) => ({
      stream: n % 3 === 0 ? 'stream-short' : 'stream-long',
      event: eventOf({ type: 'A', data: { n } }, `event ${n}`),
    }));
    const head = await tell(store, told);
    const pages: number[][] = [];
    for await (const page of inLogOrder(store, ['stream-long', 'stream-short'], head))
      pages.push(page.map(({ data }) => (data as { n: number }).n));
    expect(pages.length).toBeGreaterThan(1);
    expect(pages.flat()).toEqual(told.map((_, n) => n));
    await store.close();
  });
});
