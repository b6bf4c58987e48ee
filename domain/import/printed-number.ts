import type { Decimal } from '../decimal.ts';
import { plainNumber } from '../plain-number.ts';

/** A number as a broker prints it: `none` where it prints that there is none (`--`, `n/a`, a blank). */
export type PrintedNumber =
  | { readonly kind: 'number'; readonly value: Decimal }
  | { readonly kind: 'none' }
  | { readonly kind: 'invalid' };

/** Nobody's number has more characters; longer text is not looked at. */
const MAX_CHARACTERS = 64;

const NONE = new Set([
  '',
  '-',
  '--',
  '---',
  '–',
  '—',
  'n/a',
  'na',
  'n.a.',
  'null',
  'none',
  'nan',
  'not applicable',
  'not available',
  'unavailable',
  'unknown',
  'incomplete',
  'missing',
]);

const CURRENCY = /^(?:[A-Z]{1,3}\$|[$€£¥₹]|[A-Z]{3}(?=[\s\d+\-(.]))|(?:[$€£¥₹]|\s[A-Z]{3})$/g;
const GROUPED_BY = { comma: /^\d{1,3}(?:,\d{3})+$/, point: /^\d{1,3}(?:\.\d{3})+$/ };

/** What most brokers print: `$1,234.56`, `-$5.00`, `+0.40%`. */
const COMMON = /^([+-])?\$?([+-])?(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)%?$/;

/** Digits and at most one point of `whole` and `fraction`; null where the separators are not where they belong. */
const withoutGroups = (digits: string, decimalComma: boolean): string | null => {
  const [mark, group, grouping] = decimalComma
    ? ([',', '.', GROUPED_BY.point] as const)
    : (['.', ',', GROUPED_BY.comma] as const);
  const at = digits.lastIndexOf(mark);
  const whole = at === -1 ? digits : digits.slice(0, at);
  const fraction = at === -1 ? null : digits.slice(at + 1);
  if (fraction !== null && !/^\d*$/.test(fraction)) return null;
  if (!whole.includes(group)) return fraction === null ? whole : `${whole}.${fraction}`;
  if (grouping.test(whole)) {
    const plain = whole.replaceAll(group, '');
    return fraction === null ? plain : `${plain}.${fraction}`;
  }
  // `2486.98` in a file with decimal commas: no group has two digits, so it can only be a decimal point.
  return decimalComma && fraction === null && /^\d*\.\d+$/.test(whole) ? whole : null;
};

/**
 * Reads `$1,234.56`, `(12.30)`, `-$5`, `5-`, `+3.2%`, `1'234.56`, `USD 12`, `--`; with `decimalComma` also `1.234,56`
 * and `1 234,56`. A percent sign is taken off and nothing divided. Never a float on the way.
 */
export const readPrintedNumber = (text: string, decimalComma = false): PrintedNumber => {
  if (text.length > MAX_CHARACTERS) return { kind: 'invalid' };
  const plain = plainNumber(text);
  // Most numbers are plain; `1.234` is none where the point groups thousands.
  if (plain !== null && !(decimalComma && GROUPED_BY.point.test(text.replace(/^[+-]/, '')))) {
    return { kind: 'number', value: plain.value };
  }
  if (!decimalComma) {
    const [, before, after, digits] = COMMON.exec(text) ?? [];
    if (digits !== undefined && (before === undefined || after === undefined)) {
      const number = plainNumber(digits.replaceAll(',', ''));
      if (number !== null) {
        const minus = (before ?? after) === '-' && number.sign !== 0;
        return { kind: 'number', value: minus ? `-${number.value}` : number.value };
      }
    }
  }
  if (text === '--' || text === '') return { kind: 'none' };
  let rest = text
    .replace(/[\u00a0\u2007\u2009\u202f]/g, ' ')
    .replace(/[\u2212\u2013\u2014]/g, '-')
    .trim();
  if (NONE.has(rest.toLowerCase())) return { kind: 'none' };

  let negative = false;
  const [, inside] = /^[A-Z$€£¥ ]{0,4}\((.*)\)%?$/.exec(rest) ?? [];
  if (inside !== undefined) {
    negative = true;
    rest = inside.trim();
  }
  rest = rest.replace(/\s?%$/, '').replace(CURRENCY, '').trim();
  const [, sign, unsigned] = /^([+-])\s?(.*)$/.exec(rest) ?? [];
  const [, before, trailing] = /^(.*\d)\s?([+-])$/.exec(rest) ?? [];
  if (sign !== undefined && unsigned !== undefined) rest = unsigned;
  else if (trailing !== undefined && before !== undefined) rest = before;
  const minus = sign === '-' || (sign === undefined && trailing === '-');
  if (minus && inside !== undefined) return { kind: 'invalid' };
  rest = rest.replace(CURRENCY, '').trim();

  const grouped = /^\d{1,3}(?:[ '’]\d{3})+(?:[.,]\d*)?$/.test(rest) ? rest.replace(/[ '’]/g, '') : rest;
  const digits = withoutGroups(grouped, decimalComma);
  const number = digits === null || /[+-]/.test(digits) ? null : plainNumber(digits);
  if (number === null) return { kind: 'invalid' };
  const value = (negative || minus) && number.sign !== 0 ? `-${number.value}` : number.value;
  return { kind: 'number', value };
};

const DECIMAL_COMMA = /^[-+(]?(?:\d+|\d{1,3}(?:[. '’]\d{3})+),(?:\d{1,2}|\d{4,})\)?[-%]?$|^[-+(]?0,\d+\)?%?$/;
const DECIMAL_POINT =
  /^[-+(]?[$€£]?(?:\d*|\d{1,3}(?:[, '’]\d{3})+)\.(?:\d{1,2}|\d{4,})\)?[-%]?$|^[-+(]?0\.\d+\)?%?$/;

/** Whether numbers like these have decimal commas: at least one shows it, and more than show a decimal point. */
export const showDecimalComma = (cells: Iterable<string>): boolean => {
  let commas = 0;
  let points = 0;
  for (const cell of cells) {
    if (cell.length > MAX_CHARACTERS) continue;
    const text = cell.replace(/[\u00a0\u202f]/g, ' ').trim();
    if (DECIMAL_COMMA.test(text)) commas++;
    else if (DECIMAL_POINT.test(text)) points++;
  }
  return commas > points;
};
