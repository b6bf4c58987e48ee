import { constantWeightReturns, returnCoverage } from './constant-weight-returns.ts';
import type { Holding } from './holdings.ts';
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

const LONGEST_WINDOW = 63;

/**
 * Volatility (ddof 1 × √252, decimal on equity) of the last 21 and the last 63 portfolio returns of
 * `constantWeightReturns`, which says what counts as one. `coverage` says how much of the book the figure is about.
 *
 * `returns` are equally long simple returns by symbol, newest last; NaN = missing. A leveraged book shows its
 * leverage. Null windows for equity of zero or less, no exposure, or fewer returns than the window.
 */
export const portfolioVolatility = (input: {
  readonly equity: string;
  readonly holdings: readonly Holding[];
  readonly returns: ReadonlyMap<string, Float64Array>;
}): PortfolioVolatility => {
  const series = constantWeightReturns(input);
  const used: number[] = [];
  for (let i = (series?.returns.length ?? 0) - 1; i >= 0 && used.length < LONGEST_WINDOW; i -= 1) {
    if (Number.isFinite(series?.returns[i])) used.push(i);
  }
  used.reverse();
  if (series === null || used.length === 0) {
    return { window21: null, window63: null, observations: 0, coverage: null };
  }
  const portfolio = used.map((date) => series.returns[date] as number);
  const over = (window: number): number | null =>
    portfolio.length < window ? null : annualisedVolatility(portfolio.slice(-window));
  return {
    window21: over(21),
    window63: over(LONGEST_WINDOW),
    observations: used.length,
    coverage: returnCoverage(series, used),
  };
};
