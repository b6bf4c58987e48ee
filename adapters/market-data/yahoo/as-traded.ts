import { decimal, toDecimal } from '../../../domain/decimal.ts';

/** A number of Yahoo's as decimal text, for `acceptRows` to judge; empty where there is none. */
export const textOf = (value: unknown): string => {
  if (value === null || value === undefined) return '';
  if (typeof value !== 'number') return 'not a number';
  return Number.isFinite(value) ? toDecimal(decimal(value)) : 'not a number';
};

/**
 * As traded: Yahoo's close is adjusted for every split up to today, so each later split is taken back. Its numbers are
 * 32-bit floats; cents, or a hundredth of one below a dollar, are what was printed on the tape.
 */
export const rawClose = (splitAdjusted: string, laterSplits: number, priceHint: number): string => {
  const close = decimal(splitAdjusted).times(laterSplits);
  const places = Math.max(priceHint, close.lt(1) ? 4 : 2);
  const rounded = close.round(places);
  return toDecimal(rounded.eq(0) ? close : rounded);
};
