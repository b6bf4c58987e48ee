import type Big from 'big.js';
import type { IsoDate } from '../dates.ts';
import { decimal, toDecimal } from '../decimal.ts';
import { limits } from '../limits.ts';
import type { SplitRatio, StatedLot } from './lot.ts';

/** New for old, as companies choose them; each also the other way round. */
const USUAL_RATIOS: readonly SplitRatio[] = [
  ...[2, 3, 4, 5, 6, 7, 8, 10, 12, 15, 20, 25, 30, 40, 50, 100].flatMap((n) => [
    { newShares: n, oldShares: 1 },
    { newShares: 1, oldShares: n },
  ]),
  { newShares: 3, oldShares: 2 },
  { newShares: 2, oldShares: 3 },
  { newShares: 4, oldShares: 3 },
  { newShares: 5, oldShares: 4 },
  { newShares: 5, oldShares: 2 },
];

/** How far the cost per share may be from what the ratio says: brokers round it, and pay fractions in cash. */
const COST_TOLERANCE = 0.01;

/** A whole quantity and its average cost per share. */
export type Holding = { readonly quantity: Big; readonly unitCost: Big };

/** Fractions of a share are paid in cash: less than one share may be missing. */
export const isFraction = (difference: Big): boolean => difference.abs().lt(1);

/** The split that would explain why there are n times as many shares at an nth of the cost; null where none does. */
export const splitBetween = (before: Holding, after: Holding): SplitRatio | null => {
  if (before.quantity.eq(after.quantity)) return null;
  const ratio = USUAL_RATIOS.find(({ newShares, oldShares }) => {
    const expected = before.quantity.times(newShares).div(oldShares);
    if (!isFraction(after.quantity.minus(expected)) || expected.abs().lt(1)) return false;
    const cost = before.unitCost.times(oldShares).div(newShares);
    return after.unitCost.minus(cost).abs().lte(cost.times(COST_TOLERANCE));
  });
  return ratio ?? null;
};

/** The lot in the shares of `statedOn`: its whole cost stays. Rounded to the six decimals that are stored. */
export const splitLot = (
  { position }: StatedLot,
  { newShares, oldShares }: SplitRatio,
  statedOn: IsoDate,
): StatedLot => {
  const quantity = decimal(position.quantity).times(newShares).div(oldShares);
  const entryPrice = decimal(position.entryPrice).times(oldShares).div(newShares);
  return {
    position: {
      ...position,
      quantity: toDecimal(quantity.round(limits.quantity.decimals)),
      entryPrice: toDecimal(entryPrice.round(limits.price.decimals)),
    },
    statedOn,
  };
};

/** Shares of `date` per share of the day on which the lot was stated; 1 where nothing is known to have split. */
export type ShareRatio = (lot: StatedLot, date: IsoDate) => number;

export const splitRatioFrom = (shares: number): SplitRatio =>
  shares >= 1 ? { newShares: shares, oldShares: 1 } : { newShares: 1, oldShares: 1 / shares };

/** The lot in the shares of `date`: what is sold on a day is counted and priced in its shares. */
export const inSharesOf = <Lot extends StatedLot>(lot: Lot, date: IsoDate, shareRatio: ShareRatio): Lot => {
  const shares = shareRatio(lot, date);
  return shares === 1 ? lot : { ...lot, ...splitLot(lot, splitRatioFrom(shares), date) };
};
