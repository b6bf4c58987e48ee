import { randomUUID } from 'node:crypto';
import { createPurgeExpired } from '../../../adapters/purge/purge-expired.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';

const NOW = new Date('2024-06-28T21:00:00Z');
const clock = (): Date => NOW;

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());
beforeEach(() =>
  database.pool.query('truncate idempotency_keys, rate_limits, import_previews, sessions, password_resets'),
);

const numbers = async (statement: string): Promise<readonly number[]> => {
  const { rows } = await database.pool.query<{ n: number }>(statement);
  return rows.map(({ n }) => n);
};

describe('purging', () => {
  it('removes keys of requests after a week, also of those that were never answered', async () => {
    await database.pool.query(
      `insert into idempotency_keys (user_id, key, request_sha256, status, created_at)
       select 'jane', n, 'x', case when n % 2 = 0 then 201 end, now() - make_interval(days => n)
       from generate_series(1, 10) n`,
    );
    expect(await createPurgeExpired(database.pool, clock)()).toEqual({ idempotency_keys: 4 });
    expect(await numbers('select key::int as n from idempotency_keys order by n')).toEqual([
      1, 2, 3, 4, 5, 6,
    ]);
    expect(await createPurgeExpired(database.pool, clock)()).toEqual({});
  });

  it('removes what became of new symbols after ninety days, and never what is still looked for', async () => {
    await database.pool.query(
      `insert into symbol_jobs (job_id, symbol, status, priority, requested_by, created_at, ended_at)
       select gen_random_uuid(), 'S' || n, case when n < 100 then 'completed' else 'pending' end, 0, 'somebody',
         now() - make_interval(days => n), case when n < 100 then now() - make_interval(days => n) end
       from unnest(array[1, 89, 91, 99, 200]) n`,
    );
    expect(await createPurgeExpired(database.pool, clock)()).toEqual({ symbol_jobs: 2 });
    expect(await numbers(`select substr(symbol, 2)::int as n from symbol_jobs order by 1`)).toEqual([
      1, 89, 200,
    ]);
  });

  it('removes counters whose window has ended', async () => {
    await database.pool.query(
      `insert into rate_limits select n::text, n, now() + make_interval(secs => n * 60)
       from generate_series(-3, 3) n where n <> 0`,
    );
    expect(await createPurgeExpired(database.pool, clock)()).toEqual({ rate_limits: 3 });
    expect(await numbers('select hits as n from rate_limits order by n')).toEqual([1, 2, 3]);
  });

  it('goes by the clock of the service, which may be stopped, where that has dated the rows', async () => {
    for (const [days, user] of [
      [-1, 'yesterday'],
      [0, 'now'],
      [1, 'tomorrow'],
    ] as const)
      await database.pool.query(
        `insert into import_previews values ($1, $2, '{}', $3, $3::timestamptz + make_interval(days => $4))`,
        [randomUUID(), user, NOW, days],
      );
    await database.pool.query(
      `insert into sessions select preview_id, user_id, created_at, expires_at from import_previews`,
    );
    await database.pool.query(
      `insert into password_resets select user_id, preview_id::text::bytea, expires_at from import_previews`,
    );
    expect(await createPurgeExpired(database.pool, clock)()).toEqual({
      import_previews: 2,
      sessions: 2,
      password_resets: 2,
    });
    for (const table of ['import_previews', 'sessions', 'password_resets']) {
      const { rows } = await database.pool.query(`select user_id from ${table}`);
      expect(rows).toEqual([{ user_id: 'tomorrow' }]);
    }
  });

  it('takes a bounded number of rows at once, and the rest the next time', async () => {
    await database.pool.query(
      `insert into rate_limits select n::text, 1, now() - interval '1 hour' from generate_series(1, 100) n`,
    );
    const purge = createPurgeExpired(database.pool, clock, { rowsPerStatement: 10, statements: 3 });
    expect([await purge(), await purge(), await purge(), await purge()]).toEqual([
      { rate_limits: 30 },
      { rate_limits: 30 },
      { rate_limits: 30 },
      { rate_limits: 10 },
    ]);
  });

  it('does not wait for a row that somebody is at', async () => {
    await database.pool.query(
      `insert into rate_limits select n::text, 1, now() - interval '1 hour' from generate_series(1, 3) n`,
    );
    const client = await database.pool.connect();
    await client.query(`begin; update rate_limits set hits = 2 where key = '2'`);
    expect(await createPurgeExpired(database.pool, clock)()).toEqual({ rate_limits: 2 });
    await client.query('commit');
    client.release();
    expect(await createPurgeExpired(database.pool, clock)()).toEqual({ rate_limits: 1 });
  });
});
