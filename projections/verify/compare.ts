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

export const primaryKeyOf = async (db: Queryable, qualifiedTable: string): Promise<readonly string[]> => {
  const { rows } = await db.query<{ column: string }>(
    `select attname as column
     from pg_index cross join unnest(indkey) with ordinality part (number, ordinal)
     join pg_attribute on attrelid = indrelid and attnum = part.number
     where indrelid = $1::regclass and indisprimary order by part.ordinal`,
    [qualifiedTable],
  );
  return rows.map(({ column }) => column);
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

/**
 * Compares a live table with its shadow, row by row, to the last digit: rows are the same when PostgreSQL writes them
 * the same. `keys` are what the rows that differ belong to, the first of them.
 */
export const compareTable = async (
  db: Queryable,
  table: string,
  slice: Slice,
  sampleSize: number,
): Promise<{ readonly comparison: TableComparison; readonly keys: readonly string[] }> => {
  const primaryKey = await primaryKeyOf(db, `pg_temp.${table}`);
  const { sql: condition, values } = conditionOf(slice);
  const differing = `
    from (select * from read.${table} where ${condition}) live
    full join (select * from pg_temp.${table} where ${condition}) expected
      on ${primaryKey.map((column) => `live.${column} = expected.${column}`).join(' and ')}`;
  const [first] = primaryKey;
  const counted = await db.query<{ rows: number; changed: number; missing: number; extra: number }>(
    `select count(expected.${first})::int as rows,
       (count(*) filter (where live.${first} = expected.${first} and live::text <> expected::text))::int as changed,
       (count(*) filter (where live.${first} is null))::int as missing,
       (count(*) filter (where expected.${first} is null))::int as extra
     ${differing}`,
    values,
  );
  const counts = counted.rows[0] ?? { rows: 0, changed: 0, missing: 0, extra: 0 };
  if (counts.changed + counts.missing + counts.extra === 0)
    return { comparison: { table, ...counts, sample: [] }, keys: [] };
  const { rows } = await db.query<{ live: Texts | null; expected: Texts | null }>(
    `select case when live.${first} is not null then ${textsOf('live')} end as live,
            case when expected.${first} is not null then ${textsOf('expected')} end as expected
     ${differing}
     where live::text is distinct from expected::text
     order by ${primaryKey.map((column) => `coalesce(expected.${column}, live.${column})`).join(', ')}
     limit ${sampleSize}`,
    values,
  );
  const owners = await db.query<{ key: string }>(
    `select distinct coalesce(expected.${slice.column}, live.${slice.column}) as key
     ${differing}
     where live::text is distinct from expected::text limit ${KEYS_NAMED}`,
    values,
  );
  const sample = rows.map((row) => differenceOf(primaryKey, slice.column, row));
  return { comparison: { table, ...counts, sample }, keys: owners.rows.map(({ key }) => key) };
};
