import { createMemoryEventStore } from '../../../adapters/event-store/memory/memory-event-store.ts';
import { eventStoreContract, newEvents, newStream } from '../../application/ports/event-store.contract.ts';

describe('the event store in memory', () => {
  eventStoreContract(async () => createMemoryEventStore());

  it('records no earlier time when the clock is set back', async () => {
    const times = ['2024-06-28T12:00:00.000Z', '2024-06-28T11:00:00.000Z', '2024-06-28T12:00:01.000Z'];
    const clock = times[Symbol.iterator]();
    const store = createMemoryEventStore(() => new Date(clock.next().value ?? ''));
    const stream = newStream();
    for (const _ of times) await store.append(stream, 'any', newEvents(1));
    expect((await store.readStream(stream)).map((event) => event.recordedAt)).toEqual([
      times[0],
      times[0],
      times[2],
    ]);
  });
});
