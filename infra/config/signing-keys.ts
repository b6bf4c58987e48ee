import { readFileSync } from 'node:fs';
import {
  importKeys,
  keySetSchema,
  type SigningKeys,
  type StoredKey,
  storedSecret,
} from '../../adapters/auth/signing-keys.ts';
import { errorCode } from '../error-code.ts';
import { OperatorError } from '../operator-error.ts';
import type { Config } from './config.ts';
import { ensureJwtSecret } from './jwt-secret.ts';

/** Null when there is no such file. What is in it is never repeated in a message. */
export const readKeySet = (file: string): readonly StoredKey[] | null => {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    throw error;
  }
  const parsed = keySetSchema.safeParse(parseJson(text));
  if (parsed.success) return parsed.data.keys;
  const wrong = [...new Set(parsed.error.issues.map(({ path }) => path.join('.') || 'the file'))];
  throw new OperatorError(
    `JWT_KEYS_FILE: ${file} is not a set of signing keys; look at ${wrong.join(', ')}.`,
  );
};

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    // Said by the schema, which has no way to quote from it.
    return null;
  }
};

/** The set of JWT_KEYS_FILE; without one, the one shared secret. */
export const loadSigningKeys = (
  config: Pick<Config, 'jwtKeysFile' | 'jwtSecret' | 'dataDirectory'>,
): SigningKeys => {
  const { jwtKeysFile: file } = config;
  if (file === null) return importKeys([storedSecret(ensureJwtSecret(config))]);
  const stored = readKeySet(file);
  if (stored === null)
    throw new OperatorError(
      `JWT_KEYS_FILE: there is no ${file}; make it with "sigmafold rotate-signing-key".`,
    );
  try {
    return importKeys(stored);
  } catch (error) {
    // The messages of the platform may quote a key.
    const known =
      error instanceof Error && /^(?:the|two) /.test(error.message) ? error.message : 'a key is not valid';
    throw new OperatorError(`JWT_KEYS_FILE: ${file}: ${known}.`);
  }
};
