import { type Holding, netExposures, sum } from './holdings.ts';
import { annualisedVolatility } from './volatility.ts';

/** Annualised volatility of today's weights held constant over past returns. Null where there are too few returns. */
export type PortfolioVolatility = {
  readonly window21: number | null;
  readonly window63: number | null;
  /** Portfolio returns used, 63 at most. */
  readonly observations: number;
  /** Share of gross exposure with returns on every date used, 0…1. */
  readonly coverage: number | null;
};

/** A date counts when at least this share of the gross exposure has a return on it. */
const MINIMUM_DATE_COVERAGE = 0.9;
const LONGEST_WINDOW = 63;

/**
 * Volatility (ddof 1 × √252, decimal on equity) of the portfolio return r_t = Σ w_i·r_i,t with today's weights
 * w = exposure / equity, options by dollar delta, private assets and cash 0, over the last 21 and 63 such returns.
 *
 * One new listing must not erase everybody's history: on each date the weights that have a return count, if they make
 * up at least 90 % of the gross exposure; a date with less has no portfolio return. Weights are not scaled up for
 * those that are missing: `coverage` says how much of the book the figure is about.
 *
 * `returns` are equally long simple returns by symbol, newest last; NaN = missing. A leveraged book shows its
 * leverage. Null windows for equity of zero or less, no exposure, or fewer returns than the window.
 */
export const portfolioVolatility = (input: {
  readonly equity: string;
  readonly holdings: readonly Holding[];
  readonly returns: ReadonlyMap<string, Float64Array>;
}): PortfolioVolatility => {
  const equity = Number(input.equity);
  const exposures = [...netExposures(input.holdings)];
  const gross = sum(exposures.map(([, exposure]) => Math.abs(exposure)));
  const none = { window21: null, window63: null, observations: 0, coverage: null };
  if (equity <= 0 || gross === 0) return none;

  const columns = exposures.map(([symbol, exposure]) => ({
    weight: exposure / equity,
    share: Math.abs(exposure) / gross,
    returns: input.returns.get(symbol),
  }));
  const length = Math.max(0, ...columns.map(({ returns }) => returns?.length ?? 0));
  for (const { returns } of columns) {
    if (returns && returns.length !== length) throw new RangeError('all symbols need equally long returns');
  }

  const portfolio: number[] = [];
  const used: number[] = [];
  for (let date = length - 1; date >= 0 && portfolio.length < LONGEST_WINDOW; date -= 1) {
    let total = 0;
    let available = 0;
    for (const { weight, share, returns } of columns) {
      const value = returns?.[date] ?? Number.NaN;
      if (!Number.isFinite(value)) continue;
      total += weight * value;
      available += share;
    }
    // Shares add up to 1 only to within rounding.
    if (available < MINIMUM_DATE_COVERAGE - 1e-12) continue;
    portfolio.unshift(total);
    used.push(date);
  }
  if (used.length === 0) return none;
  const over = (window: number): number | null =>
    portfolio.length < window ? null : annualisedVolatility(portfolio.slice(-window));
  const complete = columns.filter(({ returns }) =>
    used.every((date) => Number.isFinite(returns?.[date] ?? Number.NaN)),
  );
  return {
    window21: over(21),
    window63: over(LONGEST_WINDOW),
    observations: used.length,
    coverage: Math.min(1, sum(complete.map(({ share }) => share))),
  };
};
