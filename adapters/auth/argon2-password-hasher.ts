import { availableParallelism } from 'node:os';
import { hash, verify } from '@node-rs/argon2';
import type { PasswordHasher } from '../../application/ports/credentials.ts';
import { limitConcurrency } from './limit-concurrency.ts';

/** Argon2id (the library's default) with OWASP's first choice of parameters: 19 MiB, 2 passes, 1 lane; about 20 ms. */
const OWASP = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/**
 * At most half of libuv's four threads, and never the last core, which the event loop needs: a crowd at the login door
 * leaves the rest to everybody else.
 */
const RUNNING = Math.max(1, Math.min(2, availableParallelism() - 1));
/** Two to five seconds of work. Whoever comes then is better told to come back than left to wait. */
const WAITING = 200;

/** Rejects with `Overloaded` when too many wait. */
export const createPasswordHasher = ({ running = RUNNING, waiting = WAITING } = {}): PasswordHasher => {
  const limited = limitConcurrency({ running, waiting });
  let nobody: Promise<string> | undefined;
  const hashed = (password: string): Promise<string> => limited(() => hash(password, OWASP));
  return {
    hash: hashed,
    verify: (passwordHash, password) => limited(() => verify(passwordHash, password)),
    verifyNobody: async (password) => {
      nobody ??= hashed('nobody has this password');
      const stranger = await nobody;
      await limited(() => verify(stranger, password));
    },
  };
};
