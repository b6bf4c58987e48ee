import type { Credentials } from '../../application/ports/credentials.ts';

/** For tests. */
export const createMemoryCredentials = (): Credentials => {
  const hashes = new Map<string, string>();
  return {
    save: async (credentialId, passwordHash) => {
      if (!hashes.has(credentialId)) hashes.set(credentialId, passwordHash);
    },
    find: async (credentialId) => hashes.get(credentialId) ?? null,
    remove: async (credentialId) => {
      hashes.delete(credentialId);
    },
  };
};
