import { migrate } from '../../infra/database/migrate.ts';
import { migrations } from '../../infra/database/migrations.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

describe('migrations', () => {
  it('leave nothing to do on a migrated database', async () => {
    expect(await migrate(database.url)).toEqual([]);
  });

  it('are named in the order in which they run', () => {
    const names = migrations.map(({ name }) => name);
    expect(names).toEqual([...names].sort());
    expect(new Set(names).size).toBe(names.length);
  });
});
