import { type IsoDate, isIsoDate } from '../../domain/dates.ts';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** 1 to 12 for an English month, in full or by its first three letters; null for anything else. */
export const monthOf = (name: string): number | null => {
  const month = MONTHS.indexOf(name.slice(0, 3).toLowerCase()) + 1;
  return month === 0 ? null : month;
};

/** The day, or null where it does not exist. A year of two digits is of this century. */
export const dayOf = (year: string, month: string | number | null, day: string): IsoDate | null => {
  const full = year.length === 2 ? `20${year}` : year;
  const date = `${full}-${String(month ?? '').padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isIsoDate(date) ? date : null;
};

/**
 * The last day that a line of English text names: `as of 01/18/2019 10:23 AM ET`, `Generated at Jan 1 2026`,
 * `January 1, 2026 - January 31, 2026`, `2025-12-31`, `20251231`. Numbers are month first.
 */
export const lastDateIn = (text: string): IsoDate | null => {
  const spellings =
    /(\d{4})-(\d{2})-(\d{2})|\b(\d{4})(\d{2})(\d{2})\b|(\d{1,2})\/(\d{1,2})\/(\d{4}|\d{2})\b|\b([A-Za-z]{3,9})\.? (\d{1,2}),? (\d{4})\b/g;
  let last: IsoDate | null = null;
  for (const found of text.slice(0, 1000).matchAll(spellings)) {
    const [, y, m, d, year, month, day, mdyMonth, mdyDay, mdyYear, name, nameDay, nameYear] = found;
    last =
      (y !== undefined ? dayOf(y, m ?? null, d ?? '') : null) ??
      (year !== undefined ? dayOf(year, month ?? null, day ?? '') : null) ??
      (mdyYear !== undefined ? dayOf(mdyYear, mdyMonth ?? null, mdyDay ?? '') : null) ??
      (name !== undefined ? dayOf(nameYear ?? '', monthOf(name), nameDay ?? '') : null) ??
      last;
  }
  return last;
};
