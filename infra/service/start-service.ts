import type { Logger } from 'pino';
import type { Definitions } from '../../adapters/http/services.ts';
import { pause } from '../../application/pause.ts';
import { FACTOR_DEFINITIONS } from '../../domain/risk/factor-definitions.ts';
import { SCENARIOS } from '../../domain/risk/scenarios.ts';
import type { Config } from '../config/config.ts';
import { doesAll } from '../config/roles.ts';
import { createPool } from '../database/pool.ts';
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
};

const POOL_SIZE = 20;

const definitionsOf = (config: Config): Definitions => ({
  factors: FACTOR_DEFINITIONS,
  scenarios: SCENARIOS.map((scenario) => ({
    ...scenario,
    active: scenario.active || config.historicalScenarios,
  })),
});

/** The roles of the configuration in one process. Whatever fails on the way up is taken down again. */
export const startService = async ({ config, logger, ...given }: StartOptions): Promise<Service> => {
  const definitions = definitionsOf(config);
  checkPrerequisites(definitions, config, logger);

  const ending = createEnding();
  let stopping = false;
  const stop = async (): Promise<void> => {
    stopping = true;
    await ending.stop();
  };
  try {
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
    const composition = await compose({ config, pool, logger, ...given });
    ending.add(composition.stop);
    addMeasures(composition);
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
    if (doesAll(config.roles)) await composition.start();
    const http = await startApi({ composition, definitions, healthChecks, config, pool, logger });
    ending.add(http.stop);
    await composition.start();
    starting = false;
    await heartbeat.enter('working');
    ending.add(async () => {
      http.drain();
      await heartbeat.enter('stopping');
      await pause(config.drainSeconds * 1000);
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
