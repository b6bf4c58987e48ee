import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { createPostgresLeadership } from '../../../adapters/leadership/postgres/postgres-leadership.ts';
import { createPool } from '../../../infra/database/pool.ts';
import { leadershipContract } from '../../application/ports/leadership.contract.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { until } from '../../support/until.ts';

const LEADING = fileURLToPath(new URL('../../support/leading-process.ts', import.meta.url));

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

/** What runs a process's part, told apart by the pool that it came from. */
const leadershipOf = (user: string) => {
  const pool = createPool({ url: database.serviceUrl, applicationName: user, onIdleError: () => {} });
  return { pool, leadership: createPostgresLeadership(pool, { askEveryMs: 20 }) };
};

const backends = async (): Promise<readonly number[]> => {
  const { rows } = await database.pool.query<{ pid: number }>(
    `select pid from pg_stat_activity
     where application_name = 'sigmafold leadership' and datname = current_database() order by backend_start`,
  );
  return rows.map(({ pid }) => pid);
};

describe('the PostgreSQL leadership', () => {
  leadershipContract(async () => {
    const [one, other] = [leadershipOf('one'), leadershipOf('other')];
    return {
      one: one.leadership,
      other: other.leadership,
      cutOff: async () => {
        const { rows } = await database.pool.query<{ pid: number }>(
          `select pid from pg_locks where locktype = 'advisory' and classid = 20821 and granted
           and database = (select oid from pg_database where datname = current_database())`,
        );
        for (const { pid } of rows) await database.pool.query('select pg_terminate_backend($1)', [pid]);
      },
      close: async () => {
        await Promise.all([one.leadership.close(), other.leadership.close()]);
        await Promise.all([one.pool.end(), other.pool.end()]);
      },
    };
  });

  it('needs one connection for all that a process leads, and gives it back', async () => {
    const { pool, leadership } = leadershipOf('one');
    const background = ['relay', 'schedule', 'purge'].map((name) =>
      leadership.whileLeading(
        name,
        (signal) => new Promise((resolve) => signal.addEventListener('abort', () => resolve())),
        { onError: () => {} },
      ),
    );
    await until('it leads all', () => leadership.leading().length === 3);
    expect(await backends()).toHaveLength(1);
    await Promise.all(background.map(({ stop }) => stop()));
    await leadership.close();
    await until('the connection is gone', async () => (await backends()).length === 0);
    await pool.end();
  });

  it('leads again by itself after its connection was cut', async () => {
    const { pool, leadership } = leadershipOf('one');
    let begun = 0;
    const errors: unknown[] = [];
    const background = leadership.whileLeading(
      'relay',
      (signal) => {
        begun += 1;
        return new Promise((resolve) => signal.addEventListener('abort', () => resolve()));
      },
      { onError: (error) => errors.push(error) },
    );
    await until('it leads', () => begun === 1);
    await database.pool
      .query('alter database current_database() with allow_connections false')
      .catch(() => {});
    for (const pid of await backends()) await database.pool.query('select pg_terminate_backend($1)', [pid]);
    await until('it leads again', () => begun === 2);
    expect(errors).toEqual([]);
    await background.stop();
    await leadership.close();
    await pool.end();
  });

  it('hands over what a killed process led', async () => {
    const child = fork(LEADING, [database.serviceUrl, 'relay'], { execArgv: ['--import', 'tsx'] });
    await new Promise((resolve) => child.once('message', resolve));
    const { pool, leadership } = leadershipOf('other');
    const background = leadership.whileLeading(
      'relay',
      (signal) => new Promise((resolve) => signal.addEventListener('abort', () => resolve())),
      { onError: () => {} },
    );
    const exited = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await exited;
    await until('the other leads', () => leadership.leading().includes('relay'));
    await background.stop();
    await leadership.close();
    await pool.end();
  });
});
