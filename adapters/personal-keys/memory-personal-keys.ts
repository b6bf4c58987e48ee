import { randomBytes } from 'node:crypto';
import type { PersonalKey, PersonalKeys } from '../../application/ports/personal-keys.ts';

/** For tests. */
export const createMemoryPersonalKeys = (): PersonalKeys => {
  const keys = new Map<string, PersonalKey | 'forgotten'>();
  return {
    ensure: async (userId) => {
      const key = keys.get(userId) ?? randomBytes(32);
      keys.set(userId, key);
      return key === 'forgotten' ? null : key;
    },
    find: async (userIds) => new Map([...keys].filter(([userId]) => userIds.includes(userId))),
    drop: async (userId) => void keys.set(userId, 'forgotten'),
  };
};
