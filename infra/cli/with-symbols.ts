import { createPostgresSymbolQueue } from '../../adapters/symbol-queue/postgres-symbol-queue.ts';
import {
  createCommandHandler,
  createHandleKnown,
  createOpenStream,
} from '../../application/command-handler.ts';
import { createDataHealth, type DataHealth } from '../../application/data-health/data-health.ts';
import type { Clock } from '../../application/ports/clock.ts';
import type { SymbolQueue } from '../../application/ports/symbol-queue.ts';
import { createUploadPrices, type UploadPrices } from '../../application/prices/upload-prices.ts';
import { createSymbolBatches, type SymbolBatches } from '../../application/symbol-batch/batches.ts';
import { createRequestSymbolBatch } from '../../application/symbol-batch/request-symbol-batch.ts';
import { PROJECTIONS } from '../../projections/all.ts';
import { createQueries } from '../../projections/queries.ts';
import { prepareProjections } from '../../projections/runner/prepare.ts';
import { createReadModels } from '../../projections/runner/read-models.ts';
import type { Config } from '../config/config.ts';
import { migrate } from '../database/migrate.ts';
import { createClock } from '../service/clock.ts';
import { createProvider } from '../service/market-data.ts';
import type { Call } from './command.ts';
import { withConfig } from './with-config.ts';
import { withDatabase } from './with-database.ts';
import { withLog } from './with-log.ts';

export type SymbolTools = {
  readonly config: Config;
  readonly clock: Clock;
  readonly queue: SymbolQueue;
  readonly dataHealth: DataHealth;
  readonly uploadPrices: UploadPrices;
  readonly batches: SymbolBatches;
};

/** Works beside a running service, which does what is asked for, or without one. */
export const withSymbols = (
  call: Pick<Call, 'env' | 'output'>,
  use: (tools: SymbolTools) => Promise<number>,
): Promise<number> =>
  withConfig(call, (config) =>
    withDatabase(config, async (url) => {
      await migrate(url);
      return withLog(config, { url, name: 'symbols' }, async ({ pool, store }) => {
        await prepareProjections(pool, PROJECTIONS);
        const clock = createClock(config);
        const openStream = createOpenStream(store, clock);
        const handleKnown = createHandleKnown(store, clock, openStream);
        const requestBatch = createRequestSymbolBatch(createCommandHandler(openStream), clock);
        const queries = createQueries(pool);
        const readModels = createReadModels({
          store,
          pool,
          projections: PROJECTIONS,
          stalledAfterSeconds: config.projectionStalledSeconds,
        });
        const { simulated } = createProvider(config, clock);
        return use({
          config,
          clock,
          queue: createPostgresSymbolQueue(pool),
          dataHealth: createDataHealth({ queries, readModels, clock }),
          uploadPrices: createUploadPrices({
            queries,
            readModels,
            handleKnown,
            requestBatch,
            clock,
            simulated,
          }),
          batches: createSymbolBatches({ store, clock, request: requestBatch }),
        });
      });
    }),
  );
