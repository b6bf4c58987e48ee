import { hkdfSync } from 'node:crypto';
import { join } from 'node:path';
import type { Config } from './config.ts';
import { ensureSecretFile, type SecretFile } from './secret-file.ts';

export const masterKeyFile = (dataDirectory: string): SecretFile => ({
  file: join(dataDirectory, 'master-key'),
  variable: 'MASTER_KEY',
});

/** 32 bytes of any text of that many or more: HKDF-SHA-256 (RFC 5869). */
export const masterKeyFrom = (secret: string): Uint8Array =>
  new Uint8Array(hkdfSync('sha256', secret, '', 'sigmafold master key', 32));

/** Wraps the keys of people: the configured one, else the one kept in the data directory, made at the first start. */
export const ensureMasterKey = ({
  masterKey,
  dataDirectory,
}: Pick<Config, 'masterKey' | 'dataDirectory'>): Uint8Array =>
  masterKeyFrom(masterKey ?? ensureSecretFile(masterKeyFile(dataDirectory)));
