import { fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createMemoryEventStore } from '../../../adapters/event-store/memory/memory-event-store.ts';
import { createPostgresEventStore } from '../../../adapters/event-store/postgres/postgres-event-store.ts';
import { type Position, START } from '../../../application/ports/event-store.ts';
import type { Message } from '../../../application/ports/message-bus.ts';
import { startRelay } from '../../../application/relay/relay.ts';
import { newEvent } from '../../application/ports/event-store.contract.ts';
import { newMessage } from '../../application/ports/message-bus.contract.ts';
import { createTestDatabase } from '../../support/database.ts';
import {
  createTestKafkaBus,
  describeWithKafka,
  describeWithOwnKafka,
  quickTimings,
} from '../../support/kafka.ts';
import { writeDown } from '../../support/kafka-work.ts';
import { startLocalKafka } from '../../support/local-kafka.ts';
import { until } from '../../support/until.ts';

const PATIENCE_MS = 120_000;
const numberIn = (data: object): number => (data as { readonly n: number }).n;
const numberOf = ({ payload }: Message): number => numberIn(payload);

describeWithKafka('work over Kafka', () => {
  it('of a consumer that is killed in the middle of it is done by another: nothing is lost, nothing counts twice', async () => {
    const database = await createTestDatabase();
    const store = createPostgresEventStore({ pool: database.pool });
    const topicPrefix = `test-${randomUUID().slice(0, 8)}.`;
    const topic = 'work';
    const bus = createTestKafkaBus({ topicPrefix });
    const keys = Array.from({ length: 8 }, (_, k) => `${k}-${k % 2 === 0 ? 'before' : 'after'}`);
    const victim = fork(
      new URL('../../support/kafka-worker-process.ts', import.meta.url),
      [database.url, topicPrefix, topic],
      { execArgv: ['--import', 'tsx'], stdio: ['ignore', 'inherit', 'inherit', 'ipc'] },
    );
    try {
      await once(victim, 'message');
      const hung: unknown[] = [];
      victim.on('message', (what) => hung.push(what));
      await Promise.all(
        keys.flatMap((key) =>
          Array.from({ length: 20 }, (_, n) => bus.publish(topic, newMessage(key, { n }))),
        ),
      );
      await until('it hangs with every key', () => hung.length === keys.length, PATIENCE_MS);
      victim.kill('SIGKILL');
      await once(victim, 'exit');

      const again: number[] = [];
      await bus.subscribe(
        topic,
        async (message) => {
          again.push(numberOf(message));
          await writeDown(store, message);
        },
        { concurrency: 8 },
      );
      await until('nothing is left', async () => (await bus.backlog(topic)) === 0, PATIENCE_MS);
      const done = await Promise.all(keys.map((key) => store.readStream(`work-${key}`)));
      expect(done.map((events) => events.map(({ data }) => numberIn(data)))).toEqual(
        keys.map(() => Array.from({ length: 20 }, (_, n) => n)),
      );
      // those whose effect was there already were handled again, and left no trace of it
      expect(again.filter((n) => n === 10)).toHaveLength(keys.length);
    } finally {
      victim.kill('SIGKILL');
      await bus.close();
      await store.close();
      await database.close();
    }
  }, 300_000);

  it('that takes longer than a session stays with its consumer, and is done once', async () => {
    const bus = createTestKafkaBus({ timings: { ...quickTimings, sessionMs: 6000 } });
    const handled: string[] = [];
    try {
      const work = async (message: Message): Promise<void> => {
        handled.push(message.key);
        await new Promise((resolve) => setTimeout(resolve, 8000));
      };
      await bus.subscribe('long', work, { concurrency: 1 });
      await bus.publish('long', newMessage('long'));
      await until('it is in hand', () => handled.length === 1);
      await until('it is done', async () => (await bus.backlog('long')) === 0, PATIENCE_MS);
      expect(handled).toEqual(['long']);
    } finally {
      await bus.close();
    }
  });

  it('in hand is finished before its partition goes to a consumer that joins', async () => {
    const topicPrefix = `test-${randomUUID().slice(0, 8)}.`;
    const [bus, other] = [createTestKafkaBus({ topicPrefix }), createTestKafkaBus({ topicPrefix })];
    const log: string[] = [];
    let open = (): void => {};
    const opened = new Promise<void>((resolve) => {
      open = resolve;
    });
    const keys = Array.from({ length: 12 }, (_, k) => `key-${k}`);
    try {
      await bus.subscribe(
        'work',
        async ({ key }) => {
          log.push(`begun ${key}`);
          await opened;
          log.push(`ended ${key}`);
        },
        { concurrency: keys.length },
      );
      await Promise.all(keys.map((key) => bus.publish('work', newMessage(key))));
      await until('all are in hand', () => log.length === keys.length);
      const joined = other
        .subscribe('work', async ({ key }) => void log.push(`other ${key}`), { concurrency: keys.length })
        .then(() => log.push('joined'));
      // several heartbeats, each of which tells the first that somebody wants to join
      await new Promise((resolve) => setTimeout(resolve, 5 * quickTimings.heartbeatMs));
      open();
      await joined;
      expect(log.slice(keys.length, -1).toSorted()).toEqual(keys.map((key) => `ended ${key}`).toSorted());
      expect(log.at(-1)).toBe('joined');
      await Promise.all(keys.map((key) => bus.publish('work', newMessage(key))));
      await until('nothing is left', async () => (await bus.backlog('work')) === 0, PATIENCE_MS);
      const others = log.filter((line) => line.startsWith('other'));
      expect(others.length).toBeGreaterThan(0);
      for (const key of keys) {
        const of = log.filter((line) => line.endsWith(` ${key}`));
        expect(of.filter((line) => line.startsWith('begun') || line.startsWith('other'))).toHaveLength(2);
      }
    } finally {
      await bus.close();
      await other.close();
    }
  }, 300_000);
});

describeWithOwnKafka('when the broker goes away', () => {
  it.each(['kill', 'stop'] as const)(
    'by %s and comes back, the relay and the consumers go on: all is handled, each key in order',
    async (way) => {
      const kafka = await startLocalKafka();
      const bus = createTestKafkaBus({ connection: { brokers: [kafka.brokers] } });
      const store = createMemoryEventStore();
      let saved: Position = START;
      const troubles: unknown[] = [];
      const handled = new Map<string, number[]>();
      const append = async (from: number, count: number): Promise<void> => {
        for (let n = from; n < from + count; n += 1)
          await store.append('stream', 'any', [newEvent({ n }, 'Wanted')]);
      };
      const relay = startRelay({
        name: 'test',
        store,
        bus,
        checkpoints: {
          load: async () => saved,
          save: async (_, position) => {
            saved = position;
          },
        },
        eventTypes: ['Wanted'],
        messageFor: ({ eventId, data }) => ({
          topic: 'work',
          message: {
            id: eventId,
            key: `key-${numberIn(data) % 5}`,
            type: 'work',
            payload: data,
          },
        }),
        onError: (error) => troubles.push(error),
      });
      try {
        await bus.subscribe(
          'work',
          async (message) => {
            handled.set(message.key, [...(handled.get(message.key) ?? []), numberOf(message)]);
          },
          { concurrency: 3 },
        );
        const seen = (): number => new Set([...handled.values()].flat()).size;
        await append(0, 50);
        await until('work goes on', () => seen() === 50);

        await kafka[way]();
        const before = saved;
        await append(50, 50);
        await until('it is noticed', () => troubles.length > 0, PATIENCE_MS);
        expect(saved).toBe(before);
        expect((await bus.check()).ok).toBe(false);

        await kafka.start();
        await append(100, 50);
        const head = await store.head();
        await until('all is handled', () => seen() === 150, PATIENCE_MS);
        await until('the checkpoint is at the head', () => saved === head, PATIENCE_MS);
        await until(
          'nothing is left',
          async () => (await bus.backlog('work').catch(() => 1)) === 0,
          PATIENCE_MS,
        );
        expect((await bus.check()).ok).toBe(true);
        for (const [key, numbers] of handled) {
          const firstTimes = [...new Set(numbers)];
          expect([key, firstTimes]).toEqual([key, firstTimes.toSorted((a, b) => a - b)]);
        }
      } finally {
        await relay.stop();
        await bus.close();
        await store.close();
        await kafka.remove();
      }
    },
    600_000,
  );
});
