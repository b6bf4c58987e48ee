import { createServer } from 'node:net';
import { missingForLocalKafka, startLocalKafka } from './local-kafka.ts';

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        typeof address === 'object' && address !== null ? resolve(address.port) : reject(),
      );
    });
  });

const startContainer = async (): Promise<() => Promise<void>> => {
  const { GenericContainer, Wait } = await import('testcontainers');
  const port = await freePort();
  const container = await new GenericContainer('apache/kafka:3.9.1')
    .withExposedPorts({ container: 9092, host: port })
    .withEnvironment({
      KAFKA_NODE_ID: '1',
      KAFKA_PROCESS_ROLES: 'broker,controller',
      KAFKA_CONTROLLER_QUORUM_VOTERS: '1@localhost:9093',
      KAFKA_LISTENERS: 'PLAINTEXT://0.0.0.0:9092,CONTROLLER://0.0.0.0:9093',
      KAFKA_ADVERTISED_LISTENERS: `PLAINTEXT://127.0.0.1:${port}`,
      KAFKA_CONTROLLER_LISTENER_NAMES: 'CONTROLLER',
      KAFKA_LISTENER_SECURITY_PROTOCOL_MAP: 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
      KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR: '1',
      KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR: '1',
      KAFKA_TRANSACTION_STATE_LOG_MIN_ISR: '1',
      KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS: '0',
      KAFKA_GROUP_MIN_SESSION_TIMEOUT_MS: '1000',
    })
    .withWaitStrategy(Wait.forLogMessage(/Kafka Server started/))
    .start();
  process.env.TEST_KAFKA_BROKERS = `127.0.0.1:${port}`;
  return async () => void (await container.stop());
};

/**
 * The broker that the run's suites share: the one of KAFKA_BROKERS, else a local one with Java, else one in a
 * container. Where there is none of them, `TEST_KAFKA_MISSING` says why, and the suites say so as well.
 */
export const startTestKafka = async (): Promise<(() => Promise<void>) | undefined> => {
  if (process.env.KAFKA_BROKERS) {
    process.env.TEST_KAFKA_BROKERS = process.env.KAFKA_BROKERS;
    return undefined;
  }
  const missing = missingForLocalKafka();
  if (missing === null) {
    const kafka = await startLocalKafka();
    process.env.TEST_KAFKA_BROKERS = kafka.brokers;
    return kafka.remove;
  }
  try {
    return await startContainer();
  } catch (error) {
    process.env.TEST_KAFKA_MISSING = `KAFKA_BROKERS is not set; ${missing}; no container starts: ${error}`;
    return undefined;
  }
};
