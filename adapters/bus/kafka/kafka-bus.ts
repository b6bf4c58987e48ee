import { randomUUID } from 'node:crypto';
import { Kafka, type KafkaConfig, type KafkaMessage, logLevel, Partitioners, type Producer } from 'kafkajs';
import {
  type Message,
  type MessageBus,
  UNREADABLE,
  unprocessable,
} from '../../../application/ports/message-bus.ts';
import type { Backoff } from '../../backoff.ts';
import { createAttempt } from '../attempt.ts';
import { decode, encode, reasonOf } from './envelope.ts';
import { createPublisher, type Publisher } from './publisher.ts';
import { startSubscription } from './subscription.ts';
import { createTopics } from './topics.ts';

export type KafkaBusOptions = {
  readonly connection: Pick<KafkaConfig, 'brokers' | 'ssl' | 'sasl'>;
  /** In front of the names of topics and of consumer groups, so that several services share a cluster. */
  readonly topicPrefix: string;
  /** Of topics that are created: the most consumers that can share one. */
  readonly partitions: number;
  readonly replicationFactor: number;
  /** How often a message is tried before it goes to the dead letters. */
  readonly attempts?: number;
  readonly backoff?: Backoff;
  /** Hears of failed attempts, of dead letters that nobody takes, and of a client that starts again. */
  readonly report?: (error: Error) => void;
  /** Hears what the client itself has to say. */
  readonly log?: (text: string, about: object) => void;
  readonly timings?: KafkaTimings;
};

export type KafkaTimings = {
  /** A member that was not heard of for so long is dead, and its work goes to others. */
  readonly sessionMs: number;
  readonly heartbeatMs: number;
  /** How long a member may take to finish its work in hand when partitions are given out anew. */
  readonly rebalanceMs: number;
  /** How long the broker holds back an empty answer. */
  readonly fetchWaitMs: number;
};

const USUAL: KafkaTimings = { sessionMs: 30_000, heartbeatMs: 3000, rebalanceMs: 120_000, fetchWaitMs: 500 };
const CHECK_MS = 3000;
const SHORT_REASON = 1000;

/**
 * A bus over Apache Kafka. Each topic has one consumer group, which all subscribers of all processes are members of.
 * A message that is given up goes to its subscriber's dead letters, and then, as it came and with the reason in its
 * headers, to the topic `<topic>.dead`.
 */
export const createKafkaBus = ({
  connection,
  topicPrefix,
  partitions,
  replicationFactor,
  attempts = 5,
  backoff = { firstMs: 100, maxMs: 5000 },
  report = (error) => process.emitWarning(error),
  log = () => {},
  timings = USUAL,
}: KafkaBusOptions): MessageBus => {
  const closing = new AbortController();
  const kafka = new Kafka({
    ...connection,
    clientId: `sigmafold-${randomUUID().slice(0, 8)}`,
    connectionTimeout: 5000,
    requestTimeout: 15_000,
    retry: { initialRetryTime: 100, maxRetryTime: 1000, retries: 4 },
    logLevel: logLevel.WARN,
    logCreator:
      () =>
      ({ namespace, log: { message, ...about } }) =>
        log(message, { namespace, ...about }),
  });
  const topics = createTopics(() => kafka.admin(), { partitions, replicationFactor });
  const publishers = new Map<string, Publisher>();
  const subscriptions = new Set<() => Promise<void>>();

  const refuseWhenClosed = (): void => {
    if (closing.signal.aborted) throw new Error('the bus is closed');
  };

  const connectProducer = async (): Promise<Producer> => {
    const producer = kafka.producer({
      idempotent: true,
      allowAutoTopicCreation: false,
      createPartitioner: Partitioners.DefaultPartitioner,
      // whoever publishes is told soon, and offers it again
      retry: { initialRetryTime: 100, maxRetryTime: 1000, retries: 2 },
    });
    await producer.connect();
    return producer;
  };

  const publisherOf = (topic: string): Publisher => {
    refuseWhenClosed();
    const publisher = publishers.get(topic) ?? createPublisher(topic, connectProducer);
    publishers.set(topic, publisher);
    return publisher;
  };

  const bury = async (topic: string, { partition, record }: Origin, error: unknown): Promise<void> => {
    const deadTopic = `${topic}.dead`;
    await topics.ensure(deadTopic, 1);
    await publisherOf(deadTopic).publish({
      key: record.key,
      value: record.value,
      headers: {
        ...record.headers,
        'dead-letter-reason': (error instanceof Error ? error.message : String(error)).slice(0, SHORT_REASON),
        'dead-letter-topic': topic,
        'dead-letter-partition': String(partition),
        'dead-letter-offset': record.offset,
      },
    });
  };

  return {
    publish: async (name, message) => {
      refuseWhenClosed();
      const topic = topicPrefix + name;
      await topics.ensure(topic);
      await publisherOf(topic).publish(encode(message));
    },

    subscribe: async (name, handler, { concurrency, onDeadLetter }) => {
      refuseWhenClosed();
      const topic = topicPrefix + name;
      await topics.ensure(topic);
      const origins = new WeakMap<Message, Origin>();
      const stop = await startSubscription({
        topic,
        subscription: {
          concurrency,
          handler: async (message, signal) => {
            if (message.type === UNREADABLE) throw unprocessable(reasonOf(message));
            await handler(message, signal);
          },
          ...(onDeadLetter !== undefined && { onDeadLetter }),
        },
        attempt: createAttempt({
          attempts,
          backoff,
          closing: closing.signal,
          report,
          bury: async (message, error) => {
            const origin = origins.get(message);
            if (origin !== undefined) await bury(topic, origin, error);
          },
        }),
        messageFrom: (partition, record) => {
          const message = decode(topic, partition, record);
          origins.set(message, { partition, record });
          return message;
        },
        createConsumer: (config) =>
          kafka.consumer({
            ...config,
            groupId: topic,
            sessionTimeout: timings.sessionMs,
            heartbeatInterval: timings.heartbeatMs,
            rebalanceTimeout: timings.rebalanceMs,
            maxWaitTimeInMs: timings.fetchWaitMs,
            allowAutoTopicCreation: false,
            retry: { initialRetryTime: 100, maxRetryTime: 1000, retries: 30 },
          }),
        heartbeatMs: timings.heartbeatMs,
        report,
      });
      subscriptions.add(stop);
      return async () => {
        if (subscriptions.delete(stop)) await stop();
      };
    },

    backlog: (name) => topics.lag(topicPrefix + name, topicPrefix + name),

    check: async () => {
      if (closing.signal.aborted) return { ok: false, detail: 'closed' };
      try {
        const brokers = await within(CHECK_MS, topics.brokers());
        return { ok: true, detail: `kafka, ${brokers} brokers` };
      } catch (error) {
        return { ok: false, detail: `kafka: ${error instanceof Error ? error.message : String(error)}` };
      }
    },

    close: async () => {
      closing.abort();
      await Promise.all([...subscriptions].map((stop) => stop()));
      subscriptions.clear();
      await Promise.all([...publishers.values()].map((publisher) => publisher.close()));
      await topics.close();
    },
  };
};

/** Where a message came from, and how. */
type Origin = { readonly partition: number; readonly record: KafkaMessage };

const within = <T>(ms: number, promise: Promise<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no answer within ${ms} ms`)), ms);
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
