import type { SourceFile, SourceRow } from './format.ts';
import { titlesIn } from './titles.ts';

const SEARCHED_ROWS = 60;

const shareIn = (row: SourceRow, titles: readonly string[]): number => {
  if (row.fields.length < titles.length / 2) return 0;
  const names = titlesIn(row.fields);
  return titles.filter((title) => names.has(title)).length / titles.length;
};

/** The rows in which a layout's fingerprint is looked for; none of a file of another kind. */
export const firstRowsOf = (file: SourceFile): readonly SourceRow[] =>
  file.kind === 'delimited' ? file.rows.slice(0, SEARCHED_ROWS) : [];

/** The largest share of the titles (in lower case) that one of the first rows has, 0 to 1. */
export const shareOfTitles = (file: SourceFile, titles: readonly string[]): number =>
  Math.max(0, ...firstRowsOf(file).map((row) => shareIn(row, titles)));
