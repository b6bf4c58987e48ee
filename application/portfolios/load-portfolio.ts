import { type PortfolioState, portfolioDecider } from '../../domain/portfolio/decider.ts';
import type { PortfolioEvent } from '../../domain/portfolio/events.ts';
import type { EventStore } from '../ports/event-store.ts';
import { streams } from '../streams.ts';

/** A portfolio as the log knows it, and so never stale. */
export const loadPortfolio = async (store: EventStore, portfolioId: string): Promise<PortfolioState> =>
  (await store.readStream(streams.portfolio(portfolioId))).reduce(
    (state, event) => portfolioDecider.evolve(state, event as unknown as PortfolioEvent),
    portfolioDecider.initial,
  );

/** Null when there is none, or it was archived. */
export const ownerOfPortfolio = async (store: EventStore, portfolioId: string): Promise<string | null> => {
  const state = await loadPortfolio(store, portfolioId);
  return state.status === 'open' ? state.userId : null;
};
