import { createPool } from '../../../infra/database/pool.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

describe('the pool', () => {
  const idleErrors: Error[] = [];
  const pool = () =>
    createPool({
      url: database.url,
      applicationName: 'pool test',
      onIdleError: (error) => idleErrors.push(error),
      statementTimeoutMs: 200,
    });

  it('leaves large and exact numbers exact', async () => {
    const own = pool();
    const { rows } = await own.query('select 9007199254740993::int8 as large, 0.10::numeric as exact');
    await own.end();
    expect(rows).toEqual([{ large: '9007199254740993', exact: '0.10' }]);
  });

  it('says who it is, and looks among the live read models first', async () => {
    const own = pool();
    const { rows } = await own.query(
      "select current_setting('application_name') as name, current_setting('search_path') as path",
    );
    await own.end();
    expect(rows).toEqual([{ name: 'pool test', path: 'read,public' }]);
  });

  it('ends a statement that takes too long', async () => {
    const own = pool();
    await expect(own.query('select pg_sleep(30)')).rejects.toMatchObject({ code: '57014' });
    await own.end();
  });

  it('reports a connection that breaks while idle, and replaces it', async () => {
    const own = pool();
    const { rows } = await own.query('select pg_backend_pid() as pid');
    await database.pool.query('select pg_terminate_backend($1)', [rows[0]?.pid]);
    while (idleErrors.length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    expect(idleErrors[0]).toMatchObject({ code: '57P01' });
    const after = await own.query('select pg_backend_pid() as pid');
    expect(after.rows[0]?.pid).not.toBe(rows[0]?.pid);
    await own.end();
  });

  it('survives a connection that breaks while somebody holds it: the next query says so', async () => {
    const own = pool();
    const client = await own.connect();
    const broken = new Promise((resolve) => client.once('end', resolve));
    const { rows } = await client.query('select pg_backend_pid() as pid');
    await database.pool.query('select pg_terminate_backend($1)', [rows[0]?.pid]);
    await broken;
    await expect(client.query('select 1')).rejects.toThrow();
    client.release(true);
    await own.end();
  });
});

describe('a test’s database', () => {
  it('is refused its closing while a connection is left open', async () => {
    const leaky = await createTestDatabase();
    const left = createPool({ url: leaky.url, applicationName: 'forgotten', onIdleError: () => {} });
    await left.query('select 1');
    await expect(leaky.close()).rejects.toThrow(/left connections open: forgotten: select 1/);
    await left.end();
  });
});
