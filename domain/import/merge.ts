import { decimal, toDecimal } from '../decimal.ts';
import { limits } from '../limits.ts';
import { plainNumber } from '../plain-number.ts';
import type { UnidentifiedPosition } from '../portfolio/position.ts';

export type Lots = readonly [UnidentifiedPosition, ...UnidentifiedPosition[]];

const kindOf = (lot: UnidentifiedPosition): string =>
  lot.investmentClass === 'OPTIONS' ? lot.investmentClass : `${lot.investmentClass}/${lot.subtype ?? ''}`;

/** Why two lots of one security cannot be one, or null: they must be alike in all but quantity and prices. */
export const differenceOf = (a: UnidentifiedPosition, b: UnidentifiedPosition): string | null => {
  if (a.quantity.startsWith('-') !== b.quantity.startsWith('-')) return 'one is long and the other short';
  if (a.exit?.date !== b.exit?.date) return 'they were not closed on the same day';
  return kindOf(a) === kindOf(b) ? null : 'their class or subtype differs';
};

/**
 * One lot instead of several that are alike: quantities added, prices averaged weighted by quantity (Σ qᵢpᵢ / Σ qᵢ) and
 * rounded half up to the six decimals that are stored. Null when the sum is too large to be stored.
 */
export const mergeLots = (lots: Lots): UnidentifiedPosition | null => {
  const [first] = lots;
  const quantity = lots.reduce((sum, lot) => sum.plus(lot.quantity), decimal(0));
  const wholeDigits = plainNumber(toDecimal(quantity))?.wholeDigits ?? 0;
  if (wholeDigits > limits.quantity.wholeDigits) return null;
  const average = (priceOf: (lot: UnidentifiedPosition) => string): string => {
    const cost = lots.reduce((sum, lot) => sum.plus(decimal(lot.quantity).times(priceOf(lot))), decimal(0));
    return toDecimal(cost.div(quantity).round(limits.price.decimals));
  };
  return {
    ...first,
    quantity: toDecimal(quantity),
    entryPrice: average((lot) => lot.entryPrice),
    exit:
      first.exit === null ? null : { date: first.exit.date, price: average((lot) => lot.exit?.price ?? '0') },
  };
};
