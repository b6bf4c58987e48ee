import type { IsoDate } from '../../domain/dates.ts';
import { readPrintedDate } from '../../domain/import/printed-date.ts';

const SPELLINGS =
  /\b(?:\d{4}-\d{2}-\d{2}|\d{8}|\d{1,2}\/\d{1,2}\/\d{2,4}|\d{4}\/\d{2}\/\d{2}|[A-Za-z]{3,9} \d{1,2},? \d{4})\b/g;

/**
 * The last day that a line of text names, numbers month first: `Generated at Jan 1 2026 12:00 PM ET`,
 * `January 1, 2026 - January 31, 2026`, `as of 01/18/2019 10:23 AM`. Null where it names none.
 */
export const lastDayIn = (text: string | null): IsoDate | null => {
  let last: IsoDate | null = null;
  for (const [spelling] of (text ?? '').slice(0, 500).matchAll(SPELLINGS)) {
    const read = readPrintedDate(spelling, 'mdy');
    if (read.kind === 'date') last = read.date;
  }
  return last;
};
