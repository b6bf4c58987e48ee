import { createMemoryApiKeyHashes } from '../../../adapters/auth/memory-api-key-hashes.ts';
import { createMemoryPasswordResets } from '../../../adapters/auth/memory-password-resets.ts';
import { createMemorySessions } from '../../../adapters/auth/memory-sessions.ts';
import { createPostgresApiKeyHashes } from '../../../adapters/auth/postgres-api-key-hashes.ts';
import { createPostgresPasswordResets } from '../../../adapters/auth/postgres-password-resets.ts';
import { createPostgresSessions } from '../../../adapters/auth/postgres-sessions.ts';
import type { ApiKeyHashes } from '../../../application/ports/api-keys.ts';
import type { PasswordResets } from '../../../application/ports/password-resets.ts';
import type { Sessions } from '../../../application/ports/sessions.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';

const now = new Date('2024-06-28T21:10:00Z');
const inMinutes = (minutes: number): Date => new Date(now.getTime() + minutes * 60_000);
const bytes = (text: string): Uint8Array => new Uint8Array(Buffer.alloc(32, text));

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

const kinds = <Port>(memory: () => Port, postgres: () => Port): [string, () => Port][] => {
  const one = memory();
  return [
    ['in memory', () => one],
    ['in PostgreSQL', postgres],
  ];
};

describe.each(kinds<Sessions>(createMemorySessions, () => createPostgresSessions(database.pool)))(
  'sessions %s',
  (_name, sessions) => {
    const start = async (): Promise<string> => {
      const sessionId = crypto.randomUUID();
      await sessions().start({ sessionId, userId: 'jane', startedAt: now, expiresAt: inMinutes(60) });
      return sessionId;
    };

    it('are open until they end, and end again without complaint', async () => {
      const [one, two] = [await start(), await start()];
      expect(await sessions().isOpen(one)).toBe(true);
      expect(await sessions().isOpen(crypto.randomUUID())).toBe(false);
      await sessions().end(one);
      await sessions().end(one);
      expect(await sessions().isOpen(one)).toBe(false);
      expect(await sessions().isOpen(two)).toBe(true);
    });

    it('are refreshed once for each generation, whoever is faster', async () => {
      const one = await start();
      const answers = await Promise.all(
        Array.from({ length: 8 }, () => sessions().refresh(one, 0, inMinutes(1))),
      );
      expect(answers.filter(({ status }) => status === 'refreshed')).toEqual([
        { status: 'refreshed', generation: 1, expiresAt: inMinutes(60) },
      ]);
      expect(answers.filter(({ status }) => status === 'superseded')).toHaveLength(7);
      expect(await sessions().refresh(one, 0, inMinutes(5))).toEqual({
        status: 'superseded',
        generation: 1,
        refreshedAt: inMinutes(1),
      });
      expect(await sessions().refresh(one, 1, inMinutes(6))).toMatchObject({
        status: 'refreshed',
        generation: 2,
      });
    });

    it('are not refreshed once they have ended or are over', async () => {
      const [one, two] = [await start(), await start()];
      await sessions().end(one);
      expect(await sessions().refresh(one, 0, now)).toEqual({ status: 'ended' });
      expect(await sessions().refresh(two, 0, inMinutes(60))).toEqual({ status: 'ended' });
    });
  },
);

describe.each(kinds<ApiKeyHashes>(createMemoryApiKeyHashes, () => createPostgresApiKeyHashes(database.pool)))(
  'hashes of API keys %s',
  (_name, keys) => {
    it('lead to their key, until it is removed, and know to the hour when it was used', async () => {
      const keyId = crypto.randomUUID();
      await keys().save({ keyId, userId: 'joe', sha256: bytes('a') });
      expect(await keys().lastUses('joe')).toEqual(new Map());
      expect(await keys().use(bytes('b'), now)).toBeNull();
      expect(await keys().use(bytes('a'), now)).toEqual({ keyId, userId: 'joe' });
      expect(await keys().lastUses('joe')).toEqual(new Map([[keyId, new Date('2024-06-28T21:00:00Z')]]));
      await keys().use(bytes('a'), inMinutes(60));
      expect(await keys().lastUses('joe')).toEqual(new Map([[keyId, new Date('2024-06-28T22:00:00Z')]]));
      expect(await keys().lastUses('jane')).toEqual(new Map());
      await keys().remove(keyId);
      expect(await keys().use(bytes('a'), now)).toBeNull();
    });
  },
);

describe.each(
  kinds<PasswordResets>(createMemoryPasswordResets, () => createPostgresPasswordResets(database.pool)),
)('password resets %s', (_name, resets) => {
  it('are taken once, in time, and only the newest of a person', async () => {
    await resets().save({ userId: 'jane', sha256: bytes('a'), expiresAt: inMinutes(30) });
    await resets().save({ userId: 'jane', sha256: bytes('b'), expiresAt: inMinutes(30) });
    expect(await resets().find(bytes('a'), now)).toBeNull();
    expect(await resets().find(bytes('b'), now)).toBe('jane');
    expect(await resets().take(bytes('b'), inMinutes(30))).toBeNull();
    const taken = await Promise.all(Array.from({ length: 4 }, () => resets().take(bytes('b'), now)));
    expect(taken.filter((userId) => userId !== null)).toEqual(['jane']);
    await resets().save({ userId: 'jane', sha256: bytes('c'), expiresAt: inMinutes(30) });
    await resets().drop('jane');
    expect(await resets().find(bytes('c'), now)).toBeNull();
  });
});
