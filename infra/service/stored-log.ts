import type { Pool } from 'pg';
import { createPostgresEventChain } from '../../adapters/event-chain/postgres-event-chain.ts';
import { createEventStoreDbEventStore } from '../../adapters/event-store/eventstoredb/eventstoredb-event-store.ts';
import {
  createEventStoreDbLogIndex,
  keepLogIndex,
} from '../../adapters/event-store/eventstoredb/log-index.ts';
import { createPostgresLogIndex } from '../../adapters/event-store/postgres/log-index.ts';
import { createPostgresEventStore } from '../../adapters/event-store/postgres/postgres-event-store.ts';
import { type Background, NOTHING_RUNNING } from '../../application/background.ts';
import type { EventChain } from '../../application/ports/event-chain.ts';
import type { EventStore } from '../../application/ports/event-store.ts';
import type { LogIndex } from '../../application/ports/log-index.ts';
import type { Config } from '../config/config.ts';
import { OperatorError } from '../operator-error.ts';

export type StoreName = 'postgres' | 'eventstoredb';

/** The log as it is stored, and what is kept about its positions. */
export type StoredLog = {
  readonly log: EventStore;
  readonly chain: EventChain;
  readonly index: LogIndex;
  /** What keeps the index near the head, where something must. */
  readonly keepIndex: (onError: (error: unknown) => void) => Background;
  /** For those who look after it. */
  readonly name: string;
};

export type StoredLogConfig = Pick<Config, 'eventStore' | 'eventStoreDb'>;

const NAMES = { postgres: 'PostgreSQL', eventstoredb: 'EventStoreDB' } as const;

export const storeNameOf = ({ eventStore }: StoredLogConfig): StoreName =>
  eventStore === 'eventstoredb' ? 'eventstoredb' : 'postgres';

/** Which log the database's checkpoints are of. */
export const logInUse = async (pool: Pick<Pool, 'query'>): Promise<StoreName> => {
  const { rows } = await pool.query<{ store: StoreName }>('select store from public.log_in_use');
  return rows[0]?.store ?? 'postgres';
};

/** A database that has seen no event yet may take either log. */
const takeOver = async (pool: Pool, store: StoreName): Promise<boolean> => {
  const { rowCount } = await pool.query(
    `update public.log_in_use set store = $1, since = clock_timestamp()
     where not exists (select from public.events) and not exists (select from public.eventstoredb_chain)
       and not exists (select from public.log_index)`,
    [store],
  );
  return rowCount === 1;
};

const refuseOtherLog = async (pool: Pool, wanted: StoreName): Promise<void> => {
  const used = await logInUse(pool);
  if (used === wanted || (await takeOver(pool, wanted))) return;
  throw new OperatorError(
    `EVENT_STORE=${wanted}, and this database follows a log in ${NAMES[used]}: run "copy-log --to ${wanted}" first (docs/eventstoredb.md), or set EVENT_STORE=${used}.`,
  );
};

/** One of the two, whichever is in use. */
export const openStore = (
  store: StoreName,
  {
    pool,
    config,
    report,
  }: { readonly pool: Pool; readonly config: StoredLogConfig; readonly report?: (error: Error) => void },
): StoredLog => {
  if (store === 'postgres') {
    const log = createPostgresEventStore({ pool, ...(report && { report }) });
    return {
      log,
      chain: createPostgresEventChain(pool),
      index: createPostgresLogIndex(pool),
      // the log is its own index
      keepIndex: () => NOTHING_RUNNING,
      name: NAMES.postgres,
    };
  }
  if (config.eventStoreDb === null)
    throw new OperatorError('EVENTSTOREDB_URL is not set: give the address of EventStoreDB.');
  const log = createEventStoreDbEventStore({ ...config.eventStoreDb, ...(report && { report }) });
  const index = createEventStoreDbLogIndex(log, pool);
  return {
    log,
    chain: createPostgresEventChain(pool, 'eventstoredb_chain'),
    index,
    keepIndex: (onError) => keepLogIndex(log, index, onError),
    name: NAMES.eventstoredb,
  };
};

/** The configured log. Refuses one that the database does not belong to. */
export const openStoredLog = async (options: Parameters<typeof openStore>[1]): Promise<StoredLog> => {
  const store = storeNameOf(options.config);
  await refuseOtherLog(options.pool, store);
  return openStore(store, options);
};
