import { createHash } from 'node:crypto';
import type { Position } from '../../application/ports/event-store.ts';
import type {
  RebuildComparison,
  RebuiltRowDifference,
  RebuiltTable,
} from '../../application/ports/rebuilds.ts';
import type { Queryable } from '../projection.ts';
import { checksum } from './checksum.ts';
import { readShapes } from './table-shape.ts';

const SAMPLE = 10;

type Texts = Readonly<Record<string, string | null>>;

export type Compared = {
  readonly projection: string;
  readonly schema: string;
  readonly tables: readonly string[];
  readonly position: Position;
  readonly livePosition: Position;
  readonly liveTables: readonly string[];
};

const ofAll = (sums: readonly (string | null)[]): string =>
  createHash('md5').update(JSON.stringify(sums)).digest('hex');

const columnsOf = async (db: Queryable, qualifiedTable: string): Promise<ReadonlySet<string>> => {
  const { rows } = await db.query<{ name: string }>(
    'select attname as name from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped',
    [qualifiedTable],
  );
  return new Set(rows.map(({ name }) => name));
};

/** The live tables of a projection and their successors, in the snapshot of the caller's transaction. */
export const compare = async (
  db: Queryable,
  { projection, schema, tables, position, livePosition, liveTables }: Compared,
): Promise<RebuildComparison> => {
  const compared: { readonly table: RebuiltTable; readonly before: string | null; readonly after: string }[] =
    [];
  for (const table of tables) {
    const after = await checksum(db, `${schema}.${table}`);
    const before = liveTables.includes(table) ? await checksum(db, `read.${table}`) : null;
    const same = before?.md5 === after.md5;
    const differences = same
      ? { added: 0, changed: 0, removed: 0, sample: [] }
      : await differencesOf(db, table, schema, before?.rows ?? null, after.rows);
    compared.push({
      table: {
        table,
        rowsBefore: before?.rows ?? null,
        rowsAfter: after.rows,
        identical: same,
        ...differences,
      },
      before: before?.md5 ?? null,
      after: after.md5,
    });
  }
  return {
    projection,
    position,
    livePosition,
    checksumBefore: ofAll(compared.map(({ before }) => before)),
    checksumAfter: ofAll(compared.map(({ after }) => after)),
    identical: compared.every(({ before, after }) => before === after),
    tables: compared.map(({ table }) => table),
  };
};

const differencesOf = async (
  db: Queryable,
  table: string,
  schema: string,
  rowsBefore: number | null,
  rowsAfter: number,
): Promise<Pick<RebuiltTable, 'added' | 'changed' | 'removed' | 'sample'>> => {
  const successor = `${schema}.${table}`;
  const key = (await readShapes(db, [successor]))[0]?.key ?? [];
  const live = rowsBefore === null ? new Set<string>() : await columnsOf(db, `read.${table}`);
  // Rows that cannot be told by the same key are other rows.
  if (!key.every((column) => live.has(column)))
    return { added: rowsAfter, changed: 0, removed: rowsBefore ?? 0, sample: [] };
  const [first = ''] = key;
  const joined = `from read.${table} old full join ${successor} new
    on ${key.map((column) => `old.${column} = new.${column}`).join(' and ')}`;
  const { rows: counts } = await db.query<{ added: number; changed: number; removed: number }>(
    `select (count(*) filter (where old.${first} is null))::int as added,
       (count(*) filter (where old.${first} is not null and new.${first} is not null
                           and old::text <> new::text))::int as changed,
       (count(*) filter (where new.${first} is null))::int as removed ${joined}`,
  );
  const texts = (row: string): string =>
    `case when ${row}.${first} is not null
       then (select json_object_agg(key, value) from jsonb_each_text(to_jsonb(${row}))) end as ${row}`;
  const { rows } = await db.query<{ old: Texts | null; new: Texts | null }>(
    `select ${texts('old')}, ${texts('new')} ${joined} where old::text is distinct from new::text
     order by ${key.map((column) => `coalesce(new.${column}, old.${column})`).join(', ')} limit ${SAMPLE}`,
  );
  const sample = rows.map((row): RebuiltRowDifference => {
    const known = row.new ?? row.old ?? {};
    return {
      kind: row.old === null ? 'added' : row.new === null ? 'removed' : 'changed',
      key: Object.fromEntries(key.map((column) => [column, known[column] ?? null])),
      columns:
        row.old === null || row.new === null
          ? []
          : [...new Set([...Object.keys(row.old), ...Object.keys(row.new)])].filter(
              (column) => row.old?.[column] !== row.new?.[column],
            ),
    };
  });
  return { ...(counts[0] ?? { added: 0, changed: 0, removed: 0 }), sample };
};
