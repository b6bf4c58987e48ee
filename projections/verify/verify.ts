import type { Pool, PoolClient } from 'pg';
import {
  type EventStore,
  type Position,
  type RecordedEvent,
  START,
} from '../../application/ports/event-store.ts';
import type {
  TableComparison,
  VerificationScope,
  VerifiedProjection,
} from '../../application/ports/upkeep.ts';
import { type Partition, type Projection, partitionColumn, type Queryable } from '../projection.ts';
import { applyTo, Poison } from '../runner/apply.ts';
import { loadCheckpoints } from '../runner/checkpoints.ts';
import { fingerprintOf } from '../runner/fingerprint.ts';
import { isAdmitted, loadWithheld, type Withheld } from '../runner/parking.ts';
import { queryable, transactionOn } from '../runner/transaction.ts';
import { compareTable, primaryKeysOf } from './compare.ts';
import { readKey } from './key-events.ts';
import { sampleKeys } from './sample.ts';
import { createShadow, dropShadow, SHADOW_PATH } from './shadow.ts';

export type VerifyOptions = {
  readonly store: Pick<EventStore, 'readAll' | 'readStream' | 'head'>;
  readonly pool: Pool;
  readonly projections: readonly Projection[];
  readonly signal?: AbortSignal;
};

/** Rows named per table, whatever the number that differ. */
const NAMED = 50;
const PAGE_SIZE = 500;
/** Of what is left, so much is folded with the snapshot that is compared. */
const LEAVE_TO_THE_SNAPSHOT = 500n;
const ATTEMPTS = 3;
/** So many keys are repaired by name; beyond, a rebuild is less work. */
const REPAIRS_NAMED = 20;

/**
 * One snapshot of the live tables and their checkpoint, which blocks nobody but the swap of a rebuild. (The lock comes
 * before the snapshot: else it could be of tables that are gone.)
 */
const snapshotOf = (projections: readonly Projection[]): string =>
  `set transaction isolation level repeatable read; set local lock_timeout to 5000;
   set local statement_timeout to 0; ${SHADOW_PATH};
   lock table ${projections
     .flatMap(({ tables }) => tables)
     .map((table) => `read.${table}`)
     .join(', ')} in access share mode`;

const SHADOW_SETTINGS = `${SHADOW_PATH}; set local statement_timeout to 0`;

/** Tables that other code has made, or that are not there yet, cannot be compared. */
const isOurs = async (db: Queryable, projection: Projection): Promise<Position | null> => {
  const checkpoint = (await loadCheckpoints(db, [projection.name])).get(projection.name);
  return checkpoint?.fingerprint === fingerprintOf(projection) ? checkpoint.position : null;
};

const notOurs = ({ name }: Projection): VerifiedProjection => ({
  projection: name,
  position: null,
  keys: null,
  events: 0,
  differences: 0,
  tables: [],
  repair: [],
});

const repairsOf = ({ name, partition }: Projection, keys: ReadonlySet<string>): readonly string[] =>
  keys.size > REPAIRS_NAMED
    ? [`npm run sigmafold -- rebuild ${name}`]
    : [...keys].map((key) => `npm run sigmafold -- repair --${partition} ${key} --projection ${name}`);

const compared = async (
  db: Queryable,
  projection: Projection,
  about: { readonly position: Position; readonly keys: readonly string[] | null; readonly events: number },
): Promise<VerifiedProjection> => {
  const slice = {
    column: partitionColumn[projection.partition],
    ...(about.keys === null ? {} : { keys: about.keys }),
  };
  const tables: TableComparison[] = [];
  const damaged = new Set<string>();
  const primaryKeys = await primaryKeysOf(
    db,
    projection.tables.map((table) => `read.${table}`),
  );
  for (const table of projection.tables) {
    const primaryKey = primaryKeys.get(`read.${table}`) ?? [];
    const { comparison, keys } = await compareTable(db, table, primaryKey, slice, NAMED);
    tables.push(comparison);
    for (const key of keys) damaged.add(key);
  }
  const differences = tables.reduce((sum, { changed, missing, extra }) => sum + changed + missing + extra, 0);
  return {
    projection: projection.name,
    position: about.position,
    keys: about.keys?.length ?? null,
    events: about.events,
    differences,
    tables,
    repair: repairsOf(projection, damaged),
  };
};

const applyAdmitted = async (
  db: Queryable,
  projection: Projection,
  events: readonly RecordedEvent[],
  withheld: Withheld,
): Promise<number> => {
  const admitted = events.filter(
    (event) => projection.eventTypes.includes(event.type) && isAdmitted(withheld, event),
  );
  try {
    await applyTo(projection, admitted, db);
  } catch (error) {
    if (!(error instanceof Poison)) throw error;
    const places = `${admitted[0]?.position} and ${admitted.at(-1)?.position}`;
    throw new Error(`${projection.name} cannot apply an event between ${places}: ${error.message}`, {
      cause: error,
    });
  }
  return admitted.length;
};

/** Only the keys' own streams are read and folded; all projections are seen in one snapshot. */
const verifyKeys = async (
  client: PoolClient,
  { store, projections }: VerifyOptions,
  keysOf: (db: Queryable, partition: Partition) => Promise<readonly string[]>,
): Promise<readonly VerifiedProjection[]> =>
  transactionOn(client, snapshotOf(projections), async (db) => {
    const withheldBy = await loadWithheld(
      db,
      projections.map(({ name }) => name),
    );
    const verified: VerifiedProjection[] = [];
    for (const partition of new Set(projections.map((projection) => projection.partition))) {
      const keys = await keysOf(db, partition);
      const told: RecordedEvent[] = [];
      for (const key of keys) told.push(...(await readKey(store, partition, key)));
      told.sort((a, b) => (a.position < b.position ? -1 : 1));
      for (const projection of projections.filter((one) => one.partition === partition)) {
        const position = await isOurs(db, projection);
        if (position === null) {
          verified.push(notOurs(projection));
          continue;
        }
        await createShadow(db, projection);
        const before = told.filter((event) => event.position <= position);
        const events = await applyAdmitted(db, projection, before, withheldBy(projection.name));
        verified.push(await compared(db, projection, { position, keys, events }));
        await dropShadow(db, projection.tables);
      }
    }
    return verified;
  });

/** Folds the log between two positions, and nothing beyond. Resolves to how many events were applied. */
const foldLog = async (
  { store, signal }: VerifyOptions,
  projection: Projection,
  [from, to]: readonly [Position, Position],
  withheld: Withheld,
  write: (work: (db: Queryable) => Promise<number>) => Promise<number>,
): Promise<number> => {
  let applied = 0;
  for (let position = from; position < to; ) {
    signal?.throwIfAborted();
    const filter = { types: projection.eventTypes };
    const page = await store.readAll({ after: position, limit: PAGE_SIZE, filter });
    const events = page.events.filter((event) => event.position <= to);
    applied += await write((db) => applyAdmitted(db, projection, events, withheld));
    position = page.checkpoint < to ? page.checkpoint : to;
  }
  return applied;
};

/** What was withheld up to a position, to see whether somebody released or skipped something meanwhile. */
const withheldUpTo = ({ skipped, parked }: Withheld, position: Position): string =>
  [
    ...[...skipped].filter((at) => at <= position),
    ...[...parked].filter(([, at]) => at <= position).map(([key, at]) => `${key}@${at}`),
  ]
    .toSorted()
    .join();

/** The whole of one projection; null when what it withholds has changed under way, and it must be begun again. */
const tryVerifyWhole = async (
  client: PoolClient,
  options: VerifyOptions,
  projection: Projection,
): Promise<VerifiedProjection | null> => {
  const db = queryable(client);
  const checkpoint = await isOurs(db, projection);
  if (checkpoint === null) return notOurs(projection);
  const withheld = (await loadWithheld(db, [projection.name]))(projection.name);
  await transactionOn(client, SHADOW_SETTINGS, async (shadow) => {
    await dropShadow(shadow, projection.tables);
    await createShadow(shadow, projection);
  });
  let events = 0;
  let position = START;
  let to = checkpoint;
  while (to - position > LEAVE_TO_THE_SNAPSHOT) {
    events += await foldLog(options, projection, [position, to], withheld, (work) =>
      transactionOn(client, SHADOW_SETTINGS, work),
    );
    position = to;
    to = (await isOurs(db, projection)) ?? to;
  }
  return transactionOn(client, snapshotOf([projection]), async (snapshot) => {
    const end = await isOurs(snapshot, projection);
    if (end === null) return notOurs(projection);
    const now = (await loadWithheld(snapshot, [projection.name]))(projection.name);
    if (end < position || withheldUpTo(now, position) !== withheldUpTo(withheld, position)) return null;
    events += await foldLog(options, projection, [position, end], now, (work) => work(snapshot));
    await snapshot.query(`analyze ${projection.tables.map((table) => `pg_temp.${table}`).join(', ')}`);
    return compared(snapshot, projection, { position: end, keys: null, events });
  });
};

const verifyWhole = async (
  client: PoolClient,
  options: VerifyOptions,
  projection: Projection,
): Promise<VerifiedProjection> => {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const verified = await tryVerifyWhole(client, options, projection);
    await dropShadow(queryable(client), projection.tables);
    if (verified !== null) return verified;
  }
  throw new Error(`${projection.name}: keys were released or parked each time that it was verified`);
};

/**
 * Folds the log into shadow tables and compares them with the live ones, row by row, as of one position each. Nothing
 * is changed, and nobody waits. Rejects when the fold itself is impossible.
 */
export const verifyProjections = async (
  options: VerifyOptions,
  scope: VerificationScope,
): Promise<readonly VerifiedProjection[]> => {
  const { pool, store, projections } = options;
  const client = await pool.connect();
  try {
    switch (scope.kind) {
      case 'whole': {
        const verified: VerifiedProjection[] = [];
        for (const projection of projections) verified.push(await verifyWhole(client, options, projection));
        return verified;
      }
      case 'sample':
        return await verifyKeys(client, options, (db, partition) =>
          sampleKeys(
            db,
            store,
            partition,
            projections.filter((projection) => projection.partition === partition),
            scope.keys,
          ),
        );
      case 'key':
        return await verifyKeys(
          client,
          { ...options, projections: projections.filter(({ partition }) => partition === scope.partition) },
          async () => [scope.key],
        );
      default:
        return scope satisfies never;
    }
  } finally {
    // Whatever happened, the shadow tables end with the connection.
    client.release(true);
  }
};
