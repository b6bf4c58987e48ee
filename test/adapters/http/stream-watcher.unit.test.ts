import { pino } from 'pino';
import { createMemoryEventStore } from '../../../adapters/event-store/memory/memory-event-store.ts';
import { createStreamWatcher } from '../../../adapters/http/events/stream-watcher.ts';
import type { EventStore } from '../../../application/ports/event-store.ts';
import { eventually } from '../../support/http.ts';

const append = (store: EventStore, stream: string) =>
  store.append(stream, 'any', [
    {
      type: 'A',
      data: {},
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

describe('watching streams', () => {
  it('wakes those who watch a stream that moves, follows the log once, and recovers when it is lost', async () => {
    const store = createMemoryEventStore();
    const stopping = new AbortController();
    let follows = 0;
    let lose: (error: Error) => void = () => {};
    const flaky: EventStore = {
      ...store,
      follow: async function* (options) {
        follows += 1;
        const lost = new Promise<never>((_, reject) => {
          lose = reject;
        });
        const pages = store.follow(options)[Symbol.asyncIterator]();
        for (;;) {
          const next = await Promise.race([pages.next(), lost]);
          if (next.done) return;
          yield next.value;
        }
      },
    };
    const logger = pino({ level: 'silent' });
    const watcher = createStreamWatcher(flaky, { prefix: 'calculation-', signal: stopping.signal, logger });
    const woken = { a: 0, b: 0 };
    const leave = watcher.watch('calculation-a', () => {
      woken.a += 1;
    });
    watcher.watch('calculation-b', () => {
      woken.b += 1;
    });
    await eventually(() => follows === 1);
    const before = { ...woken };
    await append(store, 'calculation-a');
    await append(store, 'portfolio-b');
    await eventually(() => woken.a === before.a + 1);
    expect(woken.b).toBe(before.b);

    lose(new Error('connection lost'));
    await append(store, 'calculation-b');
    // Nobody followed while that was appended: everybody is woken to look for themselves.
    await eventually(() => follows === 2 && woken.b > before.b);

    leave();
    const left = woken.a;
    const others = woken.b;
    await append(store, 'calculation-a');
    await append(store, 'calculation-b');
    await eventually(() => woken.b > others);
    expect(woken.a).toBe(left);
    stopping.abort();
    await store.close();
  });
});
