import { readBrokerOption } from '../../../domain/import/broker-option.ts';
import type { PrintedHolding } from '../format.ts';
import { categoryOf } from './category.ts';

export type Security =
  | Pick<PrintedHolding, 'symbol' | 'description' | 'kind'>
  | { readonly skip: string; readonly message: string };

/** `BRK B 17JAN27 400 C`: the blank of a share class is not one between the parts of the contract. */
const CLASS_OPTION = /^([A-Z]{1,5}) ([A-Z]) (?=\d)/;
/** `P LEG  20230317 69 M`, as options of European exchanges are written. */
const EUROPEAN = /^([CP]) ([A-Z0-9]{1,6}) +(\d{4})(\d{2})(\d{2}) ([\d.]{1,9}) [A-Z]$/;
/** `T PRA`: a preferred share. */
const PREFERRED = /^([A-Z]{1,5}) PR([A-Z])$/;

const contractText = (symbol: string): string => {
  const [, right, underlying, year, month, day, strike] = EUROPEAN.exec(symbol) ?? [];
  if (right === undefined) return symbol.replace(CLASS_OPTION, '$1/$2 ');
  return `${underlying} ${month}/${day}/${year} ${strike} ${right}`;
};

/** One blank is that of a share class, which is known to everybody; more are parts of a name. */
const tickerOf = (symbol: string): string => {
  const preferred = symbol.replace(PREFERRED, '$1^$2');
  return / [A-Z]$/.test(preferred) ? preferred : preferred.replaceAll(' ', '-');
};

/**
 * What a row holds, by its category. Futures and the like are left out with the reason; so are contracts of another
 * size than 100 and options that nobody can read. What has no ticker is named by its symbol or description.
 */
export const securityOf = (printed: {
  readonly category: string | null;
  readonly symbol: string | null;
  readonly description: string | null;
  readonly isin: string | null;
  readonly multiplier: string | null;
}): Security => {
  const { symbol, description } = printed;
  const category = categoryOf(printed.category ?? '');
  if (category !== null && 'skip' in category) return category;
  const kind = category?.kind ?? null;
  if (kind === 'option') {
    const contract = contractText(symbol ?? '');
    if (printed.multiplier !== null && Number(printed.multiplier) !== 100) {
      return { skip: 'unusual_multiplier', message: 'The contract is not of 100 shares; it is left out.' };
    }
    if (readBrokerOption(contract).kind !== 'contract') {
      return {
        skip: 'unknown_contract',
        message: 'The option cannot be read as one of 100 shares; it is left out.',
      };
    }
    return { symbol: contract, description, kind };
  }
  if (kind === 'private' && (symbol === null || / /.test(symbol))) {
    return { symbol: null, description: symbol ?? description, kind };
  }
  return { symbol: symbol === null ? printed.isin : tickerOf(symbol), description, kind };
};
