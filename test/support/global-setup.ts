import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { migrate } from '../../infra/database/migrate.ts';
import { ensureServiceRole } from '../../infra/database/service-role.ts';
import { startEmbeddedPostgres } from '../../infra/embedded-postgres/embedded-postgres.ts';
import { ownerProcess } from '../../infra/embedded-postgres/owner-file.ts';
import { stopOrphan } from '../../infra/embedded-postgres/postmaster.ts';
import { TEMPLATE, urlOf } from './database.ts';
import { startTestKafka } from './start-test-kafka.ts';

const PREFIX = 'sigmafold-test-';

/** Servers of earlier runs that were killed before their teardown. */
const removeLeftovers = async (): Promise<void> => {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(PREFIX))) {
    const directory = join(tmpdir(), name);
    const owner = join(directory, 'owner.json');
    // Without a claim it is being made, or removed, by another run at this moment; another user's is theirs.
    if (!existsSync(owner) || statSync(owner).uid !== process.getuid?.() || ownerProcess(owner) !== null)
      continue;
    await stopOrphan(join(directory, 'data'), '');
    rmSync(directory, { recursive: true, force: true });
  }
};

/** One database server for the whole run (and one broker, where suites that need it are asked for), and one migrated database that each test file's own is copied from. */
export default async (): Promise<void> => {
  await removeLeftovers();
  const directory = mkdtempSync(join(tmpdir(), PREFIX));
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
  await ensureServiceRole(urlOf(server.url, TEMPLATE));
  if (process.env.RUN_KAFKA) globalThis.stopTestKafka = await startTestKafka();
};
