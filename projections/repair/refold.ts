import type { EventStore, Position, RecordedEvent } from '../../application/ports/event-store.ts';
import type { KeyToFold, Refolded, TableComparison } from '../../application/ports/upkeep.ts';
import { type Projection, partitionColumn, type Queryable } from '../projection.ts';
import { freezeCheckpoint } from '../runner/checkpoints.ts';
import { fingerprintOf } from '../runner/fingerprint.ts';
import { isWaiting, loadWithheld, messageOf, park, unpark, type Withheld } from '../runner/parking.ts';
import { compareTable, conditionOf, type PrimaryKeys, primaryKeysOf, type Slice } from '../verify/compare.ts';
import { readKey } from '../verify/key-events.ts';
import { recordMended } from '../verify/reports.ts';
import { createShadow, dropShadow, foldKey, SHADOW_PATH } from '../verify/shadow.ts';

const SAMPLE = 10;

/** Nothing was changed, and the message says why: for whoever asked. */
export class RepairImpossible extends Error {}

/** Holds the projections' checkpoints still. Rejects where the tables belong to other code. */
export const freeze = async (
  db: Queryable,
  projections: readonly Projection[],
): Promise<ReadonlyMap<string, Position>> => {
  const positions = new Map<string, Position>();
  for (const projection of projections) {
    const checkpoint = await freezeCheckpoint(db, projection.name);
    if (checkpoint?.fingerprint !== fingerprintOf(projection))
      throw new RepairImpossible(
        `The tables of ${projection.name} belong to another version of the service: they are rebuilt, not repaired.`,
      );
    positions.set(projection.name, checkpoint.position);
  }
  return positions;
};

const datedColumnOf = ({ dated }: Projection, table: string): string | null => dated?.[table] ?? null;

/** Puts the shadow's rows of a slice in the place of the live ones. */
const replaceRows = async (
  db: Queryable,
  table: string,
  primaryKey: readonly string[],
  slice: Slice,
): Promise<void> => {
  const { sql, values } = conditionOf(slice);
  await db.query(`delete from read.${table} where ${sql}`, values);
  // A damaged row may claim to be another key's.
  await db.query(
    `delete from read.${table} live using (select * from pg_temp.${table} where ${sql}) expected
     where ${primaryKey.map((column) => `live.${column} = expected.${column}`).join(' and ')}`,
    values,
  );
  await db.query(`insert into read.${table} select * from pg_temp.${table} where ${sql}`, values);
};

const refoldOne = async (
  db: Queryable,
  projection: Projection,
  { partition, key, from }: KeyToFold,
  position: Position,
  told: readonly RecordedEvent[],
  withheld: Withheld,
  primaryKeys: PrimaryKeys,
): Promise<Refolded> => {
  const events = told.filter(
    (event) =>
      event.position <= position &&
      !withheld.skipped.has(event.position) &&
      // A part of the rows says nothing about the key as a whole: it stays parked as it is.
      (from === null || !isWaiting(withheld, event)),
  );
  await createShadow(db, projection);
  const folded = await foldKey(db, projection, events);
  if (folded.poison !== null && from !== null)
    throw new RepairImpossible(
      `${projection.name} cannot apply the event at position ${folded.poison.event.position} (${messageOf(folded.poison.error)}): repair the whole key, which parks it.`,
    );

  const tables: TableComparison[] = [];
  for (const table of projection.tables) {
    const dateColumn = datedColumnOf(projection, table);
    if (from !== null && dateColumn === null) continue;
    const slice = { column: partitionColumn[partition], keys: [key], dateColumn, from };
    const primaryKey = primaryKeys.get(`read.${table}`) ?? [];
    const { comparison: compared } = await compareTable(db, table, primaryKey, slice, SAMPLE);
    tables.push(compared);
    const differing = compared.changed + compared.missing + compared.extra;
    if (differing === 0) continue;
    await replaceRows(db, table, primaryKey, slice);
    await recordMended(db, projection.name, differing);
  }

  if (from === null) {
    if (folded.poison !== null)
      await park(db, projection, folded.poison.event, messageOf(folded.poison.error), folded.left);
    else if (withheld.parked.has(key)) await unpark(db, projection.name, key);
  }
  const parked =
    folded.poison === null
      ? null
      : { position: folded.poison.event.position, error: messageOf(folded.poison.error) };
  return { projection: projection.name, position, events: folded.events, tables, parked };
};

/**
 * Folds one key anew for `projections`, in the caller's transaction, which has frozen their checkpoints: up to each
 * one's checkpoint and not beyond. Whatever fails leaves everything as it was.
 */
export const refold = async (
  db: Queryable,
  store: Pick<EventStore, 'readStream'>,
  projections: readonly Projection[],
  key: KeyToFold,
  positions: ReadonlyMap<string, Position>,
): Promise<readonly Refolded[]> => {
  const told = await readKey(store, key.partition, key.key);
  const withheldBy = await loadWithheld(db, [...positions.keys()]);
  const tables = projections.flatMap((projection) => projection.tables);
  const primaryKeys = await primaryKeysOf(
    db,
    tables.map((table) => `read.${table}`),
  );
  await db.query(SHADOW_PATH);
  const refolded: Refolded[] = [];
  for (const projection of projections) {
    const position = positions.get(projection.name);
    if (position === undefined) continue;
    const withheld = withheldBy(projection.name);
    refolded.push(await refoldOne(db, projection, key, position, told, withheld, primaryKeys));
  }
  await dropShadow(db, tables);
  return refolded;
};
