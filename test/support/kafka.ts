import { randomUUID } from 'node:crypto';
import { createKafkaBus, type KafkaBusOptions } from '../../adapters/bus/kafka/kafka-bus.ts';
import type { MessageBus } from '../../application/ports/message-bus.ts';
import { missingForLocalKafka } from './local-kafka.ts';

const { TEST_KAFKA_BROKERS, TEST_KAFKA_MISSING } = process.env;

/** Where a Kafka can be had; elsewhere its tests are skipped, and the run says why. */
export const describeWithKafka = (name: string, tests: () => void): void => {
  if (TEST_KAFKA_BROKERS !== undefined) {
    describe(name, tests);
    return;
  }
  process.stderr.write(`SKIPPED: ${name}: ${TEST_KAFKA_MISSING ?? 'run it with npm run test:kafka'}\n`);
  describe.skip(name, tests);
};

/** For tests that stop their broker, or set it up: only where one can be started by itself. */
export const describeWithOwnKafka = (name: string, tests: () => void): void => {
  const missing = missingForLocalKafka();
  if (missing === null) {
    describe(name, tests);
    return;
  }
  process.stderr.write(`SKIPPED: ${name}: ${missing}\n`);
  describe.skip(name, tests);
};

export const testBrokers = (): string[] => (TEST_KAFKA_BROKERS ?? '').split(',');

/** Members are missed soon, so that tests that kill one need not wait long. */
export const quickTimings = { sessionMs: 6000, heartbeatMs: 300, rebalanceMs: 10_000, fetchWaitMs: 50 };

/** Alone in its topics, unless a prefix is given. */
export const createTestKafkaBus = (options: Partial<KafkaBusOptions> = {}): MessageBus =>
  createKafkaBus({
    connection: { brokers: testBrokers() },
    topicPrefix: `test-${randomUUID().slice(0, 8)}.`,
    partitions: 4,
    replicationFactor: 1,
    report: () => {},
    timings: quickTimings,
    ...options,
  });
