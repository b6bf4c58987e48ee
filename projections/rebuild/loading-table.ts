import type { Row } from '../projection.ts';
import { copyLine } from './copy-text.ts';
import { type HeldRow, wholeRow } from './held-row.ts';
import type { LoadSession } from './load-session.ts';
import type { TableShape } from './table-shape.ts';
import { createWrittenKeys, type WrittenKeys } from './written-keys.ts';

/** Of the rows that were touched last, so much (as it is written) stays in memory; twice as much at most. */
export const HOT_BYTES = 4_000_000;
/** Of rows that are only written. Held longer they cost the garbage collector more than they save. */
const COLD_BYTES = 100_000;
const BYTES_BEFORE_KNOWN = 1000;
const BYTES_PER_CHUNK = 256 * 1024;

type Lookup = {
  readonly groupOf: IdOf;
  /** Ids of the rows in memory, by their group. */
  readonly inMemory: Map<string, Set<string>>;
  readonly written: WrittenKeys;
};

/**
 * A table while it is filled. Every row is either in memory or in the database, never in both: rows are folded in
 * memory, those that were touched longest ago are written with COPY, and one that is touched again afterwards is taken
 * back. So each row is written about once, and memory holds a bounded window of the table however long the log is.
 */
export type LoadingTable = {
  readonly shape: TableShape;
  readonly idOf: IdOf;
  readonly get: (id: string) => HeldRow | undefined;
  readonly put: (id: string, row: HeldRow) => void;
  readonly drop: (id: string) => void;
  /** Rows that are folded are likely to be touched again, and worth their place in memory. */
  readonly keepHot: () => void;
  /** Brings the rows with these keys (and their ids) into memory, if they are there at all. */
  readonly takeBack: (ids: readonly string[], keys: readonly Row[]) => Promise<void>;
  /** Removes every row that equals one of `keys` in `columns`. */
  readonly removeAll: (columns: readonly string[], keys: readonly Row[]) => Promise<void>;
  /** Writes the oldest rows when there are too many. */
  readonly settle: () => Promise<void>;
  /** Writes all rows. */
  readonly flush: () => Promise<void>;
};

const NO_IDS: ReadonlySet<string> = new Set();

/** What a row is known by; columns that are not in `columns` are in `rest`. */
type IdOf = (columns: Row, rest?: Row) => string;

/** PostgreSQL's text has no U+0000, so that no two keys look alike. */
const idBy = (names: readonly string[]): IdOf => {
  const part = (name: string, columns: Row, rest: Row): string => String(columns[name] ?? rest[name]);
  const [first = '', second = '', ...more] = names;
  if (names.length === 1) return (columns, rest = columns) => part(first, columns, rest);
  if (more.length === 0)
    return (columns, rest = columns) => `${part(first, columns, rest)}\0${part(second, columns, rest)}`;
  return (columns, rest = columns) => names.map((name) => part(name, columns, rest)).join('\0');
};

export type LoadingOptions = {
  /** Rows have been written before. */
  readonly filled: boolean;
  /** As `HOT_BYTES`. */
  readonly hotBytes: number;
};

export const createLoadingTable = (
  session: LoadSession,
  schema: string,
  shape: TableShape,
  { filled, hotBytes: most }: LoadingOptions,
): LoadingTable => {
  const { key, columns } = shape;
  const table = `${schema}.${shape.table}`;
  const list = columns.map(({ name }) => name).join(', ');
  const idOf = idBy(key);
  const rows = new Map<string, HeldRow>();
  const lookups = new Map<string, Lookup>();
  let written: WrittenKeys | null = null;
  let hotBytes = Math.min(COLD_BYTES, most);
  let rowsWritten = 0;
  let bytesWritten = 0;

  const addToLookup = ({ groupOf, inMemory }: Lookup, id: string, row: HeldRow): void => {
    const group = groupOf(row.columns, row.key);
    const ids = inMemory.get(group);
    if (ids === undefined) inMemory.set(group, new Set([id]));
    else ids.add(id);
  };
  const dropFromLookup = ({ groupOf, inMemory }: Lookup, id: string, row: HeldRow): void => {
    const group = groupOf(row.columns, row.key);
    const ids = inMemory.get(group);
    ids?.delete(id);
    if (ids?.size === 0) inMemory.delete(group);
  };

  const get = (id: string): HeldRow | undefined => rows.get(id);
  const drop = (id: string): void => {
    const row = rows.get(id);
    if (row === undefined) return;
    rows.delete(id);
    for (const lookup of lookups.values()) dropFromLookup(lookup, id, row);
  };
  const put = (id: string, row: HeldRow): void => {
    // the last touched is the last in the map
    drop(id);
    rows.set(id, row);
    for (const lookup of lookups.values()) addToLookup(lookup, id, row);
  };
  /** What is in the database already, in as much memory as ever. */
  const scan = async (by: readonly string[]): Promise<WrittenKeys> => {
    const keys = createWrittenKeys();
    const groupOf = idBy(by);
    if (filled || rowsWritten > 0) await session.eachRow(table, by, (row) => keys.add(groupOf(row)));
    return keys;
  };
  const writtenKeys = async (): Promise<WrittenKeys | null> => {
    if (written === null && filled) written = await scan(key);
    return written;
  };
  const lookupBy = async (by: readonly string[]): Promise<Lookup> => {
    const name = by.join(', ');
    const known = lookups.get(name);
    if (known !== undefined) return known;
    const lookup: Lookup = { groupOf: idBy(by), inMemory: new Map(), written: await scan(by) };
    for (const [id, row] of rows) addToLookup(lookup, id, row);
    lookups.set(name, lookup);
    return lookup;
  };

  const isKey = (by: readonly string[]): boolean =>
    by.length === key.length && by.every((column) => key.includes(column));

  const writeOut = async (count: number): Promise<void> => {
    if (count <= 0) return;
    const keys = (await writtenKeys()) ?? createWrittenKeys();
    written = keys;
    const chunks: Buffer[] = [];
    let chunk = '';
    let left = count;
    for (const [id, row] of rows) {
      if (left === 0) break;
      left -= 1;
      chunk += copyLine(row, columns);
      if (chunk.length > BYTES_PER_CHUNK) {
        chunks.push(Buffer.from(chunk));
        chunk = '';
      }
      keys.add(id);
      for (const lookup of lookups.values()) {
        lookup.written.add(lookup.groupOf(row.columns, row.key));
        dropFromLookup(lookup, id, row);
      }
      rows.delete(id);
    }
    if (chunk !== '') chunks.push(Buffer.from(chunk));
    rowsWritten += count;
    bytesWritten += chunks.reduce((sum, { length }) => sum + length, 0);
    await session.copy(table, list, chunks);
  };

  return {
    shape,
    idOf,
    get,
    put,
    drop,
    keepHot: () => {
      hotBytes = most;
    },
    takeBack: async (ids, keys) => {
      const filter = await writtenKeys();
      if (filter === null) return;
      const wanted = keys.filter((_, index) => {
        const id = ids[index] ?? '';
        return !rows.has(id) && filter.perhaps(id);
      });
      if (wanted.length === 0) return;
      await session.ensure(shape.primaryKey, schema);
      for (const row of await session.take(table, shape, wanted)) put(idOf(row), wholeRow(row));
    },
    removeAll: async (by, keys) => {
      if (isKey(by)) {
        const filter = await writtenKeys();
        const gone: Row[] = [];
        for (const row of keys) {
          const id = idOf(row);
          if (rows.has(id)) drop(id);
          else if (filter?.perhaps(id) === true) gone.push(row);
        }
        if (gone.length > 0) await session.ensure(shape.primaryKey, schema);
        await session.remove(table, by, gone);
        return;
      }
      const lookup = await lookupBy(by);
      const gone: Row[] = [];
      for (const row of keys) {
        const group = lookup.groupOf(row);
        for (const id of [...(lookup.inMemory.get(group) ?? NO_IDS)]) drop(id);
        if (lookup.written.perhaps(group)) gone.push(row);
      }
      // Found by the first columns of the key, or not at all by it.
      if (gone.length > 0 && by.every((column) => key.slice(0, by.length).includes(column)))
        await session.ensure(shape.primaryKey, schema);
      await session.remove(table, by, gone);
    },
    settle: async () => {
      const size = rowsWritten === 0 ? BYTES_BEFORE_KNOWN : bytesWritten / rowsWritten;
      const hot = Math.ceil(hotBytes / size);
      if (rows.size > 2 * hot) await writeOut(rows.size - hot);
    },
    flush: () => writeOut(rows.size),
  };
};
