import { createRequestCalculation } from '../../application/calculation/request-calculation.ts';
import { createCommandHandler, createOpenStream } from '../../application/command-handler.ts';
import type { Queries } from '../../application/ports/queries.ts';
import {
  createRestatementService,
  type RestatementService,
} from '../../application/restatement/restatement.ts';
import { createQueries } from '../../projections/queries.ts';
import type { Config } from '../config/config.ts';
import { createClock } from '../service/clock.ts';
import { withDatabase } from './with-database.ts';
import { withLog } from './with-log.ts';

/** Uses the service's database, which must be there; runs that are asked for are worked on by the service. */
export const withRestatement = (
  config: Config,
  use: (restatement: RestatementService, queries: Queries) => Promise<number>,
): Promise<number> =>
  withDatabase(config, (url) =>
    withLog(config, { url, name: 'restate' }, ({ pool, store }) => {
      const clock = createClock(config);
      const openStream = createOpenStream(store, clock);
      const handle = createCommandHandler(openStream);
      const queries = createQueries(pool);
      const requestCalculation = createRequestCalculation(handle, clock);
      return use(
        createRestatementService({ store, openStream, queries, clock, handle, requestCalculation }),
        queries,
      );
    }),
  );
