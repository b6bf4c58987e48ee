import { join } from 'node:path';
import type { Config } from './config.ts';
import { ensureSecretFile } from './secret-file.ts';

export const jwtSecretFile = (dataDirectory: string): string => join(dataDirectory, 'jwt-secret');

/** The configured secret, else the one kept in the data directory, which the first start generates (mode 0600). */
export const ensureJwtSecret = ({
  jwtSecret,
  dataDirectory,
}: Pick<Config, 'jwtSecret' | 'dataDirectory'>): string =>
  jwtSecret ?? ensureSecretFile({ file: jwtSecretFile(dataDirectory), variable: 'JWT_SECRET' });
