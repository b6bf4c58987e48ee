import type { IsoDate } from '../../domain/dates.ts';
import { occSymbolOf } from '../../domain/import/option-symbol.ts';
import { plainNumber } from '../../domain/plain-number.ts';

/**
 * The OCC symbol of a contract that a broker has written in its own way; null where a part of it is missing or wrong.
 * `right` begins with C or P, in either case.
 */
export const occSymbolFrom = (
  underlying: string | undefined,
  expiration: IsoDate | null,
  right: string | undefined,
  strike: string | undefined,
): string | null => {
  const amount = strike === undefined ? null : plainNumber(strike);
  const letter = right?.charAt(0).toUpperCase();
  const symbol = underlying?.trim().toUpperCase() ?? '';
  if (expiration === null || amount === null || amount.sign !== 1) return null;
  if (amount.wholeDigits > 5 || amount.decimals > 3) return null;
  if (!/^[A-Z][A-Z0-9.]{0,5}$/.test(symbol) || (letter !== 'C' && letter !== 'P')) return null;
  return occSymbolOf({
    underlying: symbol,
    strike: amount.value,
    expiration,
    right: letter === 'C' ? 'CALL' : 'PUT',
  });
};
