import { parseSymbol } from '../../../domain/import/fields.ts';
import type { Checked } from '../../../domain/import/report.ts';
import { ok } from '../../../domain/result.ts';
import { canonicalSymbol } from '../../../domain/symbol/canonical-symbol.ts';
import { type Assumption, assumption } from './assumption.ts';
import { withoutStars } from './kind-of.ts';

const CUSIP = /^(?=.*\d)[0-9A-Z]{8}\d$/;
const ISIN = /^[A-Z]{2}[0-9A-Z]{9}\d$/;

/** A symbol as it is stored. Share classes that are written with a blank, a slash or a caret get a hyphen. */
export const securitySymbol = (printed: string): Checked<string> => {
  const text = withoutStars(printed.trim());
  return parseSymbol(/[ /^]/.test(text) ? canonicalSymbol(text) : text, 'symbol');
};

/** A name for what has no ticker, from its description: `Bond Fund (2040)` is `BOND_FUND_2040`. */
export const privateSymbol = (description: string): Checked<string> => {
  const name = description
    .normalize('NFKD')
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, '_')
    .slice(0, 60)
    .replace(/^_+|_+$/g, '');
  return name === '' ? parseSymbol('', 'symbol') : ok(name);
};

/** Prices are looked up by ticker: a number of the security instead is worth a word. */
export const aboutSymbol = (symbol: string): readonly Assumption[] => {
  if (ISIN.test(symbol)) {
    return [assumption('isin_for_symbol', 'The file names no ticker; the ISIN stands for it.')];
  }
  return CUSIP.test(symbol)
    ? [assumption('cusip_for_symbol', 'The file names no ticker; the CUSIP stands for it.')]
    : [];
};
