import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import knexClient from 'knex';
import pg from 'pg';
import { migrate, pendingMigrations } from '../../../infra/database/migrate.ts';
import type { Migration } from '../../../infra/database/migration.ts';
import { migrations } from '../../../infra/database/migrations.ts';
import { createEmptyDatabase, type TestDatabase } from '../../support/database.ts';

const TSX = import.meta.resolve('tsx');
const SCRIPT = fileURLToPath(new URL('./migrate-process.ts', import.meta.url));
const names = migrations.map(({ name }) => name);

let database: TestDatabase;
beforeEach(async () => {
  database = await createEmptyDatabase();
});
afterEach(() => database.close());

const pending = async (): Promise<readonly string[]> => {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  try {
    return await pendingMigrations(client);
  } finally {
    await client.end();
  }
};

const inProcess = async (): Promise<string[]> => {
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', TSX, SCRIPT, database.url]);
  return JSON.parse(stdout);
};

const undoAll = async (): Promise<void> => {
  const knex = knexClient({ client: 'pg', connection: database.url });
  try {
    for (const { down } of migrations.toReversed()) await down(knex);
    await knex.raw('drop table schema_migrations, schema_migrations_lock');
  } finally {
    await knex.destroy();
  }
};

describe('migrations', () => {
  it('are named in the order in which they run', () => {
    expect(names).toEqual([...names].sort());
    expect(new Set(names).size).toBe(names.length);
  });

  it('run once', async () => {
    expect(await pending()).toEqual(names);
    expect(await migrate(database.url)).toEqual(names);
    expect(await migrate(database.url)).toEqual([]);
    expect(await pending()).toEqual([]);
  });

  it('run once also when several processes start at the same time', async () => {
    const ran = await Promise.all([inProcess(), inProcess(), migrate(database.url)]);
    expect(ran.flat().sort()).toEqual(names);
    expect(ran.filter((list) => list.length > 0)).toHaveLength(1);
  });

  it('run again after a process was killed while it held knex’s own lock', async () => {
    await migrate(database.url);
    await database.pool.query('update schema_migrations_lock set is_locked = 1');
    expect(await migrate(database.url)).toEqual([]);
  });

  it('leave nothing behind when a step fails, and say which it was', async () => {
    const halfway: Migration = {
      name: '999_halfway',
      up: async (knex) => {
        await knex.raw('create table halfway (id int)');
        await knex.raw('select 1 / 0');
      },
      down: async () => {},
    };
    await expect(migrate(database.url, [...migrations, halfway])).rejects.toThrow(
      /^the migration 999_halfway failed: .*division by zero/,
    );
    const { rows } = await database.pool.query("select to_regclass('public.halfway') as found");
    expect(rows).toEqual([{ found: null }]);
    expect(await migrate(database.url)).toEqual(names);
  });

  it('refuse a database that a newer version has made', async () => {
    await migrate(database.url);
    await database.pool.query(
      "insert into schema_migrations (name, batch, migration_time) values ('999', 2, now())",
    );
    await expect(migrate(database.url)).rejects.toThrow(
      /made by a newer version of Sigmafold: run that version/,
    );
  });

  it('can be undone and done again', async () => {
    await migrate(database.url);
    const tables = async (): Promise<unknown[]> =>
      (
        await database.pool.query(
          `select table_schema, table_name from information_schema.tables
            where table_schema in ('public', 'read') and table_name not like 'schema\\_migrations%' order by 1, 2`,
        )
      ).rows;
    const before = await tables();
    expect(before.length).toBeGreaterThan(0);
    await undoAll();
    expect(await tables()).toEqual([]);
    expect(await migrate(database.url)).toEqual(names);
    expect(await tables()).toEqual(before);
  });
});
