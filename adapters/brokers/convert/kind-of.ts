import { readBrokerOption } from '../../../domain/import/broker-option.ts';
import type { OptionSymbol } from '../../../domain/import/option-symbol.ts';
import type { PrintedHolding } from '../format.ts';

/** What a holding is: said by the layout, or told by its symbol. */
export type HoldingKind =
  | { readonly kind: 'cash' }
  | { readonly kind: 'money_market'; readonly assumed: boolean }
  | { readonly kind: 'option'; readonly option: OptionSymbol }
  | { readonly kind: 'private' }
  | { readonly kind: 'security' };

const CASH =
  /^(?:\$CASH|CASH[_ -][A-Z]{3}|(?:USD|US)[_ -]?CASH|(?:US )?DOLLARS?|CASH (?:&|AND) .*|CASH BALANCE|TOTAL CASH|UNINVESTED CASH|CASH HELD.*|SETTLED CASH)$/;
/** American money-market funds have five letters and end so. */
const MONEY_MARKET = /^[A-Z]{3}XX$/;

/** Fidelity marks what is held as its core position with stars. */
export const withoutStars = (symbol: string): string => symbol.replace(/\*+$/, '').trim();

const isOne = (price: string | null): boolean => price === null || /^\$?\s*1(?:[.,]0*)?$/.test(price.trim());

/** `CASH` is also the ticker of a bank, whose price is not one. */
const isDollars = (text: string, price: string | null): boolean =>
  /^(?:USD|CASH)$/.test(withoutStars(text)) && isOne(price);

export const kindOf = ({ kind, symbol, description, price, quantity }: PrintedHolding): HoldingKind => {
  const text = (symbol ?? '').trim().toUpperCase();
  switch (kind) {
    case 'cash':
    case 'private':
      return { kind };
    case 'money_market':
      return isDollars(text, price) ? { kind: 'cash' } : { kind, assumed: false };
    case 'option':
      return { kind, option: readBrokerOption(text) };
    case 'security':
    case null: {
      const name = text === '' ? (description ?? '').trim().toUpperCase() : text;
      if (kind === null && (isDollars(name, price) || CASH.test(name))) return { kind: 'cash' };
      const option = readBrokerOption(text);
      if (kind === null && option.kind !== 'none') return { kind: 'option', option };
      if (text.endsWith('**')) return { kind: 'money_market', assumed: false };
      const isFund =
        MONEY_MARKET.test(withoutStars(text)) && isOne(price) && (price !== null || quantity === '');
      return isFund ? { kind: 'money_market', assumed: true } : { kind: 'security' };
    }
    default:
      return kind satisfies never;
  }
};
