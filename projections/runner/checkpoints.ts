import { type Position, positionFrom } from '../../application/ports/event-store.ts';
import type { Projection, Queryable } from '../projection.ts';
import { fingerprintOf } from './fingerprint.ts';

export type Checkpoint = {
  readonly position: Position;
  readonly fingerprint: string;
  readonly tables: readonly string[];
};

type CheckpointRow = {
  readonly name: string;
  readonly position: string;
  readonly fingerprint: string;
  readonly tables: readonly string[];
};

const checkpointFrom = ({ position, fingerprint, tables }: CheckpointRow): Checkpoint => ({
  position: positionFrom(position),
  fingerprint,
  tables,
});

export const loadCheckpoints = async (
  db: Queryable,
  names: readonly string[],
): Promise<ReadonlyMap<string, Checkpoint>> => {
  const { rows } = await db.query<CheckpointRow>(
    `select name, position::text, fingerprint, tables
     from public.projection_checkpoints where name = any ($1::text[])`,
    [names],
  );
  return new Map(rows.map((row) => [row.name, checkpointFrom(row)]));
};

/** Holds the checkpoint still until the transaction ends: the live runner waits. Null when there is none. */
export const freezeCheckpoint = async (db: Queryable, name: string): Promise<Checkpoint | null> => {
  const { rows } = await db.query<CheckpointRow>(
    `select name, position::text, fingerprint, tables
     from public.projection_checkpoints where name = $1 for update`,
    [name],
  );
  return rows[0] === undefined ? null : checkpointFrom(rows[0]);
};

/**
 * Moves the checkpoints of `projections` from one position to another, or says false and has then moved perhaps some
 * of them: the caller rolls back. Done before the rows are written, so that of two runners one waits and writes
 * nothing, and so that a rebuild's swap and a page never wait for each other in a circle: both take the checkpoints in
 * the order of their names.
 */
export const moveCheckpoints = async (
  db: Queryable,
  projections: readonly Projection[],
  from: Position,
  to: Position,
): Promise<boolean> => {
  const { rowCount } = await db.query(
    `update public.projection_checkpoints checkpoint
     set position = $4, updated_at = clock_timestamp(), failed_at = null, error = null
     from unnest($1::text[], $2::text[]) moving (name, fingerprint), (
       select name from public.projection_checkpoints where name = any ($1::text[]) order by name for update
     ) held
     where checkpoint.name = held.name and checkpoint.name = moving.name and checkpoint.fingerprint = moving.fingerprint and checkpoint.position = $3`,
    [projections.map(({ name }) => name), projections.map(fingerprintOf), from, to],
  );
  return rowCount === projections.length;
};

/** Makes a failure visible to every process; the next page that succeeds clears it. */
export const recordFailure = async (
  db: Queryable,
  { name }: Projection,
  failedAt: Position,
  message: string,
): Promise<void> => {
  await db.query(`update public.projection_checkpoints set failed_at = $2, error = $3 where name = $1`, [
    name,
    failedAt,
    message,
  ]);
};

/** A projection's tables belong to this code from now on, complete up to `position`: no key is parked, nothing differs. */
export const saveCheckpoint = async (
  db: Queryable,
  projection: Projection,
  position: Position,
): Promise<void> => {
  await db.query(
    `insert into public.projection_checkpoints (name, version, fingerprint, tables, position)
     values ($1, $2, $3, $4, $5)
     on conflict (name) do update set version = excluded.version, fingerprint = excluded.fingerprint,
       tables = excluded.tables, position = excluded.position, updated_at = clock_timestamp(),
       failed_at = null, error = null`,
    [projection.name, projection.version, fingerprintOf(projection), projection.tables, position],
  );
  await db.query('delete from public.parked_keys where projection = $1', [projection.name]);
  await db.query('update public.projection_drift set differences = 0 where projection = $1', [
    projection.name,
  ]);
};
