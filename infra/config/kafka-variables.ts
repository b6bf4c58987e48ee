import { resolve } from 'node:path';
import { z } from 'zod';
import { flag, list, ON_OFF, whole, wholeNumber } from './shapes.ts';

/** How the brokers are reached and what is made there. Read with BUS=kafka. */
export type KafkaSettings = {
  readonly brokers: readonly string[];
  readonly topicPrefix: string;
  /** Of topics that are made. */
  readonly partitions: number;
  /** Null: what the brokers are set to. */
  readonly replicationFactor: number | null;
  /** Null: no TLS. Absolute paths of files in PEM. */
  readonly tls: {
    readonly caFile: string | null;
    readonly certificateFile: string | null;
    readonly keyFile: string | null;
  } | null;
  readonly sasl: {
    readonly mechanism: 'plain' | 'scram-sha-256' | 'scram-sha-512';
    readonly username: string;
    /** A secret. */
    readonly password: string;
  } | null;
};

const isBroker = (text: string): boolean => {
  const [, port = ''] = /^(?:[\w.-]+|\[[\da-fA-F:]+\]):(\d{1,5})$/.exec(text) ?? [];
  return port !== '' && Number(port) >= 1 && Number(port) <= 65_535;
};

const pemFile = (about: string) => z.string().optional().meta({ about, allowed: 'a path to a file in PEM' });

export const kafkaVariables = {
  KAFKA_BROKERS: list()
    .refine((brokers) => brokers.length > 0 && brokers.every(isBroker))
    .optional()
    .meta({
      about: 'where the Kafka of BUS=kafka is asked for first',
      allowed: 'host:port, several separated by commas',
    }),
  KAFKA_TOPIC_PREFIX: z
    .string()
    .regex(/^[A-Za-z0-9._-]{1,100}$/)
    .default('sigmafold.')
    .meta({
      about: 'in front of the names of our topics and consumer groups',
      allowed: 'up to 100 letters, digits, dots, dashes and underscores',
    }),
  KAFKA_PARTITIONS: wholeNumber(1, 1000)
    .default(12)
    .meta({
      about: 'of a topic that we make: the most processes that share its work',
      allowed: whole(1, 1000),
    }),
  KAFKA_REPLICATION_FACTOR: wholeNumber(1, 10)
    .optional()
    .meta({ about: 'of a topic that we make; not set, what the brokers say', allowed: whole(1, 10) }),
  KAFKA_TLS: flag().default(false).meta({ about: 'speak TLS with the brokers', allowed: ON_OFF }),
  KAFKA_TLS_CA_FILE: pemFile('who vouches for the brokers, besides those whom Node.js trusts'),
  KAFKA_TLS_CERT_FILE: pemFile('the certificate by which the brokers know us'),
  KAFKA_TLS_KEY_FILE: pemFile('the key of KAFKA_TLS_CERT_FILE'),
  KAFKA_SASL_MECHANISM: z.enum(['plain', 'scram-sha-256', 'scram-sha-512']).optional().meta({
    about: 'how we log in to the brokers; not set, not at all',
    allowed: 'plain, scram-sha-256 or scram-sha-512',
  }),
  KAFKA_SASL_USERNAME: z
    .string()
    .optional()
    .meta({ about: 'whom we log in to the brokers as', allowed: 'a name' }),
  KAFKA_SASL_PASSWORD: z
    .string()
    .optional()
    .meta({ about: 'what we log in to the brokers with', allowed: 'a password', secret: true }),
} satisfies Record<string, z.ZodType>;

const kafkaEnvironment = z.object(kafkaVariables);
type KafkaEnvironment = z.output<typeof kafkaEnvironment>;

export const contradictionsOfKafka = (
  env: KafkaEnvironment & { readonly BUS: string; readonly NODE_ENV: string },
): readonly string[] => {
  if (env.BUS !== 'kafka') return [];
  const lines: string[] = [];
  if (env.KAFKA_BROKERS === undefined)
    lines.push('KAFKA_BROKERS: not set; give the brokers that BUS=kafka distributes work over.');
  if (!env.KAFKA_TLS)
    for (const name of ['KAFKA_TLS_CA_FILE', 'KAFKA_TLS_CERT_FILE', 'KAFKA_TLS_KEY_FILE'] as const)
      if (env[name] !== undefined)
        lines.push(`${name}: is of no use without KAFKA_TLS=true; give both or neither.`);
  if ((env.KAFKA_TLS_CERT_FILE === undefined) !== (env.KAFKA_TLS_KEY_FILE === undefined))
    lines.push('KAFKA_TLS_CERT_FILE: belongs together with KAFKA_TLS_KEY_FILE; give both or neither.');
  if (env.KAFKA_SASL_MECHANISM === undefined) {
    for (const name of ['KAFKA_SASL_USERNAME', 'KAFKA_SASL_PASSWORD'] as const)
      if (env[name] !== undefined)
        lines.push(`${name}: is of no use without KAFKA_SASL_MECHANISM; give both or neither.`);
  } else {
    for (const name of ['KAFKA_SASL_USERNAME', 'KAFKA_SASL_PASSWORD'] as const)
      if (env[name] === undefined)
        lines.push(`${name}: not set; give it with KAFKA_SASL_MECHANISM=${env.KAFKA_SASL_MECHANISM}.`);
    if (env.KAFKA_SASL_MECHANISM === 'plain' && !env.KAFKA_TLS && env.NODE_ENV === 'production')
      lines.push(
        'KAFKA_SASL_MECHANISM: "plain" is not allowed without KAFKA_TLS=true in production, it sends the password readably; give TLS, or scram-sha-512.',
      );
  }
  return lines;
};

const absolute = (path: string | undefined): string | null => (path === undefined ? null : resolve(path));

/** Null without BUS=kafka. */
export const kafkaSettings = (env: KafkaEnvironment & { readonly BUS: string }): KafkaSettings | null =>
  env.BUS !== 'kafka'
    ? null
    : {
        brokers: env.KAFKA_BROKERS ?? [],
        topicPrefix: env.KAFKA_TOPIC_PREFIX,
        partitions: env.KAFKA_PARTITIONS,
        replicationFactor: env.KAFKA_REPLICATION_FACTOR ?? null,
        tls: env.KAFKA_TLS
          ? {
              caFile: absolute(env.KAFKA_TLS_CA_FILE),
              certificateFile: absolute(env.KAFKA_TLS_CERT_FILE),
              keyFile: absolute(env.KAFKA_TLS_KEY_FILE),
            }
          : null,
        sasl:
          env.KAFKA_SASL_MECHANISM === undefined
            ? null
            : {
                mechanism: env.KAFKA_SASL_MECHANISM,
                username: env.KAFKA_SASL_USERNAME ?? '',
                password: env.KAFKA_SASL_PASSWORD ?? '',
              },
      };
