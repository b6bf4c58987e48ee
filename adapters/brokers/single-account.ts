import type { PrintedHolding, SkippedRow, Statement } from './format.ts';
import { printedHolding, skippedRow, totalRow } from './printed.ts';
import type { TableRow } from './table-format.ts';

/** What a row of a plain table is: a holding, or why not. */
export type PlainRow =
  | { readonly holding: Omit<Partial<PrintedHolding>, 'line' | 'account'> & { readonly quantity: string } }
  | { readonly skip: string; readonly message: string };

/** The statement of a table of one account whose rows each stand for themselves. */
export const singleAccount = async <Name extends string>(
  name: string,
  rows: AsyncIterable<TableRow<Name>>,
  take: (row: TableRow<Name>) => PlainRow,
): Promise<Statement> => {
  const holdings: PrintedHolding[] = [];
  const skipped: SkippedRow[] = [];
  for await (const row of rows) {
    const taken = take(row);
    if ('holding' in taken) {
      holdings.push(printedHolding({ line: row.line, account: name, ...taken.holding }));
    } else {
      skipped.push(skippedRow(row.line, null, taken.skip, taken.message));
    }
  }
  return {
    asOf: null,
    accounts: [{ key: name, name }],
    holdings,
    totals: [],
    skipped,
    decimalComma: false,
    dateFormat: null,
  };
};

/** A row without a security or a quantity: a note, a sum, a blank form. */
export const noHolding: PlainRow = {
  skip: 'no_holding',
  message: 'The row names no security, or no quantity: a note or a sum.',
};

export const aTotal: PlainRow = { skip: totalRow(0, null).code, message: totalRow(0, null).message };
