import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { migrate } from '../../infra/database/migrate.ts';
import { startEmbeddedPostgres } from '../../infra/embedded-postgres/embedded-postgres.ts';
import { TEMPLATE, urlOf } from './database.ts';

/** One server for the whole run, and one migrated database that each test file's own is copied from. */
export default async (): Promise<void> => {
  const directory = mkdtempSync(join(tmpdir(), 'sigmafold-test-'));
  const server = await startEmbeddedPostgres({ directory, durability: 'none' });
  process.env.TEST_DATABASE_ADMIN_URL = server.url;
  globalThis.stopTestDatabases = async () => {
    await server.stop();
    rmSync(directory, { recursive: true, force: true });
  };
  const admin = new pg.Client({ connectionString: server.url });
  await admin.connect();
  await admin.query(`create database ${TEMPLATE}`);
  await admin.end();
  await migrate(urlOf(server.url, TEMPLATE));
};
