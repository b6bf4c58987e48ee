import type { Decimal } from './decimal.ts';

export type PlainNumber = {
  /** Canonical: no plus sign, no leading or trailing zeros, no "-0". */
  readonly value: Decimal;
  readonly sign: -1 | 0 | 1;
  /** Significant digits before and after the point. */
  readonly wholeDigits: number;
  readonly decimals: number;
};

/** `/0+$/` would try every zero of a long run as a start. */
const withoutTrailingZeros = (digits: string): string => {
  let end = digits.length;
  while (end > 0 && digits[end - 1] === '0') end--;
  return digits.slice(0, end);
};

/**
 * A number as people type it: digits, at most one point, an optional sign. Null for exponents, separators, currency
 * signs, parentheses, hexadecimal, `NaN`, `Infinity` and digits of other scripts. Text in, text out: never a float.
 * The pattern is anchored and has nothing to backtrack into, so that long text costs linear time.
 */
export const plainNumber = (text: string): PlainNumber | null => {
  const [, minus, left, right, bare] = /^(?:\+|(-))?(?:(\d+)(?:\.(\d*))?|\.(\d+))$/.exec(text) ?? [];
  if (left === undefined && bare === undefined) return null;
  const whole = (left ?? '').replace(/^0+/, '');
  const fraction = withoutTrailingZeros(right ?? bare ?? '');
  const sign = whole === '' && fraction === '' ? 0 : minus === undefined ? 1 : -1;
  const magnitude = `${whole === '' ? '0' : whole}${fraction === '' ? '' : `.${fraction}`}`;
  return {
    value: sign === -1 ? `-${magnitude}` : magnitude,
    sign,
    wholeDigits: whole.length,
    decimals: fraction.length,
  };
};
