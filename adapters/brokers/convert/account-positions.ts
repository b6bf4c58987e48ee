import type { AccountReading } from '../../../application/imports/reading.ts';
import { type Decimal, decimal, toDecimal } from '../../../domain/decimal.ts';
import { differenceOf, mergeLots } from '../../../domain/import/merge.ts';
import type { OnDuplicate } from '../../../domain/import/positions-import.ts';
import type { FieldError } from '../../../domain/import/report.ts';
import type { UnidentifiedPosition } from '../../../domain/portfolio/position.ts';
import { canonicalSymbol } from '../../../domain/symbol/canonical-symbol.ts';

type Entry = {
  readonly line: number;
  readonly undated: boolean;
  readonly parts: [UnidentifiedPosition, ...UnidentifiedPosition[]];
};

export type Added =
  | { readonly kind: 'added' }
  | { readonly kind: 'merged'; readonly into: number }
  | { readonly kind: 'duplicate'; readonly error: FieldError };

export type Item = {
  readonly line: number;
  readonly position: UnidentifiedPosition;
  readonly undated: boolean;
  readonly lot: boolean;
};

export type AccountPositions = {
  readonly add: (item: Item) => Added;
  readonly finish: () => Pick<AccountReading, 'positions' | 'lines' | 'undated'>;
};

const isBalance = ({ investmentClass, symbol }: UnidentifiedPosition): boolean =>
  investmentClass === 'PRIVATE' && symbol.startsWith('CASH_');

/** Balances are one unit each: their amounts are added up. */
const sumOf = (parts: readonly UnidentifiedPosition[]): Decimal =>
  toDecimal(parts.reduce((sum, { entryPrice }) => sum.plus(entryPrice), decimal(0)));

const joined = ({ parts }: Entry): UnidentifiedPosition => {
  const [first, ...others] = parts;
  if (others.length === 0) return first;
  if (isBalance(first) && first.quantity === '1') return { ...first, entryPrice: sumOf(parts) };
  const entryDate = parts.map((part) => part.entryDate).toSorted()[0] ?? first.entryDate;
  // Too large to be stored as one: it stays the first, and the check of totals says so.
  return { ...(mergeLots(parts) ?? first), entryDate };
};

/**
 * The positions of one account. Lots of a security are merged or kept as `lots` says; rows of one security and entry
 * date that are no lots are refused, merged or kept as `onDuplicate` says; balances of cash are always added up.
 */
export const collectPositions = (rules: {
  readonly onDuplicate: OnDuplicate;
  readonly lots: 'keep' | 'merge' | undefined;
}): AccountPositions => {
  const entries: Entry[] = [];
  const first = new Map<string, Entry>();

  const start = (key: string, { line, undated, position }: Item): Added => {
    const entry: Entry = { line, undated, parts: [position] };
    entries.push(entry);
    if (!first.has(key)) first.set(key, entry);
    return { kind: 'added' };
  };

  const add: AccountPositions['add'] = (item) => {
    const { line, position, undated, lot } = item;
    const symbol = position.investmentClass === 'PUBLIC' ? canonicalSymbol(position.symbol) : position.symbol;
    const wholeSymbol = isBalance(position) || (lot && rules.lots === 'merge');
    const key = wholeSymbol ? `${symbol}|` : `${symbol}|${undated ? '?' : position.entryDate}`;
    const before = first.get(key);
    if (before === undefined || (lot && rules.lots !== 'merge')) return start(key, item);
    if (!wholeSymbol && rules.onDuplicate === 'keep') return start(key, item);
    if (!wholeSymbol && rules.onDuplicate === 'refuse') {
      // Without a date nobody knows yet whether they are the same; the answer to the question will tell.
      if (undated) return start(key, item);
      const message = `Line ${line} repeats line ${before.line}: the same symbol or contract and entry date.`;
      return {
        kind: 'duplicate',
        error: { column: 'symbol', value: position.symbol, code: 'ERR_POS_023', message },
      };
    }
    if (differenceOf(before.parts[0], position) !== null) return start(key, item);
    before.parts.push(position);
    return { kind: 'merged', into: before.line };
  };

  return {
    add,
    finish: () => ({
      positions: entries.map(joined),
      lines: entries.map(({ line }) => line),
      undated: entries.flatMap(({ undated }, at) => (undated ? [at] : [])),
    }),
  };
};
