import { lastDayIn } from '../as-of.ts';
import type { PrintedHolding, SkippedRow } from '../format.ts';
import { printedHolding, skippedRow } from '../printed.ts';
import { tableFormat } from '../table-format.ts';

/** The funds of a plan have no tickers and no market price: they are private positions at the plan's own price. */
export const plan401k = tableFormat({
  id: 'plan-401k',
  broker: '401(k) plan',
  name: '401(k) plan balances by fund',
  download: 'The plan website: Accounts > Investments (balances by fund) > Download > CSV.',
  titles: {
    plan: ['plan', 'plan name'],
    fund: ['fund name', 'investment name', 'fund'],
    dates: ['date range', 'as of', 'date'],
    units: ['units', 'shares', 'units/shares'],
    price: ['fund price', 'unit price', 'price'],
    balance: ['closing balance', 'ending balance', 'balance'],
  },
  needed: ['fund', 'units', 'balance'],
  telling: ['plan', 'fund name', 'current mix', 'opening balance', 'closing balance', 'units', 'fund price'],
  read: async ({ rows, sample }) => {
    const accounts = new Map<string, string>();
    const holdings: PrintedHolding[] = [];
    const skipped: SkippedRow[] = [];
    for await (const { line, cell } of rows) {
      const fund = cell('fund');
      const quantity = cell('units');
      if (fund === null || quantity === null || /^total\b/i.test(fund)) {
        skipped.push(
          skippedRow(line, null, 'no_holding', 'The row names no fund, or no units: a note or a sum.'),
        );
        continue;
      }
      const account = cell('plan') ?? '401(k) plan';
      accounts.set(account, account);
      holdings.push(
        printedHolding({
          line,
          account,
          description: fund,
          quantity,
          price: cell('price'),
          marketValue: cell('balance'),
          currency: 'USD',
          kind: 'private',
        }),
      );
    }
    return {
      asOf: lastDayIn(sample[0]?.cell('dates') ?? null),
      accounts: [...accounts].map(([key, name]) => ({ key, name })),
      holdings,
      totals: [],
      skipped,
      decimalComma: false,
      dateFormat: 'mdy',
    };
  },
});
