import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { errorCode } from '../error-code.ts';
import { OperatorError } from '../operator-error.ts';
import type { Config } from './config.ts';
import { JWT_SECRET_MIN_BYTES } from './variables.ts';

export const jwtSecretFile = (dataDirectory: string): string => join(dataDirectory, 'jwt-secret');

/** The configured secret, else the one kept in the data directory, which the first start generates (mode 0600). */
export const ensureJwtSecret = ({
  jwtSecret,
  dataDirectory,
}: Pick<Config, 'jwtSecret' | 'dataDirectory'>): string =>
  jwtSecret ?? readSecret(dataDirectory) ?? generateSecret(dataDirectory);

const readSecret = (dataDirectory: string): string | null => {
  const file = jwtSecretFile(dataDirectory);
  try {
    const secret = readFileSync(file, 'utf8').trim();
    if (Buffer.byteLength(secret) >= JWT_SECRET_MIN_BYTES) return secret;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    throw error;
  }
  throw new OperatorError(
    `${file} holds less than ${JWT_SECRET_MIN_BYTES} bytes: delete it, or set JWT_SECRET.`,
  );
};

/** Written aside and linked into place: of two processes that start at once, both get the first one's, complete. */
const generateSecret = (dataDirectory: string): string => {
  mkdirSync(dataDirectory, { recursive: true });
  const file = jwtSecretFile(dataDirectory);
  const own = `${file}.${process.pid}`;
  const secret = randomBytes(48).toString('base64url');
  writeFileSync(own, `${secret}\n`, { mode: 0o600 });
  try {
    linkSync(own, file);
    return secret;
  } catch (error) {
    const existing = readSecret(dataDirectory);
    if (existing === null) throw error;
    return existing;
  } finally {
    rmSync(own, { force: true });
  }
};
