import { join } from 'node:path';
import type { Config } from './config.ts';
import { ensureSecretFile } from './secret-file.ts';

/** What Prometheus says: the configured token, else the one kept in the data directory, made at the first start. */
export const ensureMetricsToken = ({
  metricsToken,
  dataDirectory,
}: Pick<Config, 'metricsToken' | 'dataDirectory'>): string =>
  metricsToken ?? ensureSecretFile({ file: join(dataDirectory, 'metrics-token'), variable: 'METRICS_TOKEN' });
