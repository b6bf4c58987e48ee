import type { Admin } from 'kafkajs';
import { pause } from '../../../application/pause.ts';

const LOOKS = 100;
const LOOK_AGAIN_AFTER_MS = 100;

export type TopicSettings = {
  /** Of a topic that is created; one that is there keeps what it has, as keys would change places otherwise. */
  readonly partitions: number;
  readonly replicationFactor: number;
};

export type Topics = {
  /** Creates it if it is missing. Asked for often, it looks once. */
  readonly ensure: (topic: string, partitions?: number) => Promise<void>;
  /** Offsets between what `group` has committed and the end; 0 for a topic that is not there. */
  readonly lag: (topic: string, group: string) => Promise<number>;
  readonly brokers: () => Promise<number>;
  readonly close: () => Promise<void>;
};

/** Whoever makes it: it can be used when each of its partitions has a leader, which takes the brokers a moment. */
const untilLed = async (admin: Admin, topic: string): Promise<void> => {
  for (let tries = 1; ; tries += 1) {
    try {
      await admin.fetchTopicMetadata({ topics: [topic] });
      return;
    } catch (error) {
      if (tries === LOOKS) throw error;
      await pause(LOOK_AGAIN_AFTER_MS);
    }
  }
};

/** What is asked of the cluster itself, over one connection that is made when it is first needed. */
export const createTopics = (createAdmin: () => Admin, settings: TopicSettings): Topics => {
  const ensured = new Map<string, Promise<void>>();
  let connected: Promise<Admin> | null = null;

  const connect = async (): Promise<Admin> => {
    const admin = createAdmin();
    await admin.connect();
    return admin;
  };
  const asked = async <T>(question: (admin: Admin) => Promise<T>): Promise<T> => {
    connected ??= connect().catch((error) => {
      connected = null;
      throw error;
    });
    return question(await connected);
  };

  const create = (topic: string, numPartitions: number): Promise<void> =>
    asked(async (admin) => {
      const existing = await admin.listTopics();
      if (!existing.includes(topic))
        // false when another process was quicker
        await admin.createTopics({
          topics: [{ topic, numPartitions, replicationFactor: settings.replicationFactor }],
          waitForLeaders: false,
        });
      await untilLed(admin, topic);
    });

  return {
    ensure: (topic, partitions = settings.partitions) => {
      const known = ensured.get(topic);
      if (known !== undefined) return known;
      const creating = create(topic, partitions).catch((error) => {
        ensured.delete(topic);
        throw error;
      });
      ensured.set(topic, creating);
      return creating;
    },
    lag: (topic, group) =>
      asked(async (admin) => {
        if (!(await admin.listTopics()).includes(topic)) return 0;
        const [committed] = await admin.fetchOffsets({ groupId: group, topics: [topic] });
        const reached = new Map(
          committed?.partitions.map(({ partition, offset }) => [partition, Number(offset)]),
        );
        const ends = await admin.fetchTopicOffsets(topic);
        return ends.reduce((sum, { partition, high, low }) => {
          // −1: nothing was committed yet
          const from = Math.max(reached.get(partition) ?? -1, Number(low));
          return sum + Math.max(0, Number(high) - from);
        }, 0);
      }),
    brokers: () => asked(async (admin) => (await admin.describeCluster()).brokers.length),
    close: async () => {
      await connected?.then((admin) => admin.disconnect()).catch(() => {});
    },
  };
};
