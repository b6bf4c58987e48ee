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

/** Canonical text of a decimal: no exponent, no trailing zeros, no "-0". */
export const toDecimal = (value: Big): Decimal => (value.eq(0) ? '0' : value.toFixed());
