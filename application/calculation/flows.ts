import type { CapitalFlow } from '../../domain/portfolio/capital-flow.ts';
import { portfolioDecider } from '../../domain/portfolio/decider.ts';
import type { PortfolioEvent } from '../../domain/portfolio/events.ts';

/** The contributions and withdrawals as they stand after every correction and removal. */
export const flowsOf = (events: readonly PortfolioEvent[]): readonly CapitalFlow[] => {
  const state = events.reduce(portfolioDecider.evolve, portfolioDecider.initial);
  return state.status === 'open' ? [...state.flows.values()] : [];
};
