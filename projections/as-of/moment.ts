import type { Pool } from 'pg';
import type { EventStore, Position } from '../../application/ports/event-store.ts';
import type { Scope } from '../../application/ports/past.ts';
import type { Queries } from '../../application/ports/queries.ts';
import { streams, streamsOfPortfolio } from '../../application/streams.ts';
import type { AccountsEvent } from '../../domain/accounts/events.ts';
import type { Projection } from '../projection.ts';
import { eventsOfStreams, eventsUpTo } from './events-of-key.ts';
import { openSession } from './session.ts';

export type MomentSources = {
  readonly store: Pick<EventStore, 'readStream'>;
  readonly pool: Pool;
  readonly projections: readonly Projection[];
};

export type OpenMoment = {
  readonly queries: Queries;
  readonly lost: AbortSignal;
  readonly end: () => Promise<void>;
};

/** Every portfolio that the person had ever opened by then: whether it was closed again, its own events say. */
const portfoliosIn = async (
  { store }: MomentSources,
  scope: Scope,
  position: Position,
): Promise<readonly string[]> => {
  if (scope.kind === 'portfolio') return [scope.portfolioId];
  const accounts = await eventsUpTo(store, streams.accounts(scope.userId), position);
  return [...new Set(accounts.map((event) => (event as unknown as AccountsEvent).data.portfolioId))];
};

/**
 * The read models of a scope as they were at a position. The portfolios are folded now; a symbol is when a query first
 * names it, because which symbols a figure needs (underlyings, the factor ETFs) only its code knows.
 */
export const openMoment = async (
  sources: MomentSources,
  scope: Scope,
  position: Position,
): Promise<OpenMoment> => {
  const { store, pool, projections } = sources;
  const of = (partition: Projection['partition']): readonly Projection[] =>
    projections.filter((projection) => projection.partition === partition);
  const ofPortfolios = of('portfolio');
  const ofSymbols = of('symbol');
  const session = await openSession(pool, [...ofPortfolios, ...ofSymbols]);

  const folded = new Map<string, Promise<void>>();
  const foldSymbols = async (symbols: readonly string[]): Promise<void> => {
    const names = symbols.map(streams.symbol);
    await session.fold(ofSymbols, await eventsOfStreams(store, names, position));
  };
  /** Each symbol once, also when several queries want it at the same time. */
  const need = async (symbols: readonly string[]): Promise<void> => {
    const missing = [...new Set(symbols)].filter((symbol) => !folded.has(symbol));
    if (missing.length > 0) {
      const folding = foldSymbols(missing);
      for (const symbol of missing) folded.set(symbol, folding);
    }
    await Promise.all(new Set(symbols.flatMap((symbol) => folded.get(symbol) ?? [])));
  };

  try {
    for (const portfolioId of await portfoliosIn(sources, scope, position)) {
      const events = await eventsOfStreams(store, streamsOfPortfolio(portfolioId), position);
      await session.fold(ofPortfolios, events);
    }
  } catch (error) {
    await session.end().catch(() => {});
    throw error;
  }

  const { queries } = session;
  return {
    lost: session.lost,
    end: session.end,
    queries: {
      ...queries,
      symbol: async (symbol) => {
        await need([symbol]);
        return queries.symbol(symbol);
      },
      symbols: async (symbols) => {
        await need(symbols);
        return queries.symbols(symbols);
      },
      symbolFactors: async (symbols, onOrBefore) => {
        await need(symbols);
        return queries.symbolFactors(symbols, onOrBefore);
      },
      prices: async (symbols, range) => {
        await need(symbols);
        return queries.prices(symbols, range);
      },
      adjustedCloses: async (symbols, range) => {
        await need(symbols);
        return queries.adjustedCloses(symbols, range);
      },
      latestCloses: async (symbols, onOrBefore) => {
        await need(symbols);
        return queries.latestCloses(symbols, onOrBefore);
      },
    },
  };
};
