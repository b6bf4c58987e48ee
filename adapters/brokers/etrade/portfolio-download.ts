import type { IsoDate } from '../../../domain/dates.ts';
import { readBrokerOption } from '../../../domain/import/broker-option.ts';
import { lastDayIn } from '../as-of.ts';
import { firstRowsOf, shareOfTitles } from '../fingerprint.ts';
import type {
  BrokerFormat,
  PrintedHolding,
  PrintedTotal,
  SkippedRow,
  SourceFile,
  Statement,
} from '../format.ts';
import { inTurns } from '../in-turns.ts';
import { printedCash, printedHolding, skippedRow, totalRow } from '../printed.ts';
import { findTable, isBlankRow, type Table, tableAt } from '../table.ts';
import { type TableRow, tableRow } from '../table-format.ts';
import { comparableTitle } from '../titles.ts';

const titles = {
  symbol: ['symbol'],
  quantity: ['quantity', 'qty #', 'qty'],
  price: ['last price $', 'last price'],
  pricePaid: ['price paid $', 'price paid'],
  value: ['value $', 'market value $', 'market value', 'value'],
  cost: ['total cost $', 'total cost', 'cost basis $', 'cost basis'],
  acquired: ['date acquired', 'date added'],
};
type Name = keyof typeof titles;

const needed: readonly Name[] = ['symbol', 'quantity'];

/** What an account is worth stands beside its name: `Net Account Value`, `Total Assets`. */
const ACCOUNT_TOTAL = /^\s*(net account value|total assets|account value)/i;

/** E*TRADE prints the day before its calendar begins where it does not know the day. */
const UNKNOWN_DATES: ReadonlySet<string> = new Set(['--', '12/31/1969']);

const isLot = (symbol: string): boolean => symbol === '--' || /^\d{1,2}\/\d{1,2}\/\d{4}$/.test(symbol);

/** Securities without a ticker, such as bonds, stand under their names. */
const TICKER = /^[A-Z0-9][A-Z0-9.^/*-]{0,11}$/;

const isNamed = (symbol: string): boolean => !TICKER.test(symbol) && readBrokerOption(symbol).kind === 'none';

const holdingOf = (
  row: TableRow<Name>,
  account: string,
  symbol: string,
  date: string | null,
  lot: boolean,
): PrintedHolding =>
  printedHolding({
    line: row.line,
    account,
    symbol: isNamed(symbol) ? null : symbol,
    description: isNamed(symbol) ? symbol : null,
    kind: isNamed(symbol) ? 'private' : null,
    quantity: row.cell('quantity') ?? '',
    price: row.cell('price'),
    marketValue: row.cell('value'),
    costPerShare: row.cell('pricePaid'),
    costTotal: row.cell('cost'),
    entryDate: date === null || UNKNOWN_DATES.has(date) ? null : date,
    currency: 'USD',
    lot,
  });

/**
 * Blocks of `Account Summary` and `View Summary`: the second is the table, whose columns the person chose. Below a
 * holding stand its lots, each with its date where the symbol would be. `Price Paid $` leaves commissions out and the
 * total under it has them in, so that total is no check of the cost that is read.
 */
const read = async (file: SourceFile): Promise<Statement> => {
  const rows = file.kind === 'delimited' ? file.rows : [];
  const accounts = new Map<string, string>();
  const holdings: PrintedHolding[] = [];
  const totals: PrintedTotal[] = [];
  const skipped: SkippedRow[] = [];
  let asOf: IsoDate | null = null;
  let account = 'E*TRADE';
  let accountNext = false;
  let table: Table<Name> | null = null;
  let above: string | null = null;

  for await (const source of inTurns(rows)) {
    if (isBlankRow(source)) continue;
    const first = (source.fields[0] ?? '').trim();
    if (/^(account summary$|view summary\b)/i.test(first)) {
      table = null;
      accountNext = false;
      continue;
    }
    if (accountNext) {
      account = first;
      accountNext = false;
      continue;
    }
    if (comparableTitle(first) === 'account' && ACCOUNT_TOTAL.test(source.fields[1] ?? '')) {
      accountNext = true;
      continue;
    }
    const header = tableAt([source], 0, titles, needed);
    if (header !== null) {
      table = header;
      above = null;
      continue;
    }
    if (/^generated at /i.test(first)) {
      asOf = lastDayIn(first);
      continue;
    }
    if (table === null) continue;

    accounts.set(account, account);
    const row = tableRow(source, table);
    const symbol = row.cell('symbol');
    if (symbol === null) {
      skipped.push(skippedRow(row.line, null, 'no_symbol', 'The row names no security.'));
    } else if (symbol === 'CASH') {
      holdings.push(printedCash(row.line, account, row.cell('value') ?? '', 'USD'));
    } else if (symbol === 'TOTAL') {
      const value = row.cell('value');
      if (value !== null) totals.push({ account, name: 'market_value', value });
      skipped.push(totalRow(row.line, symbol));
    } else if (isLot(symbol) && above !== null) {
      holdings.push(holdingOf(row, account, above, symbol, true));
    } else if (row.cell('quantity') === null) {
      skipped.push(skippedRow(row.line, symbol, 'no_quantity', 'The row has no quantity.'));
    } else {
      above = symbol;
      holdings.push(holdingOf(row, account, above, row.cell('acquired'), false));
    }
  }
  return {
    asOf,
    accounts: [...accounts].map(([key, name]) => ({ key, name })),
    holdings,
    totals,
    skipped,
    decimalComma: false,
    dateFormat: 'mdy',
  };
};

/** The blocks have names of their own; without them the dollar signs in the titles tell it. */
const recognise = (file: SourceFile): number => {
  const rows = firstRowsOf(file);
  if (findTable(rows, titles, needed) === null) return 0;
  const named = (name: RegExp): boolean => rows.some(({ fields }) => name.test((fields[0] ?? '').trim()));
  const blocks = [/^account summary$/i, /^view summary\b/i].filter(named).length;
  const signs = shareOfTitles(file, ['last price $', 'price paid $', 'value $', 'total gain $']);
  return Math.min(1, blocks * 0.4 + signs * 0.8);
};

/** PortfolioDownload.csv in any view, 2019 to 2026. */
export const etradePortfolioDownload: BrokerFormat = {
  id: 'etrade-portfolio-download',
  broker: 'E*TRADE',
  name: 'E*TRADE portfolio download',
  download: 'Accounts > Portfolios: choose the account and a view, then Download (PortfolioDownload.csv).',
  recognise,
  read,
};
