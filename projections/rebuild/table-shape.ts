import type { Queryable } from '../projection.ts';

export type Column = {
  readonly name: string;
  /** `exact`: leaves the database as text, since a float could not hold it. */
  readonly kind: 'json' | 'exact' | 'plain';
};

/** A constraint or an index, and the statement that makes it where its schema is on the search path. */
export type Structure = { readonly name: string; readonly drop: string; readonly create: string };

export type TableShape = {
  readonly table: string;
  readonly columns: readonly Column[];
  /** The columns of the primary key. */
  readonly key: readonly string[];
  readonly primaryKey: Structure;
  /** Every other constraint and index that can wait until the rows are there. */
  readonly others: readonly Structure[];
};

/** The tables of a schema that is first on the search path of `db`. Each must have a primary key, and no defaults. */
export const readShapes = async (
  db: Queryable,
  tables: readonly string[],
): Promise<readonly TableShape[]> => {
  const shapes: TableShape[] = [];
  for (const table of tables) shapes.push(await readShape(db, table));
  return shapes;
};

const readShape = async (db: Queryable, table: string): Promise<TableShape> => {
  const { rows: columns } = await db.query<Column & { readonly defaulted: boolean; readonly keyed: number }>(
    `select attname as name, atthasdef as defaulted,
       case when atttypid in ('json'::regtype, 'jsonb'::regtype) then 'json'
            when atttypid in ('numeric'::regtype, 'bigint'::regtype) then 'exact' else 'plain' end as kind,
       coalesce((select array_position(conkey, attnum) from pg_constraint
                 where conrelid = attrelid and contype = 'p'), 0) as keyed
     from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped order by attnum`,
    [table],
  );
  const { rows: constraints } = await db.query<{
    readonly name: string;
    readonly primary: boolean;
    readonly definition: string;
  }>(
    `select conname as name, contype = 'p' as primary, pg_get_constraintdef(oid) as definition
     from pg_constraint where conrelid = $1::regclass and contype in ('p', 'u', 'x') order by conname`,
    [table],
  );
  const { rows: indexes } = await db.query<{ readonly name: string; readonly definition: string }>(
    `select relname as name, pg_get_indexdef(indexrelid, 0, true) as definition
     from pg_index join pg_class on pg_class.oid = indexrelid
     where indrelid = $1::regclass and not exists (select from pg_constraint where conindid = indexrelid)
     order by relname`,
    [table],
  );
  const structures = constraints.map(({ name, primary, definition }) => ({
    name,
    primary,
    drop: `alter table ${table} drop constraint ${name}`,
    create: `alter table ${table} add constraint ${name} ${definition}`,
  }));
  const primaryKey = structures.find(({ primary }) => primary);
  if (primaryKey === undefined) throw new Error(`the table ${table} has no primary key`);
  const defaulted = columns.find((column) => column.defaulted);
  if (defaulted !== undefined)
    throw new Error(`the column ${table}.${defaulted.name} has a default, which a rebuild would not know`);
  return {
    table,
    columns: columns.map(({ name, kind }) => ({ name, kind })),
    key: columns
      .filter(({ keyed }) => keyed > 0)
      .toSorted((a, b) => a.keyed - b.keyed)
      .map(({ name }) => name),
    primaryKey,
    others: [
      ...structures.filter(({ primary }) => !primary),
      ...indexes.map(({ name, definition }) => ({
        name,
        drop: `drop index ${name}`,
        create: definition,
      })),
    ],
  };
};
