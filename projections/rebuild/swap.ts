import type { PoolClient } from 'pg';
import { pause } from '../../application/pause.ts';
import type { EventStore, Position } from '../../application/ports/event-store.ts';
import type { Projection, Queryable } from '../projection.ts';
import { type Checkpoint, freezeCheckpoint, saveCheckpoint } from '../runner/checkpoints.ts';
import { sqlStateOf, transactionOn } from '../runner/transaction.ts';
import { CHECKSUM_SETTINGS, type Checksum, checksum } from './checksum.ts';
import { rebuildSchema, replay, settingsOf } from './replay.ts';

export type RebuiltTable = {
  readonly table: string;
  /** Of the live table, at the same position of the log; null for a table that there was not. */
  readonly before: Checksum | null;
  readonly after: Checksum;
  readonly identical: boolean;
};

export type Swapped = {
  readonly position: Position;
  /** Applied while the live runner waited. */
  readonly events: number;
  readonly tables: readonly RebuiltTable[];
};

/** A long query on a live table must not make every later one wait behind the swap: let it pass and try again. */
const LOCK_TIMEOUT = 'set local lock_timeout to 1000';
const RETRY_MS = 200;
const LOCK_NOT_AVAILABLE = '55P03';

/**
 * Puts the new tables in the place of the live ones, in one transaction. The checkpoint is frozen first, so that the
 * live runner waits; the rest of the log up to it is applied; old and new tables are compared at that one position;
 * then they change places. Queries go on until the last moment and find either the old or the new tables.
 */
export const swap = async (
  client: PoolClient,
  store: Pick<EventStore, 'readAll'>,
  projection: Projection,
  from: Position,
  signal?: AbortSignal,
): Promise<Swapped> => {
  for (;;) {
    signal?.throwIfAborted();
    try {
      return await trySwap(client, store, projection, from);
    } catch (error) {
      if (sqlStateOf(error) !== LOCK_NOT_AVAILABLE) throw error;
      await pause(RETRY_MS, signal);
    }
  }
};

const trySwap = (
  client: PoolClient,
  store: Pick<EventStore, 'readAll'>,
  projection: Projection,
  from: Position,
): Promise<Swapped> =>
  transactionOn(client, `${settingsOf(projection)}; ${CHECKSUM_SETTINGS}; ${LOCK_TIMEOUT}`, async (db) => {
    const live = await freezeCheckpoint(db, projection.name);
    if (live === null) throw new Error(`the projection ${projection.name} has no tables to replace`);
    let events = 0;
    await replay(
      store,
      projection,
      from,
      live.position,
      (work) => work(db),
      (replayed) => {
        events += replayed.events;
      },
    );

    const tables: RebuiltTable[] = [];
    for (const table of projection.tables) {
      const before = live.tables.includes(table) ? await checksum(db, `read.${table}`) : null;
      const after = await checksum(db, `${rebuildSchema(projection)}.${table}`);
      tables.push({ table, before, after, identical: before?.md5 === after.md5 });
    }
    await exchange(db, projection, live);
    await saveCheckpoint(db, projection, live.position);
    return { position: live.position, events, tables };
  });

const exchange = async (db: Queryable, projection: Projection, live: Checkpoint): Promise<void> => {
  const schema = rebuildSchema(projection);
  const old = [...new Set([...live.tables, ...projection.tables])].map((table) => `read.${table}`);
  await db.query(`drop table if exists ${old.join(', ')}`);
  for (const table of projection.tables) await db.query(`alter table ${schema}.${table} set schema read`);
  await db.query(`drop schema ${schema}`);
};
