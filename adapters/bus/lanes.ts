import { setMaxListeners } from 'node:events';
import { pause } from '../../application/pause.ts';
import type { Message, MessageHandler } from '../../application/ports/message-bus.ts';

/** A message on its way, and how often it has failed. */
export type Delivery = {
  readonly message: Message;
  readonly failures: number;
};

export type Subscription = {
  readonly handler: MessageHandler;
  readonly concurrency: number;
  readonly onDeadLetter?: (message: Message, error: unknown) => Promise<void>;
};

/** What became of an attempt: dealt with, or to be tried again. */
export type Attempt = 'done' | { readonly retryAfterMs: number; readonly failures: number };

type Waiting = Delivery & { readonly resolve: () => void; readonly reject: (error: Error) => void };

type Worker = { readonly subscription: Subscription; readonly inHand: Set<Promise<void>> };

/** The messages of one topic, on their way to its subscribers. */
export type Lanes = {
  /** Resolves when the message has been dealt with. */
  readonly publish: (message: Message) => Promise<void>;
  /** Returns a function that takes no more work and resolves when the work in hand has ended. */
  readonly subscribe: (subscription: Subscription) => () => Promise<void>;
  /** Messages that are not dealt with yet. */
  readonly size: () => number;
  /** After `signal` aborted: resolves when the work in hand has ended and everybody still waiting was told. */
  readonly ended: () => Promise<void>;
};

/**
 * One queue per key. A key is in one of three states: ready (in `ready`), in hand (a worker has its first message), or
 * waiting until its first message is tried again, when it takes up no worker. That is what keeps a key's messages in
 * order and one at a time.
 */
export const createLanes = (
  attempt: (delivery: Delivery, subscription: Subscription) => Promise<Attempt>,
  signal: AbortSignal,
): Lanes => {
  // each key that waits to be tried again listens to it
  setMaxListeners(0, signal);
  const queues = new Map<string, Waiting[]>();
  const ready: string[] = [];
  const workers = new Set<Worker>();
  const leaving = new Set<Promise<unknown>>();

  const handOut = (): void => {
    for (const worker of workers)
      while (worker.inHand.size < worker.subscription.concurrency && !signal.aborted) {
        const key = ready.shift();
        if (key === undefined) return;
        const work: Promise<void> = workOn(key, worker.subscription).finally(() => {
          worker.inHand.delete(work);
          handOut();
        });
        worker.inHand.add(work);
      }
  };

  const workOn = async (key: string, subscription: Subscription): Promise<void> => {
    const queue = queues.get(key) ?? [];
    const [first] = queue;
    if (first === undefined) return;
    const result = await attempt(first, subscription);
    if (result === 'done') {
      queue.shift();
      if (queue.length > 0) ready.push(key);
      else queues.delete(key);
      first.resolve();
    } else {
      queue[0] = { ...first, failures: result.failures };
      void pause(result.retryAfterMs, signal).then(() => {
        ready.push(key);
        handOut();
      });
    }
  };

  return {
    publish: (message) =>
      new Promise((resolve, reject) => {
        const queue = queues.get(message.key);
        const waiting = { message, failures: 0, resolve, reject };
        if (queue !== undefined) {
          queue.push(waiting);
          return;
        }
        queues.set(message.key, [waiting]);
        ready.push(message.key);
        handOut();
      }),

    subscribe: (subscription) => {
      const worker: Worker = { subscription, inHand: new Set() };
      workers.add(worker);
      handOut();
      return async () => {
        workers.delete(worker);
        const left = Promise.all(worker.inHand);
        leaving.add(left);
        await left;
        leaving.delete(left);
      };
    },

    size: () => [...queues.values()].reduce((sum, queue) => sum + queue.length, 0),

    ended: async () => {
      await Promise.all([...leaving, ...[...workers].flatMap((worker) => [...worker.inHand])]);
      for (const waiting of [...queues.values()].flat())
        waiting.reject(new Error(`the bus closed before message ${waiting.message.id} was handled`));
      queues.clear();
    },
  };
};
