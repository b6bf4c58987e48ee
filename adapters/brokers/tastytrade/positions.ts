import type { PrintedHolding, SkippedRow } from '../format.ts';
import { printedCash, printedHolding, skippedRow } from '../printed.ts';
import { tableFormat } from '../table-format.ts';

const BROKER = 'tastytrade';

/** An underlying beside the columns of its contract, as one text: `ABC 01/17/2025 90 PUT`; a whole symbol stays. */
const contractText = (
  symbol: string,
  expiration: string | null,
  strike: string | null,
  right: string | null,
): string => {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(expiration ?? '') ?? [];
  if (year === undefined || strike === null || right === null || symbol.includes(' ')) return symbol;
  return `${symbol} ${month ?? ''}/${day ?? ''}/${year} ${strike} ${right.toUpperCase()}`;
};

/** Prices and costs are printed for the columns that are on the screen only; a cost is of the whole position. */
export const tastytradePositions = tableFormat({
  id: 'tastytrade-positions',
  broker: BROKER,
  name: 'tastytrade positions',
  download: 'Positions: show all columns, then the CSV button (tastytrade_positions_<account>_<date>.csv).',
  titles: {
    account: ['account'],
    symbol: ['symbol'],
    type: ['type'],
    quantity: ['quantity'],
    expiration: ['exp date'],
    strike: ['strike price'],
    right: ['call/put'],
    tradePrice: ['trade price'],
    mark: ['mark', 'mark (per share)'],
    value: ['net liq'],
  },
  needed: ['symbol', 'type', 'quantity'],
  telling: ['type', 'exp date', 'dte', 'strike price', 'call/put', 'underlying last price'],
  read: async ({ rows }) => {
    const accounts = new Map<string, string>();
    const holdings: PrintedHolding[] = [];
    const skipped: SkippedRow[] = [];
    for await (const { line, cell } of rows) {
      const symbol = cell('symbol');
      const quantity = cell('quantity');
      const type = (cell('type') ?? '').toLowerCase();
      const account = cell('account') ?? BROKER;
      if (symbol === null || quantity === null) {
        skipped.push(skippedRow(line, symbol, 'no_holding', 'The row names no security, or no quantity.'));
        continue;
      }
      if (type.includes('future')) {
        const message = 'A future, or an option on one, is no position that can be valued; it is left out.';
        skipped.push(skippedRow(line, symbol, 'future', message));
        continue;
      }
      accounts.set(account, account === BROKER ? BROKER : `${BROKER} ${account}`);
      if (type === 'cash') {
        holdings.push(printedCash(line, account, cell('value') ?? quantity, 'USD'));
        continue;
      }
      const option = type.includes('option');
      const contract = contractText(symbol, cell('expiration'), cell('strike'), cell('right'));
      holdings.push(
        printedHolding({
          line,
          account,
          symbol: option ? contract : symbol,
          description: option ? symbol : null,
          quantity,
          price: cell('mark'),
          marketValue: cell('value'),
          costPerShare: cell('tradePrice')?.replace(/^-/, '') ?? null,
          currency: 'USD',
          kind: option ? 'option' : type.includes('crypto') ? 'private' : 'security',
        }),
      );
    }
    return {
      asOf: null,
      accounts: [...accounts].map(([key, name]) => ({ key, name })),
      holdings,
      totals: [],
      skipped,
      decimalComma: false,
      dateFormat: 'iso',
    };
  },
});
