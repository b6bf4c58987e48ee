import { createPostgresEventStore } from '../../adapters/event-store/postgres/postgres-event-store.ts';
import { createRequestCalculation } from '../../application/calculation/request-calculation.ts';
import { createCommandHandler, createOpenStream } from '../../application/command-handler.ts';
import type { Queries } from '../../application/ports/queries.ts';
import {
  createRestatementService,
  type RestatementService,
} from '../../application/restatement/restatement.ts';
import { entryOf } from '../../domain/errors/catalogue.ts';
import type { Refusal } from '../../domain/errors/refusal.ts';
import { createQueries } from '../../projections/queries.ts';
import type { Config } from '../config/config.ts';
import { createPool } from '../database/pool.ts';
import { createClock } from '../service/clock.ts';
import { withDatabase } from './with-database.ts';

/** Uses the service's database, which must be there; runs that are asked for are worked on by the service. */
export const withRestatement = (
  config: Config,
  use: (restatement: RestatementService, queries: Queries) => Promise<number>,
): Promise<number> =>
  withDatabase(config, async (url) => {
    const pool = createPool({ url, applicationName: 'sigmafold restate', onIdleError: () => {} });
    const store = createPostgresEventStore({ pool });
    try {
      const clock = createClock(config);
      const openStream = createOpenStream(store, clock);
      const handle = createCommandHandler(openStream);
      const queries = createQueries(pool);
      const requestCalculation = createRequestCalculation(handle, clock);
      return await use(
        createRestatementService({ store, openStream, queries, clock, handle, requestCalculation }),
        queries,
      );
    } finally {
      await store.close();
      await pool.end();
    }
  });

export const explainRefusal = ({ code, message }: Refusal): string => {
  const known = entryOf(code);
  return `${code}: ${message ?? known.message} ${known.fix}`;
};
