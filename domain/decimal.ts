import Big from 'big.js';

/**
 * Money, prices and quantities are exact decimals, carried as strings (`"-12.50"`) in events and on the wire and
 * computed with `Big`. Statistics are float64 and never go through here.
 */
export type Decimal = string;

/** Division keeps 20 decimals; `toMoney` rounds half up, once, where a figure is written. */
const Exact = Big();
Exact.DP = 20;
Exact.RM = Exact.roundHalfUp;
Exact.NE = -30;
Exact.PE = 40;

export const decimal = (value: Decimal | Big | number): Big => new Exact(value);

export const toMoney = (value: Big): Decimal => value.round(2, Exact.roundHalfUp).toFixed(2);

/** −1, 0 or 1. To compare with zero makes a zero each time. */
export const signOf = (value: Big): number => (value.c[0] === 0 ? 0 : value.s);

/** Canonical text of a decimal: no exponent, no trailing zeros, no "-0". */
export const toDecimal = (value: Big): Decimal => (signOf(value) === 0 ? '0' : value.toFixed());

/** An integer of so many digits is a safe one. */
const SAFE_DIGITS = 15;
const POWERS = Array.from({ length: SAFE_DIGITS + 1 }, (_, exponent) => Number(`1e${exponent}`));

const decimalsOf = ({ e, c }: Big): number => Math.max(0, c.length - 1 - e);

/** value × 10^decimals; null where that is more than a safe integer. The value has no more decimals than these. */
const unitsOf = ({ s, e, c }: Big, decimals: number): number | null => {
  const digits = e + 1 + decimals;
  if (digits > SAFE_DIGITS) return null;
  let units = 0;
  for (const digit of c) units = units * 10 + digit;
  return s * units * (POWERS[digits - c.length] ?? Number.NaN);
};

const safeSumOf = (values: readonly Big[]): Big | null => {
  let decimals = 0;
  for (const value of values) decimals = Math.max(decimals, decimalsOf(value));
  let total = 0;
  for (const value of values) {
    const units = unitsOf(value, decimals);
    if (units === null) return null;
    total += units;
    if (!Number.isSafeInteger(total)) return null;
  }
  return decimal(`${total}e-${decimals}`);
};

/** Σ, exact: of safe integers as long as it can be, which takes a tenth of the memory of adding one by one. */
export const sumOf = (values: readonly Big[]): Big =>
  safeSumOf(values) ?? values.reduce((total, value) => total.plus(value), decimal(0));

/** Below it float64 is off by less than a ten-thousandth of a cent. */
const SURELY_CENTS = 1e11;

/** To the cent; null where float64 cannot tell to which. */
const centsOf = (dollars: number): Decimal | null => {
  const cents = dollars * 100;
  const nearest = Math.round(cents);
  const isSure = Math.abs(cents) < SURELY_CENTS && Math.abs(cents - nearest) < 0.499;
  if (!isSure) return null;
  const digits = String(Math.abs(nearest)).padStart(3, '0');
  return `${nearest < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
};

/** `toMoney` of a float64, as exact arithmetic rounds it. */
export const moneyOf = (value: number): Decimal => centsOf(value) ?? toMoney(decimal(value));

/**
 * amount × fraction in dollars and cents, as exact arithmetic rounds it. That takes long, and is asked only where float64
 * cannot tell to which cent: stress tests are three times as quick.
 *
 * @example shareOf('100000.00', -0.0012345) // '-123.45'
 */
export const shareOf = (amount: Decimal, fraction: number): Decimal =>
  centsOf(Number(amount) * fraction) ?? toMoney(decimal(amount).times(decimal(fraction)));
