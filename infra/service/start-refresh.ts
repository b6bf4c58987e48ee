import type { Pool } from 'pg';
import type { Logger } from 'pino';
import {
  createAppendDecided,
  type HandleCommand,
  type OpenStreamOf,
} from '../../application/command-handler.ts';
import type { Clock } from '../../application/ports/clock.ts';
import type { EventStore } from '../../application/ports/event-store.ts';
import type { MessageBus } from '../../application/ports/message-bus.ts';
import type { Queries, ReadModels } from '../../application/ports/queries.ts';
import { startRefresher } from '../../application/refresh/refresher.ts';
import { createRequestRefresh } from '../../application/refresh/request-refresh.ts';
import { activeScenarios } from '../../domain/risk/scenarios.ts';
import { createRefreshReads } from '../../projections/refresh/refresh-reads.ts';
import type { Config } from '../config/config.ts';

const CHUNKS_AT_ONCE = 2;

/** This process's share of the refresh of all portfolios. */
export const startPortfolioRefresh = (options: {
  readonly config: Pick<Config, 'historicalScenarios'>;
  readonly pool: Pool;
  readonly logger: Logger;
  readonly store: EventStore;
  readonly openStream: OpenStreamOf;
  readonly handle: HandleCommand;
  readonly bus: MessageBus;
  readonly queries: Queries;
  readonly readModels: ReadModels;
  readonly clock: Clock;
}): Promise<void> => {
  const { config, pool, logger, store, openStream, handle, bus, queries, readModels, clock } = options;
  const appendDecided = createAppendDecided(store, clock);
  return startRefresher({
    store,
    openStream,
    appendDecided,
    queries,
    readModels,
    bus,
    clock,
    reads: createRefreshReads(pool),
    requestRefresh: createRequestRefresh(handle),
    scenarios: activeScenarios({ historical: config.historicalScenarios }),
    concurrency: CHUNKS_AT_ONCE,
    onError: (error, about) => logger.error({ err: error, ...about }, 'a portfolio could not be refreshed'),
  });
};
