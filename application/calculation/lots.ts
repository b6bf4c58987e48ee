import type { PortfolioState } from '../../domain/portfolio/decider.ts';
import type { Lot } from '../../domain/valuation/mark.ts';

/** What a portfolio holds, with the day on which each quantity was stated. */
export const lotsOf = (portfolio: PortfolioState): readonly Lot[] =>
  portfolio.status === 'open' ? [...portfolio.lots.values()] : [];
