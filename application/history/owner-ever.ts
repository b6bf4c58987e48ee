import type { PortfolioCreated } from '../../domain/portfolio/events.ts';
import type { EventStore } from '../ports/event-store.ts';
import { streams } from '../streams.ts';

/** Whose a portfolio is and always was, also when it was archived since; null when there never was one. */
export const ownerEver = async (
  store: Pick<EventStore, 'readStream'>,
  portfolioId: string,
): Promise<string | null> => {
  const [created] = await store.readStream(streams.portfolio(portfolioId), { limit: 1 });
  return (created?.data as PortfolioCreated['data'] | undefined)?.userId ?? null;
};
