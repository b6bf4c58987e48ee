import { createPool } from '../database/pool.ts';
import { rightsToChangeEvents, serviceUrlOf } from '../database/service-role.ts';
import { errorCode } from '../error-code.ts';
import { createBus } from '../service/bus.ts';
import { createClock } from '../service/clock.ts';
import { createProvider } from '../service/market-data.ts';
import { openStoredLog } from '../service/stored-log.ts';
import { type Check, failure, fine, warning } from './check.ts';
import type { DoctorContext } from './doctor-command.ts';

const eventStoreCheck = ({ config, databaseUrl }: DoctorContext): Check => ({
  name: 'event store',
  run: async () => {
    const pool = createPool({
      url: databaseUrl,
      applicationName: 'sigmafold doctor',
      max: 2,
      onIdleError: () => {},
    });
    try {
      const { log, name } = await openStoredLog({ pool, config });
      try {
        return fine(`${name}, ends at position ${await log.head()}`);
      } catch (error) {
        return failure(
          `${name}: ${error instanceof Error ? error.message : String(error)}`,
          'see that it runs and can be reached (docs/eventstoredb.md, docs/operations.md)',
        );
      } finally {
        await log.close();
      }
    } finally {
      await pool.end();
    }
  },
});

/** The embedded server's service has a role of its own; of a server of one's own it is the one in DATABASE_URL. */
const eventRightsCheck = ({ config, databaseUrl }: DoctorContext): Check => ({
  name: 'event rights',
  run: async () => {
    const advice =
      'migrate --grant-to <role> prepares a role for DATABASE_URL that cannot (docs/operations.md)';
    const url = config.databaseUrl ?? serviceUrlOf(databaseUrl);
    const pool = createPool({ url, applicationName: 'sigmafold doctor', max: 1, onIdleError: () => {} });
    try {
      const rights = await rightsToChangeEvents(pool);
      return rights.length === 0
        ? fine('the service can read and append events, and change none')
        : warning(`the service’s role can change events (${rights.join(', ')})`, advice);
    } catch (error) {
      // The role of the embedded server is made at the first start.
      if (config.databaseUrl === null && errorCode(error) === '28P01')
        return fine('the next start makes the service’s role');
      throw error;
    } finally {
      await pool.end();
    }
  },
});

const busCheck = ({ config }: DoctorContext): Check => ({
  name: 'bus',
  run: async () => {
    const bus = createBus(config, { report: () => {} });
    try {
      const { ok, detail } = await bus.check();
      if (ok) return fine(detail);
      return failure(detail, 'see that KAFKA_BROKERS is right and the brokers run (docs/kafka.md)');
    } finally {
      await bus.close();
    }
  },
});

const providerCheck = ({ config }: DoctorContext): Check => ({
  name: 'provider',
  run: async () => {
    const provider = createProvider(config, createClock(config));
    const { ok, detail } = await provider.check();
    if (!ok)
      return warning(
        `${provider.name}: ${detail}`,
        'calculations use the last known prices until it answers',
      );
    return provider.simulated
      ? warning(`${provider.name}: prices are made up`, 'set MARKET_DATA_PROVIDER=yahoo or csv for real ones')
      : fine(`${provider.name}: ${detail}`);
  },
});

/** What `doctor` asks once there is a database. */
export const serviceChecks = (context: DoctorContext): readonly Check[] => [
  eventStoreCheck(context),
  eventRightsCheck(context),
  busCheck(context),
  providerCheck(context),
];
