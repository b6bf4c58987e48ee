import type { EachBatchPayload, KafkaMessage } from 'kafkajs';
import { pause } from '../../../application/pause.ts';
import type { Message } from '../../../application/ports/message-bus.ts';
import { type Attempt, createLanes, type Delivery, type Subscription } from '../lanes.ts';
import { createProgress, type Reached } from './progress.ts';

/** Messages of a partition that are taken and not done, above which no more are fetched for a while. */
const ENOUGH = 1000;
const COMMIT_AGAIN_AFTER_MS = 500;

/** What a member of a group does from one assignment of partitions to the next. */
export type Tenure = {
  readonly take: (payload: EachBatchPayload) => void;
  /** Nothing is in hand and nothing is left to commit: it may be forgotten. */
  readonly isAtRest: () => boolean;
  /** Takes no more, finishes the work in hand, commits; the rest is delivered to whoever is assigned it next. */
  readonly end: () => Promise<void>;
};

export type TenureOptions = {
  readonly topic: string;
  readonly subscription: Subscription;
  readonly attempt: (delivery: Delivery, subscription: Subscription) => Promise<Attempt>;
  readonly messageFrom: (partition: number, record: KafkaMessage) => Message;
  readonly heartbeatMs: number;
  readonly report: (error: Error) => void;
};

export const createTenure = ({
  topic,
  subscription,
  attempt,
  messageFrom,
  heartbeatMs,
  report,
}: TenureOptions): Tenure => {
  const ending = new AbortController();
  const lanes = createLanes(attempt, ending.signal);
  const progress = createProgress();
  const paused = new Map<number, () => void>();
  let client: EachBatchPayload | null = null;
  let committing: Promise<void> | null = null;
  lanes.subscribe(subscription);

  const commit = async (reached: readonly Reached[]): Promise<void> => {
    const partitions = reached.map(({ partition, offset }) => ({ partition, offset: offset.toString() }));
    await client?.commitOffsetsIfNecessary({ topics: [{ topic, partitions }] });
    progress.committed(reached);
  };

  /** One at a time: what is done meanwhile goes with the next. */
  const commitAll = async (): Promise<void> => {
    for (let reached = progress.toCommit(); reached.length > 0; reached = progress.toCommit()) {
      try {
        await commit(reached);
      } catch (error) {
        report(new Error(`the progress in ${topic} could not be committed`, { cause: error }));
        // if it never can be, the work is delivered again, and bears it
        if (ending.signal.aborted) break;
        await pause(COMMIT_AGAIN_AFTER_MS, ending.signal);
      }
    }
    committing = null;
  };

  const done = (partition: number, offset: string): void => {
    progress.done(partition, offset);
    if (progress.open(partition) < ENOUGH / 2) {
      paused.get(partition)?.();
      paused.delete(partition);
    }
    committing ??= commitAll();
  };

  /** While the group waits for us to join it anew, it wants to hear that we live. */
  const keepAlive = async (until: AbortSignal): Promise<void> => {
    while (!until.aborted) {
      // it answers that the group is rebalancing, which is why we are here
      await client?.heartbeat().catch(() => {});
      await pause(heartbeatMs, until);
    }
  };

  return {
    take: (payload) => {
      if (ending.signal.aborted) return;
      client = payload;
      const { batch, resolveOffset } = payload;
      const { partition } = batch;
      for (const record of batch.messages) {
        const { offset } = record;
        progress.began(partition, offset);
        lanes.publish(messageFrom(partition, record)).then(
          () => done(partition, offset),
          // not come to in this tenure: it is delivered again
          () => {},
        );
      }
      const last = batch.messages.at(-1);
      if (last !== undefined) resolveOffset(last.offset);
      if (progress.open(partition) >= ENOUGH && !paused.has(partition))
        paused.set(partition, payload.pause());
    },
    isAtRest: () => lanes.size() === 0 && progress.toCommit().length === 0,
    end: async () => {
      ending.abort();
      const ended = new AbortController();
      const alive = keepAlive(ended.signal);
      await lanes.ended();
      await committing;
      await commitAll();
      ended.abort();
      await alive;
      for (const resume of paused.values()) resume();
    },
  };
};
