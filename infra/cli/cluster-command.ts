import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { supervise } from '../cluster/supervise.ts';
import { ensureJwtSecret } from '../config/jwt-secret.ts';
import { masterKeyFile } from '../config/master-key.ts';
import type { Role } from '../config/roles.ts';
import { ensureSecretFile } from '../config/secret-file.ts';
import { OperatorError } from '../operator-error.ts';
import { createEnding } from '../service/ending.ts';
import { openDatabase } from '../service/open-database.ts';
import { untilAskedToStop } from '../service/shutdown.ts';
import type { Command } from './command.ts';
import { withConfig } from './with-config.ts';

const run = promisify(execFile);
const KAFKA_SCRIPT = fileURLToPath(new URL('../kafka-local.sh', import.meta.url));
const MOST_CALCULATORS = 12;

const calculatorsFrom = (given: string | boolean | undefined): number | null => {
  if (given === undefined) return 2;
  const count = Number(given);
  return Number.isInteger(count) && count >= 1 && count <= MOST_CALCULATORS ? count : null;
};

const startKafka = async (
  directory: string,
): Promise<{ readonly brokers: string; readonly stop: () => Promise<unknown> }> => {
  try {
    const { stdout } = await run(KAFKA_SCRIPT, ['start', '--dir', directory]);
    return { brokers: stdout.trim(), stop: () => run(KAFKA_SCRIPT, ['stop', '--dir', directory]) };
  } catch (error) {
    throw new OperatorError(
      'Kafka did not start: infra/kafka-local.sh start says why; it needs Java, and Maven for the first start.',
      { cause: error },
    );
  }
};

export const clusterCommand: Command = {
  name: 'cluster',
  about: 'Start a local cluster to try: Kafka, PostgreSQL and a process for each role; Ctrl-C stops it',
  options: {
    calculators: { type: 'string', about: `how many of them, 1 to ${MOST_CALCULATORS}; 2 by default` },
  },
  run: (call) =>
    withConfig(call, async (base) => {
      const calculators = calculatorsFrom(call.options.calculators);
      if (calculators === null) {
        call.output.error(`cluster: --calculators: give a whole number from 1 to ${MOST_CALCULATORS}.`);
        return 2;
      }
      const config = { ...base, dataDirectory: join(base.dataDirectory, 'cluster') };
      const askedToStop = untilAskedToStop();
      const ending = createEnding();
      try {
        call.output.line('Starting Kafka and PostgreSQL …');
        const kafka = await startKafka(join(config.dataDirectory, 'kafka'));
        ending.add(kafka.stop);
        const database = await openDatabase(config);
        ending.add(database.stop);
        const shared = {
          ...call.env,
          DATABASE_URL: database.url,
          DATA_DIR: config.dataDirectory,
          MASTER_KEY: config.masterKey ?? ensureSecretFile(masterKeyFile(config.dataDirectory)),
          JWT_SECRET: ensureJwtSecret(config),
          BUS: 'kafka',
          KAFKA_BROKERS: kafka.brokers,
          LOG_LEVEL: call.env.LOG_LEVEL ?? 'warn',
        };
        const roles: readonly Role[] = [
          'scheduler',
          'projector',
          ...Array.from({ length: calculators }, () => 'calculator' as const),
          'api',
        ];
        const processes = roles.map((role) =>
          supervise({
            name: role,
            env: { ...shared, ROLE: role, PORT: role === 'api' ? String(config.port) : '0' },
            print: call.output.line,
          }),
        );
        ending.add(() => Promise.all(processes.map(({ stop }) => stop())));
        await askedToStop;
        call.output.line('Stopping …');
        return 0;
      } finally {
        await ending.stop();
      }
    }),
};
