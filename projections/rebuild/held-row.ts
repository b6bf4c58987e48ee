import type { Row } from '../projection.ts';

/**
 * A row in memory, in parts that are never joined: copying thirty columns for every event cost more than folding it.
 * A column that is not among `columns` is in `key`.
 */
export type HeldRow = {
  readonly key: Row;
  readonly columns: Row;
  /** Of the last event in it; null where the table does not say, and then `columns` has every column. */
  readonly position: bigint | null;
};

/** A row that the projection gave, or the database. */
export const wholeRow = (row: Row): HeldRow => {
  const { last_position: position } = row;
  return {
    key: row,
    columns: row,
    position: position === undefined || position === null ? null : BigInt(String(position)),
  };
};

/** The value of a column, in the form in which the projection gave it. */
export const columnOf = ({ key, columns }: HeldRow, name: string): unknown => {
  const value = columns[name];
  return value === undefined ? key[name] : value;
};
