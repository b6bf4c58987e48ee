import { type Refusal, refuse } from '../errors/refusal.ts';
import { limits } from '../limits.ts';
import { fail, ok, type Result } from '../result.ts';
import { cutTo } from '../text.ts';
import { type Cells, COLUMNS, type Column, HEADERS, REQUIRED_COLUMNS } from './columns.ts';
import type { ImportWarning } from './report.ts';

/** Where the columns of a file are. */
export type Header = {
  readonly positions: ReadonlyMap<Column, number>;
  /** How many fields a row has; blank ones after these do not matter. */
  readonly width: number;
  readonly warnings: readonly ImportWarning[];
};

const comparable = (name: string): string => name.trim().replace(/\s+/g, ' ').toLowerCase();

const columnsByName: ReadonlyMap<string, Column> = new Map(
  COLUMNS.map((column) => [comparable(HEADERS[column]), column]),
);

const widthOf = (names: readonly string[]): number => names.findLastIndex((name) => name.trim() !== '') + 1;

const unknownColumn = (name: string, line: number): ImportWarning => ({
  row: line,
  symbol: null,
  field: cutTo(name.trim(), limits.shownValueLength),
  code: 'unknown_column',
  message: 'This column is not one of the twelve and was ignored.',
});

/**
 * Matches column names whatever their order, case and blanks. Unknown columns are ignored with a warning; ERR_CSV_005
 * for a row that names none of the required columns or one of the twelve twice, ERR_CSV_004 for one that lacks some.
 */
export const matchHeader = (names: readonly string[], line: number): Result<Header, Refusal> => {
  const positions = new Map<Column, number>();
  const warnings: ImportWarning[] = [];
  for (const [index, name] of names.entries()) {
    const column = columnsByName.get(comparable(name));
    if (column === undefined) {
      if (name.trim() !== '' && warnings.length < limits.listedWarnings) {
        warnings.push(unknownColumn(name, line));
      }
      continue;
    }
    if (positions.has(column)) {
      return fail(
        refuse('ERR_CSV_005', {
          message: `The header on line ${line} names the column ${HEADERS[column]} twice.`,
          details: { line, duplicated: HEADERS[column] },
        }),
      );
    }
    positions.set(column, index);
  }
  const missing = REQUIRED_COLUMNS.filter((column) => !positions.has(column)).map(
    (column) => HEADERS[column],
  );
  const required = REQUIRED_COLUMNS.map((column) => HEADERS[column]);
  if (missing.length === required.length) {
    return fail(
      refuse('ERR_CSV_005', {
        message: `Line ${line} should be the header, and names none of the columns ${required.join(', ')}.`,
        details: { line, required },
      }),
    );
  }
  if (missing.length > 0) {
    return fail(
      refuse('ERR_CSV_004', {
        message: `The header on line ${line} lacks ${missing.join(', ')}.`,
        details: { line, missing, required },
      }),
    );
  }
  return ok({ positions, width: widthOf(names), warnings });
};

/** The twelve columns of one row. */
export const cellsOf = ({ positions }: Header, fields: readonly string[]): Cells => {
  const cell = (column: Column): string => {
    const index = positions.get(column);
    return index === undefined ? '' : (fields[index] ?? '').trim();
  };
  return {
    symbol: cell('symbol'),
    quantity: cell('quantity'),
    entryPrice: cell('entryPrice'),
    entryDate: cell('entryDate'),
    investmentClass: cell('investmentClass'),
    investmentSubtype: cell('investmentSubtype'),
    underlying: cell('underlying'),
    strike: cell('strike'),
    expiration: cell('expiration'),
    optionType: cell('optionType'),
    exitDate: cell('exitDate'),
    exitPrice: cell('exitPrice'),
  };
};
