import { lastDayIn } from '../as-of.ts';
import type { PrintedHolding, SkippedRow } from '../format.ts';
import { printedHolding, skippedRow } from '../printed.ts';
import { tableFormat } from '../table-format.ts';
import { lotsInPlace } from './lots-in-place.ts';
import { securityOf } from './security.ts';

const BROKER = 'Interactive Brokers';

/** Where a query has codes for its records, `HEADER` and `DATA` stand before the columns, and the section after them. */
const isRecordCode = (cell: string | undefined): boolean =>
  /^(BO[FAS]|EO[FAS]|HEADER|DATA|TRAILER)$/.test(cell ?? '');

/** The section Open Positions of a Flex query as CSV, with or without codes for its records; other sections may follow. */
export const ibkrFlexCsv = tableFormat({
  id: 'ibkr-flex-csv',
  broker: BROKER,
  name: 'Interactive Brokers Flex query (CSV)',
  download:
    'Performance & Reports > Flex Queries: an Activity Flex Query with the section Open Positions, format CSV, then Run.',
  titles: {
    account: ['clientaccountid', 'account id', 'accountid'],
    currency: ['currencyprimary', 'currency'],
    category: ['assetclass', 'asset class', 'assetcategory'],
    symbol: ['symbol'],
    description: ['description'],
    isin: ['isin'],
    multiplier: ['multiplier'],
    date: ['reportdate', 'report date'],
    quantity: ['quantity', 'position'],
    price: ['markprice', 'mark price'],
    value: ['positionvalue', 'position value'],
    costPrice: ['costbasisprice', 'cost basis price'],
    cost: ['costbasismoney', 'cost basis money'],
    gain: ['fifopnlunrealized', 'unrealized p/l'],
    level: ['levelofdetail', 'level of detail'],
    opened: ['opendatetime', 'open date time'],
  },
  needed: ['symbol', 'quantity', 'price', 'value'],
  telling: ['assetclass', 'symbol', 'markprice', 'positionvalue', 'costbasisprice', 'costbasismoney'],
  read: async ({ header, rows, sample }) => {
    const coded = isRecordCode(header.fields[0]?.trim());
    /** A section ends at its code, or where another one begins. */
    const isEnd = (fields: readonly string[]): boolean =>
      coded ? fields[0] === 'HEADER' : isRecordCode(fields[0]);
    const accounts = new Map<string, string>();
    const holdings: PrintedHolding[] = [];
    const skipped: SkippedRow[] = [];
    for await (const { line, fields, cell } of rows) {
      if (isEnd(fields)) break;
      if (coded && fields[0] !== 'DATA') continue;
      const symbol = cell('symbol');
      const security = securityOf({
        category: cell('category'),
        symbol,
        description: cell('description'),
        isin: cell('isin'),
        multiplier: cell('multiplier'),
      });
      const quantity = cell('quantity');
      const account = cell('account') ?? BROKER;
      if ((symbol === null && cell('isin') === null) || quantity === null) {
        const message = 'The row names no security, or no quantity: it is not of the open positions.';
        skipped.push(skippedRow(line, symbol, 'no_holding', message));
      } else if ('skip' in security) {
        skipped.push(skippedRow(line, symbol, security.skip, security.message));
      } else {
        accounts.set(account, account === BROKER ? BROKER : `${BROKER} ${account}`);
        holdings.push(
          printedHolding({
            line,
            account,
            ...security,
            quantity,
            price: cell('price'),
            marketValue: cell('value'),
            costPerShare: cell('costPrice'),
            costTotal: cell('cost'),
            gain: cell('gain'),
            entryDate: cell('opened'),
            currency: cell('currency'),
            lot: cell('level')?.toUpperCase() === 'LOT',
          }),
        );
      }
    }
    return {
      asOf: lastDayIn(sample[0]?.cell('date') ?? null),
      accounts: [...accounts].map(([key, name]) => ({ key, name })),
      holdings: lotsInPlace(holdings),
      totals: [],
      skipped,
      decimalComma: false,
      dateFormat: 'iso',
    };
  },
});
