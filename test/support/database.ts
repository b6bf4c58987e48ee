import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { createPool } from '../../infra/database/pool.ts';
import { SERVICE_ROLE, serviceUrlOf } from '../../infra/database/service-role.ts';
import { harvestCorpus } from './corpus.ts';

export const TEMPLATE = 'sigmafold_template';

export type TestDatabase = {
  /** The owner's, who may do anything. */
  readonly url: string;
  /** The service's. */
  readonly serviceUrl: string;
  readonly pool: pg.Pool;
  /** Ends the pool and drops the database. Rejects when the test left some other connection open. */
  readonly close: () => Promise<void>;
};

export const urlOf = (serverUrl: string, database: string): string => {
  const url = new URL(serverUrl);
  url.pathname = `/${database}`;
  return url.href;
};

/** A migrated, empty database of one's own: once per test file, in beforeAll. About 30 ms. */
export const createTestDatabase = (): Promise<TestDatabase> => createDatabase(TEMPLATE);

/** Without any table, for tests of the migrations themselves. */
export const createEmptyDatabase = (): Promise<TestDatabase> => createDatabase('template1');

const createDatabase = async (template: string): Promise<TestDatabase> => {
  const name = `test_${randomBytes(8).toString('hex')}`;
  await asAdmin(async (admin) => {
    await admin.query(`create database ${name} template ${template}`);
    // A template's own rights are not copied.
    await admin.query(`grant create on database ${name} to ${SERVICE_ROLE}`);
  });
  const url = urlOf(adminUrl(), name);
  const pool = createPool({
    url,
    applicationName: 'test',
    onIdleError: (error) => console.error('an idle connection broke', error),
  });
  const close = async (): Promise<void> => {
    await pool.end();
    if (process.env.HARVEST_CORPUS !== undefined && template === TEMPLATE) await harvestCorpus(url);
    await asAdmin(async (admin) => {
      const left = await connectionsLeft(admin, name);
      await admin.query(`drop database ${name} with (force)`);
      if (left.length > 0) throw new Error(`the test left connections open: ${left.join(', ')}`);
    });
  };
  return { url, serviceUrl: serviceUrlOf(url), pool, close };
};

const adminUrl = (): string => {
  const url = process.env.TEST_DATABASE_ADMIN_URL;
  if (url === undefined) throw new Error('jest globalSetup starts the server, and it did not run');
  return url;
};

const asAdmin = async (work: (admin: pg.Client) => Promise<unknown>): Promise<void> => {
  const admin = new pg.Client({ connectionString: adminUrl() });
  await admin.connect();
  try {
    await work(admin);
  } finally {
    await admin.end();
  }
};

/** A session takes a moment to end after its client has, so the answer is asked for more than once. */
const connectionsLeft = async (admin: pg.Client, database: string): Promise<readonly string[]> => {
  for (let attempt = 0; ; attempt += 1) {
    const { rows } = await admin.query<{ session: string }>(
      `select application_name || ': ' || left(query, 80) as session
         from pg_stat_activity where datname = $1 and backend_type = 'client backend'`,
      [database],
    );
    if (rows.length === 0 || attempt === 40) return rows.map(({ session }) => session);
    await sleep(50);
  }
};
