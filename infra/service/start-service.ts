import type { Logger } from 'pino';
import type { Definitions, HttpServices } from '../../adapters/http/services.ts';
import { pause } from '../../application/pause.ts';
import { FACTOR_DEFINITIONS } from '../../domain/risk/factor-definitions.ts';
import { SCENARIOS } from '../../domain/risk/scenarios.ts';
import type { BackgroundThread } from '../background/background-thread.ts';
import { MAIN_ROLES } from '../background/division.ts';
import type { Config } from '../config/config.ts';
import { doesAll } from '../config/roles.ts';
import { createPool, POOL_SIZE } from '../database/pool.ts';
import { VERSION } from '../version.ts';
import { type ComposeOptions, type Composition, compose } from './compose.ts';
import { createEnding } from './ending.ts';
import { createHealthChecks } from './health-checks.ts';
import { startHeartbeat } from './heartbeat.ts';
import { addMeasures } from './measures.ts';
import { openDatabase } from './open-database.ts';
import { checkPrerequisites } from './prerequisites.ts';
import { startApi } from './start-api.ts';

export type Service = Composition & {
  readonly url: string;
  readonly database: 'embedded' | 'external';
  /**
   * Says that it is not ready and serves on for `DRAIN_SECONDS`; then requests in hand, calculations, connections, and
   * the embedded server end: in this order, once.
   */
  readonly stop: () => Promise<void>;
};

export type StartOptions = Pick<ComposeOptions, 'provider' | 'clock' | 'accountMessages' | 'signal'> & {
  readonly config: Config;
  readonly logger: Logger;
  /** Does everything but answer calls; without it, all is done on this thread. Stopped with the service. */
  readonly background?: BackgroundThread | null;
  /** What browsers get; without it, the console as it was built, or else from its sources. */
  readonly consoleFiles?: HttpServices['consoleFiles'] | undefined;
};

/** A process that has lost its background thread ends after this, whatever still hangs. */
const LOST_ENDS_WITHIN_MS = 10_000;

const definitionsOf = (config: Config): Definitions => ({
  factors: FACTOR_DEFINITIONS,
  scenarios: SCENARIOS.map((scenario) => ({
    ...scenario,
    active: scenario.active || config.historicalScenarios,
  })),
});

/** The roles of the configuration in one process. Whatever fails on the way up is taken down again. */
export const startService = async ({
  config,
  logger,
  background = null,
  consoleFiles,
  ...given
}: StartOptions): Promise<Service> => {
  const definitions = definitionsOf(config);
  const ending = createEnding();
  let stopping = false;
  const stop = async (): Promise<void> => {
    stopping = true;
    await ending.stop();
  };
  try {
    // It is running already. With a database it is stopped before that.
    if (background !== null) ending.add(background.stop);
    checkPrerequisites(definitions, config, logger);
    const database = await openDatabase(config);
    ending.add(database.stop);
    const pool = createPool({
      url: database.url,
      applicationName: 'sigmafold',
      max: POOL_SIZE,
      // While stopping, the embedded server ends connections that the pool has let go of already.
      onIdleError: (error) => stopping || logger.warn({ err: error }, 'a database connection was lost'),
    });
    ending.add(() => pool.end());
    const composition = await compose({
      config,
      pool,
      logger,
      ...given,
      ...(background !== null && { roles: MAIN_ROLES, progress: background.progress, elsewhere: background }),
    });
    ending.add(composition.stop);
    addMeasures(composition);
    if (background !== null) {
      ending.add(background.stop);
      composition.metrics.include(background.metrics);
    }
    const begin = async (): Promise<void> => {
      await Promise.all([composition.start(), background?.begin(config, database.url, given.signal)]);
    };
    const heartbeat = startHeartbeat({
      ...composition,
      roles: config.roles,
      onError: (error) => logger.warn({ err: error }, 'could not say that this process lives'),
    });
    ending.add(heartbeat.stop);
    let starting = true;
    const healthChecks = createHealthChecks({
      ...composition,
      roles: config.roles,
      database: database.kind,
      pool,
      starting: () => starting,
    });
    // Where other processes answer calls as well, this one shows from the start that it lives and why it is not ready.
    if (doesAll(config.roles)) await begin();
    const http = await startApi({
      composition,
      definitions,
      healthChecks,
      config,
      pool,
      logger,
      consoleFiles,
    });
    ending.add(http.stop);
    if (!doesAll(config.roles)) await begin();
    starting = false;
    await heartbeat.enter('working');
    ending.add(async () => {
      http.drain();
      await heartbeat.enter('stopping');
      await pause(config.drainSeconds * 1000);
    });
    // Calls that nobody would follow up are not answered any longer.
    void background?.lost.then(async (error) => {
      logger.fatal({ err: error }, 'the background thread has ended, and so does the process');
      setTimeout(() => process.exit(1), LOST_ENDS_WITHIN_MS).unref();
      await stop();
      process.exit(1);
    });
    logger.info(
      {
        url: http.url,
        version: VERSION,
        roles: config.roles,
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
