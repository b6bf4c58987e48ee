/** Spreadsheets run what starts like this as a formula. */
const FORMULA_START = /^[=+\-@\t\r\n]/;
const PLAIN_NUMBER = /^-?\d+(?:\.\d+)?$/;

/** A value that a spreadsheet shows and does not run: a quote in front of a formula; numbers, also negative, stay. */
export const guarded = (value: string): string =>
  FORMULA_START.test(value) && !PLAIN_NUMBER.test(value) ? `'${value}` : value;

/** What was guarded on its way out, so that an exported file can be imported again. */
export const unguarded = (value: string): string =>
  value.startsWith("'") && FORMULA_START.test(value.slice(1, 2)) ? value.slice(1) : value;
