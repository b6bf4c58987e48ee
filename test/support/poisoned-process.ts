import { createPostgresEventStore } from '../../adapters/event-store/postgres/postgres-event-store.ts';
import { createPool } from '../../infra/database/pool.ts';
import { startProjections } from '../../projections/runner/start-projections.ts';
import { sorter } from './sorter.ts';

/** A process that runs one sorter, which refuses X, until it is killed: node poisoned-process.ts <url> <projection>. */
const [, , url = '', name = ''] = process.argv;
const pool = createPool({ url, applicationName: 'poisoned process', onIdleError: () => {} });
const store = createPostgresEventStore({ pool });
await startProjections({ store, pool, projections: [sorter(name, (note) => note === 'X')] });
process.send?.('started');
