import type { RowDifference, TableComparison } from '../../application/ports/upkeep.ts';
import type { Queryable } from '../projection.ts';

/** Which rows are compared; all of the table where nothing is said. */
export type Slice = {
  /** That says what a row belongs to. */
  readonly column: string;
  readonly keys?: readonly string[];
  /** Only rows from a day on. */
  readonly dateColumn?: string | null;
  readonly from?: string | null;
};

const LONGEST_VALUE = 500;
/** More than anybody repairs one by one. */
const KEYS_NAMED = 100;

const clip = (value: string | null): string | null =>
  value !== null && value.length > LONGEST_VALUE ? `${value.slice(0, LONGEST_VALUE)}…` : value;

/** By qualified table: the columns of its primary key. */
export type PrimaryKeys = ReadonlyMap<string, readonly string[]>;

export const primaryKeysOf = async (
  db: Queryable,
  qualifiedTables: readonly string[],
): Promise<PrimaryKeys> => {
  const { rows } = await db.query<{ table: string; columns: readonly string[] }>(
    `select named.name as table, array_agg(attname::text order by part.ordinal) as columns
     from unnest($1::text[]) named (name)
     join pg_index on indrelid = named.name::regclass and indisprimary
     cross join unnest(indkey) with ordinality part (number, ordinal)
     join pg_attribute on attrelid = indrelid and attnum = part.number
     group by named.name`,
    [qualifiedTables],
  );
  return new Map(rows.map(({ table, columns }) => [table, columns]));
};

/** The part of a `where` that a slice is, with its parameters. */
export const conditionOf = ({
  column,
  keys,
  dateColumn,
  from,
}: Slice): { readonly sql: string; readonly values: readonly unknown[] } => {
  const values: unknown[] = [];
  const parts: string[] = [];
  if (column !== undefined && keys !== undefined)
    parts.push(`${column} = any ($${values.push(keys)}::text[])`);
  if (dateColumn != null && from != null) parts.push(`${dateColumn} >= $${values.push(from)}::date`);
  return { sql: parts.length === 0 ? 'true' : parts.join(' and '), values };
};

type Texts = Readonly<Record<string, string | null>>;

const textsOf = (row: string): string =>
  `(select json_object_agg(key, value) from jsonb_each_text(to_jsonb(${row})))`;

const differenceOf = (
  primaryKey: readonly string[],
  column: string,
  { live, expected }: { readonly live: Texts | null; readonly expected: Texts | null },
): RowDifference => {
  const row = expected ?? live ?? {};
  const belongsTo = row[column] ?? null;
  const key = Object.fromEntries(primaryKey.map((part) => [part, row[part] ?? null]));
  if (live === null || expected === null)
    return { kind: live === null ? 'missing' : 'extra', belongsTo, key, columns: [] };
  const columns = Object.keys(expected)
    .filter((name) => live[name] !== expected[name])
    .map((name) => ({
      column: name,
      live: clip(live[name] ?? null),
      expected: clip(expected[name] ?? null),
    }));
  return { kind: 'changed', belongsTo, key, columns };
};

type Found = {
  readonly rows: number;
  readonly changed: number;
  readonly missing: number;
  readonly extra: number;
  readonly keys: readonly string[];
  readonly sample: readonly { readonly live: Texts | null; readonly expected: Texts | null }[] | null;
};

/**
 * Compares a live table with its shadow, row by row, to the last digit: rows are the same when PostgreSQL writes them
 * the same. `keys` are what the rows that differ belong to, the first of them.
 */
export const compareTable = async (
  db: Queryable,
  table: string,
  primaryKey: readonly string[],
  slice: Slice,
  sampleSize: number,
): Promise<{ readonly comparison: TableComparison; readonly keys: readonly string[] }> => {
  const { sql: condition, values } = conditionOf(slice);
  const [first] = primaryKey;
  const equal = (a: string, b: string): string =>
    primaryKey.map((column) => `${a}.${column} = ${b}.${column}`).join(' and ');
  const key = primaryKey
    .map((column) => `coalesce(expected.${column}, live.${column}) as ${column}`)
    .join(', ');
  const { rows } = await db.query<Found>(
    `with difference as materialized (
       select ${key}, coalesce(expected.${slice.column}, live.${slice.column}) as belongs_to,
         live.${first} is null as missing, expected.${first} is null as extra
       from (select * from read.${table} where ${condition}) live
       full join (select * from pg_temp.${table} where ${condition}) expected on ${equal('live', 'expected')}
       where live::text is distinct from expected::text
     ), named as (
       select * from difference order by ${primaryKey.join(', ')} limit ${sampleSize}
     )
     select (select count(*)::int from pg_temp.${table} where ${condition}) as rows,
       (select count(*)::int from difference where not missing and not extra) as changed,
       (select count(*)::int from difference where missing) as missing,
       (select count(*)::int from difference where extra) as extra,
       array(select distinct belongs_to from difference order by belongs_to limit ${KEYS_NAMED}) as keys,
       (select json_agg(json_build_object(
            'live', case when not missing then ${textsOf('live')} end,
            'expected', case when not extra then ${textsOf('expected')} end
          ) order by ${primaryKey.map((column) => `named.${column}`).join(', ')})
        from named
        left join read.${table} live on ${equal('live', 'named')}
        left join pg_temp.${table} expected on ${equal('expected', 'named')}) as sample`,
    values,
  );
  const [found] = rows;
  if (found === undefined) throw new Error('an aggregate gives one row');
  const { keys, sample, ...counts } = found;
  const named = (sample ?? []).map((row) => differenceOf(primaryKey, slice.column, row));
  return { comparison: { table, ...counts, sample: named }, keys };
};
