import type { PasswordResets } from '../../application/ports/password-resets.ts';

/** For tests. */
export const createMemoryPasswordResets = (): PasswordResets => {
  const resets = new Map<string, { readonly hash: string; readonly expiresAt: Date }>();
  const text = (sha256: Uint8Array): string => Buffer.from(sha256).toString('hex');
  const find = (sha256: Uint8Array, now: Date): string | null =>
    [...resets].find(([, { hash, expiresAt }]) => hash === text(sha256) && expiresAt > now)?.[0] ?? null;
  return {
    save: async ({ userId, sha256, expiresAt }) => {
      resets.set(userId, { hash: text(sha256), expiresAt });
    },
    find: async (sha256, now) => find(sha256, now),
    take: async (sha256, now) => {
      const userId = find(sha256, now);
      if (userId !== null) resets.delete(userId);
      return userId;
    },
    drop: async (userId) => {
      resets.delete(userId);
    },
  };
};
