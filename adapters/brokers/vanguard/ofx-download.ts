import { firstRowsOf, shareOfTitles } from '../fingerprint.ts';
import type {
  BrokerFormat,
  PrintedHolding,
  SkippedRow,
  SourceFile,
  SourceRow,
  Statement,
} from '../format.ts';
import { inTurns } from '../in-turns.ts';
import { printedHolding, skippedRow } from '../printed.ts';
import {
  type ColumnTitles,
  cellOf,
  filledCellOf,
  findTable,
  isBlankRow,
  loneTextOf,
  type Table,
  tableAt,
} from '../table.ts';

type Name = 'account' | 'plan' | 'name' | 'symbol' | 'shares' | 'price' | 'value';

const TITLES: ColumnTitles<Name> = {
  account: ['account number', 'fund account number', 'plan number'],
  plan: ['plan name', 'account name'],
  name: ['investment name', 'fund name'],
  symbol: ['symbol', 'ticker'],
  shares: ['shares', 'quantity'],
  price: ['share price', 'price'],
  value: ['total value', 'market value'],
};

/** The second section, below the holdings. */
const TRANSACTIONS: ColumnTitles<'date' | 'type'> = {
  date: ['trade date', 'process date', 'settlement date'],
  type: ['transaction type', 'transaction description', 'activity'],
};

const FINGERPRINTS = [
  ['account number', 'investment name', 'symbol', 'shares', 'share price', 'total value'],
  ['fund account number', 'fund name', 'price', 'shares', 'total value'],
  ['plan number', 'plan name', 'fund name', 'shares', 'price', 'total value'],
] as const;

const holdingOf = (table: Table<Name>, row: SourceRow): PrintedHolding => {
  return printedHolding({
    line: row.line,
    account: cellOf(table, row, 'account'),
    symbol: filledCellOf(table, row, 'symbol'),
    description: filledCellOf(table, row, 'name'),
    quantity: cellOf(table, row, 'shares'),
    price: filledCellOf(table, row, 'price'),
    marketValue: filledCellOf(table, row, 'value'),
    // Funds of a retirement plan have no ticker, and their layout no column for one.
    kind: table.places.symbol === null ? 'private' : null,
  });
};

const read = async (file: SourceFile): Promise<Statement> => {
  const rows = file.kind === 'delimited' ? file.rows : [];
  const accounts = new Map<string, string>();
  const holdings: PrintedHolding[] = [];
  const skipped: SkippedRow[] = [];
  let table: Table<Name> | null = null;
  let transactions = false;
  for await (const row of inTurns(rows)) {
    if (isBlankRow(row)) continue;
    if (tableAt([row], 0, TRANSACTIONS, ['date', 'type']) !== null) {
      transactions = true;
      continue;
    }
    const header = tableAt([row], 0, TITLES, ['name', 'shares', 'price', 'value']);
    if (header !== null) {
      table = header;
      transactions = false;
      continue;
    }
    if (loneTextOf(row) !== null) continue;
    if (transactions) {
      const message = 'A transaction; positions are taken from the section of holdings.';
      skipped.push(skippedRow(row.line, null, 'transaction', message));
      continue;
    }
    if (table === null) continue;
    const holding = holdingOf(table, row);
    const plan = cellOf(table, row, 'plan');
    if (!accounts.has(holding.account)) {
      accounts.set(holding.account, plan === '' ? `Vanguard ${holding.account}` : plan);
    }
    holdings.push(holding);
  }
  return {
    asOf: null,
    accounts: [...accounts].map(([key, name]) => ({ key, name })),
    holdings,
    totals: [],
    skipped,
    decimalComma: false,
    dateFormat: null,
  };
};

/** Holdings of all accounts, and below them their transactions under a header of their own. No costs. */
export const vanguardOfxDownload: BrokerFormat = {
  id: 'vanguard-ofxdownload',
  broker: 'Vanguard',
  name: 'Vanguard account download (OfxDownload.csv)',
  download:
    'On vanguard.com open Activity > Download center, choose "A spreadsheet-compatible CSV file" and the accounts.',
  recognise: (file) => {
    const share = Math.max(...FINGERPRINTS.map((titles) => shareOfTitles(file, titles)));
    const holdings = findTable(firstRowsOf(file), TITLES, ['account', 'shares', 'price', 'value', 'name']);
    // With its section of holdings it is a file of positions, however many transactions follow.
    return holdings === null ? share : Math.max(share, 0.97);
  },
  read,
};
