import type { IsoDate } from '../dates.ts';
import type {
  OptionContract,
  PrivatePosition,
  PublicPosition,
  UnidentifiedPosition,
} from '../portfolio/position.ts';
import { fail } from '../result.ts';
import { canonicalSymbol } from '../symbol/canonical-symbol.ts';
import { classOf, type InvestmentClass, privateSubtypeOf, publicSubtypeOf } from './classify.ts';
import type { Cells } from './columns.ts';
import { parseEntryDate, parseEntryPrice, parseExit, parseQuantity, parseSymbol } from './fields.ts';
import { contractOf, hasOptionColumns } from './option-contract.ts';
import { occSymbolOf, readOptionSymbol } from './option-symbol.ts';
import { type Checked, type FieldError, type ImportWarning, rowWarning } from './report.ts';

export type RowRules = {
  /** New York's date. */
  readonly today: IsoDate;
  /** How many decimals a price may have, 2 to 6. */
  readonly priceDecimals: number;
};

/** One row, read: a position where nothing is wrong with it. */
export type Row = {
  readonly position: UnidentifiedPosition | null;
  readonly errors: readonly FieldError[];
  readonly warnings: readonly ImportWarning[];
  /** What makes two rows duplicates: the security or contract, and the entry date. Null while either is unknown. */
  readonly identity: string | null;
};

const requiredSymbol = (text: string): Checked<string> =>
  text === '' ? fail({ column: 'symbol', value: text, code: 'ERR_POS_001' }) : parseSymbol(text, 'symbol');

const warningsOf = (
  line: number,
  cells: Cells,
  className: InvestmentClass,
  contract: OptionContract | null,
  closed: boolean,
  today: IsoDate,
): readonly ImportWarning[] => {
  const { symbol } = cells;
  if (className === 'OPTIONS') {
    return contract !== null && !closed && contract.expiration < today
      ? [
          rowWarning(
            line,
            symbol === '' ? cells.underlying : symbol,
            'expiration',
            'expired_option',
            `The contract expired on ${contract.expiration}; it counts as settled on that day.`,
          ),
        ]
      : [];
  }
  if (readOptionSymbol(symbol.toUpperCase()).kind !== 'none') {
    const message = `The symbol looks like an option, and was imported as ${className} because the file says so.`;
    return [rowWarning(line, symbol, 'symbol', 'looks_like_option', message)];
  }
  if (hasOptionColumns(cells)) {
    const message = `The option columns were ignored, because the class is ${className}.`;
    return [rowWarning(line, symbol, 'investmentClass', 'option_columns_ignored', message)];
  }
  return [];
};

type Amounts = Pick<UnidentifiedPosition, 'symbol' | 'quantity' | 'entryPrice' | 'entryDate' | 'exit'>;

const positionOf = (
  lot: Amounts,
  className: InvestmentClass,
  kind: {
    readonly publicSubtype: PublicPosition['subtype'];
    readonly privateSubtype: PrivatePosition['subtype'];
    readonly contract: OptionContract | null;
  },
): UnidentifiedPosition | null => {
  switch (className) {
    case 'PUBLIC':
      return { ...lot, investmentClass: className, subtype: kind.publicSubtype };
    case 'PRIVATE':
      return { ...lot, investmentClass: className, subtype: kind.privateSubtype };
    case 'OPTIONS':
      return kind.contract === null ? null : { ...lot, investmentClass: className, contract: kind.contract };
    default:
      return className satisfies never;
  }
};

/** Checks every field of a row and reports everything that is wrong with it at once. */
export const readRow = (line: number, cells: Cells, { today, priceDecimals }: RowRules): Row => {
  const errors: FieldError[] = [];
  const take = <Value>(checked: Checked<Value>): Value | null => {
    if (checked.ok) return checked.value;
    errors.push(checked.error);
    return null;
  };

  const className = take(classOf(cells));
  // A row of unknown class may be an option without a symbol; its class is what has to be mended first.
  const typedSymbol =
    cells.symbol === '' && className !== 'PUBLIC' && className !== 'PRIVATE'
      ? null
      : take(requiredSymbol(cells.symbol));
  const option = className === 'OPTIONS' ? contractOf(cells) : { contract: null, errors: [] };
  const { contract } = option;
  const quantity = take(parseQuantity(cells.quantity));
  const entryPrice = take(parseEntryPrice(cells.entryPrice, priceDecimals));
  const entryDate = take(parseEntryDate(cells.entryDate, today));
  const publicSubtype = className === 'PUBLIC' ? take(publicSubtypeOf(cells)) : null;
  const privateSubtype = className === 'PRIVATE' ? take(privateSubtypeOf(cells)) : null;
  errors.push(...option.errors);
  if (contract !== null && entryDate !== null && contract.expiration < entryDate) {
    errors.push({ column: 'expiration', value: contract.expiration, code: 'ERR_POS_029' });
  }
  const exitCells = parseExit(cells.exitDate, cells.exitPrice, {
    today,
    decimals: priceDecimals,
    entryDate,
    expiration: contract?.expiration ?? null,
  });
  const exitDate = exitCells === null ? null : take(exitCells[0]);
  const exitPrice = exitCells === null ? null : take(exitCells[1]);

  const symbol = contract === null ? typedSymbol : occSymbolOf(contract);
  const name = className === 'OPTIONS' || symbol === null ? symbol : canonicalSymbol(symbol);
  const identity =
    name === null || entryDate === null || (className === 'OPTIONS' && contract === null)
      ? null
      : `${name}|${entryDate}`;

  const exit = exitDate === null || exitPrice === null ? null : { date: exitDate, price: exitPrice };
  const isComplete =
    errors.length === 0 &&
    className !== null &&
    symbol !== null &&
    quantity !== null &&
    entryPrice !== null &&
    entryDate !== null;
  if (!isComplete) return { position: null, errors, warnings: [], identity };
  const lot = { symbol, quantity, entryPrice, entryDate, exit };
  return {
    position: positionOf(lot, className, { publicSubtype, privateSubtype, contract }),
    errors,
    warnings: warningsOf(line, cells, className, contract, exit !== null, today),
    identity,
  };
};
