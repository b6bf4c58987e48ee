import type { Logger } from 'pino';
import { type Background, NOTHING_RUNNING } from '../../application/background.ts';
import type { HandleCommand } from '../../application/command-handler.ts';
import type { Clock } from '../../application/ports/clock.ts';
import type { EventStore } from '../../application/ports/event-store.ts';
import type { Leadership } from '../../application/ports/leadership.ts';
import { startSchedule } from '../../application/schedule/schedule.ts';
import { createRequestSymbolBatch } from '../../application/symbol-batch/request-symbol-batch.ts';
import type { Config } from '../config/config.ts';

/** The schedule of symbol batches, unless it is switched off. */
export const startBatchSchedule = (options: {
  readonly config: Pick<Config, 'batchSchedule' | 'batchTime'>;
  readonly logger: Logger;
  readonly leadership: Leadership;
  readonly store: EventStore;
  readonly handle: HandleCommand;
  readonly clock: Clock;
}): Background => {
  const { config, logger, leadership, store, handle, clock } = options;
  if (!config.batchSchedule) return NOTHING_RUNNING;
  return startSchedule({
    leadership,
    store,
    clock,
    requestBatch: createRequestSymbolBatch(handle, clock),
    time: config.batchTime,
    onError: (error) => logger.error({ err: error }, 'the schedule of symbol batches cannot go on'),
  });
};
