import { type Position, PRIVATE_SUBTYPES, PUBLIC_SUBTYPES } from '../portfolio/position.ts';
import { fail, ok } from '../result.ts';
import { type Cells, OPTION_COLUMNS } from './columns.ts';
import { readOptionSymbol } from './option-symbol.ts';
import type { Checked } from './report.ts';

export type InvestmentClass = Position['investmentClass'];

const CLASSES: readonly InvestmentClass[] = ['PUBLIC', 'OPTIONS', 'PRIVATE'];

/** The one place that infers a class, and only where the file leaves it blank. */
const inferClass = (cells: Cells): InvestmentClass => {
  const symbol = cells.symbol.toUpperCase();
  if (OPTION_COLUMNS.some((column) => cells[column] !== '')) return 'OPTIONS';
  if (readOptionSymbol(symbol).kind !== 'none') return 'OPTIONS';
  return symbol.startsWith('CASH_') ? 'PRIVATE' : 'PUBLIC';
};

export const classOf = (cells: Cells): Checked<InvestmentClass> => {
  if (cells.investmentClass === '') return ok(inferClass(cells));
  const known = CLASSES.find((name) => name === cells.investmentClass.toUpperCase());
  return known === undefined
    ? fail({ column: 'investmentClass', value: cells.investmentClass, code: 'ERR_POS_016' })
    : ok(known);
};

const parseSubtype = <Subtype extends string>(
  text: string,
  allowed: readonly Subtype[],
  className: InvestmentClass,
): Checked<Subtype | null> => {
  if (text === '') return ok(null);
  const wanted = text.toUpperCase() === 'CRYPTO' ? 'CRYPTOCURRENCY' : text.toUpperCase();
  const known = allowed.find((subtype) => subtype === wanted);
  return known === undefined
    ? fail({
        column: 'investmentSubtype',
        value: text,
        code: 'ERR_POS_017',
        message: `The subtype is not one of those of the class ${className}.`,
        fix: `Use ${allowed.join(', ')}, or leave it blank.`,
      })
    : ok(known);
};

export const publicSubtypeOf = (cells: Cells) =>
  parseSubtype(cells.investmentSubtype, PUBLIC_SUBTYPES, 'PUBLIC');

/** `CASH_USD` without a class is cash. */
export const privateSubtypeOf = (cells: Cells) =>
  cells.investmentSubtype === '' && cells.symbol.toUpperCase().startsWith('CASH_')
    ? ok('CASH' as const)
    : parseSubtype(cells.investmentSubtype, PRIVATE_SUBTYPES, 'PRIVATE');

export const optionSubtypeOf = (cells: Cells) =>
  parseSubtype(cells.investmentSubtype, ['CALL', 'PUT'] as const, 'OPTIONS');
