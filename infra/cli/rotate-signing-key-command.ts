import { generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto';
import {
  ALGORITHMS,
  type Algorithm,
  keySetSchema,
  type StoredKey,
  storedSecret,
} from '../../adapters/auth/signing-keys.ts';
import { ensureJwtSecret } from '../config/jwt-secret.ts';
import { replaceSecretFile } from '../config/secret-file.ts';
import { readKeySet } from '../config/signing-keys.ts';
import type { Command } from './command.ts';
import { withConfig } from './with-config.ts';

const KEPT = 3;

const newKey = (algorithm: Algorithm): StoredKey => {
  const named = { kid: randomUUID(), alg: algorithm };
  if (algorithm === 'HS256')
    return { ...named, kty: 'oct', k: randomBytes(48).toString('base64url') } as StoredKey;
  const { privateKey } =
    algorithm === 'EdDSA'
      ? generateKeyPairSync('ed25519')
      : generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return { ...privateKey.export({ format: 'jwk' }), ...named } as StoredKey;
};

/** Tokens of the keys that are kept stay good: whoever is logged in notices nothing. */
export const rotateSigningKeyCommand: Command = {
  name: 'rotate-signing-key',
  about: 'Sign tokens with a new key from the next start, and keep verifying with the ones before',
  options: {
    algorithm: { type: 'string', about: `${ALGORITHMS.join(', ')}; EdDSA unless given` },
    alone: { type: 'boolean', about: 'keep none of the ones before: everybody has to log in again' },
  },
  run: ({ options, env, output }) =>
    withConfig({ env, output }, async (config) => {
      const { jwtKeysFile: file } = config;
      if (file === null) {
        output.error('JWT_KEYS_FILE is not set: say where the keys are to be kept, and start with it too.');
        return 2;
      }
      const algorithm = ALGORITHMS.find((known) => known === (options.algorithm ?? 'EdDSA'));
      if (algorithm === undefined) {
        output.error(`--algorithm: give ${ALGORITHMS.join(', ')}.`);
        return 2;
      }
      const before = readKeySet(file) ?? [storedSecret(ensureJwtSecret(config))];
      const keys = [newKey(algorithm), ...(options.alone === true ? [] : before)].slice(0, KEPT);
      const set = keySetSchema.parse({ keys });
      replaceSecretFile({ file, variable: 'JWT_KEYS_FILE' }, JSON.stringify(set, null, 2));
      for (const [index, { kid, alg }] of keys.entries())
        output.line(`${kid}  ${alg}  ${index === 0 ? 'signs' : 'verifies'}`);
      output.line('Restart the service to use them.');
      return 0;
    }),
};
