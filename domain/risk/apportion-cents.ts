import { type Decimal, decimal, toMoney } from '../decimal.ts';

/**
 * Amounts in cents that add up to `total` exactly: each part is cut to cents, and the cents that are left go to those
 * that lost the most (largest remainder, of equals the first). Parts that do not add up to the total, but for
 * rounding, are an error.
 *
 * Throws a RangeError when the parts miss the total by more than the half cent that rounding it may have moved it.
 *
 * @example apportionCents('10.00', [10 / 3, 10 / 3, 10 / 3]) // ['3.34', '3.33', '3.33']
 */
export const apportionCents = (total: Decimal, parts: readonly number[]): readonly Decimal[] => {
  const cents = parts.map((part) => {
    const exact = decimal(part).times(100);
    const whole = exact.round(0, 0);
    // Towards −∞, so that what is left over is never negative.
    const floor = whole.gt(exact) ? whole.minus(1) : whole;
    return { floor, rest: Number(exact.minus(floor)) };
  });
  const missing = Number(
    cents.reduce((left, { floor }) => left.minus(floor), decimal(total).times(100).round(0, 1)),
  );
  const restsTogether = cents.reduce((sum, { rest }) => sum + rest, 0);
  if (Math.abs(missing - restsTogether) > 0.5 + 1e-6) {
    throw new RangeError(`the parts do not add up to ${total}`);
  }
  const order = cents
    .map((_, i) => i)
    .toSorted((a, b) => (cents[b]?.rest ?? 0) - (cents[a]?.rest ?? 0) || a - b);
  const favoured = new Set(order.slice(0, missing));
  return cents.map(({ floor }, i) => toMoney(floor.plus(favoured.has(i) ? 1 : 0).div(100)));
};
