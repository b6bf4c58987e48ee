import { type Holding, netExposures, sum } from './holdings.ts';

export type ConstantWeightReturns = {
  /** Decimal on equity, oldest first, as long as the symbols' returns; NaN where too little of the book has a return. */
  readonly returns: Float64Array;
  /** Each symbol's share of gross exposure, and its returns: what a coverage is made of. */
  readonly columns: readonly { readonly share: number; readonly returns: Float64Array | undefined }[];
};

/** A date counts when at least this share of the gross exposure has a return on it. */
export const MINIMUM_DATE_COVERAGE = 0.9;

/**
 * The portfolio return r_t = Σ w_i·r_i,t with today's weights w = exposure / equity held constant over past daily
 * simple returns; options by dollar delta, private assets and cash 0.
 *
 * One new listing must not erase everybody's history: on each date the weights that have a return count, if they make
 * up at least 90 % of the gross exposure; a date with less has no portfolio return. Weights are not scaled up for those
 * that are missing.
 *
 * `returns` are equally long by symbol, newest last; NaN = missing. Null for equity of zero or less, or no exposure.
 * Throws a RangeError when the arrays differ in length.
 *
 * @example 60,000 of a symbol that rose 1 %, equity 100,000: 0.006
 */
export const constantWeightReturns = (input: {
  readonly equity: string;
  readonly holdings: readonly Holding[];
  readonly returns: ReadonlyMap<string, Float64Array>;
}): ConstantWeightReturns | null => {
  const equity = Number(input.equity);
  const exposures = [...netExposures(input.holdings)];
  const gross = sum(exposures.map(([, exposure]) => Math.abs(exposure)));
  if (equity <= 0 || gross === 0) return null;

  const columns = exposures.map(([symbol, exposure]) => ({
    weight: exposure / equity,
    share: Math.abs(exposure) / gross,
    returns: input.returns.get(symbol),
  }));
  const length = Math.max(0, ...columns.map(({ returns }) => returns?.length ?? 0));
  for (const { returns } of columns) {
    if (returns && returns.length !== length) throw new RangeError('all symbols need equally long returns');
  }
  const portfolio = new Float64Array(length);
  const available = new Float64Array(length);
  for (const { weight, share, returns } of columns) {
    if (returns === undefined) continue;
    for (let date = 0; date < length; date += 1) {
      const value = returns[date] as number;
      if (!Number.isFinite(value)) continue;
      portfolio[date] = (portfolio[date] as number) + weight * value;
      available[date] = (available[date] as number) + share;
    }
  }
  for (let date = 0; date < length; date += 1) {
    // Shares add up to 1 only to within rounding.
    if ((available[date] as number) < MINIMUM_DATE_COVERAGE - 1e-12) portfolio[date] = Number.NaN;
  }
  return { returns: portfolio, columns };
};

/** Share of gross exposure that has a return on every one of the `dates` (indices into the returns), 0…1. */
export const returnCoverage = (
  { columns }: Pick<ConstantWeightReturns, 'columns'>,
  dates: readonly number[],
): number =>
  Math.min(
    1,
    sum(
      columns
        .filter(({ returns }) => dates.every((date) => Number.isFinite(returns?.[date])))
        .map(({ share }) => share),
    ),
  );
