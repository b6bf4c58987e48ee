import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { pause } from '../../application/pause.ts';
import type { EventStore } from '../../application/ports/event-store.ts';
import type { KeyToFold, Order, RepairReport } from '../../application/ports/upkeep.ts';
import type { Projection, Queryable } from '../projection.ts';
import { inTransaction, sqlStateOf } from '../runner/transaction.ts';
import { freeze, refold } from './refold.ts';

export type RepairDependencies = {
  readonly store: Pick<EventStore, 'readStream'>;
  readonly pool: Pool;
  readonly projections: readonly Projection[];
};

const BY_ITSELF: Order = {
  actor: { kind: 'process', name: 'projections' },
  reason: 'a process took over the projection',
};

/** The live runner has the checkpoint for a page at a time: give way before PostgreSQL calls it a deadlock. */
const SETTINGS = 'set local lock_timeout to 500; set local statement_timeout to 0';
const LOCK_NOT_AVAILABLE = '55P03';
const ATTEMPTS = 20;
const RETRY_MS = 50;

const positionsAsText = (_: string, value: unknown): unknown =>
  typeof value === 'bigint' ? value.toString() : value;

const record = async (db: Queryable, report: RepairReport, { actor, reason }: Order): Promise<void> => {
  await db.query(
    `insert into public.projection_repairs
       (repair_id, kind, partition, key, from_date, actor, reason, seconds, result)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      report.repairId,
      report.kind,
      report.partition,
      report.key,
      report.from,
      JSON.stringify(actor),
      reason,
      report.seconds,
      JSON.stringify(report.projections, positionsAsText),
    ],
  );
};

/**
 * Folds one key anew in one transaction and records that it was done, by whom and why. `prepare` runs in it first,
 * with the checkpoints frozen; where it says false nothing is done, and the answer is null.
 */
const fold = async (
  { store, pool, projections }: RepairDependencies,
  key: KeyToFold,
  order: Order,
  kind: RepairReport['kind'],
  prepare: (db: Queryable) => Promise<boolean>,
): Promise<RepairReport | null> => {
  for (let attempt = 1; ; attempt++) {
    const startedAt = performance.now();
    try {
      return await inTransaction(pool, SETTINGS, async (db) => {
        const positions = await freeze(db, projections);
        if (!(await prepare(db))) return null;
        const refolded = await refold(db, store, projections, key, positions);
        const seconds = (performance.now() - startedAt) / 1000;
        const report = { ...key, repairId: randomUUID(), kind, seconds, projections: refolded };
        // What is tried by itself and in vain would be recorded at every start.
        if (order !== BY_ITSELF || refolded.every(({ parked }) => parked === null))
          await record(db, report, order);
        return report;
      });
    } catch (error) {
      if (sqlStateOf(error) !== LOCK_NOT_AVAILABLE || attempt === ATTEMPTS) throw error;
      await pause(RETRY_MS * Math.random());
    }
  }
};

/**
 * Makes the rows of one key anew from the log, for every projection of `dependencies`, all in one transaction: up to
 * each one's checkpoint and not beyond. The rest stays live. A parked key is tried again.
 */
export const repairKey = async (
  dependencies: RepairDependencies,
  key: KeyToFold,
  order: Order,
): Promise<RepairReport> => {
  const report = await fold(dependencies, key, order, 'repair', async () => true);
  if (report === null) throw new Error('a repair has nothing to wait for');
  return report;
};

type Parked = {
  readonly position: string;
  readonly event_id: string;
  readonly event_type: string;
  readonly error: string;
};

const findParked = async (db: Queryable, projection: string, key: string): Promise<Parked | null> => {
  const { rows } = await db.query<Parked>(
    `select position::text, event_id, event_type, error from public.parked_keys
     where projection = $1 and key = $2`,
    [projection, key],
  );
  return rows[0] ?? null;
};

const whole = ({ partition }: Projection, key: string): KeyToFold => ({ partition, key, from: null });

/** Applies what a parked key waits for, as far as it can be applied. Null when it is not parked. */
export const retryParked = (
  dependencies: Omit<RepairDependencies, 'projections'>,
  projection: Projection,
  key: string,
  order: Order,
): Promise<RepairReport | null> =>
  fold(
    { ...dependencies, projections: [projection] },
    whole(projection, key),
    order,
    'retry',
    async (db) => (await findParked(db, projection.name, key)) !== null,
  );

/**
 * Passes over the event that a key is parked at, in this projection and for ever, and applies what waits behind it.
 * Null when the key is not parked at `position`.
 */
export const skipParked = (
  dependencies: Omit<RepairDependencies, 'projections'>,
  projection: Projection,
  key: string,
  position: bigint,
  order: Order,
): Promise<RepairReport | null> =>
  fold({ ...dependencies, projections: [projection] }, whole(projection, key), order, 'skip', async (db) => {
    const parked = await findParked(db, projection.name, key);
    if (parked?.position !== position.toString()) return false;
    await db.query(
      `insert into public.skipped_events
           (projection, position, key, event_id, event_type, error, reason, actor)
         values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        projection.name,
        parked.position,
        key,
        parked.event_id,
        parked.event_type,
        parked.error,
        order.reason,
        JSON.stringify(order.actor),
      ],
    );
    return true;
  });

/**
 * Tries every parked key of a projection again: this process may have other code than the one that parked it. Resolves
 * to how many were released.
 */
export const retryAllParked = async (
  dependencies: Omit<RepairDependencies, 'projections'>,
  projection: Projection,
  signal: AbortSignal,
): Promise<number> => {
  const { rows } = await dependencies.pool.query<{ key: string }>(
    'select key from public.parked_keys where projection = $1 order by key',
    [projection.name],
  );
  let released = 0;
  for (const { key } of rows) {
    if (signal.aborted) return released;
    const report = await retryParked(dependencies, projection, key, BY_ITSELF);
    if (report?.projections.every(({ parked }) => parked === null)) released += 1;
  }
  return released;
};
