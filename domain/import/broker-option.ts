import { isIsoDate } from '../dates.ts';
import { limits } from '../limits.ts';
import { plainNumber } from '../plain-number.ts';
import { type OptionSymbol, readOptionSymbol, underlyingOfRoot } from './option-symbol.ts';
import { readPrintedDate } from './printed-date.ts';

/** `A250919C5` is as short as an option gets. */
const MIN_CHARACTERS = 9;
const MAX_CHARACTERS = 64;

const ROOT = '(?:[A-Z]{1,6}|[A-Z]{1,5}[./]?[A-Z])';
/** Schwab: `AAPL 09/18/2026 190.00 C`. */
const SCHWAB = new RegExp(`^(${ROOT}) (\\d{1,2}/\\d{1,2}/\\d{2,4}) \\$?([\\d,.]+) (C|P|CALL|PUT)$`);
/** Robinhood and others: `AAPL 9/18/2026 CALL $190.00`. */
const RIGHT_FIRST = new RegExp(`^(${ROOT}) (\\d{1,2}/\\d{1,2}/\\d{2,4}) (C|P|CALL|PUT) \\$?([\\d,.]+)$`);
/** As a name: `AAPL CALL 01/15/27 $175.00`. */
const RIGHT_AFTER_ROOT = new RegExp(`^(${ROOT}) (C|P|CALL|PUT) (\\d{1,2}/\\d{1,2}/\\d{2,4}) \\$?([\\d,.]+)$`);
/** E*TRADE: `TWTR Feb 15 '19 $41 Call`. */
const NAMED_MONTH = new RegExp(`^(${ROOT}) ([A-Z]{3} \\d{1,2},? '?\\d{2,4}) \\$?([\\d,.]+) (C|P|CALL|PUT)$`);
/** Interactive Brokers: `AAPL 19SEP25 150 C`. */
const DAY_MONTH = new RegExp(`^(${ROOT}) (\\d{1,2})([A-Z]{3})(\\d{2}) ([\\d,.]+) (C|P)$`);
/** thinkorswim: `.AAPL250919C150`. */
const POINTED = /^\.([A-Z]{1,6}\d{6}[CP][\d.]{1,9})$/;
/** TD Ameritrade: `AAPL_091925C150`. */
const UNDERSCORED = /^([A-Z]{1,6})_(\d{2})(\d{2})(\d{2})([CP])([\d.]{1,9})$/;
/**
 * Merrill: root, `#`, the month's letter (A–L calls from January on, M–X puts), day, year, a letter that says how many
 * decimals the strike has (C three, D four), and the strike's digits: `XYZ#B1326C425000` is the 425 call of 2026-02-13.
 */
const MERRILL = /^([A-Z]{1,6})#([A-X])(\d{2})(\d{2})([A-F])(\d{6})$/;

const strikeOf = (text: string): string => text.replaceAll(',', '');

const contract = (root: string, date: string, letter: string, strikeText: string): OptionSymbol => {
  const strike = plainNumber(strikeOf(strikeText));
  if (!isIsoDate(date)) {
    return { kind: 'invalid', message: `The option symbol names a day that does not exist (${date}).` };
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
      underlying: underlyingOfRoot(root.replace(/[./]/, '-')),
      strike: strike.value,
      expiration: date,
      right: letter.startsWith('C') ? 'CALL' : 'PUT',
    },
  };
};

const dayOf = (text: string): string => {
  const read = readPrintedDate(text, 'mdy');
  return read.kind === 'date' ? read.date : text;
};

const readMerrill = (symbol: string): OptionSymbol | null => {
  const [, root, month, day, year, scale, digits] = MERRILL.exec(symbol) ?? [];
  if (
    root === undefined ||
    month === undefined ||
    day === undefined ||
    year === undefined ||
    scale === undefined ||
    digits === undefined
  ) {
    return null;
  }
  const index = month.charCodeAt(0) - 'A'.charCodeAt(0);
  const decimals = scale.charCodeAt(0) - 'A'.charCodeAt(0) + 1;
  const date = `20${year}-${String((index % 12) + 1).padStart(2, '0')}-${day}`;
  const strike = `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
  return contract(root, date, index < 12 ? 'C' : 'P', strike);
};

/** Reads an option in any of the ways in which brokers write one, in either case; `none` for what is no option. */
export const readBrokerOption = (text: string): OptionSymbol => {
  if (text.length < MIN_CHARACTERS || text.length > MAX_CHARACTERS) return { kind: 'none' };
  const symbol = text.trim().toUpperCase().replace(/\s+/g, ' ');
  // Fidelity puts a hyphen before OCC symbols, too.
  const known = readOptionSymbol(symbol.replace(/^-(?=[A-Z]{1,6}\d{6}[CP]\d{8}$)/, ''));
  if (known.kind !== 'none') return known;
  const merrill = readMerrill(symbol);
  if (merrill !== null) return merrill;
  const [, pointed] = POINTED.exec(symbol) ?? [];
  if (pointed !== undefined) return readOptionSymbol(pointed);

  const [, root, date, strike, right] = SCHWAB.exec(symbol) ?? NAMED_MONTH.exec(symbol) ?? [];
  if (root !== undefined && date !== undefined && strike !== undefined && right !== undefined) {
    return contract(root, dayOf(date), right, strike);
  }
  const [, name, day, side, price] = RIGHT_FIRST.exec(symbol) ?? [];
  if (name !== undefined && day !== undefined && side !== undefined && price !== undefined) {
    return contract(name, dayOf(day), side, price);
  }
  const [, called, callOrPut, on, at] = RIGHT_AFTER_ROOT.exec(symbol) ?? [];
  if (called !== undefined && callOrPut !== undefined && on !== undefined && at !== undefined) {
    return contract(called, dayOf(on), callOrPut, at);
  }
  const [, ibRoot, ibDay, ibMonth, ibYear, ibStrike, ibRight] = DAY_MONTH.exec(symbol) ?? [];
  if (
    ibRoot !== undefined &&
    ibDay !== undefined &&
    ibMonth !== undefined &&
    ibYear !== undefined &&
    ibStrike !== undefined &&
    ibRight !== undefined
  ) {
    return contract(ibRoot, dayOf(`${ibDay} ${ibMonth} ${ibYear}`), ibRight, ibStrike);
  }
  const [, tdRoot, tdMonth, tdDay, tdYear, tdRight, tdStrike] = UNDERSCORED.exec(symbol) ?? [];
  if (tdRoot !== undefined && tdRight !== undefined && tdStrike !== undefined) {
    return contract(tdRoot, `20${tdYear ?? ''}-${tdMonth ?? ''}-${tdDay ?? ''}`, tdRight, tdStrike);
  }
  return { kind: 'none' };
};
