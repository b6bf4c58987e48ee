import { randomUUID } from 'node:crypto';
import { createMemoryEventStore } from '../../../adapters/event-store/memory/memory-event-store.ts';
import { EventStoreUnavailable } from '../../../application/ports/event-store.ts';
import { watchAppends } from '../../../infra/service/watch-appends.ts';

const watched = () => {
  let now = 0;
  let failure: Error | null = null;
  const memory = createMemoryEventStore();
  const { store, inDoubt } = watchAppends(
    {
      ...memory,
      append: (...append) => (failure === null ? memory.append(...append) : Promise.reject(failure)),
    },
    () => now,
  );
  const append = () =>
    store.append('stream', 'any', [
      {
        eventId: randomUUID(),
        type: 'SomethingHappened',
        data: {},
        metadata: {
          correlationId: randomUUID(),
          causationId: randomUUID(),
          actor: { kind: 'process', name: 'test' },
          schemaVersion: 1,
          occurredAt: '2024-06-28T21:00:00.000Z',
        },
      },
    ]);
  return {
    append,
    inDoubt,
    pass: (ms: number) => {
      now += ms;
    },
    failWith: (error: Error | null) => {
      failure = error;
    },
  };
};

describe('appends that are watched', () => {
  it('are in doubt from one that failed until one that succeeds', async () => {
    const log = watched();
    expect(log.inDoubt()).toBe(false);
    log.failWith(new EventStoreUnavailable('no space left on device'));
    await expect(log.append()).rejects.toThrow('no space left');
    expect(log.inDoubt()).toBe(true);
    log.failWith(null);
    expect(await log.append()).toMatchObject({ status: 'appended' });
    expect(log.inDoubt()).toBe(false);
  });

  it('are tried again after a while, and in doubt again when it still fails', async () => {
    const log = watched();
    log.failWith(new EventStoreUnavailable('away'));
    await expect(log.append()).rejects.toThrow();
    log.pass(10_000);
    expect(log.inDoubt()).toBe(false);
    await expect(log.append()).rejects.toThrow();
    expect(log.inDoubt()).toBe(true);
  });

  it('are not doubted for a caller’s mistake', async () => {
    const log = watched();
    log.failWith(new Error('these ids belong to other events'));
    await expect(log.append()).rejects.toThrow('other events');
    expect(log.inDoubt()).toBe(false);
  });
});
