import { guarded } from './cell.ts';

const quoted = (value: string): string =>
  /[",;\n\r]|^\s|\s$|^#/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;

/** One line of a CSV file for people and spreadsheets, with its line end (CRLF, RFC 4180). Null is a blank field. */
export const csvLine = (values: readonly (string | number | null)[]): string =>
  `${values.map((value) => quoted(guarded(value === null ? '' : String(value)))).join(',')}\r\n`;

/** A whole file: header and rows. */
export const writeCsv = (
  header: readonly string[],
  rows: Iterable<readonly (string | number | null)[]>,
): string => [csvLine(header), ...Array.from(rows, csvLine)].join('');
