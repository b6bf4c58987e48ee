import type { RowsTouchedBy, TouchedRows } from '../../application/ports/touched-rows.ts';
import type { Projection, Row, Tables } from '../projection.ts';

/** A batch of prices touches hundreds of rows: the first few say which. */
const KEYS_NAMED = 20;

const pick = (row: Row, key: readonly string[]): Row =>
  Object.fromEntries(key.map((column) => [column, row[column]]));

/** Tables that only note what would be written. */
const notingTables = (
  note: (table: string, operation: TouchedRows['operation'], keys: readonly Row[]) => void,
): Tables => ({
  upsert: async (table, key, rows) =>
    note(
      table,
      'write',
      rows.map((row) => pick(row, key)),
    ),
  remove: async (table, key, keys) =>
    note(
      table,
      'remove',
      keys.map((row) => pick(row, key)),
    ),
  replaceGroups: async (table, groups) =>
    note(
      table,
      'write',
      groups.map(({ group }) => group),
    ),
  fold: async (page, { table, keyOf }) => note(table, 'write', page.map(keyOf)),
});

/** Runs the event through the projections that ask for it, with tables that only note. */
export const createRowsTouchedBy =
  (projections: readonly Projection[]): RowsTouchedBy =>
  async (event) => {
    const touched: TouchedRows[] = [];
    const tables = notingTables((table, operation, keys) => {
      if (keys.length > 0)
        touched.push({ table, operation, keys: keys.slice(0, KEYS_NAMED), total: keys.length });
    });
    for (const projection of projections)
      if (projection.eventTypes.includes(event.type)) await projection.apply([event], tables);
    return touched;
  };
