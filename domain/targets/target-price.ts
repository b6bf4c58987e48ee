import type { Decimal } from '../decimal.ts';
import { type PortfolioId, uuid5 } from '../ids.ts';
import { type Position, type PositionType, positionTypeOf } from '../portfolio/position.ts';
import { canonicalSymbol } from '../symbol/canonical-symbol.ts';

export type TargetId = string;

/** The three prices that a person may expect: at the end of this year, in a year's time, and if it goes badly. */
export const HORIZONS = ['eoy', 'nextYear', 'downside'] as const;
export type Horizon = (typeof HORIZONS)[number];

/**
 * What a person expects of one security in one direction. Per share; of an option it is the price of the contract
 * itself, its premium, and not of its underlying. At least one of the three is given.
 */
export type NewTarget = {
  /** As `targetKeyOf` a position has it: canonical, for options the OCC symbol. */
  readonly symbol: string;
  readonly positionType: PositionType;
  readonly prices: Readonly<Record<Horizon, Decimal | null>>;
  /** The price that the person goes by where the market has none. */
  readonly userPrice: Decimal | null;
};

export type TargetPrice = NewTarget & { readonly targetId: TargetId };

export type TargetKey = Pick<NewTarget, 'symbol' | 'positionType'>;

/** One target per portfolio, symbol and position type: its id says so. */
export const targetIdOf = (portfolioId: PortfolioId, { symbol, positionType }: TargetKey): TargetId =>
  uuid5(`${portfolioId}:target:${symbol}:${positionType}`);

/** The symbol and type that a target must have to be about this position. */
export const targetKeyOf = (position: Position): TargetKey => ({
  symbol: position.investmentClass === 'OPTIONS' ? position.symbol : canonicalSymbol(position.symbol),
  positionType: positionTypeOf(position),
});

export const isOptionType = (type: PositionType): boolean => type !== 'LONG' && type !== 'SHORT';

/** Shorts gain when the price falls; a long put gains when its own premium rises. */
export const directionOf = (type: PositionType): 1 | -1 =>
  type === 'SHORT' || type === 'SC' || type === 'SP' ? -1 : 1;
