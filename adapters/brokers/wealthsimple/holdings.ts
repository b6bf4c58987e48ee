import { lastDayIn } from '../as-of.ts';
import type { PrintedHolding, SkippedRow } from '../format.ts';
import { printedHolding, skippedRow } from '../printed.ts';
import { tableFormat } from '../table-format.ts';

/** Yahoo's suffixes for the exchanges of Canada, under which prices are looked up. */
const SUFFIXES: ReadonlyMap<string, string> = new Map([
  ['XTSE', '.TO'],
  ['XTSX', '.V'],
  ['NEOE', '.NE'],
  ['XCNQ', '.CN'],
]);

/** The book value in the market's currency is the cost; the one in Canadian dollars is of another day's rate. */
export const wealthsimpleHoldings = tableFormat({
  id: 'wealthsimple-holdings',
  broker: 'Wealthsimple',
  name: 'Wealthsimple holdings report',
  download:
    'Profile > Documents > Generate a report > Holdings, format CSV (holdings-report-2026-05-08.csv).',
  titles: {
    accountName: ['account name'],
    accountNumber: ['account number'],
    symbol: ['symbol'],
    mic: ['mic'],
    name: ['name'],
    type: ['security type'],
    quantity: ['quantity'],
    direction: ['position direction'],
    price: ['market price'],
    priceCurrency: ['market price currency'],
    book: ['book value (market)'],
    bookCurrency: ['book value currency (market)'],
    value: ['market value'],
    currency: ['market value currency'],
  },
  needed: ['symbol', 'quantity', 'value'],
  telling: [
    'account classification',
    'mic',
    'security type',
    'position direction',
    'market price currency',
    'book value currency (market)',
    'market value currency',
  ],
  read: async ({ rows }) => {
    const accounts = new Map<string, string>();
    const holdings: PrintedHolding[] = [];
    const skipped: SkippedRow[] = [];
    let asOf = null;
    for await (const { line, fields, cell } of rows) {
      const symbol = cell('symbol');
      const printed = cell('quantity');
      const footer = fields.find((field) => /^as of /i.test(field.trim()));
      if (footer !== undefined) {
        asOf = lastDayIn(footer);
        continue;
      }
      if (symbol === null || printed === null) {
        skipped.push(skippedRow(line, symbol, 'no_holding', 'The row names no security, or no quantity.'));
        continue;
      }
      const account = cell('accountNumber') ?? cell('accountName') ?? 'Wealthsimple';
      accounts.set(account, `${cell('accountName') ?? 'Wealthsimple'} ${account}`);
      const type = (cell('type') ?? '').toUpperCase();
      const short = /^short$/i.test(cell('direction') ?? '') && !printed.startsWith('-');
      const option = type === 'OPTION';
      holdings.push(
        printedHolding({
          line,
          account,
          symbol: option ? symbol : `${symbol}${SUFFIXES.get(cell('mic') ?? '') ?? ''}`,
          description: cell('name'),
          quantity: short ? `-${printed}` : printed,
          price: cell('price'),
          marketValue: cell('value'),
          costTotal: cell('book'),
          currency: cell('priceCurrency') ?? cell('currency'),
          kind: option ? 'option' : type === 'CRYPTOCURRENCY' ? 'private' : null,
        }),
      );
    }
    return {
      asOf,
      accounts: [...accounts].map(([key, name]) => ({ key, name })),
      holdings,
      totals: [],
      skipped,
      decimalComma: false,
      dateFormat: 'iso',
    };
  },
});
