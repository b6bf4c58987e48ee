import type { IsoDate } from '../../../domain/dates.ts';
import { lastDayIn } from '../as-of.ts';
import { shareOfTitles } from '../fingerprint.ts';
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
} from '../table.ts';

type Name =
  | 'accountNumber'
  | 'accountName'
  | 'symbol'
  | 'description'
  | 'quantity'
  | 'price'
  | 'marketValue'
  | 'costTotal'
  | 'costPerShare'
  | 'gain';

const TITLES: ColumnTitles<Name> = {
  accountNumber: ['account number', 'account name/number', 'account'],
  accountName: ['account name', 'account name/number'],
  symbol: ['symbol', 'symbol/cusip'],
  description: ['description', 'security description'],
  quantity: ['quantity', 'shares'],
  price: ['last price', 'most recent price', 'price'],
  marketValue: ['current value', 'most recent value', 'market value'],
  costTotal: ['cost basis total', 'cost basis', 'total cost basis'],
  costPerShare: ['average cost basis', 'cost basis per share', 'average cost', 'cost/share'],
  gain: ['total gain/loss dollar', 'total gain/loss $'],
};

/** What the layout has been called over the years; columns differ with the view. */
const FINGERPRINTS = [
  [
    'account number',
    'symbol',
    'description',
    'quantity',
    'last price',
    'current value',
    'cost basis total',
    'average cost basis',
  ],
  [
    'account number',
    'symbol',
    'description',
    'quantity',
    'last price',
    'current value',
    "today's gain/loss dollar",
    'total gain/loss dollar',
  ],
  [
    'account name/number',
    'symbol',
    'description',
    'quantity',
    'last price',
    'current value',
    'cost basis per share',
    'cost basis',
  ],
] as const;

const holdingOf = (table: Table<Name>, row: SourceRow): PrintedHolding => {
  const symbol = cellOf(table, row, 'symbol');
  return printedHolding({
    line: row.line,
    account: cellOf(table, row, 'accountNumber'),
    symbol: symbol === '' ? null : symbol,
    description: filledCellOf(table, row, 'description'),
    quantity: cellOf(table, row, 'quantity'),
    price: filledCellOf(table, row, 'price'),
    marketValue: filledCellOf(table, row, 'marketValue'),
    costPerShare: filledCellOf(table, row, 'costPerShare'),
    costTotal: filledCellOf(table, row, 'costTotal'),
    gain: filledCellOf(table, row, 'gain'),
    // Stars mark the core position and other money-market funds.
    kind: symbol.endsWith('*') ? 'money_market' : null,
  });
};

const accountName = (table: Table<Name>, row: SourceRow): string => {
  const name = cellOf(table, row, 'accountName');
  const number = cellOf(table, row, 'accountNumber');
  return name === '' || name === number ? number : `${name} ${number}`;
};

const read = async (file: SourceFile): Promise<Statement> => {
  const rows = file.kind === 'delimited' ? file.rows : [];
  const table = findTable(rows, TITLES, ['symbol', 'quantity', 'marketValue']);
  const accounts = new Map<string, string>();
  const holdings: PrintedHolding[] = [];
  const skipped: SkippedRow[] = [];
  let asOf: IsoDate | null = null;
  for await (const row of inTurns(table === null ? [] : rows.slice(table.at + 1))) {
    if (table === null || isBlankRow(row)) continue;
    const text = loneTextOf(row);
    if (text !== null) {
      if (/^date downloaded/i.test(text)) asOf = lastDayIn(text) ?? asOf;
      continue;
    }
    const symbol = cellOf(table, row, 'symbol');
    if (/^pending activity/i.test(symbol)) {
      const message = 'Orders that have not settled are no position.';
      skipped.push(skippedRow(row.line, symbol, 'pending_activity', message));
      continue;
    }
    if (/^(?:account |grand )?total\b/i.test(symbol)) {
      skipped.push(skippedRow(row.line, symbol, 'total_row', 'A sum over other rows.'));
      continue;
    }
    const holding = holdingOf(table, row);
    if (!accounts.has(holding.account)) accounts.set(holding.account, accountName(table, row));
    holdings.push(holding);
  }
  return {
    asOf,
    accounts: [...accounts].map(([key, name]) => ({ key, name })),
    holdings,
    totals: [],
    skipped,
    decimalComma: false,
    dateFormat: 'mdy',
  };
};

/** Positions of one or of all accounts, one table; stars at money-market funds; disclaimers below. */
export const fidelityPositions: BrokerFormat = {
  id: 'fidelity-positions',
  broker: 'Fidelity',
  name: 'Fidelity portfolio positions',
  download:
    'On fidelity.com open Accounts & Trade > Portfolio > Positions, and choose Download (the arrow above the table).',
  recognise: (file) => Math.max(...FINGERPRINTS.map((titles) => shareOfTitles(file, titles))),
  read,
};
