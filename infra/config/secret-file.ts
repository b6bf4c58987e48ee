import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { errorCode } from '../error-code.ts';
import { OperatorError } from '../operator-error.ts';

export const SECRET_MIN_BYTES = 32;

/** Where a generated secret is kept, and the variable that can be set instead. */
export type SecretFile = { readonly file: string; readonly variable: string };

/** The secret that is kept there, which the first start generates (mode 0600). */
export const ensureSecretFile = (secret: SecretFile): string => readSecretFile(secret) ?? generate(secret);

export const generateSecret = (): string => randomBytes(48).toString('base64url');

/** Null when there is no such file. */
export const readSecretFile = ({ file, variable }: SecretFile): string | null => {
  try {
    const secret = readFileSync(file, 'utf8').trim();
    if (Buffer.byteLength(secret) >= SECRET_MIN_BYTES) return secret;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    throw error;
  }
  throw new OperatorError(
    `${file} holds less than ${SECRET_MIN_BYTES} bytes: delete it, or set ${variable}.`,
  );
};

const writeAside = (file: string, secret: string): string => {
  mkdirSync(dirname(file), { recursive: true });
  const own = `${file}.${process.pid}`;
  writeFileSync(own, `${secret}\n`, { mode: 0o600 });
  return own;
};

/** Written aside and linked into place: of two processes that start at once, both get the first one's, complete. */
const generate = (secretFile: SecretFile): string => {
  const secret = generateSecret();
  const own = writeAside(secretFile.file, secret);
  try {
    linkSync(own, secretFile.file);
    return secret;
  } catch (error) {
    const existing = readSecretFile(secretFile);
    if (existing === null) throw error;
    return existing;
  } finally {
    rmSync(own, { force: true });
  }
};

/** In place of the one that is there: complete, or not at all. */
export const replaceSecretFile = ({ file }: SecretFile, secret: string): void =>
  renameSync(writeAside(file, secret), file);
