import { type ColumnMapping, MAPPED_FIELDS, type MappedField } from '../../../application/imports/reading.ts';
import { type Refusal, refuse } from '../../../domain/errors/refusal.ts';
import { showDecimalComma } from '../../../domain/import/printed-number.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';
import type {
  PrintedHolding,
  PrintedTotal,
  SkippedRow,
  SourceFile,
  SourceRow,
  Statement,
} from '../format.ts';
import { inTurns } from '../in-turns.ts';
import { printedHolding, skippedRow } from '../printed.ts';
import { cellOf, filledCellOf, findTable, isBlankRow, loneTextOf, type Table } from '../table.ts';
import { comparableTitle } from '../titles.ts';

const TOTAL =
  /^(?:(?:grand|sub|account|portfolio)[- ]?)?(?:total|totals|summe|gesamt|gesamtsumme|totaal|totale|totaux|somme|suma|summa)(\b.*)?$/i;

/** A row of a sum. Total SE is a company, and has a quantity. */
const isTotal = (name: string, quantity: string): boolean => {
  const [whole, more] = TOTAL.exec(name.slice(0, 100)) ?? [];
  return whole !== undefined && ((more ?? '').replace(/[:\s]/g, '') === '' || quantity === '');
};

const kindOf = (table: Table<MappedField>, row: SourceRow): PrintedHolding['kind'] => {
  // Without a column of symbols every row is known by its name alone.
  if (table.places.symbol === null) return 'private';
  const assetClass = cellOf(table, row, 'asset_class');
  if (/^money[ -]?market/i.test(assetClass)) return 'money_market';
  if (/^(?:private|venture|hedge fund|real estate|art)\b/i.test(assetClass)) return 'private';
  return /^cash\b/i.test(assetClass) && !/^[A-Z]{4,5}$/i.test(cellOf(table, row, 'symbol')) ? 'cash' : null;
};

const holdingOf = (table: Table<MappedField>, row: SourceRow): PrintedHolding => {
  return printedHolding({
    line: row.line,
    account: cellOf(table, row, 'account'),
    symbol: filledCellOf(table, row, 'symbol'),
    description: filledCellOf(table, row, 'description'),
    quantity: cellOf(table, row, 'quantity'),
    price: filledCellOf(table, row, 'price'),
    marketValue: filledCellOf(table, row, 'market_value'),
    costPerShare: filledCellOf(table, row, 'cost_per_share'),
    costTotal: filledCellOf(table, row, 'cost_total'),
    entryDate: filledCellOf(table, row, 'entry_date'),
    currency: filledCellOf(table, row, 'currency'),
    kind: kindOf(table, row),
  });
};

/** Numbers of a table, for what they show of its decimal mark. */
const cellsOf = function* (table: Table<MappedField>, rows: readonly SourceRow[]): Generator<string> {
  for (const row of rows) {
    for (const field of ['quantity', 'price', 'market_value', 'cost_per_share', 'cost_total'] as const) {
      yield cellOf(table, row, field);
    }
  }
};

const titlesOf = ({ columns }: ColumnMapping): Readonly<Record<MappedField, readonly string[]>> => {
  const titles = MAPPED_FIELDS.map((field) => {
    const title = columns[field];
    return [field, title === undefined || title.trim() === '' ? [] : [comparableTitle(title)]] as const;
  });
  return Object.fromEntries(titles) as Record<MappedField, string[]>;
};

const mappedFields = ({ columns }: ColumnMapping): readonly MappedField[] =>
  MAPPED_FIELDS.filter((field) => (columns[field] ?? '').trim() !== '');

/** What a mapping lacks to read positions by. */
const missingIn = ({ columns }: ColumnMapping): readonly string[] => [
  ...(columns.symbol === undefined && columns.description === undefined ? ['symbol'] : []),
  ...(columns.quantity === undefined ? ['quantity'] : []),
];

/**
 * Reads a table whose columns a mapping names. ERR_CSV_004 for a mapping that names neither symbol nor description, or
 * no quantity, or columns that the file does not have.
 */
export const readMapped = async (
  file: SourceFile,
  mapping: ColumnMapping,
): Promise<Result<{ readonly statement: Statement; readonly columns: readonly string[] }, Refusal>> => {
  const missing = missingIn(mapping);
  if (missing.length > 0) {
    const message = `The mapping names no column for ${missing.join(' and ')}.`;
    return fail(refuse('ERR_CSV_004', { message, details: { missing } }));
  }
  const rows = file.kind === 'delimited' ? file.rows : [];
  const fields = mappedFields(mapping);
  const table = findTable(rows, titlesOf(mapping), fields);
  if (table === null) {
    const titles = fields.map((field) => mapping.columns[field] ?? '');
    const message = 'No row of the file has all the columns that the mapping names.';
    return fail(refuse('ERR_CSV_004', { message, details: { missing: titles } }));
  }
  const header = rows[table.at]?.fields ?? [];
  const body = rows.slice(table.at + 1);
  const accounts = new Set<string>();
  const holdings: PrintedHolding[] = [];
  const totals: PrintedTotal[] = [];
  const skipped: SkippedRow[] = [];
  for await (const row of inTurns(body)) {
    if (isBlankRow(row) || loneTextOf(row) !== null) continue;
    const name = row.fields.find((field) => field !== '') ?? '';
    if (isTotal(name, cellOf(table, row, 'quantity'))) {
      for (const [total, field] of [
        ['market_value', 'market_value'],
        ['cost_basis', 'cost_total'],
      ] as const) {
        const value = filledCellOf(table, row, field);
        if (value !== null && !/^sub/i.test(name)) totals.push({ account: null, name: total, value });
      }
      skipped.push(skippedRow(row.line, name, 'total_row', 'A total, compared with the rows.'));
      continue;
    }
    const holding = holdingOf(table, row);
    accounts.add(holding.account);
    holdings.push(holding);
  }
  return ok({
    columns: header.filter((title) => title !== ''),
    statement: {
      asOf: null,
      accounts: [...accounts].map((account) => ({ key: account, name: account })),
      holdings,
      totals,
      skipped,
      decimalComma: mapping.decimalComma ?? showDecimalComma(cellsOf(table, body.slice(0, 1_000))),
      dateFormat: mapping.dateFormat ?? null,
    },
  });
};
