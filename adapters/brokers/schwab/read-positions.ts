import type { IsoDate } from '../../../domain/dates.ts';
import { readBrokerOption } from '../../../domain/import/broker-option.ts';
import { lastDayIn } from '../as-of.ts';
import type {
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

type Name =
  | 'symbol'
  | 'description'
  | 'quantity'
  | 'price'
  | 'marketValue'
  | 'costTotal'
  | 'costPerShare'
  | 'gain'
  | 'type';

const TITLES: ColumnTitles<Name> = {
  symbol: ['symbol'],
  description: ['description', 'name'],
  quantity: ['quantity', 'qty', 'shares'],
  price: ['price', 'last price'],
  marketValue: ['market value', 'mkt val'],
  costTotal: ['cost basis', 'cost basis total'],
  costPerShare: ['cost basis per share', 'cost/share', 'cost per share', 'average cost'],
  gain: ['gain/loss $', 'gain $'],
  type: ['security type', 'asset type'],
};

const TITLE_LINE = /^positions for\s*(?:account\s+)?(.*?)(?:\s+as of\s+(.*))?$/i;
const TOTAL = /^(?:account|positions|grand)?\s*total$/i;
const CASH = /^cash(?: (?:&|and) .*| investments?| balance)?$/i;

const titleLine = (text: string): { readonly account: string; readonly asOf: IsoDate | null } | null => {
  const [, account, asOf] = TITLE_LINE.exec(text) ?? [];
  return account === undefined ? null : { account: account.trim(), asOf: lastDayIn(asOf ?? null) };
};

/** How sure a file with these rows is Schwab's: its title line is nobody else's. */
export const hasTitleLine = (file: SourceFile): boolean =>
  file.kind === 'delimited' && file.rows.slice(0, 5).some((row) => titleLine(loneTextOf(row) ?? '') !== null);

const kindOf = (symbol: string, type: string): PrintedHolding['kind'] => {
  if (CASH.test(symbol)) return 'cash';
  if (/^option/i.test(type) || readBrokerOption(symbol).kind !== 'none') return 'option';
  return /cash|money market/i.test(type) ? 'money_market' : null;
};

const holdingOf = (table: Table<Name>, row: SourceRow, account: string): PrintedHolding => {
  const symbol = cellOf(table, row, 'symbol');
  return printedHolding({
    line: row.line,
    account,
    symbol: symbol === '' ? null : symbol,
    description: filledCellOf(table, row, 'description'),
    quantity: cellOf(table, row, 'quantity'),
    price: filledCellOf(table, row, 'price'),
    marketValue: filledCellOf(table, row, 'marketValue'),
    costPerShare: filledCellOf(table, row, 'costPerShare'),
    costTotal: filledCellOf(table, row, 'costTotal'),
    gain: filledCellOf(table, row, 'gain'),
    kind: kindOf(symbol, cellOf(table, row, 'type')),
  });
};

/**
 * Reads the positions of one or of all accounts: a title line, then for each account a line with its name (not where
 * there is only one), a header, its positions, its cash and its total. Columns differ with the view that was chosen.
 */
export const readSchwabPositions = async (file: SourceFile): Promise<Statement> => {
  const rows = file.kind === 'delimited' ? file.rows : [];
  const accounts: { readonly key: string; readonly name: string }[] = [];
  const holdings: PrintedHolding[] = [];
  const totals: PrintedTotal[] = [];
  const skipped: SkippedRow[] = [];
  let asOf: IsoDate | null = null;
  let account = '';
  let heading = '';
  let table: Table<Name> | null = null;

  for await (const row of inTurns(rows)) {
    if (isBlankRow(row)) continue;
    const header = tableAt([row], 0, TITLES, ['symbol']);
    if (header !== null && (header.places.quantity !== null || header.places.marketValue !== null)) {
      table = header;
      account = heading;
      if (!accounts.some(({ key }) => key === account)) accounts.push({ key: account, name: account });
      continue;
    }
    const text = loneTextOf(row);
    if (text !== null) {
      const title = titleLine(text);
      if (title !== null) {
        asOf = title.asOf ?? asOf;
        heading = /^\.*$|^all-?\s?accounts$/i.test(title.account) ? '' : title.account;
      } else if (text.length <= 100) heading = text;
      continue;
    }
    if (table === null) continue;
    const symbol = cellOf(table, row, 'symbol');
    if (TOTAL.test(symbol)) {
      for (const [name, column] of [
        ['market_value', 'marketValue'],
        ['cost_basis', 'costTotal'],
      ] as const) {
        const value = filledCellOf(table, row, column);
        if (value !== null) totals.push({ account, name, value });
      }
      skipped.push(
        skippedRow(row.line, symbol, 'total_row', 'The total of the account, compared with its rows.'),
      );
      continue;
    }
    holdings.push(holdingOf(table, row, account));
  }
  return { asOf, accounts, holdings, totals, skipped, decimalComma: false, dateFormat: 'mdy' };
};
