import type { Logger } from 'pino';
import { zip } from '../../adapters/archive/zip.ts';
import { readPositionsFile } from '../../adapters/brokers/read-positions-file.ts';
import { parseTargetsCsv } from '../../adapters/csv/parse-targets-csv.ts';
import { csvTemplate } from '../../adapters/csv/template.ts';
import { writeCapitalFlowsCsv } from '../../adapters/csv/write-capital-flows-csv.ts';
import { writeErrorsCsv } from '../../adapters/csv/write-errors-csv.ts';
import { writePositionsCsv } from '../../adapters/csv/write-positions-csv.ts';
import { writeSnapshotsCsv } from '../../adapters/csv/write-snapshots-csv.ts';
import { writeTargetsCsv } from '../../adapters/csv/write-targets-csv.ts';
import { createPostgresIdempotencyKeys } from '../../adapters/http/idempotency/postgres-idempotency-keys.ts';
import { createPostgresCounters } from '../../adapters/http/limits/postgres-counters.ts';
import { startHttpServer } from '../../adapters/http/server.ts';
import type { Definitions, HealthCheck } from '../../adapters/http/services.ts';
import { createPostgresColumnMappings } from '../../adapters/imports/postgres-column-mappings.ts';
import { createPostgresPreviews } from '../../adapters/imports/postgres-previews.ts';
import { createPurgeExpired } from '../../adapters/purge/purge-expired.ts';
import { repeatEvery } from '../../application/background.ts';
import { FACTOR_DEFINITIONS } from '../../domain/risk/factor-definitions.ts';
import { SCENARIOS } from '../../domain/risk/scenarios.ts';
import type { Config } from '../config/config.ts';
import { createPool } from '../database/pool.ts';
import { VERSION } from '../version.ts';
import { type ComposeOptions, type Composition, compose } from './compose.ts';
import { openDatabase } from './open-database.ts';
import { checkPrerequisites } from './prerequisites.ts';

export type Service = Composition & {
  readonly url: string;
  readonly database: 'embedded' | 'external';
  /** Requests in hand, then calculations, then connections, then the embedded server: in this order, once. */
  readonly stop: () => Promise<void>;
};

export type StartOptions = Pick<ComposeOptions, 'provider' | 'clock' | 'accountMessages'> & {
  readonly config: Config;
  readonly logger: Logger;
};

const POOL_SIZE = 20;
const PURGE_EVERY_MS = 10 * 60_000;

const definitionsOf = (config: Config): Definitions => ({
  factors: FACTOR_DEFINITIONS,
  scenarios: SCENARIOS.map((scenario) => ({
    ...scenario,
    active: scenario.active || config.historicalScenarios,
  })),
});

/** The whole service in one process. Whatever fails on the way up is taken down again. */
export const startService = async ({ config, logger, ...given }: StartOptions): Promise<Service> => {
  const definitions = definitionsOf(config);
  checkPrerequisites(definitions, config, logger);

  const undo: (() => Promise<void>)[] = [];
  let stopping = false;
  const stop = async (): Promise<void> => {
    stopping = true;
    for (let step = undo.pop(); step !== undefined; step = undo.pop()) await step();
  };
  try {
    const database = await openDatabase(config);
    undo.push(database.stop);
    const pool = createPool({
      url: database.url,
      applicationName: 'sigmafold',
      max: POOL_SIZE,
      // While stopping, the embedded server ends connections that the pool has let go of already.
      onIdleError: (error) => stopping || logger.warn({ err: error }, 'a database connection was lost'),
    });
    undo.push(() => pool.end());
    const composition = await compose({ config, pool, logger, ...given });
    undo.push(composition.stop);
    const purging = repeatEvery(createPurgeExpired(pool, composition.clock), {
      everyMs: PURGE_EVERY_MS,
      onError: (error) => logger.warn({ err: error }, 'what has expired could not be removed'),
    });
    undo.push(purging.stop);

    const databaseCheck: HealthCheck = async () => {
      await pool.query('select 1');
      return { ok: true, detail: database.kind };
    };
    const eventStoreCheck: HealthCheck = async () => {
      const head = await composition.store.head();
      return composition.appendsInDoubt()
        ? { ok: false, detail: 'an append has failed' }
        : { ok: true, detail: `head ${head}` };
    };
    const http = await startHttpServer(
      {
        ...composition,
        definitions,
        readPositions: (bytes, options) =>
          readPositionsFile(bytes, options, {
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
        parseTargets: (bytes, options) =>
          parseTargetsCsv(bytes, { ...options, maxBytes: config.maxUploadBytes }),
        writeTargetsCsv,
        csvTemplate: () => csvTemplate(config.templatePriceDecimals),
        idempotencyKeys: createPostgresIdempotencyKeys(pool),
        limitCounters: createPostgresCounters(pool),
        healthChecks: {
          database: databaseCheck,
          event_store: eventStoreCheck,
          bus: composition.bus.check,
        },
      },
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
      },
      logger,
    );
    undo.push(http.stop);
    logger.info(
      {
        url: http.url,
        version: VERSION,
        database: database.kind,
        provider: composition.provider.name,
        // A code that was meant to be set and is not keeps everybody out: which one it is, and not its value.
        invite: config.inviteCodeIsDefault ? 'default' : 'configured',
      },
      'started',
    );
    return { ...composition, url: http.url, database: database.kind, stop };
  } catch (error) {
    await stop();
    throw error;
  }
};
