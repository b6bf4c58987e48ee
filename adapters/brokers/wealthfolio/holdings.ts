import type { IsoDate } from '../../../domain/dates.ts';
import { lastDayIn } from '../as-of.ts';
import type { PrintedHolding, SkippedRow } from '../format.ts';
import { printedCash, printedHolding, skippedRow } from '../printed.ts';
import { tableFormat } from '../table-format.ts';

const CASH = '$CASH';

/** Columns of a history of activities, which has the same titles and more. */
const ACTIVITY = new Set(['activitytype', 'activity type', 'type', 'fee', 'amount', 'action']);

/** Snapshots of several days in one file: the newest is what is held. */
export const wealthfolioHoldings = tableFormat({
  id: 'wealthfolio-holdings',
  broker: 'Wealthfolio',
  name: 'Wealthfolio holdings snapshots',
  download:
    'The holdings file of an account that is tracked by its holdings (date, symbol, quantity, price, currency).',
  titles: {
    date: ['date', 'snapshot date'],
    symbol: ['symbol'],
    quantity: ['quantity'],
    price: ['price', 'close price'],
    cost: ['avgcost', 'avg cost', 'average cost', 'averagecost'],
    currency: ['currency'],
  },
  needed: ['date', 'symbol', 'quantity', 'currency'],
  telling: ({ header, has, sample }) => {
    if (header.fields.some((title) => ACTIVITY.has(title.trim().toLowerCase()))) return 0;
    const cash = sample.some(({ cell }) => cell('symbol') === CASH) ? 0.4 : 0;
    return 0.5 + cash + (has('price') || has('cost') ? 0.1 : 0);
  },
  read: async ({ rows }) => {
    let newest: IsoDate | null = null;
    for await (const { cell } of rows) {
      const date = lastDayIn(cell('date'));
      if (date !== null && (newest === null || date > newest)) newest = date;
    }
    const holdings: PrintedHolding[] = [];
    const skipped: SkippedRow[] = [];
    for await (const { line, cell } of rows) {
      const symbol = cell('symbol');
      const date = lastDayIn(cell('date'));
      const quantity = cell('quantity');
      if (symbol === null || quantity === null || date === null) {
        const message = 'The row has no symbol, no quantity or no date.';
        skipped.push(skippedRow(line, symbol, 'no_holding', message));
      } else if (date !== newest) {
        const message = 'The snapshot of an earlier day; the newest one is read.';
        skipped.push(skippedRow(line, symbol, 'older_snapshot', message));
      } else if (symbol === CASH) {
        holdings.push(printedCash(line, 'Wealthfolio', quantity, cell('currency')));
      } else {
        holdings.push(
          printedHolding({
            line,
            account: 'Wealthfolio',
            symbol,
            quantity,
            price: cell('price'),
            costPerShare: cell('cost'),
            currency: cell('currency'),
          }),
        );
      }
    }
    return {
      asOf: newest,
      accounts: [{ key: 'Wealthfolio', name: 'Wealthfolio' }],
      holdings,
      totals: [],
      skipped,
      decimalComma: false,
      dateFormat: 'iso',
    };
  },
});
