import type { Message as KafkaRecord, Producer } from 'kafkajs';

/** Under the broker's limit of 1 MiB for a batch, with room for its own bytes. */
const MAX_BYTES = 900_000;
const MAX_BATCH = 200;

export type Publisher = {
  /** Resolves when all in-sync brokers have it. Records are written in the order in which they were given. */
  readonly publish: (record: KafkaRecord) => Promise<void>;
  /** Sends what was given before. */
  readonly close: () => Promise<void>;
};

type Waiting = {
  readonly record: KafkaRecord;
  readonly bytes: number;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
};

/**
 * Writes to one topic. One request is on its way at a time and what is given meanwhile goes together with the next,
 * so that order needs no more than that.
 *
 * After a failed request the producer is thrown away. The broker may have written the records all the same, and the
 * client would give their sequence numbers to the next ones, which the broker would then take for repeats and drop.
 */
export const createPublisher = (topic: string, connect: () => Promise<Producer>): Publisher => {
  const queue: Waiting[] = [];
  let producer: Producer | null = null;
  let sending: Promise<void> | null = null;
  let closed = false;

  const nextBatch = (): readonly Waiting[] => {
    let bytes = 0;
    let count = 0;
    for (const waiting of queue) {
      bytes += waiting.bytes;
      if (count === MAX_BATCH || (count > 0 && bytes > MAX_BYTES)) break;
      count += 1;
    }
    return queue.splice(0, count);
  };

  const send = async (batch: readonly Waiting[]): Promise<void> => {
    try {
      producer ??= await connect();
      await producer.send({ topic, acks: -1, messages: batch.map(({ record }) => record) });
      for (const { resolve } of batch) resolve();
    } catch (error) {
      const broken = producer;
      producer = null;
      for (const { reject } of batch) reject(error);
      // it failed already: that it cannot say goodbye either is no news
      await broken?.disconnect().catch(() => {});
    }
  };

  const sendAll = async (): Promise<void> => {
    while (queue.length > 0) await send(nextBatch());
    sending = null;
  };

  return {
    publish: (record) =>
      new Promise((resolve, reject) => {
        const bytes = Buffer.byteLength(record.value ?? '') + Buffer.byteLength(record.key ?? '');
        if (closed) return reject(new Error('the bus is closed'));
        if (bytes > MAX_BYTES)
          return reject(
            new Error(`a message of ${bytes} bytes is more than the ${MAX_BYTES} that brokers take`),
          );
        queue.push({ record, bytes, resolve, reject });
        // in a moment, together with what is given in the same breath
        sending ??= Promise.resolve().then(sendAll);
      }),
    close: async () => {
      closed = true;
      await sending;
      await producer?.disconnect();
    },
  };
};
