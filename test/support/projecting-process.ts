import { createPostgresEventStore } from '../../adapters/event-store/postgres/postgres-event-store.ts';
import { createPool } from '../../infra/database/pool.ts';
import { startProjections } from '../../projections/runner/start-projections.ts';
import { tally } from './tally.ts';

/** A process that runs one tally until it is killed: node projecting-process.ts <database url> <projection>. */
const [, , url = '', name = ''] = process.argv;
const pool = createPool({ url, applicationName: 'projecting process', onIdleError: () => {} });
const store = createPostgresEventStore({ pool });
await startProjections({ store, pool, projections: [tally(name)] });
process.send?.('started');
