import type { Decimal } from '../decimal.ts';
import { catalogue, type ErrorCode } from '../errors/catalogue.ts';
import { occSymbolOf, readOptionSymbol } from '../import/option-symbol.ts';
import { limits } from '../limits.ts';
import { plainNumber } from '../plain-number.ts';
import type { PositionType } from '../portfolio/position.ts';
import { fail, ok, type Result } from '../result.ts';
import { canonicalSymbol } from '../symbol/canonical-symbol.ts';
import { isLongerThan } from '../text.ts';
import { isOptionType, type NewTarget } from './target-price.ts';

/** The columns of a file of targets, in its order; the fields of a target on the wire have the same names. */
export const TARGET_COLUMNS = [
  'symbol',
  'position_type',
  'target_eoy',
  'target_next_year',
  'downside',
  'current_price',
] as const;
export type TargetColumn = (typeof TARGET_COLUMNS)[number];

/** One target as it was written; blank where nothing was. */
export type TargetText = Readonly<Record<TargetColumn, string>>;

export type TargetFault = {
  readonly field: TargetColumn | null;
  readonly value: string;
  readonly code: ErrorCode;
  readonly message: string;
};

export const targetFault = (
  field: TargetColumn | null,
  value: string,
  code: ErrorCode,
  message: string = catalogue[code].message,
): TargetFault => ({ field, value, code, message });

const POSITION_TYPES: readonly PositionType[] = ['LONG', 'SHORT', 'LC', 'LP', 'SC', 'SP'];

const parseSymbol = (text: string): Result<string, TargetFault> => {
  const readable = /^[A-Za-z0-9._^/ -]+$/.test(text) && /[A-Za-z0-9]/.test(text);
  return readable && !isLongerThan(text, limits.symbolLength)
    ? ok(text.toUpperCase())
    : fail(targetFault('symbol', text, 'ERR_TARGET_008'));
};

const parseType = (text: string): Result<PositionType, TargetFault> => {
  const known = POSITION_TYPES.find((type) => type === text.toUpperCase());
  return known === undefined ? fail(targetFault('position_type', text, 'ERR_TARGET_005')) : ok(known);
};

const parsePrice = (field: TargetColumn, text: string): Result<Decimal | null, TargetFault> => {
  if (text === '') return ok(null);
  const number = plainNumber(text);
  if (number === null) return fail(targetFault(field, text, 'ERR_TARGET_002'));
  if (number.sign === -1) return fail(targetFault(field, text, 'ERR_TARGET_003'));
  const { wholeDigits, decimals } = limits.price;
  return number.wholeDigits > wholeDigits || number.decimals > decimals
    ? fail(targetFault(field, text, 'ERR_TARGET_004'))
    : ok(number.value);
};

const parseUserPrice = (text: string): Result<Decimal | null, TargetFault> => {
  const price = parsePrice('current_price', text);
  const isPositive = price.ok ? price.value !== '0' : price.error.code !== 'ERR_TARGET_003';
  return isPositive ? price : fail(targetFault('current_price', text, 'ERR_TARGET_007'));
};

/** A target of an option names the contract: a target of the underlying would be about another price. */
const symbolFor = (symbol: string, type: PositionType): Result<string, TargetFault> => {
  if (!isOptionType(type)) return ok(canonicalSymbol(symbol));
  const option = readOptionSymbol(symbol);
  const right = type.endsWith('C') ? 'CALL' : 'PUT';
  if (option.kind === 'contract' && option.contract.right === right) return ok(occSymbolOf(option.contract));
  const said =
    option.kind === 'contract' ? `is a ${option.contract.right.toLowerCase()}` : 'is not a contract';
  return fail(
    targetFault('symbol', symbol, 'ERR_TARGET_006', `${symbol} ${said}, and the position type is ${type}.`),
  );
};

/** The target, or everything that is wrong with it at once. Texts are trimmed. */
export const parseTarget = (text: TargetText): Result<NewTarget, readonly TargetFault[]> => {
  const faults: TargetFault[] = [];
  const take = <Value>(result: Result<Value, TargetFault>): Value | null => {
    if (result.ok) return result.value;
    faults.push(result.error);
    return null;
  };
  const written = take(parseSymbol(text.symbol.trim()));
  const positionType = take(parseType(text.position_type.trim()));
  const symbol = written === null || positionType === null ? null : take(symbolFor(written, positionType));
  const prices = {
    eoy: take(parsePrice('target_eoy', text.target_eoy.trim())),
    nextYear: take(parsePrice('target_next_year', text.target_next_year.trim())),
    downside: take(parsePrice('downside', text.downside.trim())),
  };
  if ([text.target_eoy, text.target_next_year, text.downside].every((price) => price.trim() === '')) {
    faults.push(targetFault('target_eoy', '', 'ERR_TARGET_001'));
  }
  const userPrice = take(parseUserPrice(text.current_price.trim()));
  return faults.length > 0 || symbol === null || positionType === null
    ? fail(faults)
    : ok({ symbol, positionType, prices, userPrice });
};
