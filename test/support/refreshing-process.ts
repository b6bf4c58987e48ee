/** A process that projects and refreshes until it is killed: `refreshing-process.ts <database> <date>`. */
import { createInProcessBus } from '../../adapters/bus/in-process/in-process-bus.ts';
import { createPostgresCheckpoints } from '../../adapters/checkpoints/postgres-checkpoints.ts';
import { createPostgresEventStore } from '../../adapters/event-store/postgres/postgres-event-store.ts';
import {
  createAppendDecided,
  createCommandHandler,
  createOpenStream,
} from '../../application/command-handler.ts';
import { refreshRelay, startRefresher } from '../../application/refresh/refresher.ts';
import { createRequestRefresh } from '../../application/refresh/request-refresh.ts';
import { startRelay } from '../../application/relay/relay.ts';
import { activeScenarios } from '../../domain/risk/scenarios.ts';
import { createPool } from '../../infra/database/pool.ts';
import { PROJECTIONS } from '../../projections/all.ts';
import { createQueries } from '../../projections/queries.ts';
import { createRefreshReads } from '../../projections/refresh/refresh-reads.ts';
import { startProjections } from '../../projections/runner/start-projections.ts';

const [url = '', date = ''] = process.argv.slice(2);
const pool = createPool({ url, applicationName: 'refreshing', max: 8, onIdleError: () => {} });
const clock = () => new Date(`${date}T22:00:00Z`);
const store = createPostgresEventStore({ pool });
const fail = (error: unknown): never => {
  console.error(error);
  process.exit(1);
};
const { readModels } = await startProjections({ store, pool, projections: PROJECTIONS });
const bus = createInProcessBus();
const openStream = createOpenStream(store, clock);
await startRefresher({
  store,
  openStream,
  appendDecided: createAppendDecided(store, clock),
  queries: createQueries(pool),
  readModels,
  bus,
  clock,
  reads: createRefreshReads(pool),
  requestRefresh: createRequestRefresh(createCommandHandler(openStream)),
  scenarios: activeScenarios({ historical: false }),
  concurrency: 1,
  portfoliosPerChunk: 4,
  onError: fail,
});
startRelay({ ...refreshRelay, store, bus, checkpoints: createPostgresCheckpoints(pool), onError: fail });
console.log('refreshing');
