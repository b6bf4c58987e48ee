import { COLUMNS, type Column, HEADERS } from '../../../domain/import/columns.ts';
import { matchHeader } from '../../../domain/import/header.ts';
import { type ImportRules, importPositions } from '../../../domain/import/positions-import.ts';
import type { RowError } from '../../../domain/import/report.ts';

export type SparseRow = Partial<Record<Column, string>>;

export const RULES: ImportRules = { today: '2026-11-21', priceDecimals: 2, onDuplicate: 'refuse' };

/** A good stock, of which a test changes what it is about. */
export const stock = (change: SparseRow = {}): SparseRow => ({
  symbol: 'AAPL',
  quantity: '100',
  entryPrice: '158.00',
  entryDate: '2024-01-16',
  ...change,
});

/** A good option without a symbol. */
export const option = (change: SparseRow = {}): SparseRow => ({
  quantity: '10',
  entryPrice: '5.50',
  entryDate: '2026-02-02',
  investmentClass: 'OPTIONS',
  underlying: 'SPY',
  strike: '450',
  expiration: '2027-03-19',
  optionType: 'CALL',
  ...change,
});

/** Imports rows under the full header, which is line 1; the first row is line 2. */
export const importRows = (rows: readonly SparseRow[], rules: Partial<ImportRules> = {}) => {
  const header = matchHeader(
    COLUMNS.map((column) => HEADERS[column]),
    1,
  );
  if (!header.ok) throw new Error('the header is good');
  const positions = importPositions(header.value, { ...RULES, ...rules });
  for (const [index, row] of rows.entries())
    positions.add(
      index + 2,
      COLUMNS.map((column) => row[column] ?? ''),
    );
  return positions.finish();
};

/** The one position of one good row. */
export const positionOf = (row: SparseRow, rules: Partial<ImportRules> = {}) => {
  const imported = importRows([row], rules);
  if (!imported.ok) throw new Error(JSON.stringify(imported.error.details));
  return imported.value.positions[0]!;
};

export const errorsOf = (
  rows: readonly SparseRow[],
  rules: Partial<ImportRules> = {},
): readonly RowError[] => {
  const imported = importRows(rows, rules);
  if (imported.ok) return [];
  return (imported.error.details as { readonly errors: readonly RowError[] }).errors;
};

/** `field code` of each error of one row. */
export const codesOf = (row: SparseRow, rules: Partial<ImportRules> = {}): readonly string[] =>
  errorsOf([row], rules).map(({ field, code }) => `${field} ${code}`);
