import { readFileSync } from 'node:fs';
import type { SASLOptions } from 'kafkajs';
import { createInProcessBus } from '../../adapters/bus/in-process/in-process-bus.ts';
import { createKafkaBus, type KafkaBusOptions } from '../../adapters/bus/kafka/kafka-bus.ts';
import type { MessageBus } from '../../application/ports/message-bus.ts';
import type { Config } from '../config/config.ts';
import type { KafkaSettings } from '../config/kafka-variables.ts';
import { OperatorError } from '../operator-error.ts';

export type BusListeners = Pick<KafkaBusOptions, 'report' | 'log'>;

/** The bus that the configuration asks for. It connects when it is first used. */
export const createBus = ({ kafka }: Pick<Config, 'kafka'>, listeners: BusListeners): MessageBus => {
  if (kafka === null) return createInProcessBus(listeners);
  const bus = createKafkaBus({
    connection: {
      brokers: [...kafka.brokers],
      ...(kafka.tls !== null && { ssl: tlsOf(kafka.tls) }),
      ...(kafka.sasl !== null && { sasl: saslOf(kafka.sasl) }),
    },
    topicPrefix: kafka.topicPrefix,
    partitions: kafka.partitions,
    // -1: what the brokers are set to
    replicationFactor: kafka.replicationFactor ?? -1,
    ...listeners,
  });
  return {
    ...bus,
    // which a process does when it starts, before somebody who can mend the settings
    subscribe: async (...subscription) => {
      try {
        return await bus.subscribe(...subscription);
      } catch (error) {
        if (!(error instanceof Error && error.name.startsWith('KafkaJS'))) throw error;
        throw new OperatorError(
          `KAFKA_BROKERS: no work can be had from ${kafka.brokers.join(', ')} (${String(error)}); see that they run, and that the settings of TLS and login are theirs.`,
          { cause: error },
        );
      }
    },
  };
};

const saslOf = ({ mechanism, ...login }: NonNullable<KafkaSettings['sasl']>): SASLOptions => {
  switch (mechanism) {
    case 'plain':
      return { mechanism, ...login };
    case 'scram-sha-256':
      return { mechanism, ...login };
    case 'scram-sha-512':
      return { mechanism, ...login };
    default:
      return mechanism satisfies never;
  }
};

const tlsOf = ({ caFile, certificateFile, keyFile }: NonNullable<KafkaSettings['tls']>) => ({
  ...(caFile !== null && { ca: [pem('KAFKA_TLS_CA_FILE', caFile)] }),
  ...(certificateFile !== null && { cert: pem('KAFKA_TLS_CERT_FILE', certificateFile) }),
  ...(keyFile !== null && { key: pem('KAFKA_TLS_KEY_FILE', keyFile) }),
});

const pem = (name: string, file: string): string => {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new OperatorError(`${name}: ${file} cannot be read (${String(error)}); give a file that can.`);
  }
  if (!text.includes('-----BEGIN ')) throw new OperatorError(`${name}: ${file} is not in PEM; convert it.`);
  return text;
};
