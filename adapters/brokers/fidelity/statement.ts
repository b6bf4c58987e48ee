import { shareOfTitles } from '../fingerprint.ts';
import type {
  BrokerFormat,
  PrintedHolding,
  PrintedTotal,
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
  isBlankRow,
  loneTextOf,
  type Table,
  tableAt,
} from '../table.ts';

type SummaryName = 'type' | 'account' | 'endingValue';
const SUMMARY: ColumnTitles<SummaryName> = {
  type: ['account type', 'account name'],
  account: ['account', 'account number'],
  endingValue: ['ending mkt value', 'ending market value', 'ending value'],
};

type Name = 'symbol' | 'description' | 'quantity' | 'price' | 'endingValue' | 'cost';
const HOLDINGS: ColumnTitles<Name> = {
  symbol: ['symbol/cusip', 'symbol', 'cusip'],
  description: ['description'],
  quantity: ['quantity'],
  price: ['price'],
  endingValue: ['ending value', 'ending mkt value'],
  cost: ['cost basis', 'cost'],
};

const SUMMARY_TITLES = [
  'account type',
  'account',
  'beginning mkt value',
  'change in investment',
  'ending mkt value',
];
const HOLDINGS_TITLES = [
  'symbol/cusip',
  'description',
  'quantity',
  'price',
  'beginning value',
  'ending value',
  'cost basis',
];

/** Sections of cash: the core account, deposits, money-market funds. */
const CASH_SECTION = /^(?:core account|cash|money market|deposits?)/i;

const holdingOf = (table: Table<Name>, row: SourceRow, account: string, section: string): PrintedHolding => {
  return printedHolding({
    line: row.line,
    account,
    symbol: filledCellOf(table, row, 'symbol'),
    description: filledCellOf(table, row, 'description'),
    quantity: cellOf(table, row, 'quantity'),
    price: filledCellOf(table, row, 'price'),
    marketValue: filledCellOf(table, row, 'endingValue'),
    costTotal: filledCellOf(table, row, 'cost'),
    kind: CASH_SECTION.test(section) ? 'money_market' : null,
  });
};

const read = async (file: SourceFile): Promise<Statement> => {
  const rows = file.kind === 'delimited' ? file.rows : [];
  const names = new Map<string, string>();
  const holdings: PrintedHolding[] = [];
  const totals: PrintedTotal[] = [];
  const skipped: SkippedRow[] = [];
  let summary: Table<SummaryName> | null = null;
  let table: Table<Name> | null = null;
  let account = '';
  let section = '';

  for await (const row of inTurns(rows)) {
    if (isBlankRow(row)) continue;
    const header = tableAt([row], 0, HOLDINGS, ['symbol', 'quantity', 'endingValue']);
    if (header !== null) {
      table = header;
      continue;
    }
    const text = loneTextOf(row);
    if (table === null) {
      const found = tableAt([row], 0, SUMMARY, ['type', 'account', 'endingValue']);
      if (found !== null) summary = found;
      else if (summary !== null && text === null) {
        names.set(cellOf(summary, row, 'account'), cellOf(summary, row, 'type'));
      }
      continue;
    }
    if (text !== null) {
      // The number of an account stands alone above each of its sections; the section's title follows.
      if (names.has(text) || /^[A-Z]?\d{6,}$/i.test(text)) account = text;
      else if (text.length <= 60) section = text;
      continue;
    }
    const first = row.fields[0]?.trim() ?? '';
    if (/^(?:sub)?total\b/i.test(first)) {
      for (const [name, column] of [
        ['market_value', 'endingValue'],
        ['cost_basis', 'cost'],
      ] as const) {
        const value = filledCellOf(table, row, column);
        if (value !== null && /^subtotal/i.test(first)) totals.push({ account, name, value });
      }
      skipped.push(
        skippedRow(row.line, first, 'total_row', 'The total of a section, compared with its rows.'),
      );
      continue;
    }
    holdings.push(holdingOf(table, row, account, section));
  }
  const keys = [...new Set([...names.keys(), ...holdings.map((holding) => holding.account)])];
  return {
    asOf: null,
    accounts: keys.map((key) => {
      const name = names.get(key);
      return { key, name: name === undefined || name === '' ? key : `${name} ${key}` };
    }),
    holdings,
    totals,
    skipped,
    decimalComma: false,
    dateFormat: 'mdy',
  };
};

/** The statement as CSV: a summary per account, then its holdings in sections, each with a subtotal. */
export const fidelityStatement: BrokerFormat = {
  id: 'fidelity-statement',
  broker: 'Fidelity',
  name: 'Fidelity statement',
  download:
    'On fidelity.com open Accounts & Trade > Statements, choose a statement, and choose Download as CSV.',
  recognise: (file) => (shareOfTitles(file, SUMMARY_TITLES) + 2 * shareOfTitles(file, HOLDINGS_TITLES)) / 3,
  read,
};
