import type { RowError } from '../../domain/import/report.ts';
import { writeCsv } from './write-csv.ts';

/** The errors of an import as a file, for people who mend theirs in a spreadsheet. */
export const writeErrorsCsv = (errors: readonly RowError[]): string =>
  writeCsv(
    ['Row', 'Symbol', 'Field', 'Value', 'Code', 'Message', 'Fix'],
    errors.map(({ row, symbol, field, value, code, message, fix }) => [
      row,
      symbol,
      field,
      value,
      code,
      message,
      fix,
    ]),
  );
