import type { IsoDate } from '../../../domain/dates.ts';
import { lastDayIn } from '../as-of.ts';
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
import { printedCash, printedHolding, skippedRow, totalRow } from '../printed.ts';
import { type Table, tableAt } from '../table.ts';
import { type TableRow, tableRow } from '../table-format.ts';
import { lotsInPlace } from './lots-in-place.ts';
import { securityOf } from './security.ts';

const BROKER = 'Interactive Brokers';
const OPEN_POSITIONS = new Set(['open positions', 'long open positions', 'short open positions']);
const MARKED_POSITIONS = 'positions and mark-to-market profit and loss';
const CASH = 'cash report';

const titles = {
  level: ['datadiscriminator'],
  category: ['asset category', 'asset class'],
  account: ['account'],
  currency: ['currency'],
  symbol: ['symbol'],
  description: ['description'],
  opened: ['open'],
  quantity: ['quantity', 'current quantity'],
  multiplier: ['mult', 'multiplier'],
  costPrice: ['cost price'],
  cost: ['cost basis'],
  price: ['close price', 'price', 'current price'],
  value: ['value', 'market value'],
  gain: ['unrealized p/l'],
  cashLine: ['currency summary'],
  cashTotal: ['total'],
};
type Name = keyof typeof titles;

/** A row of a section, read by the last header of that section; `sum` where it is one of others. */
type SectionRow = { readonly sum: boolean; readonly row: TableRow<Name> };

/** Rows are kept of what is read, and counted of everything. */
type Section = {
  readonly name: string;
  readonly line: number;
  readonly rows: readonly SectionRow[];
  readonly count: number;
};

const SUM = /^(sub)?total\b/i;

const isSum = ({ cell }: TableRow<Name>): boolean =>
  SUM.test(cell('category') ?? '') || SUM.test(cell('level') ?? '') || SUM.test(cell('currency') ?? '');

const isRead = (name: string): boolean =>
  OPEN_POSITIONS.has(name) || name === MARKED_POSITIONS || name === CASH;

/** Sections by their names in lower case; one section may come in several parts, each with its header. */
const sectionsOf = async (rows: readonly SourceRow[]): Promise<ReadonlyMap<string, Section>> => {
  const sections = new Map<string, { name: string; line: number; rows: SectionRow[]; count: number }>();
  const tables = new Map<string, Table<Name>>();
  for await (const source of inTurns(rows)) {
    const name = (source.fields[0] ?? '').trim();
    const kind = (source.fields[1] ?? '').trim().toLowerCase();
    const key = name.toLowerCase();
    if (kind === 'header') {
      const table = tableAt<Name>([source], 0, titles, []);
      if (table !== null) tables.set(key, table);
      if (!sections.has(key)) sections.set(key, { name, line: source.line, rows: [], count: 0 });
      continue;
    }
    if (kind !== 'data' && kind !== 'total') continue;
    const section = sections.get(key);
    const table = tables.get(key);
    if (section === undefined || table === undefined) continue;
    section.count++;
    if (!isRead(key)) continue;
    const row = tableRow(source, table);
    section.rows.push({ sum: kind === 'total' || isSum(row), row });
  }
  return sections;
};

/** `Statement,Data,Period,"January 1, 2026 - January 31, 2026"` */
const factOf = (rows: readonly SourceRow[], section: string, fact: string): string | null => {
  for (const { fields } of rows.slice(0, 200)) {
    const [name, kind, field, value] = fields.map((cell) => cell.trim());
    if (name?.toLowerCase() === section && kind === 'Data' && field === fact) return value ?? null;
  }
  return null;
};

const isLot = ({ row }: SectionRow): boolean => row.cell('level')?.toLowerCase() === 'lot';

/**
 * Open Positions where the statement has them, else the positions of its mark to market. Cash is the ending cash of
 * each currency. Sums are stated per category and currency: a section's only sum is checked, others are not.
 */
const read = async (file: SourceFile): Promise<Statement> => {
  const source = file.kind === 'delimited' ? file.rows : [];
  const sections = await sectionsOf(source);
  const number = factOf(source, 'account information', 'Account') ?? BROKER;
  const baseCurrency = factOf(source, 'account information', 'Base Currency');
  const asOf: IsoDate | null = lastDayIn(factOf(source, 'statement', 'Period'));
  const accounts = new Map<string, string>();
  const holdings: PrintedHolding[] = [];
  const totals: PrintedTotal[] = [];
  const skipped: SkippedRow[] = [];

  const accountOf = (row: TableRow<Name>): string => {
    const account = row.cell('account') ?? number;
    accounts.set(account, account === BROKER ? BROKER : `${BROKER} ${account}`);
    return account;
  };

  const addPosition = (entry: SectionRow): void => {
    const { row } = entry;
    const symbol = row.cell('symbol');
    const category = row.cell('category');
    const security = securityOf({
      category,
      symbol,
      description: row.cell('description'),
      isin: null,
      multiplier: row.cell('multiplier'),
    });
    if (/^forex$/i.test(category ?? '')) {
      skipped.push(skippedRow(row.line, symbol, 'cash_report', 'Cash is read from the cash report.'));
    } else if ('skip' in security) {
      skipped.push(skippedRow(row.line, symbol, security.skip, security.message));
    } else {
      holdings.push(
        printedHolding({
          line: row.line,
          account: accountOf(row),
          ...security,
          quantity: row.cell('quantity') ?? '',
          price: row.cell('price'),
          marketValue: row.cell('value'),
          costPerShare: row.cell('costPrice'),
          costTotal: row.cell('cost'),
          gain: row.cell('gain'),
          /** `2024-11-28 (Vesting: 2025-11-28)` */
          entryDate: row.cell('opened')?.split(' (')[0] ?? null,
          currency: row.cell('currency'),
          lot: isLot(entry),
        }),
      );
    }
  };

  const addPositions = async (rows: readonly SectionRow[]): Promise<void> => {
    const sums = rows.filter(({ sum }) => sum);
    const positions = rows.filter(({ sum }) => !sum);
    for await (const entry of inTurns(positions)) addPosition(entry);
    const currencies = new Set(positions.map(({ row }) => row.cell('currency')));
    const [sum] = sums;
    if (sums.length === 1 && sum !== undefined && currencies.size === 1 && skipped.length === 0) {
      const value = sum.row.cell('value');
      const cost = sum.row.cell('cost');
      const account = accountOf(sum.row);
      if (value !== null) totals.push({ account, name: 'market_value', value });
      if (cost !== null) totals.push({ account, name: 'cost_basis', value: cost });
      skipped.push(totalRow(sum.row.line, null));
      return;
    }
    for (const { row } of sums) {
      skipped.push(skippedRow(row.line, null, 'total_row', 'A sum of one category or currency.'));
    }
  };

  const addCash = ({ rows }: Section): void => {
    const ending = rows.filter(({ row }) => /^ending cash$/i.test(row.cell('cashLine') ?? ''));
    const byCurrency = ending.filter(({ row }) => /^[A-Z]{3}$/.test(row.cell('currency') ?? ''));
    for (const { row } of byCurrency.length > 0 ? byCurrency : ending) {
      const currency = byCurrency.length > 0 ? row.cell('currency') : baseCurrency;
      holdings.push(printedCash(row.line, accountOf(row), row.cell('cashTotal') ?? '', currency));
    }
  };

  const open = [...sections.entries()].filter(([name]) => OPEN_POSITIONS.has(name));
  const marked = sections.get(MARKED_POSITIONS);
  const read = open.length > 0 ? open.map(([, section]) => section) : marked === undefined ? [] : [marked];
  await addPositions(read.flatMap(({ rows }) => rows));
  const cash = sections.get(CASH);
  if (cash !== undefined) addCash(cash);
  for (const section of sections.values()) {
    if (read.includes(section) || section === cash) continue;
    const message = `The section ${section.name} (${section.count} rows) is not about what is held.`;
    skipped.push(skippedRow(section.line, null, 'other_section', message));
  }
  return {
    asOf,
    accounts: [...accounts].map(([key, name]) => ({ key, name })),
    holdings: lotsInPlace(holdings),
    totals,
    skipped,
    decimalComma: false,
    dateFormat: 'iso',
  };
};

/** Any of the two sections of positions; a statement may have thousands of lines before them. */
const recognise = (file: SourceFile): number => {
  if (file.kind !== 'delimited') return 0;
  const header = file.rows.find(({ fields }) => {
    const name = (fields[0] ?? '').trim().toLowerCase();
    return (fields[1] ?? '').trim() === 'Header' && (OPEN_POSITIONS.has(name) || name === MARKED_POSITIONS);
  });
  return header === undefined ? 0 : 1;
};

/** The CSV of an activity or mark-to-market statement in English. */
export const ibkrActivityStatement: BrokerFormat = {
  id: 'ibkr-activity-statement',
  broker: BROKER,
  name: 'Interactive Brokers activity statement (CSV)',
  download:
    'Performance & Reports > Statements > Activity: choose the period, language English, then Download CSV.',
  recognise,
  read,
};
