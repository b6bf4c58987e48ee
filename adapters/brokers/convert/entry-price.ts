import type Big from 'big.js';
import { type Decimal, decimal, toDecimal } from '../../../domain/decimal.ts';
import type { FieldError } from '../../../domain/import/report.ts';
import { limits } from '../../../domain/limits.ts';
import { plainNumber } from '../../../domain/plain-number.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';
import { type Assumption, assumption } from './assumption.ts';
import type { Figures } from './figures.ts';

/** What stands for a price of zero, which no position can have: its cost is zero to the cent all the same. */
const SMALLEST_PRICE = '0.000001';

export type EntryPrice = {
  readonly price: Decimal;
  /** What the position cost in all, as printed or as it follows from what is printed; null where the file does not say. */
  readonly cost: Big | null;
  readonly assumptions: readonly Assumption[];
};

type Found = { readonly price: Big; readonly cost: Big | null; readonly assumptions: readonly Assumption[] };

const differ = (total: Big, product: Big, size: Big): boolean =>
  // Half a cent of rounding in each price, or half a percent, whichever is more.
  total
    .minus(product)
    .abs()
    .gt(
      [size.times('0.0051'), total.abs().times('0.005'), decimal('0.02')].reduce((a, b) => (a.gt(b) ? a : b)),
    );

/** The price per unit, signs taken off: a short position's cost is what it brought in, printed with either sign. */
const find = (figures: Figures, quantity: Big, units: number): Found | null => {
  const size = quantity.abs().times(units);
  const sign = quantity.lt(0) ? -1 : 1;
  const { costTotal, costPerShare, marketValue, gain, price } = figures;
  if (costTotal !== null) {
    const total = decimal(costTotal);
    const consistent =
      costPerShare === null ||
      !differ(total.abs(), decimal(costPerShare).abs().times(size), size) ||
      !differ(total.abs(), decimal(costPerShare).abs().times(quantity.abs()), size);
    return {
      price: (sign < 0 ? total.abs() : total).div(size),
      cost: total,
      assumptions: consistent
        ? []
        : [
            assumption(
              'cost_columns_differ',
              'The total cost and the cost per share differ; the total counts.',
            ),
          ],
    };
  }
  if (costPerShare !== null) {
    const perShare = sign < 0 ? decimal(costPerShare).abs() : decimal(costPerShare);
    return { price: perShare, cost: perShare.times(quantity).times(units), assumptions: [] };
  }
  if (marketValue !== null && gain !== null) {
    const cost = decimal(marketValue).minus(gain);
    return {
      price: (sign < 0 ? cost.abs() : cost).div(size),
      cost,
      assumptions: [
        assumption('cost_from_gain', 'The file prints no cost; it is the market value less the gain.'),
      ],
    };
  }
  const market = price === null ? null : decimal(price).abs();
  const value = market ?? (marketValue === null ? null : decimal(marketValue).abs().div(size));
  return value === null
    ? null
    : {
        price: value,
        cost: null,
        assumptions: [
          assumption(
            'cost_missing',
            'The file prints no cost; the price of its day is taken as the entry price.',
          ),
        ],
      };
};

/**
 * What one unit cost (one share of the underlying for an option), at most six decimals: from the total cost, else from
 * the cost per share, else from the gain, else the market's price. `units` per unit of quantity as of `unitsOf`.
 */
export const entryPriceOf = (
  figures: Figures,
  quantity: Big,
  units: number,
): Result<EntryPrice, FieldError> => {
  const found = find(figures, quantity, units);
  if (found === null) return fail({ column: 'entryPrice', value: '', code: 'ERR_POS_008' });
  if (found.price.lt(0)) {
    const value = toDecimal(found.price.round(limits.price.decimals));
    return fail({ column: 'entryPrice', value, code: 'ERR_POS_010' });
  }
  // Bonds are held per unit of face value, and quoted per hundred.
  const perHundred = units === 0.01 ? found.price.times(units) : found.price;
  const rounded = perHundred.round(limits.price.decimals);
  const isZero = rounded.eq(0);
  const price = isZero ? SMALLEST_PRICE : toDecimal(rounded);
  if ((plainNumber(price)?.wholeDigits ?? 0) > limits.price.wholeDigits) {
    return fail({ column: 'entryPrice', value: price, code: 'ERR_POS_030' });
  }
  const assumptions = isZero
    ? [
        ...found.assumptions,
        assumption(
          'cost_zero',
          `The file prints a cost of zero; the smallest price that can be stored, ${SMALLEST_PRICE}, stands for it.`,
        ),
      ]
    : found.assumptions;
  return ok({ price, cost: found.cost, assumptions });
};
