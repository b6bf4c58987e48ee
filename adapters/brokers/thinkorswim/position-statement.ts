import type { IsoDate } from '../../../domain/dates.ts';
import { lastDayIn } from '../as-of.ts';
import { firstRowsOf } from '../fingerprint.ts';
import type { BrokerFormat, PrintedHolding, SkippedRow, SourceFile, Statement } from '../format.ts';
import { inTurns } from '../in-turns.ts';
import { printedCash, printedHolding, skippedRow } from '../printed.ts';
import { findTable, isBlankRow, type Table, tableAt } from '../table.ts';
import { type TableRow, tableRow } from '../table-format.ts';

const BROKER = 'thinkorswim';

const titles = {
  instrument: ['instrument'],
  quantity: ['qty'],
  tradePrice: ['trade price'],
  mark: ['mark'],
  value: ['net liq'],
  days: ['days'],
};
type Name = keyof typeof titles;
const needed: readonly Name[] = ['instrument', 'quantity', 'tradePrice', 'mark'];

/** `Position Statement for 123456789 (name) on 12/29/21 11:49:04`, `Position Statement for account ...1234` */
const TITLE = /^position statement for (?:account )?(\S+)/i;
/** `100 (Weeklys) 31 MAY 22 4650 PUT` */
const OPTION =
  /^(\d+)(?: \([A-Za-z ]+\))? (\d{1,2}) ([A-Z]{3}) (\d{2})(?: \[[A-Z]+\])? (\d{1,5}(?:\.\d{1,3})?) (CALL|PUT)$/;
/** A symbol heads the rows of what is held in it; their names have blanks or small letters. */
const HEADING = /^[/.$]?[A-Z][A-Z0-9./]{0,8}$/;
const NOTHING = /^[+-]?0*\.?0*$/;

/**
 * Below the row of a symbol stand its shares, under the security's name, and its options. A symbol without rows of its
 * own stands for its shares.
 */
const read = async (file: SourceFile): Promise<Statement> => {
  const rows = file.kind === 'delimited' ? file.rows : [];
  const holdings: PrintedHolding[] = [];
  const skipped: SkippedRow[] = [];
  let asOf: IsoDate | null = null;
  let account = BROKER;
  let table: Table<Name> | null = null;
  let heading: { readonly row: TableRow<Name>; readonly symbol: string; held: boolean } | null = null;

  const addShares = (row: TableRow<Name>, symbol: string, description: string | null): void => {
    const quantity = row.cell('quantity');
    if (quantity === null || NOTHING.test(quantity)) return;
    if (symbol.startsWith('/')) {
      const message = 'A future is worth its margin, not its price times its size; it is left out.';
      skipped.push(skippedRow(row.line, symbol, 'future', message));
      return;
    }
    holdings.push(
      printedHolding({
        line: row.line,
        account,
        symbol,
        description,
        quantity,
        price: row.cell('mark'),
        marketValue: row.cell('value'),
        costPerShare: row.cell('tradePrice'),
        currency: 'USD',
        kind: 'security',
      }),
    );
  };

  const addOption = (row: TableRow<Name>, underlying: string, name: string, found: RegExpExecArray): void => {
    const [, multiplier, day, month, year, strike, right] = found;
    const quantity = row.cell('quantity') ?? '';
    if (NOTHING.test(quantity)) {
      skipped.push(skippedRow(row.line, name, 'closed_position', 'Nothing of it is held any more.'));
      return;
    }
    if (multiplier !== '100' || underlying.startsWith('/')) {
      const message = 'The contract is not of 100 shares; it is left out.';
      skipped.push(skippedRow(row.line, name, 'unusual_multiplier', message));
      return;
    }
    holdings.push(
      printedHolding({
        line: row.line,
        account,
        symbol: `${underlying} ${day}${month}${year} ${strike} ${right?.charAt(0)}`,
        description: `${underlying} ${name}`,
        quantity,
        price: row.cell('mark'),
        marketValue: row.cell('value'),
        costPerShare: row.cell('tradePrice'),
        currency: 'USD',
        kind: 'option',
      }),
    );
  };

  const closeHeading = (): void => {
    if (heading !== null && !heading.held) addShares(heading.row, heading.symbol, null);
    heading = null;
  };

  for await (const source of inTurns(rows)) {
    if (isBlankRow(source)) continue;
    const first = (source.fields[0] ?? '').trim();
    const [, number] = TITLE.exec(first) ?? [];
    if (number !== undefined) {
      account = number;
      asOf = lastDayIn(first);
      continue;
    }
    const header = tableAt([source], 0, titles, needed);
    if (header !== null) {
      closeHeading();
      table = header;
      continue;
    }
    if (/^cash & sweep vehicle/i.test(first)) {
      closeHeading();
      const printed = table === null ? null : tableRow(source, table).cell('value');
      const amount = printed ?? source.fields.slice(1).find((field) => field.trim() !== '');
      if (amount !== undefined) holdings.push(printedCash(source.line, account, amount, 'USD'));
      continue;
    }
    if (table === null) continue;
    const row = tableRow(source, table);
    const name = row.cell('instrument');
    const option = name === null ? null : OPTION.exec(name);
    if (name === null) {
      const message = 'The row names no security: a sum.';
      skipped.push(skippedRow(row.line, null, 'total_row', message));
    } else if (/^(sub|overall )?totals?\b/i.test(name)) {
      closeHeading();
      skipped.push(skippedRow(row.line, null, 'total_row', 'A sum of one kind of security.'));
    } else if (option !== null && heading !== null) {
      heading.held = true;
      addOption(row, heading.symbol, name, option);
    } else if (HEADING.test(name)) {
      closeHeading();
      heading = { row, symbol: name.replace(/^[.$]/, ''), held: false };
    } else if (heading !== null && row.cell('quantity') !== null) {
      heading.held = true;
      addShares(row, heading.symbol, name);
    }
  }
  closeHeading();
  return {
    asOf,
    accounts: [{ key: account, name: account === BROKER ? BROKER : `${BROKER} ${account}` }],
    holdings,
    totals: [],
    skipped,
    decimalComma: false,
    dateFormat: 'mdy',
  };
};

const recognise = (file: SourceFile): number => {
  const rows = firstRowsOf(file);
  if (findTable(rows, titles, needed) === null) return 0;
  const titled = rows.some(({ fields }) => TITLE.test((fields[0] ?? '').trim()));
  return titled ? 1 : findTable(rows, titles, [...needed, 'days']) === null ? 0.6 : 0.9;
};

/** The table of positions, exported from TD Ameritrade's program, today Schwab's. */
export const thinkorswimPositionStatement: BrokerFormat = {
  id: 'thinkorswim-position-statement',
  broker: BROKER,
  name: 'thinkorswim position statement',
  download: 'Monitor > Activity and Positions > the menu of Position Statement > Export to File.',
  recognise,
  read,
};
