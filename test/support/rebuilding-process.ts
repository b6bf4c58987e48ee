import { createPostgresEventStore } from '../../adapters/event-store/postgres/postgres-event-store.ts';
import { createPool } from '../../infra/database/pool.ts';
import { PROJECTIONS } from '../../projections/all.ts';
import { startRebuildWorker } from '../../projections/rebuild/worker.ts';

/** A process that works on rebuilds, a page of five events at a time, until it is killed. */
const [, , url = ''] = process.argv;
const pool = createPool({ url, applicationName: 'rebuilding process', onIdleError: () => {} });
const store = createPostgresEventStore({ pool });
startRebuildWorker({
  store,
  pool,
  projections: PROJECTIONS,
  pageSize: 5,
  legMs: 0,
  onProgress: ({ done }) => process.send?.(done.toString()),
  onError: (error) => process.send?.(String(error)),
});
