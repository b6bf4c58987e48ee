import type { Pool } from 'pg';
import type { Logger } from 'pino';
import { zip } from '../../adapters/archive/zip.ts';
import { createTokenCheck } from '../../adapters/auth/token-check.ts';
import { readPositionsFile } from '../../adapters/brokers/read-positions-file.ts';
import { createConsoleFiles } from '../../adapters/console-files/create-console-files.ts';
import { parseTargetsCsv } from '../../adapters/csv/parse-targets-csv.ts';
import { csvTemplate } from '../../adapters/csv/template.ts';
import { writeCapitalFlowsCsv } from '../../adapters/csv/write-capital-flows-csv.ts';
import { writeErrorsCsv } from '../../adapters/csv/write-errors-csv.ts';
import { writePositionsCsv } from '../../adapters/csv/write-positions-csv.ts';
import { writeSnapshotsCsv } from '../../adapters/csv/write-snapshots-csv.ts';
import { writeTargetsCsv } from '../../adapters/csv/write-targets-csv.ts';
import { createPostgresIdempotencyKeys } from '../../adapters/http/idempotency/postgres-idempotency-keys.ts';
import { createPostgresCounters } from '../../adapters/http/limits/postgres-counters.ts';
import { healthRoutes } from '../../adapters/http/routes/health.ts';
import { metricsRoutes } from '../../adapters/http/routes/metrics.ts';
import { type HttpServer, startHttpServer } from '../../adapters/http/server.ts';
import type { Definitions, HealthCheck, HttpServices } from '../../adapters/http/services.ts';
import { createPostgresColumnMappings } from '../../adapters/imports/postgres-column-mappings.ts';
import { createPostgresPreviews } from '../../adapters/imports/postgres-previews.ts';
import type { Config } from '../config/config.ts';
import { VERSION } from '../version.ts';
import type { Composition } from './compose.ts';

export type ApiOptions = {
  readonly composition: Composition;
  readonly definitions: Definitions;
  readonly healthChecks: Readonly<Record<string, HealthCheck>>;
  readonly config: Config;
  readonly pool: Pool;
  readonly logger: Logger;
  readonly consoleFiles?: HttpServices['consoleFiles'] | undefined;
};

/** The api's calls and pages. A process without that role answers for its health alone. */
export const startApi = async (options: ApiOptions): Promise<HttpServer> => {
  const { composition, definitions, healthChecks, config, pool, logger } = options;
  const answersCalls = config.roles.includes('api');
  const limitCounters = createPostgresCounters(pool, {
    report: (error) => logger.warn({ err: error }, 'the limits could not be shared with other processes'),
  });
  const services: HttpServices = {
    ...composition,
    definitions,
    healthChecks,
    readPositions: (bytes, how) =>
      readPositionsFile(bytes, how, {
        maxBytes: config.maxUploadBytes,
        maxRows: config.maxUploadRows,
        priceDecimals: config.templatePriceDecimals,
      }),
    previews: createPostgresPreviews(pool),
    columnMappings: createPostgresColumnMappings(pool),
    writeErrorsCsv,
    writeCapitalFlowsCsv,
    writePositionsCsv,
    writeSnapshotsCsv,
    zip,
    parseTargets: (bytes, how) => parseTargetsCsv(bytes, { ...how, maxBytes: config.maxUploadBytes }),
    writeTargetsCsv,
    csvTemplate: () => csvTemplate(config.templatePriceDecimals),
    consoleFiles: !answersCalls
      ? async () => null
      : (options.consoleFiles ??
        createConsoleFiles((error) =>
          logger.warn({ err: error }, 'the console cannot be shown; the API is not affected'),
        )),
    observeCall: composition.metrics.http,
    metrics: composition.metrics.exposition,
    isMonitoring: createTokenCheck(config.metricsToken),
    idempotencyKeys: createPostgresIdempotencyKeys(pool),
    limitCounters,
  };
  const server = await startHttpServer(
    services,
    {
      host: config.host,
      port: config.port,
      rateLimits: config.rateLimits,
      trustProxy: config.trustProxy,
      corsOrigins: config.corsOrigins,
      maxUploadBytes: config.maxUploadBytes,
      publicOrigin: config.publicOrigin,
      strictTransportSecurity: config.environment === 'production',
      version: VERSION,
      ...(!answersCalls && { routes: [...healthRoutes, ...metricsRoutes] }),
    },
    logger,
  );
  const stop = async (): Promise<void> => {
    await server.stop();
    await limitCounters.close();
  };
  return { ...server, stop };
};
