import type { OptionContract } from '../portfolio/position.ts';
import { fail, ok } from '../result.ts';
import { optionSubtypeOf } from './classify.ts';
import { type Cells, type Column, OPTION_COLUMNS } from './columns.ts';
import { parseExpiration, parseOptionType, parseStrike, parseSymbol } from './fields.ts';
import { optionRootOf, readOptionSymbol } from './option-symbol.ts';
import type { Checked, FieldError } from './report.ts';

/** The contract of an option row, and everything that is wrong with its fields. */
export type ContractOf = { readonly contract: OptionContract | null; readonly errors: readonly FieldError[] };

const mismatch = (cells: Cells, message?: string): FieldError => ({
  column: 'symbol',
  value: cells.symbol,
  code: 'ERR_POS_031',
  ...(message === undefined ? {} : { message }),
});

const parseUnderlying = (text: string): Checked<string> => {
  if (text === '') return fail({ column: 'underlying', value: text, code: 'ERR_POS_019' });
  const symbol = parseSymbol(text, 'underlying');
  if (!symbol.ok || optionRootOf(symbol.value) !== null) return symbol;
  return fail({
    column: 'underlying',
    value: text,
    code: 'ERR_POS_003',
    message: 'An option root has at most six letters and no digits.',
    fix: 'Give the ticker of the underlying share or fund, such as SPY.',
  });
};

/** The columns that contradict what the symbol says; a blank column says nothing. */
const contradictions = (stated: Partial<OptionContract>, named: OptionContract): readonly string[] => {
  const names: string[] = [];
  if (stated.underlying !== undefined && optionRootOf(stated.underlying) !== optionRootOf(named.underlying)) {
    names.push('underlying');
  }
  if (stated.strike !== undefined && stated.strike !== named.strike) names.push('strike');
  if (stated.expiration !== undefined && stated.expiration !== named.expiration) names.push('expiration');
  if (stated.right !== undefined && stated.right !== named.right) names.push('option type');
  return names;
};

/** The subtype stands in for a blank option type, and must not contradict one. */
const rightCell = (cells: Cells): Checked<Cells> => {
  const subtype = optionSubtypeOf(cells);
  if (!subtype.ok) return subtype;
  if (subtype.value === null) return ok(cells);
  if (cells.optionType === '') return ok({ ...cells, optionType: subtype.value });
  return subtype.value === cells.optionType.toUpperCase()
    ? ok(cells)
    : fail({
        column: 'investmentSubtype',
        value: cells.investmentSubtype,
        code: 'ERR_POS_017',
        message: 'The subtype contradicts the option type.',
        fix: 'Make the two agree, or leave the subtype blank.',
      });
};

/**
 * Reads the four option columns, or takes what they leave blank from an option symbol. With a symbol and columns that
 * disagree, neither is believed.
 */
export const contractOf = (row: Cells): ContractOf => {
  const errors: FieldError[] = [];
  const completed = rightCell(row);
  if (!completed.ok) errors.push(completed.error);
  const cells = completed.ok ? completed.value : row;

  const symbol = readOptionSymbol(cells.symbol.toUpperCase());
  if (symbol.kind === 'invalid')
    return { contract: null, errors: [...errors, mismatch(cells, symbol.message)] };

  const read = <Value>(column: Column, parse: (text: string) => Checked<Value>): Value | undefined => {
    // What the symbol says makes a blank column good.
    if (symbol.kind === 'contract' && cells[column] === '') return undefined;
    const checked = parse(cells[column]);
    if (checked.ok) return checked.value;
    errors.push(checked.error);
    return undefined;
  };
  const underlying = read('underlying', parseUnderlying);
  const strike = read('strike', parseStrike);
  const expiration = read('expiration', parseExpiration);
  const right = read('optionType', parseOptionType);

  if (symbol.kind === 'none') {
    const complete =
      underlying !== undefined && strike !== undefined && expiration !== undefined && right !== undefined;
    return { contract: complete ? { underlying, strike, expiration, right } : null, errors };
  }
  const named = symbol.contract;
  const stated: Partial<OptionContract> = {
    ...(underlying === undefined ? {} : { underlying }),
    ...(strike === undefined ? {} : { strike }),
    ...(expiration === undefined ? {} : { expiration }),
    ...(right === undefined ? {} : { right }),
  };
  const contradicted = contradictions(stated, named);
  if (contradicted.length > 0) {
    errors.push(mismatch(cells, `The option symbol contradicts the columns: ${contradicted.join(', ')}.`));
  }
  // The columns' spelling of the underlying is the one that people look up: BRK.B, not the root BRKB.
  return { contract: { ...named, underlying: underlying ?? named.underlying }, errors };
};

export const hasOptionColumns = (cells: Cells): boolean =>
  OPTION_COLUMNS.some((column) => cells[column] !== '');
