import type { Migration } from './migration.ts';
import { eventStore } from './migrations/001_event_store.ts';
import { projections } from './migrations/002_projections.ts';
import { credentialsAndIdempotency } from './migrations/003_credentials_and_idempotency.ts';
import { rebuild } from './migrations/004_rebuild.ts';
import { repair } from './migrations/005_repair.ts';
import { history } from './migrations/006_history.ts';
import { integrity } from './migrations/007_integrity.ts';
import { imports } from './migrations/008_imports.ts';
import { sessions } from './migrations/010_sessions.ts';
import { limits } from './migrations/012_limits.ts';
import { symbols } from './migrations/015_symbols.ts';
import { processes } from './migrations/016_processes.ts';
import { kafka } from './migrations/017_kafka.ts';
import { eventStoreDb } from './migrations/018_eventstoredb.ts';
import { rebuildOrders } from './migrations/021_rebuild_orders.ts';

/** An explicit list, in order: it is the same from source and compiled, and a missing file is a compile error. */
export const migrations: readonly Migration[] = [
  eventStore,
  projections,
  credentialsAndIdempotency,
  rebuild,
  repair,
  history,
  integrity,
  imports,
  sessions,
  limits,
  symbols,
  processes,
  kafka,
  eventStoreDb,
  rebuildOrders,
];
