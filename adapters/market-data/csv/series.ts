import { canonicalSymbol } from '../../../domain/symbol/canonical-symbol.ts';
import type { PriceRow, RejectedRow } from '../price-rows.ts';
import type { Layout, PriceColumns } from './layout.ts';
import { dataLines, fieldsOf } from './lines.ts';

/** What one file says of one symbol. */
export type Series = {
  readonly file: string;
  readonly basis: 'raw' | 'adjusted';
  readonly rows: readonly PriceRow[];
};

/** `2017-01-03T00:00:00.000Z` and `2017-01-03 00:00:00` are dates too. */
const dateOf = (text: string): string => (/^\d{4}-\d{2}-\d{2}[T ]/.test(text) ? text.slice(0, 10) : text);

const rowOf = (fields: readonly string[], columns: PriceColumns): PriceRow => {
  const adjustedClose = fields[columns.adjustedClose] ?? '';
  return {
    date: dateOf(fields[columns.date] ?? ''),
    close: columns.close === -1 ? adjustedClose : (fields[columns.close] ?? ''),
    adjustedClose,
    splitFactor: fields[columns.splitFactor] ?? '',
  };
};

/** Without a column of adjusted closes: the raw ones, divided by the splits that came after. Dividends stay unknown. */
const withoutSplits = (rows: readonly PriceRow[]): readonly PriceRow[] => {
  const adjusted: PriceRow[] = [];
  let laterSplits = 1;
  for (const row of [...rows].sort((a, b) => (a.date < b.date ? 1 : -1))) {
    const close = laterSplits === 1 ? row.close : String(Number(row.close) / laterSplits);
    adjusted.push({ ...row, adjustedClose: close });
    const factor = row.splitFactor === '' ? 1 : Number(row.splitFactor);
    if (factor > 0) laterSplits *= factor;
  }
  return adjusted.reverse();
};

/** The wanted dates come last, because a split after them counts too. */
const seriesOf = (
  file: string,
  columns: PriceColumns,
  rows: readonly PriceRow[],
  wanted: (date: string) => boolean,
): Series => ({
  file,
  basis: columns.close === -1 ? 'adjusted' : 'raw',
  rows: (columns.adjustedClose === -1 ? withoutSplits(rows) : rows).filter(({ date }) => wanted(date)),
});

/** The series of the asked symbols in one file, in one pass over its lines, of the wanted dates only. */
export const readSeries = (
  file: string,
  layout: Layout,
  bytes: Buffer,
  symbols: ReadonlySet<string>,
  wanted: (date: string) => boolean,
): ReadonlyMap<string, Series> => {
  const rows = new Map<string, PriceRow[]>();
  const add = (symbol: string, row: PriceRow): void => {
    const known = rows.get(symbol);
    if (known === undefined) rows.set(symbol, [row]);
    else known.push(row);
  };
  switch (layout.kind) {
    case 'one-symbol': {
      for (const line of dataLines(bytes))
        add(layout.symbol, rowOf(fieldsOf(line, layout.delimiter), layout.columns));
      return new Map(
        [...rows].map(([symbol, found]) => [symbol, seriesOf(file, layout.columns, found, wanted)]),
      );
    }
    case 'long': {
      for (const line of dataLines(bytes)) {
        const fields = fieldsOf(line, layout.delimiter);
        const symbol = canonicalSymbol(fields[layout.symbolColumn] ?? '');
        if (symbols.has(symbol)) add(symbol, rowOf(fields, layout.columns));
      }
      return new Map(
        [...rows].map(([symbol, found]) => [symbol, seriesOf(file, layout.columns, found, wanted)]),
      );
    }
    case 'wide': {
      const asked = [...layout.columnOf].filter(([symbol]) => symbols.has(symbol));
      for (const [symbol] of asked) rows.set(symbol, []);
      for (const line of dataLines(bytes)) {
        // Splitting hundreds of fields is the cost, so the date is looked at first.
        if (!wanted(dateOf(fieldsOf(line.slice(0, 40), layout.delimiter)[0] ?? ''))) continue;
        const fields = fieldsOf(line, layout.delimiter);
        const date = dateOf(fields[0] ?? '');
        for (const [symbol, column] of asked) {
          const close = fields[column] ?? '';
          // An empty cell is a session before the listing, not a fault of the file.
          if (close !== '') add(symbol, { date, close, adjustedClose: close, splitFactor: '' });
        }
      }
      return new Map([...rows].map(([symbol, found]) => [symbol, { file, basis: 'adjusted', rows: found }]));
    }
    case 'profiles':
    case 'other':
      return new Map();
    default:
      return layout satisfies never;
  }
};

/** Two adjusted series agree when they differ by rounding only: else they were adjusted as of different days. */
const AGREEMENT = 1e-3;

const agrees = (row: PriceRow, other: PriceRow): boolean => {
  const [a, b] = [Number(row.adjustedClose), Number(other.adjustedClose)];
  return !(a > 0 && b > 0) || Math.abs(a - b) <= AGREEMENT * Math.max(a, b);
};

/**
 * One series of one symbol out of several files: of those that have wanted dates, raw closes win over adjusted ones,
 * then the file with the most sessions; the others add the dates that it lacks. A file that disagrees on a common
 * date is left out as a whole, because a series put together from two bases of adjustment has a false return at the
 * seam.
 */
export const mergeSeries = (
  all: readonly Series[],
): Pick<Series, 'basis' | 'rows'> & { readonly rejected: readonly RejectedRow[] } => {
  const series = all.some((one) => one.rows.length > 0) ? all.filter((one) => one.rows.length > 0) : all;
  const basis = series.some((one) => one.basis === 'raw') ? 'raw' : 'adjusted';
  const ranked = series
    .filter((one) => one.basis === basis)
    .sort((a, b) => b.rows.length - a.rows.length || (a.file < b.file ? -1 : 1));
  const [best, ...others] = ranked;
  if (best === undefined || others.length === 0) return { basis, rows: best?.rows ?? [], rejected: [] };

  const rows = [...best.rows];
  const byDate = new Map(rows.map((row) => [row.date, row]));
  const rejected: RejectedRow[] = [];
  for (const { file, rows: more } of others) {
    const disagreeing = more.find((row) => {
      const known = byDate.get(row.date);
      return known !== undefined && !agrees(known, row);
    });
    if (disagreeing !== undefined) {
      const reason = `the ${more.length} rows of ${file} are left out: they disagree with ${best.file} on this date`;
      rejected.push({ date: disagreeing.date, reason });
      continue;
    }
    const added = more.filter((row) => !byDate.has(row.date));
    for (const row of added) byDate.set(row.date, row);
    rows.push(...added);
  }
  return { basis, rows, rejected };
};
