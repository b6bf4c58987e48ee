import { type Consumer, type ConsumerConfig, PartitionAssigners } from 'kafkajs';
import { pause } from '../../../application/pause.ts';
import { createFetches } from './fetches.ts';
import { createTenure, type Tenure, type TenureOptions } from './tenure.ts';

const RESTART_AFTER_MS = 1000;
const NOT_TAKEN_PAUSE_MS = 50;

export type SubscriptionOptions = TenureOptions & {
  readonly createConsumer: (config: Pick<ConsumerConfig, 'partitionAssigners'>) => Consumer;
};

/**
 * One member of the topic's consumer group. The client only fetches and heartbeats: messages go from it into lanes, so
 * that a long piece of work, or one that waits to be tried again, holds up neither its partition nor the group.
 *
 * Before partitions may move, the work in hand is finished and committed, so that no other member begins it as well.
 * The client has no hook for that, but asks the assigner for its protocol right before it joins: while there is work
 * in hand the answer is the error after which it asks again a little later. A member that takes longer than the
 * group's rebalance timeout is left behind, and what it has in hand may be done twice.
 */
export const startSubscription = async (options: SubscriptionOptions): Promise<() => Promise<void>> => {
  const { topic, report } = options;
  const stopping = new AbortController();
  let tenure: Tenure | null = null;
  let handingOver: Promise<void> | null = null;
  let restarting = Promise.resolve();

  /** Resolves when nothing is in hand and everything that was done is committed. */
  const handOver = (): Promise<void> => {
    const ending = tenure;
    if (ending === null) return Promise.resolve();
    handingOver ??= ending.end().finally(() => {
      if (tenure === ending) tenure = null;
      handingOver = null;
    });
    return handingOver;
  };

  const beforeJoining = (): void => {
    if (tenure === null || tenure.isAtRest()) {
      tenure = null;
      return;
    }
    void handOver();
    throw Object.assign(new Error('the work in hand is being finished'), { type: 'REBALANCE_IN_PROGRESS' });
  };

  const fetches = createFetches();

  const start = async (): Promise<Consumer> => {
    const starting = options.createConsumer({
      partitionAssigners: [
        (config) => {
          const roundRobin = PartitionAssigners.roundRobin(config);
          return {
            ...roundRobin,
            protocol: (subscription) => {
              beforeJoining();
              return roundRobin.protocol(subscription);
            },
          };
        },
      ],
    });
    starting.on(starting.events.FETCH_START, ({ payload: { nodeId } }) => fetches.began(nodeId));
    starting.on(starting.events.GROUP_JOIN, () => {
      fetches.joined();
      tenure = createTenure(options);
    });
    starting.on(starting.events.CRASH, ({ payload: { error, restart } }) => {
      if (stopping.signal.aborted) return;
      report(new Error(`the consumer of ${topic} has crashed and starts again`, { cause: error }));
      // the client restarts by itself what it thinks can get better; the rest is up to us
      if (!restart) restarting = restartLater();
    });
    try {
      await starting.connect();
      await starting.subscribe({ topics: [topic], fromBeginning: true });
      await starting.run({
        autoCommit: false,
        eachBatchAutoResolve: false,
        eachBatch: async (payload) => {
          if (stopping.signal.aborted || tenure === null || fetches.mayBeStale())
            // what is not taken here is fetched again, at once
            await pause(NOT_TAKEN_PAUSE_MS);
          else tenure.take(payload);
        },
      });
      return starting;
    } catch (error) {
      // what it could not start it need not end well
      await starting.disconnect().catch(() => {});
      throw error;
    }
  };

  const restartLater = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      await pause(RESTART_AFTER_MS, stopping.signal);
      await handOver();
      if (stopping.signal.aborted) return;
      try {
        consumer = await start();
        return;
      } catch (error) {
        report(new Error(`the consumer of ${topic} could not start`, { cause: error }));
      }
    }
  };

  let consumer = await start();
  return async () => {
    stopping.abort();
    await handOver();
    await restarting;
    await consumer.disconnect();
  };
};
