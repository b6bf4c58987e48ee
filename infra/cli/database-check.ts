import pg from 'pg';
import { pendingMigrations } from '../database/migrate.ts';
import { type Check, failure, fine, warning } from './check.ts';

const OLDEST_VERSION = 14;

/** Whether it answers, is young enough, may be written, and has the tables of this release. */
export const databaseCheck = (url: string, where: string): Check => ({
  name: 'database',
  run: async () => {
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
    await client.connect();
    try {
      const { rows } = await client.query<{ version: string; number: number; readonly: boolean }>(
        `select current_setting('server_version') as version,
                current_setting('server_version_num')::int as number,
                pg_is_in_recovery() as readonly`,
      );
      const [server] = rows;
      if (server === undefined) throw new Error('the database gave no answer');
      const detail = `${where}, PostgreSQL ${server.version}`;
      if (server.readonly) return failure(`${detail}, a read-only copy`, 'name the primary in DATABASE_URL');
      if (server.number < OLDEST_VERSION * 10_000)
        return warning(detail, `upgrade it: nothing older than ${OLDEST_VERSION} is tested`);
      const pending = await pendingMigrations(client);
      if (pending.length > 0)
        return warning(`${detail}, ${pending.length} migrations to run`, 'start runs them; so does migrate');
      return fine(`${detail}, up to date`);
    } finally {
      await client.end();
    }
  },
});
