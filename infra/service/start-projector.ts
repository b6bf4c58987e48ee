import type { Pool } from 'pg';
import type { Logger } from 'pino';
import { traceApplied } from '../../adapters/tracing/traced.ts';
import type { Background } from '../../application/background.ts';
import type { EventStore } from '../../application/ports/event-store.ts';
import { noTracing, type Tracing } from '../../application/ports/tracing.ts';
import { PROJECTIONS } from '../../projections/all.ts';
import { startRebuildWorker } from '../../projections/rebuild/worker.ts';
import type { Progress } from '../../projections/runner/progress.ts';
import { startProjections } from '../../projections/runner/start-projections.ts';
import type { Config } from '../config/config.ts';

/**
 * The projector: keeps the read models following the log, and rebuilds them. Each projection runs in one of all
 * projectors; tables of another release are rebuilt before this resolves.
 */
export const startProjector = async ({
  store,
  pool,
  progress,
  tracing,
  config,
  logger,
}: {
  readonly store: EventStore;
  readonly pool: Pool;
  readonly progress: Progress;
  readonly tracing: Tracing;
  readonly config: Pick<Config, 'projectionStalledSeconds' | 'rebuildGraceHours'>;
  readonly logger: Logger;
}): Promise<Background> => {
  const projections = await startProjections({
    store,
    pool,
    progress,
    ...(tracing !== noTracing && { onApplied: traceApplied(tracing) }),
    projections: PROJECTIONS,
    stalledAfterSeconds: config.projectionStalledSeconds,
    graceHours: config.rebuildGraceHours,
    onError: (error, about) => logger.error({ err: error, ...about }, 'a projection cannot go on'),
  });
  const rebuilding = startRebuildWorker({
    store,
    pool,
    projections: PROJECTIONS,
    graceHours: config.rebuildGraceHours,
    onError: (error, rebuildId) => logger.error({ err: error, rebuildId }, 'a rebuild cannot go on'),
  });
  return {
    stop: async () => {
      await rebuilding.stop();
      await projections.stop();
    },
  };
};
