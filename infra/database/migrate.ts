import knexClient, { type Knex } from 'knex';
import pg from 'pg';
import { errorMessage } from '../error-code.ts';
import { OperatorError } from '../operator-error.ts';
import type { Migration } from './migration.ts';
import { migrations as allMigrations } from './migrations.ts';

/** Any number that nothing else in the database locks. */
const MIGRATION_LOCK = 7_314_209_001;

const MIGRATIONS_TABLE = 'schema_migrations';

/**
 * Brings the schema up to date and returns the names of the steps that this call ran: all of them or, when one
 * fails, none. Safe when several processes
 * start at once: one migrates, the others wait and find nothing left to do. The lock is the session's, so a killed
 * process leaves none behind.
 */
export const migrate = (
  url: string,
  migrations: readonly Migration[] = allMigrations,
): Promise<readonly string[]> =>
  underMigrationLock(url, async () => {
    // Who runs the service may not change the schema, and need not: there is nothing to do.
    if (migrations === allMigrations && (await isUpToDate(url))) return [];
    const knex = knexClient({
      client: 'pg',
      connection: {
        connectionString: url,
        application_name: 'sigmafold migrate',
        options: '-c search_path=public',
      },
      // Everything that it would print is also in the error that it throws.
      log: silent,
      pool: { min: 0, max: 2 },
      migrations: { migrationSource: sourceOf(migrations), tableName: MIGRATIONS_TABLE },
    });
    try {
      // knex's own lock outlives a killed process; ours is held, so whatever is there is left over.
      await knex.migrate.forceFreeMigrationsLock();
      const [, ran]: [number, string[]] = await knex.migrate.latest();
      return ran;
    } catch (error) {
      if (isAboutUnknownSteps(error))
        throw new OperatorError(
          'The database was made by a newer version of Sigmafold: run that version, or restore a backup from before it.',
          { cause: error },
        );
      throw error;
    } finally {
      await knex.destroy();
    }
  });

/** Names of the steps that `migrate` would run. */
export const pendingMigrations = async (client: pg.Client): Promise<readonly string[]> => {
  const table = await client.query<{ found: boolean }>(
    `select to_regclass('public.${MIGRATIONS_TABLE}') is not null as found`,
  );
  if (table.rows[0]?.found !== true) return allMigrations.map(({ name }) => name);
  const { rows } = await client.query<{ name: string }>(`select name from public.${MIGRATIONS_TABLE}`);
  const ran = new Set(rows.map(({ name }) => name));
  return allMigrations.map(({ name }) => name).filter((name) => !ran.has(name));
};

const isUpToDate = async (url: string): Promise<boolean> => {
  const client = new pg.Client({ connectionString: url, application_name: 'sigmafold migrate' });
  await client.connect();
  try {
    const { rows } = await client.query<{ found: boolean }>(
      `select to_regclass('public.${MIGRATIONS_TABLE}') is not null as found`,
    );
    if (rows[0]?.found !== true) return false;
    const ran = await client.query<{ name: string }>(
      `select name from public.${MIGRATIONS_TABLE} order by name`,
    );
    const names = allMigrations.map(({ name }) => name);
    return ran.rows.length === names.length && ran.rows.every(({ name }) => names.includes(name));
  } finally {
    await client.end();
  }
};

/** knex has run steps on this database that are not in the list. */
const isAboutUnknownSteps = (error: unknown): boolean =>
  errorMessage(error).includes('migration directory is corrupt');

const sourceOf = (migrations: readonly Migration[]): Knex.MigrationSource<Migration> => ({
  getMigrations: () => Promise.resolve([...migrations]),
  getMigrationName: ({ name }) => name,
  getMigration: (migration) => Promise.resolve({ ...migration, up: namingItself(migration) }),
});

/** knex prints which step failed, and throws only why. */
const namingItself =
  ({ name, up }: Migration): Migration['up'] =>
  async (knex) => {
    try {
      await up(knex);
    } catch (cause) {
      throw new Error(`the migration ${name} failed: ${errorMessage(cause)}`, {
        cause,
      });
    }
  };

const silent = { debug: () => {}, warn: () => {}, error: () => {}, deprecate: () => {} };

/** One process at a time changes the schema or its rights. */
export const underMigrationLock = async <Value>(url: string, work: () => Promise<Value>): Promise<Value> => {
  const client = new pg.Client({ connectionString: url, application_name: 'sigmafold migrate lock' });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    return await work();
  } finally {
    await client.end();
  }
};
