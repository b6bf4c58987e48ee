import type { PrintedHolding, SkippedRow, Statement } from './format.ts';

/** A holding of which a layout prints only some figures. */
export const printedHolding = (
  printed: Pick<PrintedHolding, 'line' | 'account' | 'quantity'> & Partial<PrintedHolding>,
): PrintedHolding => ({
  symbol: null,
  description: null,
  price: null,
  marketValue: null,
  costPerShare: null,
  costTotal: null,
  gain: null,
  entryDate: null,
  currency: null,
  kind: null,
  lot: false,
  ...printed,
});

/** Cash is held in units of one: its quantity is its amount. */
export const printedCash = (
  line: number,
  account: string,
  amount: string,
  currency: string | null,
): PrintedHolding =>
  printedHolding({ line, account, quantity: amount, marketValue: amount, currency, kind: 'cash' });

export const skippedRow = (
  line: number,
  symbol: string | null,
  code: string,
  message: string,
): SkippedRow => ({ line, symbol, code, message });

/** The row of a sum is compared with what is read; it stands among the rows as what it is. */
export const totalRow = (line: number, symbol: string | null): SkippedRow =>
  skippedRow(line, symbol, 'total_row', 'A total; it is compared with the rows above it.');

/** What a file says that is not in the format's layout after all: nothing. */
export const emptyStatement: Statement = {
  asOf: null,
  accounts: [],
  holdings: [],
  totals: [],
  skipped: [],
  decimalComma: false,
  dateFormat: null,
};
