import { createMemoryCredentials } from '../../../adapters/auth/memory-credentials.ts';
import { createPostgresCredentials } from '../../../adapters/auth/postgres-credentials.ts';
import type { Credentials } from '../../../application/ports/credentials.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';

const credentialId = '991bdbf5-9149-5bf5-bc97-a175439f23b4';

const behavesAsCredentials = (name: string, credentials: () => Credentials): void => {
  describe(name, () => {
    it('finds what it saved, and nothing else', async () => {
      expect(await credentials().find(credentialId)).toBeNull();
      await credentials().save(credentialId, '$argon2id$first');
      expect(await credentials().find(credentialId)).toBe('$argon2id$first');
    });

    it('keeps the first hash of a credential: a new password is a new credential', async () => {
      await credentials().save(credentialId, '$argon2id$second');
      expect(await credentials().find(credentialId)).toBe('$argon2id$first');
    });

    it('forgets one that another has replaced', async () => {
      await credentials().remove(credentialId);
      expect(await credentials().find(credentialId)).toBeNull();
    });
  });
};

describe('credentials', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.close());

  const memory = createMemoryCredentials();
  behavesAsCredentials('in memory', () => memory);
  behavesAsCredentials('in PostgreSQL', () => createPostgresCredentials(database.pool));
});
