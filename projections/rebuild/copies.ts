import { type Position, positionFrom } from '../../application/ports/event-store.ts';
import type { Projection, Queryable } from '../projection.ts';
import { fingerprintOf } from '../runner/fingerprint.ts';

/** Tables of a projection that stand beside the live ones, in a schema of their own, with a checkpoint of their own. */
export type Copy = {
  readonly schema: string;
  readonly name: string;
  readonly fingerprint: string;
  readonly tables: readonly string[];
  readonly position: Position;
  readonly loaded: boolean;
  readonly complete: boolean;
};

/** Where the tables of a rebuild are filled, and where those go that were replaced. One of each per projection. */
export const nextSchema = (name: string): string => `rebuild_${name}`;
export const retiredSchema = (name: string): string => `retired_${name}`;

type CopyRow = Omit<Copy, 'position'> & { readonly position: string };

export const loadCopies = async (db: Queryable, schemas: readonly string[]): Promise<readonly Copy[]> => {
  const { rows } = await db.query<CopyRow>(
    `select schema, name, fingerprint, tables, position::text, loaded, complete
     from public.projection_copies where schema = any ($1::text[]) order by array_position($1::text[], schema)`,
    [schemas],
  );
  return rows.map((row) => ({ ...row, position: positionFrom(row.position) }));
};

export const saveNewCopy = async (
  db: Queryable,
  projection: Projection,
  rebuildId: string,
): Promise<void> => {
  await db.query(
    `insert into public.projection_copies (schema, name, version, fingerprint, tables, position, loaded, rebuild_id)
     values ($1, $2, $3, $4, $5, 0, false, $6)
     on conflict (schema) do update set version = excluded.version, fingerprint = excluded.fingerprint,
       tables = excluded.tables, position = 0, loaded = false, complete = true, rebuild_id = excluded.rebuild_id`,
    [
      nextSchema(projection.name),
      projection.name,
      projection.version,
      fingerprintOf(projection),
      projection.tables,
      rebuildId,
    ],
  );
};

export const moveCopies = async (
  db: Queryable,
  schemas: readonly string[],
  position: Position,
): Promise<void> => {
  await db.query('update public.projection_copies set position = $2 where schema = any ($1::text[])', [
    schemas,
    position,
  ]);
};

export const markLoaded = async (db: Queryable, schemas: readonly string[]): Promise<void> => {
  await db.query('update public.projection_copies set loaded = true where schema = any ($1::text[])', [
    schemas,
  ]);
};

export const dropCopies = async (db: Queryable, schemas: readonly string[]): Promise<void> => {
  for (const schema of schemas) await db.query(`drop schema if exists ${schema} cascade`);
  await db.query('delete from public.projection_copies where schema = any ($1::text[])', [schemas]);
};

/** Schemas of replaced tables whose time of grace is over. */
export const expiredCopies = async (db: Queryable): Promise<readonly Pick<Copy, 'schema' | 'name'>[]> => {
  const { rows } = await db.query<Pick<Copy, 'schema' | 'name'>>(
    'select schema, name from public.projection_copies where drop_after < clock_timestamp() order by schema',
  );
  return rows;
};
