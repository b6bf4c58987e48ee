import { type Config, postgresDirectory } from '../config/config.ts';
import { migrate } from '../database/migrate.ts';
import { ensureServiceRole } from '../database/service-role.ts';
import { startEmbeddedPostgres } from '../embedded-postgres/embedded-postgres.ts';

export type OpenDatabase = {
  /** The service's own way in, which leads to no right to change events. With its password: a secret. */
  readonly url: string;
  readonly kind: 'embedded' | 'external';
  readonly stop: () => Promise<void>;
};

/** The configured server, or the embedded one, migrated. */
export const openDatabase = async (config: Config): Promise<OpenDatabase> => {
  if (config.databaseUrl !== null) {
    await migrate(config.databaseUrl);
    return { url: config.databaseUrl, kind: 'external', stop: async () => {} };
  }
  const server = await startEmbeddedPostgres({
    directory: postgresDirectory(config),
    port: config.embeddedPostgresPort,
  });
  try {
    await migrate(server.url);
    return { url: await ensureServiceRole(server.url), kind: 'embedded', stop: server.stop };
  } catch (error) {
    await server.stop();
    throw error;
  }
};
