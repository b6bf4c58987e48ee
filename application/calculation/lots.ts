import type { PortfolioState } from '../../domain/portfolio/decider.ts';
import type { Lot } from '../../domain/valuation/mark.ts';

/** What a portfolio holds: the lots of its imports, with the day on which each quantity was stated. */
export const lotsOf = (portfolio: PortfolioState): readonly Lot[] =>
  portfolio.status === 'open'
    ? [...portfolio.imports.values()].flatMap(({ importedOn, positions }) =>
        positions.map((position) => ({ position, statedOn: importedOn })),
      )
    : [];
