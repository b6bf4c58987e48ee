import type { PrintedHolding, PrintedTotal, SkippedRow } from '../format.ts';
import { printedHolding, skippedRow, totalRow } from '../printed.ts';
import { tableFormat } from '../table-format.ts';

/** Each section is a pot of its own. The funds have no tickers: they are private positions at Aegon's price, in pounds. */
export const aegonHoldings = tableFormat({
  id: 'aegon-holdings',
  broker: 'Aegon',
  name: 'Aegon pension holdings',
  download: 'Retiready or Aegon online: your pension > Investments, saved as CSV (one row for each fund).',
  titles: {
    section: ['section', 'pot', 'arrangement'],
    fund: ['investment', 'fund', 'fund name'],
    units: ['units'],
    price: ['price', 'unit price'],
    value: ['value', 'value (£)'],
  },
  needed: ['section', 'fund', 'units'],
  telling: ['section', 'investment', 'units', 'price', 'value', 'percentage'],
  read: async ({ rows }) => {
    const accounts = new Map<string, string>();
    const holdings: PrintedHolding[] = [];
    const totals: PrintedTotal[] = [];
    const skipped: SkippedRow[] = [];
    for await (const { line, cell } of rows) {
      const account = cell('section') ?? 'Aegon';
      const fund = cell('fund');
      const quantity = cell('units');
      const value = cell('value');
      if (fund !== null && /^total\b/i.test(fund)) {
        if (value !== null) totals.push({ account, name: 'market_value', value });
        skipped.push(totalRow(line, fund));
      } else if (fund === null || quantity === null) {
        skipped.push(skippedRow(line, null, 'no_holding', 'The row names no fund, or no units: a note.'));
      } else {
        accounts.set(account, account);
        holdings.push(
          printedHolding({
            line,
            account,
            description: fund,
            quantity,
            price: cell('price'),
            marketValue: value,
            currency: 'GBP',
            kind: 'private',
          }),
        );
      }
    }
    return {
      asOf: null,
      accounts: [...accounts].map(([key, name]) => ({ key, name })),
      holdings,
      totals,
      skipped,
      decimalComma: false,
      dateFormat: 'dmy',
    };
  },
});
