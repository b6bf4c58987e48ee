import { constants } from 'node:os';
import { type Config, postgresDirectory } from '../config/config.ts';
import { migrate } from '../database/migrate.ts';
import { ensureServiceRole } from '../database/service-role.ts';
import { runningEmbeddedPostgres, startEmbeddedPostgres } from '../embedded-postgres/embedded-postgres.ts';

/**
 * Runs with a migrated database, by the service's own way in: what a command makes there belongs to the service, and no
 * command can change events. A configured database that is not migrated is left to the command.
 */
export const withDatabase = <Value>(
  config: Pick<Config, 'databaseUrl' | 'dataDirectory' | 'embeddedPostgresPort'>,
  use: (url: string) => Promise<Value>,
): Promise<Value> =>
  withOwnedDatabase(config, async (url) => {
    if (config.databaseUrl !== null) return use(url);
    await migrate(url);
    return use(await ensureServiceRole(url));
  });

/**
 * Runs with a database as its owner, as it is and not migrated: the configured one, the embedded one of a service that is running on
 * this data directory, or the embedded one started for the while.
 */
export const withOwnedDatabase = async <Value>(
  config: Pick<Config, 'databaseUrl' | 'dataDirectory' | 'embeddedPostgresPort'>,
  use: (url: string) => Promise<Value>,
): Promise<Value> => {
  const directory = postgresDirectory(config);
  const url = config.databaseUrl ?? runningEmbeddedPostgres(directory)?.url;
  if (url !== undefined) return use(url);
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt);
  try {
    const server = await startEmbeddedPostgres({ directory, port: config.embeddedPostgresPort });
    try {
      return await use(server.url);
    } finally {
      await server.stop();
    }
  } finally {
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
  }
};

/** A signal's default ending would skip what happens at exit, which is where the server is told to stop. */
const interrupt = (signal: NodeJS.Signals): never => process.exit(128 + constants.signals[signal]);
