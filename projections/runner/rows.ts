import type { RecordedEvent } from '../../application/ports/event-store.ts';
import type { Fold, Queryable, Row, Tables } from '../projection.ts';
import { columnsOf, type RowParts, rowsAsJson } from './rows-as-json.ts';

/** Bounds the size of one statement's parameter. */
const ROWS_PER_STATEMENT = 20_000;

/** Alike where the values of `key` are: almost always texts, which are told apart at a fraction of JSON's cost. */
const keyOf = (row: Row, key: readonly string[]): string => {
  let text = '';
  for (const column of key) {
    const value = row[column];
    text += typeof value === 'string' ? `${value}\0` : `\0${JSON.stringify(value)}\0`;
  }
  return text;
};

/** One row per key, the last one told; a statement may not touch a row twice. */
const lastOfEachKey = (rows: readonly Row[], key: readonly string[]): readonly Row[] => {
  const last = new Map<string, Row>();
  for (const row of rows) last.set(keyOf(row, key), row);
  return last.size === rows.length ? rows : [...last.values()];
};

const chunksOf = <Item>(rows: readonly Item[]): readonly (readonly Item[])[] => {
  const chunks: (readonly Item[])[] = [];
  for (let start = 0; start < rows.length; start += ROWS_PER_STATEMENT)
    chunks.push(rows.slice(start, start + ROWS_PER_STATEMENT));
  return chunks;
};

const matching = (key: readonly string[], left: string, right: string): string =>
  key.map((column) => `${left}.${column} = ${right}.${column}`).join(' and ');

/** Of each key once. */
const upsertRows = async (
  db: Queryable,
  table: string,
  key: readonly string[],
  rows: readonly RowParts[],
): Promise<void> => {
  const columns = columnsOf(rows);
  const list = columns.join(', ');
  const changes = columns
    .filter((column) => !key.includes(column))
    .map((column) => `${column} = excluded.${column}`)
    .join(', ');
  for (const chunk of chunksOf(rows)) {
    await db.query(
      `insert into ${table} (${list})
       select ${list} from json_populate_recordset(null::${table}, $1::json)
       on conflict (${key.join(', ')}) do ${changes === '' ? 'nothing' : `update set ${changes}`}`,
      [rowsAsJson(chunk)],
    );
  }
};

const deleteRows = async (
  db: Queryable,
  table: string,
  key: readonly string[],
  keys: readonly Row[],
): Promise<void> => {
  for (const chunk of chunksOf(lastOfEachKey(keys, key))) {
    await db.query(
      `delete from ${table} using json_populate_recordset(null::${table}, $1::json) gone
       where ${matching(key, table, 'gone')}`,
      [JSON.stringify(chunk)],
    );
  }
};

const replaceGroups = async (
  db: Queryable,
  table: string,
  groups: readonly { readonly group: Row; readonly rows: readonly Row[] }[],
): Promise<void> => {
  const first = groups[0];
  if (first === undefined) return;
  const groupKey = Object.keys(first.group);
  const last = new Map(groups.map((entry) => [keyOf(entry.group, groupKey), entry]));
  await deleteRows(
    db,
    table,
    groupKey,
    [...last.values()].map(({ group }) => group),
  );
  await insertRows(
    db,
    table,
    [...last.values()].flatMap(({ group, rows }) => rows.map((row) => [group, row])),
  );
};

const insertRows = async (db: Queryable, table: string, rows: readonly RowParts[]): Promise<void> => {
  const list = columnsOf(rows).join(', ');
  for (const chunk of chunksOf(rows)) {
    await db.query(
      `insert into ${table} (${list}) select ${list} from json_populate_recordset(null::${table}, $1::json)`,
      [rowsAsJson(chunk)],
    );
  }
};

const foldRows = async <Event extends RecordedEvent, Loaded extends Row>(
  db: Queryable,
  page: readonly Event[],
  { table, keyOf: keyOfEvent, load, fold }: Fold<Event, Loaded>,
): Promise<void> => {
  const first = page[0];
  if (first === undefined) return;
  const key = Object.keys(keyOfEvent(first));
  const keyed = page.map((event) => {
    const row = keyOfEvent(event);
    return { event, row, id: keyOf(row, key) };
  });
  const keys = new Map(keyed.map(({ id, row }) => [id, row]));
  const loaded = await loadRows<Loaded>(db, table, key, load, [...keys.values()]);

  const changed = new Map<string, { readonly row: Loaded; readonly position: bigint } | null>();
  for (const { event, id } of keyed) {
    const current = changed.has(id) ? changed.get(id) : loaded.get(id);
    if (current != null && event.position <= current.position) continue;
    const row = fold(current?.row ?? null, event);
    changed.set(id, row === null ? null : { row, position: event.position });
  }

  const gone: Row[] = [];
  const kept: RowParts[] = [];
  for (const [id, change] of changed) {
    const keyRow = keys.get(id) ?? {};
    if (change === null) gone.push(keyRow);
    else kept.push([keyRow, change.row, { last_position: String(change.position) }]);
  }
  await deleteRows(db, table, key, gone);
  await upsertRows(db, table, key, kept);
};

const loadRows = async <Loaded extends Row>(
  db: Queryable,
  table: string,
  key: readonly string[],
  load: readonly string[],
  keys: readonly Row[],
): Promise<ReadonlyMap<string, { readonly row: Loaded; readonly position: bigint }>> => {
  const exact = (column: string): string => `stored.${column}${column.endsWith('_position') ? '::text' : ''}`;
  const selected = load.map((column) => `'${column}', ${exact(column)}`).join(', ');
  const { rows } = await db.query<{ key: Row; loaded: Loaded; last_position: string }>(
    `select json_build_object(${key.map((column) => `'${column}', stored.${column}`).join(', ')}) as key,
            json_build_object(${selected}) as loaded, stored.last_position::text
     from ${table} stored
     join json_populate_recordset(null::${table}, $1::json) wanted on ${matching(key, 'stored', 'wanted')}`,
    [JSON.stringify(keys)],
  );
  return new Map(
    rows.map((row) => [keyOf(row.key, key), { row: row.loaded, position: BigInt(row.last_position) }]),
  );
};

/**
 * The tables of a schema: the search_path of `db` says which. Rows travel as one JSON parameter and take the types of
 * the table's columns there, so that decimals (strings) stay exact in numeric columns, float64 come back bit by bit
 * from double precision ones, and bigints go as text. Names of tables and columns come from code, never from input.
 */
export const tablesOf = (db: Queryable): Tables => ({
  upsert: (table, key, rows) =>
    upsertRows(
      db,
      table,
      key,
      lastOfEachKey(rows, key).map((row) => [row]),
    ),
  remove: (table, key, keys) => deleteRows(db, table, key, keys),
  replaceGroups: (table, groups) => replaceGroups(db, table, groups),
  fold: (page, fold) => foldRows(db, page, fold),
});
