import { isIsoDate } from '../dates.ts';
import { decimal } from '../decimal.ts';
import { limits } from '../limits.ts';
import { plainNumber } from '../plain-number.ts';
import type { OptionContract } from '../portfolio/position.ts';

/** What a symbol says about an option. `invalid` has the shape of an option symbol and names no contract we know. */
export type OptionSymbol =
  | { readonly kind: 'contract'; readonly contract: OptionContract }
  | { readonly kind: 'invalid'; readonly message: string }
  | { readonly kind: 'none' };

/** Options Clearing Corporation: root, YYMMDD, C or P, strike × 1000 in eight digits. A digit in the root marks an adjusted contract. */
const OCC = /^([A-Z]{1,6}|[A-Z]{1,5}\d)(\d{6})([CP])(\d{8})$/;
/** `SPY_C450_20240315` */
const DESCRIPTIVE = /^([A-Z]{1,6})_([CP])(\d{1,8}(?:\.\d{1,8})?)_(\d{8})$/;
/** `-MU270115C600`, as Fidelity writes it. */
const SHORT = /^-?([A-Z]{1,6})(\d{6})([CP])(\d{1,7}(?:\.\d{1,8})?)$/;

const UNDERLYING_OF_ROOT: ReadonlyMap<string, string> = new Map([
  ['BRKB', 'BRK-B'],
  ['BFB', 'BF-B'],
]);

/** Share classes lose their separator in an option root. */
export const underlyingOfRoot = (root: string): string => UNDERLYING_OF_ROOT.get(root) ?? root;

/** The OCC root of an underlying, or null where it cannot have one. */
export const optionRootOf = (underlying: string): string | null => {
  const root = underlying.replace(/[.-]/g, '');
  return /^[A-Z]{1,6}$/.test(root) ? root : null;
};

/** The OCC symbol without blanks, such as `SPY250919C00460000`. */
export const occSymbolOf = ({ underlying, strike, expiration, right }: OptionContract): string => {
  const root = optionRootOf(underlying) ?? underlying;
  const thousandths = decimal(strike).times(1000).toFixed(0).padStart(8, '0');
  return `${root}${expiration.slice(2).replaceAll('-', '')}${right === 'CALL' ? 'C' : 'P'}${thousandths}`;
};

const dateOf = (digits: string): string =>
  `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6, 8)}`;

const contractOf = (root: string, date: string, letter: string, strikeText: string): OptionSymbol => {
  const expiration = dateOf(date);
  const strike = plainNumber(strikeText);
  if (!isIsoDate(expiration)) {
    return { kind: 'invalid', message: `The option symbol names a day that does not exist (${expiration}).` };
  }
  if (strike === null || strike.sign !== 1) {
    return { kind: 'invalid', message: 'The option symbol names no strike above zero.' };
  }
  if (strike.wholeDigits > limits.strike.wholeDigits || strike.decimals > limits.strike.decimals) {
    return { kind: 'invalid', message: 'The strike in the option symbol is out of range.' };
  }
  return {
    kind: 'contract',
    contract: {
      underlying: underlyingOfRoot(root),
      strike: strike.value,
      expiration,
      right: letter === 'C' ? 'CALL' : 'PUT',
    },
  };
};

/** Reads an OCC symbol (blanks inside are tolerated), a descriptive or a short one, in upper case. */
export const readOptionSymbol = (symbol: string): OptionSymbol => {
  const [, root, day, letter, digits] = OCC.exec(symbol.replace(/ /g, '')) ?? [];
  if (root !== undefined && day !== undefined && letter !== undefined && digits !== undefined) {
    if (/\d$/.test(root)) {
      return {
        kind: 'invalid',
        message: `${root} is the root of a mini or adjusted contract, whose multiplier is not 100.`,
      };
    }
    return contractOf(root, `20${day}`, letter, `${digits.slice(0, 5)}.${digits.slice(5)}`);
  }
  const [, name, right, strike, date] = DESCRIPTIVE.exec(symbol) ?? [];
  if (name !== undefined && right !== undefined && strike !== undefined && date !== undefined) {
    return contractOf(name, date, right, strike);
  }
  const [, short, shortDay, shortRight, shortStrike] = SHORT.exec(symbol) ?? [];
  if (
    short !== undefined &&
    shortDay !== undefined &&
    shortRight !== undefined &&
    shortStrike !== undefined
  ) {
    return contractOf(short, `20${shortDay}`, shortRight, shortStrike);
  }
  return { kind: 'none' };
};
