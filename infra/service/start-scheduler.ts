import type { Pool } from 'pg';
import type { Logger } from 'pino';
import { createPostgresDeadLetters } from '../../adapters/dead-letters/postgres-dead-letters.ts';
import { createPurgeExpired } from '../../adapters/purge/purge-expired.ts';
import { type Background, repeatEvery } from '../../application/background.ts';
import { startCalculationRelay } from '../../application/calculation/calculation-relay.ts';
import type { HandleCommand } from '../../application/command-handler.ts';
import { startChaining } from '../../application/integrity/keep-chain.ts';
import type { Checkpoints } from '../../application/ports/checkpoints.ts';
import type { Clock } from '../../application/ports/clock.ts';
import type { EventChain } from '../../application/ports/event-chain.ts';
import type { EventStore } from '../../application/ports/event-store.ts';
import type { Leadership } from '../../application/ports/leadership.ts';
import type { MessageBus } from '../../application/ports/message-bus.ts';
import type { Upkeep } from '../../application/ports/upkeep.ts';
import type { FinishErasure } from '../../application/privacy/erase-user.ts';
import { startErasing } from '../../application/privacy/keep-erasing.ts';
import { refreshRelay } from '../../application/refresh/refresher.ts';
import { startRelay } from '../../application/relay/relay.ts';
import { startSendingLettersAgain } from '../../application/send-letters-again.ts';
import { symbolBatchRelay } from '../../application/symbol-batch/batcher.ts';
import { startWhileLeading } from '../../application/while-leading.ts';
import { startVerifying } from '../../projections/verify/schedule.ts';
import type { Config } from '../config/config.ts';
import { startBatchSchedule } from './start-schedule.ts';

const PURGE_EVERY_MS = 10 * 60_000;

export type SchedulerOptions = {
  readonly config: Pick<Config, 'verifyEveryMinutes' | 'batchSchedule' | 'batchTime'>;
  readonly handle: HandleCommand;
  readonly pool: Pool;
  readonly logger: Logger;
  readonly clock: Clock;
  readonly leadership: Leadership;
  readonly store: EventStore;
  readonly log: EventStore;
  readonly chain: EventChain;
  readonly bus: MessageBus;
  readonly checkpoints: Checkpoints;
  readonly finishErasure: FinishErasure;
  readonly upkeep: Upkeep;
};

/**
 * The scheduler: what one process does for all. Each piece of work is led by itself, so several schedulers share it,
 * and each takes over from the others.
 */
export const startScheduler = (options: SchedulerOptions): Background => {
  const { config, pool, logger, clock, leadership, store, log, chain, bus, checkpoints, upkeep } = options;
  const telling =
    (what: string) =>
    (error: unknown): void =>
      logger.error({ err: error }, what);

  const led = (name: string, start: () => Background): Background =>
    startWhileLeading(leadership, name, start, {
      onError: (error) => logger.warn({ err: error, name }, 'could not lead'),
    });

  const running: readonly Background[] = [
    led('calculation-relay', () =>
      startCalculationRelay({
        store,
        bus,
        checkpoints,
        onError: telling('what was asked for does not reach the calculators'),
      }),
    ),
    led('portfolio-refresh-relay', () =>
      startRelay({
        ...refreshRelay,
        store,
        bus,
        checkpoints,
        onError: telling('refreshes of portfolios do not reach the calculators'),
      }),
    ),
    led('symbol-batch-relay', () =>
      startRelay({
        ...symbolBatchRelay,
        store,
        bus,
        checkpoints,
        onError: telling('symbol batches do not reach the calculators'),
      }),
    ),
    startBatchSchedule(options),
    led('dead-letters', () =>
      startSendingLettersAgain({
        letters: createPostgresDeadLetters(pool),
        bus,
        onError: (error, deadLetterId) =>
          logger.error({ err: error, deadLetterId }, 'a dead letter could not be sent again'),
      }),
    ),
    led('hash-chain', () =>
      startChaining({ log, chain, onError: telling('the hash chain of the log cannot go on') }),
    ),
    led('erasure', () =>
      startErasing({
        store,
        checkpoints,
        finishErasure: options.finishErasure,
        onError: telling('an erasure cannot be finished'),
      }),
    ),
    led('purge', () =>
      repeatEvery(createPurgeExpired(pool, clock), {
        everyMs: PURGE_EVERY_MS,
        onError: telling('what has expired could not be removed'),
      }),
    ),
    ...(config.verifyEveryMinutes === 0
      ? []
      : [
          led('verification', () =>
            startVerifying({
              pool,
              upkeep,
              everyMs: config.verifyEveryMinutes * 60_000,
              onDrift: (found) => logger.error(found, 'rows of a projection differ from the log'),
              onError: telling('the read models could not be verified in turn'),
            }),
          ),
        ]),
  ];
  return {
    stop: async () => {
      await Promise.all(running.map(({ stop }) => stop()));
    },
  };
};
