import type { IsoDate } from '../dates.ts';
import type { Decimal } from '../decimal.ts';
import type { PositionId } from '../ids.ts';
import { canonicalSymbol } from '../symbol/canonical-symbol.ts';

export const ACCOUNT_TYPES = [
  'taxable',
  'ira',
  'roth_ira',
  '401k',
  '403b',
  '529',
  'hsa',
  'trust',
  'other',
] as const;
export type AccountType = (typeof ACCOUNT_TYPES)[number];

export type OptionRight = 'CALL' | 'PUT';

export type OptionContract = {
  readonly underlying: string;
  readonly strike: Decimal;
  readonly expiration: IsoDate;
  readonly right: OptionRight;
};

type Lot = {
  readonly positionId: PositionId;
  /** Upper case; for options the OCC symbol. */
  readonly symbol: string;
  /** Signed: negative is short. Contracts for options. Never zero. */
  readonly quantity: Decimal;
  /** Per share of the (underlying) security, always positive. */
  readonly entryPrice: Decimal;
  readonly entryDate: IsoDate;
  /** Set when the lot was closed before it came to us. */
  readonly exit: { readonly date: IsoDate; readonly price: Decimal } | null;
};

export const PUBLIC_SUBTYPES = ['STOCK', 'ETF', 'MUTUAL_FUND', 'BOND', 'CASH'] as const;

export type PublicPosition = Lot & {
  readonly investmentClass: 'PUBLIC';
  readonly subtype: (typeof PUBLIC_SUBTYPES)[number] | null;
};

export type OptionPosition = Lot & { readonly investmentClass: 'OPTIONS'; readonly contract: OptionContract };

export const PRIVATE_SUBTYPES = [
  'PRIVATE_EQUITY',
  'VENTURE_CAPITAL',
  'HEDGE_FUND',
  'PRIVATE_REIT',
  'REAL_ESTATE',
  'CRYPTOCURRENCY',
  'ART',
  'MONEY_MARKET',
  'TREASURY_BILLS',
  'CASH',
  'COMMODITY',
  'OTHER',
] as const;
export type PrivateSubtype = (typeof PRIVATE_SUBTYPES)[number];

export type PrivatePosition = Lot & {
  readonly investmentClass: 'PRIVATE';
  readonly subtype: PrivateSubtype | null;
};

/** One lot held in a portfolio. The class is authoritative: nothing infers it again from the symbol's shape. */
export type Position = PublicPosition | OptionPosition | PrivatePosition;

/** A position before it belongs to a portfolio: its id follows from the portfolio's. */
export type UnidentifiedPosition = Position extends infer P
  ? P extends Position
    ? Omit<P, 'positionId'>
    : never
  : never;

export type PositionType = 'LONG' | 'SHORT' | 'LC' | 'LP' | 'SC' | 'SP';

export const positionTypeOf = (position: Position): PositionType => {
  const short = position.quantity.startsWith('-');
  if (position.investmentClass !== 'OPTIONS') return short ? 'SHORT' : 'LONG';
  const call = position.contract.right === 'CALL';
  if (short) return call ? 'SC' : 'SP';
  return call ? 'LC' : 'LP';
};

/** Shares of the underlying per option contract. */
export const CONTRACT_SHARES = 100;

/** Shares per unit of quantity. */
export const multiplierOf = (position: Position): number =>
  position.investmentClass === 'OPTIONS' ? CONTRACT_SHARES : 1;

/** Cash keeps a constant price of 1.00 per unit of entry price and is never sent to a provider. */
export const isCash = (position: Position): boolean =>
  position.investmentClass !== 'OPTIONS' && position.subtype === 'CASH';

const pricedSymbol = (position: Position): string | null => {
  if (position.investmentClass === 'OPTIONS') return canonicalSymbol(position.contract.underlying);
  if (position.investmentClass === 'PRIVATE' || isCash(position)) return null;
  return canonicalSymbol(position.symbol);
};

/** Asked for on every day of a position's life, and always the same. */
const pricedSymbols = new WeakMap<Position, string | null>();

/**
 * The symbol whose market price the position needs, or null where none exists: private assets and cash are never
 * sent to a provider; an option is priced from its underlying.
 */
export const pricedSymbolOf = (position: Position): string | null => {
  const known = pricedSymbols.get(position);
  if (known !== undefined) return known;
  const symbol = pricedSymbol(position);
  pricedSymbols.set(position, symbol);
  return symbol;
};

/** Held at the end of `date`: entered on or before it, not exited on or before it, not expired before it. */
export const isActiveOn = (position: Position, date: IsoDate): boolean =>
  position.entryDate <= date &&
  (position.exit === null || position.exit.date > date) &&
  (position.investmentClass !== 'OPTIONS' || position.contract.expiration >= date);
