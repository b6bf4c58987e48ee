import { lastDayIn } from '../as-of.ts';
import type { PrintedHolding } from '../format.ts';
import { printedHolding, skippedRow } from '../printed.ts';
import { tableFormat } from '../table-format.ts';

/** Bank deposits and money funds into which cash is swept, in units of one dollar. */
const SWEEP = /\b(RASP|BANK DEPOSIT|DEPOSIT PROGRAM|MONEY (MARKET|ACCOUNT)|PREFERRED DEPOSIT)\b/i;

const kindOf = (symbol: string | null, description: string): PrintedHolding['kind'] => {
  if (symbol?.includes('#')) return 'option';
  if (SWEEP.test(description)) return 'money_market';
  if (symbol !== null) return null;
  return /^cash\b/i.test(description) ? 'cash' : 'private';
};

const printed = (cell: string | null): string | null => (cell === '--' ? null : cell);

/** Merrill prints a gain and no cost: the cost follows from value and gain. */
export const merrillHoldings = tableFormat({
  id: 'merrill-holdings',
  broker: 'Merrill',
  name: 'Merrill Edge holdings',
  download: 'Accounts > Holdings: choose the accounts, then Download > CSV (Holdings.csv).',
  titles: {
    date: ['cob date'],
    symbol: ['symbol'],
    cusip: ['cusip #', 'cusip'],
    description: ['security description', 'description'],
    nickname: ['account nickname'],
    registration: ['account registration'],
    account: ['account #', 'account number'],
    quantity: ['quantity'],
    price: ['price ($)', 'price'],
    value: ['value ($)', 'value'],
    costPerShare: ['unit cost ($)', 'unit cost'],
    cost: ['cost basis ($)', 'total cost ($)', 'cost basis'],
    gain: ['unrealized gain/loss ($)'],
  },
  needed: ['symbol', 'quantity', 'value'],
  telling: ['cob date', 'security #', 'cusip #', 'security description', 'account registration', 'account #'],
  read: async ({ rows, sample }) => {
    const accounts = new Map<string, string>();
    const holdings = [];
    const skipped = [];
    for await (const { line, cell } of rows) {
      const account = cell('account') ?? 'Merrill';
      const quantity = printed(cell('quantity'));
      const text = printed(cell('symbol')) ?? printed(cell('cusip'));
      const description = printed(cell('description'));
      if (quantity === null || (text === null && description === null)) {
        skipped.push(
          skippedRow(line, text, 'no_holding', 'The row names no security, or no quantity: a note or a sum.'),
        );
        continue;
      }
      const name = printed(cell('nickname')) ?? printed(cell('registration')) ?? 'Merrill';
      accounts.set(account, `${name} ${account}`);
      holdings.push(
        printedHolding({
          line,
          account,
          symbol: text,
          description,
          quantity,
          price: printed(cell('price')),
          marketValue: printed(cell('value')),
          costPerShare: printed(cell('costPerShare')),
          costTotal: printed(cell('cost')),
          gain: printed(cell('gain')),
          currency: 'USD',
          kind: kindOf(text, description ?? ''),
        }),
      );
    }
    return {
      asOf: lastDayIn(sample[0]?.cell('date') ?? null),
      accounts: [...accounts].map(([key, name]) => ({ key, name })),
      holdings,
      totals: [],
      skipped,
      decimalComma: false,
      dateFormat: 'mdy',
    };
  },
});
