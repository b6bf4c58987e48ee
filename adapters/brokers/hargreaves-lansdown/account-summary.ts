import { readPrintedDate } from '../../../domain/import/printed-date.ts';
import type { PrintedHolding, PrintedTotal, SkippedRow } from '../format.ts';
import { printedCash, printedHolding, skippedRow, totalRow } from '../printed.ts';
import { tableFormat } from '../table-format.ts';

const BROKER = 'Hargreaves Lansdown';

/** Prices are in pence and are not read; value and cost are in pounds. */
export const hargreavesLansdownSummary = tableFormat({
  id: 'hargreaves-lansdown-summary',
  broker: BROKER,
  name: 'Hargreaves Lansdown account summary',
  download: 'Your account > Account summary > Download as spreadsheet (account-summary.csv).',
  titles: {
    code: ['code'],
    stock: ['stock'],
    units: ['units held'],
    value: ['value (£)', 'value'],
    cost: ['cost (£)', 'cost'],
    gain: ['gain/loss (£)'],
  },
  needed: ['stock', 'units'],
  telling: ['stock', 'units held', 'price (pence)'],
  read: async ({ above, rows }) => {
    const fact = (name: RegExp): string | null =>
      above.find(({ fields }) => name.test((fields[0] ?? '').trim()))?.fields[1]?.trim() || null;
    const account = above[0]?.fields[0]?.trim() || BROKER;
    const created = readPrintedDate(fact(/^(spreadsheet created at|valuation as at)/i) ?? '', 'dmy');
    /** With the cash; the row of totals is without it. */
    const whole = fact(/^total value/i);
    const holdings: PrintedHolding[] = [];
    const totals: PrintedTotal[] = [];
    const skipped: SkippedRow[] = [];
    for await (const { line, cell } of rows) {
      const code = cell('code');
      const stock = cell('stock');
      const units = cell('units');
      const value = cell('value');
      const cost = cell('cost');
      if (stock !== null && /^totals?$/i.test(stock)) {
        if (value !== null && whole === null) totals.push({ account, name: 'market_value', value });
        if (cost !== null) totals.push({ account, name: 'cost_basis', value: cost });
        skipped.push(totalRow(line, stock));
      } else if (stock === null || units === null) {
        skipped.push(skippedRow(line, code, 'no_holding', 'The row names no security, or no units.'));
      } else {
        holdings.push(
          printedHolding({
            line,
            account,
            symbol: code,
            description: stock,
            quantity: units,
            marketValue: value,
            costTotal: cost,
            gain: cell('gain'),
            currency: 'GBP',
            kind: code === null ? 'private' : null,
          }),
        );
      }
    }
    const cashLine = above.find(({ fields }) => /^total cash/i.test((fields[0] ?? '').trim()));
    const cash = cashLine?.fields[1]?.trim();
    if (cashLine !== undefined && cash) holdings.push(printedCash(cashLine.line, account, cash, 'GBP'));
    if (whole !== null) totals.push({ account, name: 'market_value', value: whole });
    return {
      asOf: created.kind === 'date' ? created.date : null,
      accounts: [{ key: account, name: account }],
      holdings,
      totals,
      skipped,
      decimalComma: false,
      dateFormat: 'dmy',
    };
  },
});
