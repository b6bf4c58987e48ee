import type { SourceRow } from './format.ts';
import { mayHaveTitle, titlesIn } from './titles.ts';

/** The titles, in lower case, that each column of a layout may have. */
export type ColumnTitles<Name extends string> = Readonly<Record<Name, readonly string[]>>;

/** Where a table of a file starts, and where its columns are; a column that it does not have is null. */
export type Table<Name extends string> = {
  /** Index of the header among the rows that were searched. */
  readonly at: number;
  readonly width: number;
  readonly places: Readonly<Record<Name, number | null>>;
};

/** The columns of a header by their titles. Of two columns with one title the first counts. */
export const placesOf = <Name extends string>(
  header: readonly string[],
  titles: ColumnTitles<Name>,
): Readonly<Record<Name, number | null>> => {
  const byTitle = titlesIn(header);
  const places = Object.entries<readonly string[]>(titles).map(([name, known]) => {
    const title = known.find((one) => byTitle.has(one));
    return [name, title === undefined ? null : (byTitle.get(title) ?? null)] as const;
  });
  return Object.fromEntries(places) as Record<Name, number | null>;
};

const widthOf = (fields: readonly string[]): number => fields.findLastIndex((field) => field !== '') + 1;

/** A header row read at `at`, when it has every required column; else null. */
export const tableAt = <Name extends string>(
  rows: readonly SourceRow[],
  at: number,
  titles: ColumnTitles<Name>,
  required: readonly NoInfer<Name>[],
): Table<Name> | null => {
  const fields = rows[at]?.fields ?? [];
  const [first] = required;
  if (fields.length < required.length) return null;
  if (first !== undefined && !mayHaveTitle(fields, titles[first])) return null;
  const places = placesOf(fields, titles);
  return required.every((name) => places[name] !== null) ? { at, width: widthOf(fields), places } : null;
};

/** How far from the start of a file (or of a section) a header is looked for. */
const SEARCHED_ROWS = 60;

/** The first header row from `from` on that has every required column. */
export const findTable = <Name extends string>(
  rows: readonly SourceRow[],
  titles: ColumnTitles<Name>,
  required: readonly NoInfer<Name>[],
  from = 0,
): Table<Name> | null => {
  for (let at = from; at < Math.min(rows.length, from + SEARCHED_ROWS); at++) {
    const table = tableAt(rows, at, titles, required);
    if (table !== null) return table;
  }
  return null;
};

/** A cell of a row of the table; '' where the table or the row does not have it. */
export const cellOf = <Name extends string>(table: Table<Name>, row: SourceRow, name: Name): string => {
  const place = table.places[name];
  return place === null ? '' : (row.fields[place] ?? '');
};

/** The same, with null for a cell that is blank. */
export const filledCellOf = <Name extends string>(
  table: Table<Name>,
  row: SourceRow,
  name: Name,
): string | null => {
  const cell = cellOf(table, row, name);
  return cell === '' ? null : cell;
};

/** True for a row of nothing but blanks. */
export const isBlankRow = (row: SourceRow): boolean => row.fields.every((field) => field === '');

/** The text of a row that is a title or a footnote: one field that is filled, and no other. */
export const loneTextOf = ({ fields }: SourceRow): string | null => {
  let lone: string | null = null;
  for (const field of fields) {
    if (field === '') continue;
    if (lone !== null) return null;
    lone = field;
  }
  return lone;
};
