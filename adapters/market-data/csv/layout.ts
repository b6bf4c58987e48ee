import { basename } from 'node:path';
import { canonicalSymbol } from '../../../domain/symbol/canonical-symbol.ts';
import { isTicker } from '../ticker.ts';
import { delimiterOf, fieldsOf } from './lines.ts';

/** Where the columns of a file with named columns are; −1 for one it does not have. */
export type PriceColumns = {
  readonly date: number;
  readonly close: number;
  readonly adjustedClose: number;
  readonly splitFactor: number;
};

/** What a file holds, as its name and header tell. */
export type Layout = { readonly delimiter: string } & (
  | { readonly kind: 'one-symbol'; readonly symbol: string; readonly columns: PriceColumns }
  | { readonly kind: 'long'; readonly symbolColumn: number; readonly columns: PriceColumns }
  | { readonly kind: 'wide'; readonly columnOf: ReadonlyMap<string, number> }
  | { readonly kind: 'profiles' }
  | { readonly kind: 'other'; readonly reason: string }
);

const plainName = (heading: string): string => heading.toLowerCase().replace(/[\s_.-]/g, '');

const isProfiles = (path: string): boolean => /^profiles\.csv(\.gz)?$/i.test(basename(path));

/**
 * Reads a header. A file with a close column is one symbol's (named by the file: `AAPL.csv`) or, with a symbol column
 * too, long; a file of a date column and tickers is wide.
 */
export const layoutOf = (path: string, header: string): Layout => {
  const delimiter = delimiterOf(header);
  const headings = fieldsOf(header, delimiter);
  const names = headings.map(plainName);
  const find = (...candidates: readonly string[]): number =>
    names.findIndex((name) => candidates.includes(name));
  if (isProfiles(path)) return { kind: 'profiles', delimiter };

  const columns: PriceColumns = {
    date: find('date'),
    close: find('close'),
    adjustedClose: find('adjclose', 'adjustedclose'),
    splitFactor: find('splitfactor', 'split'),
  };
  if (columns.date !== -1 && (columns.close !== -1 || columns.adjustedClose !== -1)) {
    const symbolColumn = find('symbol', 'ticker');
    if (symbolColumn !== -1) return { kind: 'long', delimiter, symbolColumn, columns };
    const symbol = canonicalSymbol(basename(path).replace(/\.csv(\.gz)?$/i, ''));
    return isTicker(symbol)
      ? { kind: 'one-symbol', delimiter, symbol, columns }
      : { kind: 'other', delimiter, reason: 'its name is not a ticker and it has no symbol column' };
  }
  if (names[0] === 'date' || names[0] === '') {
    const tickers = headings.map((heading, i) => [canonicalSymbol(heading), i] as const).slice(1);
    const columnOf = new Map(tickers.filter(([symbol]) => isTicker(symbol)).reverse());
    if (columnOf.size > 0) return { kind: 'wide', delimiter, columnOf };
  }
  return {
    kind: 'other',
    delimiter,
    reason: 'its header has neither a close column nor tickers after a date',
  };
};
