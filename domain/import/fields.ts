import { type IsoDate, isIsoDate } from '../dates.ts';
import type { Decimal } from '../decimal.ts';
import type { ErrorCode } from '../errors/catalogue.ts';
import { limits } from '../limits.ts';
import { plainNumber } from '../plain-number.ts';
import type { OptionRight } from '../portfolio/position.ts';
import { fail, ok } from '../result.ts';
import { isLongerThan } from '../text.ts';
import type { Column } from './columns.ts';
import { readOptionSymbol } from './option-symbol.ts';
import type { Checked, FieldError } from './report.ts';

const wrong = (
  column: Column,
  value: string,
  code: ErrorCode,
  about: Pick<FieldError, 'message' | 'fix'> = {},
): { readonly ok: false; readonly error: FieldError } => fail({ column, value, code, ...about });

/** In upper case. `column` is the one it stands in: an underlying is checked like a symbol. */
export const parseSymbol = (text: string, column: 'symbol' | 'underlying'): Checked<string> => {
  if (isLongerThan(text, limits.symbolLength)) return wrong(column, text, 'ERR_POS_002');
  const symbol = text.toUpperCase();
  // The OCC pads the root with blanks; the canonical symbol has none.
  const packed = symbol.replace(/ /g, '');
  if (packed !== symbol && readOptionSymbol(symbol).kind === 'contract') return ok(packed);
  return /^[A-Za-z0-9._-]+$/.test(text) && /[A-Za-z0-9]/.test(text)
    ? ok(symbol)
    : wrong(column, text, 'ERR_POS_003');
};

export const parseQuantity = (text: string): Checked<Decimal> => {
  if (text === '') return wrong('quantity', text, 'ERR_POS_004');
  const number = plainNumber(text);
  if (number === null) return wrong('quantity', text, 'ERR_POS_005');
  if (number.sign === 0) return wrong('quantity', text, 'ERR_POS_006');
  if (number.wholeDigits > limits.quantity.wholeDigits) return wrong('quantity', text, 'ERR_POS_030');
  if (number.decimals > limits.quantity.decimals) return wrong('quantity', text, 'ERR_POS_007');
  return ok(number.value);
};

/** `decimals` is how many the file's format allows, at most six. */
export const parseEntryPrice = (text: string, decimals: number): Checked<Decimal> => {
  if (text === '') return wrong('entryPrice', text, 'ERR_POS_008');
  const number = plainNumber(text);
  if (number === null) return wrong('entryPrice', text, 'ERR_POS_009');
  if (number.sign !== 1) return wrong('entryPrice', text, 'ERR_POS_010');
  if (number.wholeDigits > limits.price.wholeDigits) return wrong('entryPrice', text, 'ERR_POS_030');
  if (number.decimals > decimals) {
    return wrong('entryPrice', text, 'ERR_POS_011', {
      message: `The entry price has more than ${decimals} decimals.`,
      fix: `Round it to at most ${decimals} decimals${
        decimals < limits.price.decimals
          ? ', or ask the operator to allow more (TEMPLATE_PRICE_DECIMALS)'
          : ''
      }.`,
    });
  }
  return ok(number.value);
};

/** `today` is New York's. */
export const parseEntryDate = (text: string, today: IsoDate): Checked<IsoDate> => {
  if (text === '') return wrong('entryDate', text, 'ERR_POS_012');
  if (!isIsoDate(text)) return wrong('entryDate', text, 'ERR_POS_013');
  if (text > today) return wrong('entryDate', text, 'ERR_POS_014');
  // Compared as text: a 29 February of another century need not exist.
  const oldest = `${Number(today.slice(0, 4)) - limits.entryAgeYears}${today.slice(4)}`;
  if (text < oldest) return wrong('entryDate', text, 'ERR_POS_015');
  return ok(text);
};

export const parseStrike = (text: string): Checked<Decimal> => {
  const number = plainNumber(text);
  if (number === null) return wrong('strike', text, 'ERR_POS_020');
  if (number.sign !== 1) return wrong('strike', text, 'ERR_POS_028');
  if (number.wholeDigits > limits.strike.wholeDigits) return wrong('strike', text, 'ERR_POS_030');
  if (number.decimals > limits.strike.decimals) return wrong('strike', text, 'ERR_POS_020');
  return ok(number.value);
};

/** An OCC symbol has two digits for the year, so a contract expires between 2000 and 2099. */
export const parseExpiration = (text: string): Checked<IsoDate> =>
  isIsoDate(text) && text.startsWith('20') ? ok(text) : wrong('expiration', text, 'ERR_POS_021');

export const parseOptionType = (text: string): Checked<OptionRight> => {
  const right = text.toUpperCase();
  return right === 'CALL' || right === 'PUT' ? ok(right) : wrong('optionType', text, 'ERR_POS_022');
};

const parseExitDate = (
  text: string,
  priceText: string,
  today: IsoDate,
  entryDate: IsoDate | null,
): Checked<IsoDate> => {
  if (text === '') return wrong('exitPrice', priceText, 'ERR_POS_024');
  if (!isIsoDate(text)) return wrong('exitDate', text, 'ERR_POS_013');
  if (text > today) return wrong('exitDate', text, 'ERR_POS_027');
  if (entryDate !== null && text < entryDate) return wrong('exitDate', text, 'ERR_POS_018');
  return ok(text);
};

const parseExitPrice = (
  text: string,
  dateText: string,
  decimals: number,
  expiration: IsoDate | null,
): Checked<Decimal> => {
  if (text === '') return wrong('exitPrice', text, 'ERR_POS_025');
  const number = plainNumber(text);
  if (number === null || number.sign === -1) return wrong('exitPrice', text, 'ERR_POS_026');
  if (number.sign === 0) {
    const expired = expiration !== null && dateText >= expiration;
    return expired ? ok('0') : wrong('exitPrice', text, 'ERR_POS_026');
  }
  if (number.wholeDigits > limits.price.wholeDigits) return wrong('exitPrice', text, 'ERR_POS_030');
  if (number.decimals > decimals) {
    return wrong('exitPrice', text, 'ERR_POS_026', {
      message: `The exit price has more than ${decimals} decimals.`,
      fix: `Round it to at most ${decimals} decimals.`,
    });
  }
  return ok(number.value);
};

/** `expiration` is the contract's for an option, else null: only an option that has expired can be closed at 0. */
export const parseExit = (
  dateText: string,
  priceText: string,
  about: {
    readonly today: IsoDate;
    readonly decimals: number;
    readonly entryDate: IsoDate | null;
    readonly expiration: IsoDate | null;
  },
): readonly [Checked<IsoDate>, Checked<Decimal>] | null => {
  if (dateText === '' && priceText === '') return null;
  return [
    parseExitDate(dateText, priceText, about.today, about.entryDate),
    parseExitPrice(priceText, dateText, about.decimals, about.expiration),
  ];
};
