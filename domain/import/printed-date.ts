import { type IsoDate, isIsoDate } from '../dates.ts';

/** Which part of a date written in numbers comes first. */
export type DateOrder = 'mdy' | 'dmy';

/** A date as a broker prints it: `none` where it prints that there is none. */
export type PrintedDate =
  | { readonly kind: 'date'; readonly date: IsoDate }
  /** Both readings are days that exist, month first and day first. */
  | { readonly kind: 'ambiguous'; readonly readings: readonly [mdy: IsoDate, dmy: IsoDate] }
  | { readonly kind: 'none' }
  | { readonly kind: 'invalid' };

const MAX_CHARACTERS = 64;
const NONE = new Set(['', '-', '--', '---', 'n/a', 'na', 'none', 'null', 'various', 'multiple', 'unknown']);
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** Two digits are a year of this century, or from 70 on of the last. */
const fullYear = (year: string): string => {
  if (year.length === 4) return year;
  return Number(year) < 70 ? `20${year}` : `19${year}`;
};

const isoOf = (year: string, month: string | number, day: string): IsoDate =>
  `${fullYear(year)}-${String(month).padStart(2, '0')}-${day.padStart(2, '0')}`;

const asDate = (date: IsoDate): PrintedDate =>
  isIsoDate(date) ? { kind: 'date', date } : { kind: 'invalid' };

const named = (day: string, month: string, year: string): PrintedDate => {
  const number = MONTHS.indexOf(month.slice(0, 3).toLowerCase()) + 1;
  return number === 0 ? { kind: 'invalid' } : asDate(isoOf(year, number, day));
};

const numeric = (first: string, second: string, year: string, order: DateOrder | null): PrintedDate => {
  const mdy = isoOf(year, first, second);
  const dmy = isoOf(year, second, first);
  if (order !== null) return asDate(order === 'mdy' ? mdy : dmy);
  if (mdy === dmy || !isIsoDate(dmy)) return asDate(mdy);
  if (!isIsoDate(mdy)) return asDate(dmy);
  return { kind: 'ambiguous', readings: [mdy, dmy] };
};

/** A time of day after the date says nothing about the day: `13:42:07`, `T00:00:00Z`, `10:23 AM ET`, `;162000`. */
const TIME = /(?:[T ,;]+\d{1,2}:\d{2}.*|;\d{6})$/;

/**
 * Reads `2024-01-15`, `2024/01/15`, `20240115`, `01/15/2024`, `15.01.2024` (points: the day comes first), `Nov-15-2020`,
 * `15 Nov 2020`, `November 15, 2020`, each with a time or without. `order` is what the file or the person says of dates
 * in numbers; without it a date of two readings is ambiguous.
 */
export const readPrintedDate = (text: string, order: DateOrder | null = null): PrintedDate => {
  if (text === '') return { kind: 'none' };
  if (text.length > MAX_CHARACTERS) return { kind: 'invalid' };
  const rest = text.trim().replace(TIME, '').trim();
  if (NONE.has(rest.toLowerCase())) return { kind: 'none' };

  const [, y, m, d] =
    /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(rest) ??
    /^(\d{4})[/.](\d{1,2})[/.](\d{1,2})$/.exec(rest) ??
    /^(\d{4})(\d{2})(\d{2})$/.exec(rest) ??
    [];
  if (y !== undefined && m !== undefined && d !== undefined) return asDate(isoOf(y, m, d));

  const [, first, mark, second, year] = /^(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})$/.exec(rest) ?? [];
  if (first !== undefined && second !== undefined && year !== undefined) {
    return numeric(first, second, year, mark === '.' ? 'dmy' : order);
  }
  const [, day, month, dayYear] =
    /^(\d{1,2})\.?[ -]([A-Za-z]{3,9})\.?,?[ -]'?(\d{4}|\d{2})$/.exec(rest) ?? [];
  if (day !== undefined && month !== undefined && dayYear !== undefined) return named(day, month, dayYear);
  const [, name, nameDay, nameYear] =
    /^([A-Za-z]{3,9})\.?[ -](\d{1,2}),?[ -]'?(\d{4}|\d{2})$/.exec(rest) ?? [];
  if (name !== undefined && nameDay !== undefined && nameYear !== undefined) {
    return named(nameDay, name, nameYear);
  }
  return { kind: 'invalid' };
};

/**
 * The order that the dates of a file show: one whose first number is above 12 has the day first, one whose second is
 * the month. Null where none shows it, or some show each.
 */
export const orderShownBy = (cells: Iterable<string>): DateOrder | null => {
  let mdy = false;
  let dmy = false;
  for (const cell of cells) {
    const [, first, second] = /^\s*(\d{1,2})[/-](\d{1,2})[/-](?:\d{4}|\d{2})(?!\d)/.exec(cell) ?? [];
    if (first === undefined || second === undefined) continue;
    if (Number(first) > 12 && Number(second) <= 12) dmy = true;
    if (Number(second) > 12 && Number(first) <= 12) mdy = true;
  }
  if (mdy === dmy) return null;
  return mdy ? 'mdy' : 'dmy';
};
