import { createInProcessBus } from '../../adapters/bus/in-process/in-process-bus.ts';
import { createMemoryEventStore } from '../../adapters/event-store/memory/memory-event-store.ts';
import type { Checkpoints } from '../../application/ports/checkpoints.ts';
import { type EventStore, type Position, START } from '../../application/ports/event-store.ts';
import type { Message, MessageBus } from '../../application/ports/message-bus.ts';
import { startRelay } from '../../application/relay/relay.ts';
import { newEvent } from './ports/event-store.contract.ts';

const createMemoryCheckpoints = (): Checkpoints & { readonly saved: () => Position } => {
  let position = START;
  return {
    load: async () => position,
    save: async (_name, reached) => {
      position = reached;
    },
    saved: () => position,
  };
};

const append = async (store: EventStore, count: number, type = 'Wanted'): Promise<void> => {
  for (let i = 0; i < count; i++) await store.append('stream-1', 'any', [newEvent({}, type)]);
};

const until = async (condition: () => boolean): Promise<void> => {
  const deadline = Date.now() + 5000;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error('it did not come to pass');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
};

const throwIt = (error: unknown): void => {
  throw error;
};

const relayOf = (store: EventStore, bus: MessageBus, checkpoints: Checkpoints, onError = throwIt) =>
  startRelay({
    name: 'test',
    store,
    bus,
    checkpoints,
    eventTypes: ['Wanted'],
    messageFor: ({ eventId, revision }) => ({
      topic: 'work',
      message: {
        id: eventId,
        key: `${revision % 3n}`,
        type: 'work',
        payload: { revision: revision.toString() },
      },
    }),
    onError,
  });

const revisionOf = ({ payload }: Message): string => (payload as { readonly revision: string }).revision;

describe('the relay', () => {
  it('carries each event to the bus once, and its checkpoint to the head', async () => {
    const store = createMemoryEventStore();
    const bus = createInProcessBus();
    const checkpoints = createMemoryCheckpoints();
    const handled: string[] = [];
    await bus.subscribe('work', async (message) => void handled.push(revisionOf(message)), {
      concurrency: 3,
    });
    await append(store, 10);
    await append(store, 5, 'Unwanted');
    const relay = relayOf(store, bus, checkpoints);
    await append(store, 10);
    const head = await store.head();
    await until(() => checkpoints.saved() === head);
    expect(handled.map(Number).sort((a, b) => a - b)).toEqual([
      ...Array(10).keys(),
      ...Array.from({ length: 10 }, (_, i) => 15 + i),
    ]);
    await relay.stop();
    await bus.close();
  });

  it('goes on after a follow that broke, and sends nothing twice', async () => {
    const memory = createMemoryEventStore();
    const bus = createInProcessBus();
    const checkpoints = createMemoryCheckpoints();
    const handled: string[] = [];
    const errors: unknown[] = [];
    await bus.subscribe('work', async (message) => void handled.push(revisionOf(message)), {
      concurrency: 3,
    });
    let broken = 0;
    const store: EventStore = {
      ...memory,
      async *follow(options) {
        for await (const page of memory.follow(options)) {
          yield page;
          if (broken++ === 0) throw new Error('the line broke');
        }
      },
    };
    await append(store, 3);
    const relay = relayOf(store, bus, checkpoints, (error) => errors.push(error));
    await until(() => errors.length === 1);
    await append(store, 3);
    const head = await store.head();
    await until(() => checkpoints.saved() === head);
    expect(handled.map(Number).sort()).toEqual([0, 1, 2, 3, 4, 5]);
    await relay.stop();
    await bus.close();
  });

  it('holds its checkpoint in front of work that is not done, and repeats from there after a crash', async () => {
    const store = createMemoryEventStore();
    const checkpoints = createMemoryCheckpoints();
    const handled: string[] = [];
    await append(store, 6);

    const first = createInProcessBus({ report: () => {} });
    let letGo: () => void = () => {};
    await first.subscribe(
      'work',
      async (message, signal) => {
        if (revisionOf(message) !== '1') return void handled.push(revisionOf(message));
        await new Promise<void>((resolve) => {
          letGo = resolve;
          signal.addEventListener('abort', () => resolve());
        });
        throw new Error('cut short');
      },
      { concurrency: 3 },
    );
    const cutShort = relayOf(store, first, checkpoints);
    await until(() => handled.length === 4);
    expect(checkpoints.saved()).toBe(1n);
    await cutShort.stop();
    letGo();
    await first.close();

    const second = createInProcessBus();
    await second.subscribe('work', async (message) => void handled.push(revisionOf(message)), {
      concurrency: 3,
    });
    const relay = relayOf(store, second, checkpoints);
    const head = await store.head();
    await until(() => checkpoints.saved() === head);
    expect(new Set(handled)).toEqual(new Set(['0', '1', '2', '3', '4', '5']));
    await relay.stop();
    await second.close();
  });

  it('offers again what the bus does not take, in order within a key, and does not pass it', async () => {
    const store = createMemoryEventStore();
    const checkpoints = createMemoryCheckpoints();
    const taken: string[] = [];
    const errors: unknown[] = [];
    let away = true;
    let refused = 0;
    const bus: MessageBus = {
      ...createInProcessBus(),
      publish: async (_topic, message) => {
        // the second event's key fails until the bus is back; while it does, others go on
        if (away && message.key === '1') {
          refused += 1;
          throw new Error('no broker');
        }
        taken.push(revisionOf(message));
      },
    };
    await append(store, 9);
    const relay = relayOf(store, bus, checkpoints, (error) => errors.push(error));
    await until(() => taken.length === 6 && refused >= 2);
    expect(taken).toEqual(['0', '2', '3', '5', '6', '8']);
    expect(checkpoints.saved()).toBe(1n);
    away = false;
    const head = await store.head();
    await until(() => checkpoints.saved() === head);
    expect(taken.slice(6)).toEqual(['1', '4', '7']);
    expect(errors).toHaveLength(1);
    await relay.stop();
  });

  it('stops while the bus is away, and leaves the rest to the next start', async () => {
    const store = createMemoryEventStore();
    const checkpoints = createMemoryCheckpoints();
    const errors: unknown[] = [];
    const away: MessageBus = {
      ...createInProcessBus(),
      publish: () => Promise.reject(new Error('no broker')),
    };
    await append(store, 4);
    const stuck = relayOf(store, away, checkpoints, (error) => errors.push(error));
    await until(() => errors.length === 1);
    await stuck.stop();
    expect(checkpoints.saved()).toBe(START);

    const bus = createInProcessBus();
    const handled: string[] = [];
    await bus.subscribe('work', async (message) => void handled.push(revisionOf(message)), {
      concurrency: 1,
    });
    const relay = relayOf(store, bus, checkpoints);
    const head = await store.head();
    await until(() => checkpoints.saved() === head);
    expect(handled.toSorted()).toEqual(['0', '1', '2', '3']);
    await relay.stop();
    await bus.close();
  });
});
