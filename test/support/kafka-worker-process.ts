import { createPostgresEventStore } from '../../adapters/event-store/postgres/postgres-event-store.ts';
import { createPool } from '../../infra/database/pool.ts';
import { createTestKafkaBus } from './kafka.ts';
import { writeDown } from './kafka-work.ts';

/**
 * A worker that hangs in the middle of its work until it is killed: at each key's message 10, before its effect for
 * some keys and after it for others. node kafka-worker-process.ts <database url> <topic prefix> <topic>
 */
const [, , url = '', topicPrefix = '', topic = ''] = process.argv;
const pool = createPool({ url, applicationName: 'worker process', onIdleError: () => {} });
const store = createPostgresEventStore({ pool });
const bus = createTestKafkaBus({ topicPrefix });
const hang = (): Promise<void> => new Promise(() => {});

await bus.subscribe(
  topic,
  async (message) => {
    const { n } = message.payload as { readonly n: number };
    const late = n === 10;
    if (late && message.key.endsWith('before')) {
      process.send?.('hangs before');
      await hang();
    }
    await writeDown(store, message);
    if (late) {
      process.send?.('hangs after');
      await hang();
    }
  },
  { concurrency: 8 },
);
process.send?.('started');
