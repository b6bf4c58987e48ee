import { createPostgresSymbolQueue } from '../../../adapters/symbol-queue/postgres-symbol-queue.ts';
import { symbolQueueContract } from '../../application/ports/symbol-queue.contract.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';

describe('the queue of symbols in PostgreSQL', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.close());

  symbolQueueContract(async () => {
    await database.pool.query('truncate public.symbol_jobs, public.symbol_waits');
    return createPostgresSymbolQueue(database.pool);
  });

  it('survives a restart: another queue on the same database goes on with its jobs', async () => {
    await createPostgresSymbolQueue(database.pool).enqueue(['NEWCO'], {
      priority: 'high',
      requestedBy: 'me',
    });
    const [lease] = await createPostgresSymbolQueue(database.pool).claim({ atOnce: 3, leaseMs: 1000 });
    expect(lease?.symbol).toBe('NEWCO');
  });

  it('lets the database itself refuse a second open job of a symbol', async () => {
    await database.pool.query('truncate public.symbol_jobs');
    const insert = () =>
      database.pool.query(
        `insert into public.symbol_jobs (job_id, symbol, status, priority, requested_by)
         values (gen_random_uuid(), 'NEWCO', 'pending', 0, 'somebody')`,
      );
    await insert();
    await expect(insert()).rejects.toMatchObject({ code: '23505' });
  });
});
