import { CLAIM_SECONDS, type IdempotencyKeys } from '../../../adapters/http/idempotency/idempotency-keys.ts';
import { createMemoryIdempotencyKeys } from '../../../adapters/http/idempotency/memory-idempotency-keys.ts';
import { createPostgresIdempotencyKeys } from '../../../adapters/http/idempotency/postgres-idempotency-keys.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';

const answer = { status: 201, headers: { 'X-Event-Position': '7' }, body: '{"b":1,"a":"é"}' };
const SHA = 'a'.repeat(64);
const OTHER = 'b'.repeat(64);

type Subject = { readonly keys: IdempotencyKeys; readonly letTimePass: (seconds: number) => Promise<void> };

const behavesAsIdempotencyKeys = (name: string, subject: () => Subject): void => {
  describe(name, () => {
    let n = 0;
    const fresh = () => {
      n += 1;
      return { userId: 'jane', key: `key ${n}` };
    };

    it('gives a repeat the first answer, to the byte', async () => {
      const { keys } = subject();
      const key = fresh();
      expect(await keys.claim(key, SHA)).toEqual({ status: 'claimed' });
      expect(await keys.claim(key, SHA)).toEqual({ status: 'in-progress' });
      await keys.complete(key, answer);
      expect(await keys.claim(key, SHA)).toEqual({ status: 'answered', answer });
    });

    it('tells a different request under the same key', async () => {
      const { keys } = subject();
      const key = fresh();
      await keys.claim(key, SHA);
      expect(await keys.claim(key, OTHER)).toEqual({ status: 'other-request' });
      await keys.complete(key, answer);
      expect(await keys.claim(key, OTHER)).toEqual({ status: 'other-request' });
    });

    it('keeps the keys of different users apart', async () => {
      const { keys } = subject();
      const key = fresh();
      await keys.claim(key, SHA);
      expect(await keys.claim({ ...key, userId: 'joe' }, OTHER)).toEqual({ status: 'claimed' });
    });

    it('gives a key to one of many who ask at once', async () => {
      const { keys } = subject();
      const key = fresh();
      const claims = await Promise.all(Array.from({ length: 20 }, () => keys.claim(key, SHA)));
      expect(claims.filter(({ status }) => status === 'claimed')).toHaveLength(1);
    });

    it('lets the same request take over from one that never ended, and no other', async () => {
      const { keys, letTimePass } = subject();
      const key = fresh();
      await keys.claim(key, SHA);
      await letTimePass(CLAIM_SECONDS + 1);
      expect(await keys.claim(key, OTHER)).toEqual({ status: 'other-request' });
      expect(await keys.claim(key, SHA)).toEqual({ status: 'claimed' });
      expect(await keys.claim(key, SHA)).toEqual({ status: 'in-progress' });
    });

    it('lets an abandoned request be tried again at once', async () => {
      const { keys } = subject();
      const key = fresh();
      await keys.claim(key, SHA);
      await keys.abandon(key);
      expect(await keys.claim(key, OTHER)).toEqual({ status: 'other-request' });
      expect(await keys.claim(key, SHA)).toEqual({ status: 'claimed' });
    });

    it('does not forget an answer that was given', async () => {
      const { keys, letTimePass } = subject();
      const key = fresh();
      await keys.claim(key, SHA);
      await keys.complete(key, answer);
      await keys.abandon(key);
      await letTimePass(CLAIM_SECONDS + 1);
      expect(await keys.claim(key, SHA)).toEqual({ status: 'answered', answer });
    });
  });
};

describe('idempotency keys', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.close());

  let now = Date.parse('2024-06-28T20:30:00Z');
  const memory = createMemoryIdempotencyKeys(() => new Date(now));
  behavesAsIdempotencyKeys('in memory', () => ({
    keys: memory,
    letTimePass: async (seconds) => {
      now += seconds * 1000;
    },
  }));
  behavesAsIdempotencyKeys('in PostgreSQL', () => ({
    keys: createPostgresIdempotencyKeys(database.pool),
    letTimePass: async (seconds) => {
      await database.pool.query(
        'update idempotency_keys set created_at = created_at - make_interval(secs => $1)',
        [seconds],
      );
    },
  }));
});
