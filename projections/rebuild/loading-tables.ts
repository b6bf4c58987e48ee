import type { Row, Tables } from '../projection.ts';
import { type HeldRow, wholeRow } from './held-row.ts';
import type { LoadSession } from './load-session.ts';
import { createLoadingTable, type LoadingOptions, type LoadingTable } from './loading-table.ts';
import type { TableShape } from './table-shape.ts';

export type Loading = {
  readonly tables: Tables;
  /** After each page: writes what is not likely to be touched again. */
  readonly settle: () => Promise<void>;
  /** Writes everything: the database then has the tables as they are at the last page. */
  readonly flush: () => Promise<void>;
};

/** What a fold gives has every column that a fold may load; those that it left out stay as they were. */
const completed = (columns: Row, current: HeldRow | undefined, names: readonly string[]): Row =>
  current === undefined || names.every((name) => name in columns)
    ? columns
    : { ...current.columns, ...columns };

/** A projection's tables in a schema of their own, folded in memory: see `LoadingTable`. */
export const createLoading = (
  session: LoadSession,
  schema: string,
  shapes: readonly TableShape[],
  options: LoadingOptions,
): Loading => {
  const byName = new Map(
    shapes.map((shape) => [shape.table, createLoadingTable(session, schema, shape, options)]),
  );
  const of = (name: string): LoadingTable => {
    const table = byName.get(name);
    if (table === undefined) throw new Error(`the projection does not own a table ${name}`);
    return table;
  };
  const keyedBy = (name: string, key: readonly string[]): LoadingTable => {
    const table = of(name);
    const { key: primary } = table.shape;
    if (key.length !== primary.length || key.some((column) => !primary.includes(column)))
      throw new Error(`rows of ${name} are known by ${primary.join(', ')}, not by ${key.join(', ')}`);
    return table;
  };

  const tables: Tables = {
    upsert: async (name, key, rows) => {
      if (rows.length === 0) return;
      const { takeBack, idOf, get, put } = keyedBy(name, key);
      const ids = rows.map((row) => idOf(row));
      await takeBack(ids, rows);
      for (const [index, row] of rows.entries()) {
        const id = ids[index] ?? '';
        const known = get(id);
        put(id, wholeRow(known === undefined ? row : { ...known.key, ...known.columns, ...row }));
      }
    },
    remove: async (name, key, keys) => {
      if (keys.length > 0) await of(name).removeAll(key, keys);
    },
    replaceGroups: async (name, groups) => {
      const first = groups[0];
      if (first === undefined) return;
      const { removeAll, idOf, get, put } = of(name);
      const by = Object.keys(first.group);
      const groupId = ({ group }: { readonly group: Row }): string =>
        JSON.stringify(by.map((column) => group[column]));
      const last = [...new Map(groups.map((entry) => [groupId(entry), entry])).values()];
      await removeAll(
        by,
        last.map(({ group }) => group),
      );
      for (const { group, rows } of last)
        for (const given of rows) {
          const id = idOf(given, group);
          if (get(id) !== undefined)
            throw new Error(`two rows of ${name} have the key ${id.replaceAll('\0', ', ')}`);
          put(id, { key: group, columns: given, position: null });
        }
    },
    fold: async (page, { table: name, keyOf, fold }) => {
      const first = page[0];
      if (first === undefined) return;
      const { keepHot, takeBack, idOf, get, put, drop, shape } = keyedBy(name, Object.keys(keyOf(first)));
      const names = shape.columns
        .map((column) => column.name)
        .filter((column) => column !== 'last_position' && !shape.key.includes(column));
      keepHot();
      const keys = page.map(keyOf);
      const ids = keys.map((key) => idOf(key));
      await takeBack(ids, keys);
      for (const [index, event] of page.entries()) {
        const id = ids[index] ?? '';
        const current = get(id);
        if (current !== undefined && event.position <= (current.position ?? -1n)) continue;
        const columns = fold((current?.columns ?? null) as Parameters<typeof fold>[0], event);
        if (columns === null) drop(id);
        else
          put(id, {
            key: keys[index] ?? {},
            columns: completed(columns, current, names),
            position: event.position,
          });
      }
    },
  };

  return {
    tables,
    settle: async () => {
      for (const table of byName.values()) await table.settle();
    },
    flush: async () => {
      for (const table of byName.values()) await table.flush();
      await session.settled();
    },
  };
};
