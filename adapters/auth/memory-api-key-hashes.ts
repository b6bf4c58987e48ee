import type { ApiKeyHashes } from '../../application/ports/api-keys.ts';

const HOUR_MS = 3_600_000;

/** For tests. */
export const createMemoryApiKeyHashes = (): ApiKeyHashes => {
  const keys = new Map<string, { readonly userId: string; readonly hash: string; usedAt: Date | null }>();
  const text = (sha256: Uint8Array): string => Buffer.from(sha256).toString('hex');
  return {
    save: async ({ keyId, userId, sha256 }) => {
      if (!keys.has(keyId)) keys.set(keyId, { userId, hash: text(sha256), usedAt: null });
    },
    use: async (sha256, now) => {
      const found = [...keys].find(([, { hash }]) => hash === text(sha256));
      if (found === undefined) return null;
      const [keyId, key] = found;
      key.usedAt = new Date(Math.floor(now.getTime() / HOUR_MS) * HOUR_MS);
      return { keyId, userId: key.userId };
    },
    lastUses: async (userId) =>
      new Map(
        [...keys].flatMap(([keyId, key]) =>
          key.userId === userId && key.usedAt !== null ? [[keyId, key.usedAt]] : [],
        ),
      ),
    remove: async (keyId) => {
      keys.delete(keyId);
    },
  };
};
