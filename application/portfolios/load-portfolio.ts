import { type PortfolioState, portfolioDecider } from '../../domain/portfolio/decider.ts';
import type { PortfolioEvent } from '../../domain/portfolio/events.ts';
import type { StreamRevision } from '../application.ts';
import type { EventStore } from '../ports/event-store.ts';
import { streams } from '../streams.ts';

/** A portfolio as the log knows it, and so never stale, with the revision that it is of. */
export const loadStream = async (
  store: EventStore,
  portfolioId: string,
): Promise<{ readonly state: PortfolioState; readonly revision: StreamRevision }> => {
  const events = await store.readStream(streams.portfolio(portfolioId));
  const state = events.reduce(
    (before, event) => portfolioDecider.evolve(before, event as unknown as PortfolioEvent),
    portfolioDecider.initial,
  );
  return { state, revision: events.at(-1)?.revision ?? 'no-stream' };
};

export const loadPortfolio = async (store: EventStore, portfolioId: string): Promise<PortfolioState> =>
  (await loadStream(store, portfolioId)).state;

/** Null when there is none, or it was archived. */
export const ownerOfPortfolio = async (store: EventStore, portfolioId: string): Promise<string | null> => {
  const state = await loadPortfolio(store, portfolioId);
  return state.status === 'open' ? state.userId : null;
};

/** Null when there is none; also of one that was archived. */
export const ownerOfArchived = async (store: EventStore, portfolioId: string): Promise<string | null> => {
  const state = await loadPortfolio(store, portfolioId);
  return state.status === 'none' ? null : state.userId;
};
