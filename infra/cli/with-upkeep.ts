import { userInfo } from 'node:os';
import type { Pool } from 'pg';
import { createPostgresDeadLetters } from '../../adapters/dead-letters/postgres-dead-letters.ts';
import {
  createReplayDeadLetter,
  type ReplayDeadLetter,
} from '../../application/calculation/replay-dead-letter.ts';
import { createRequestCalculation } from '../../application/calculation/request-calculation.ts';
import { createCommandHandler, createOpenStream } from '../../application/command-handler.ts';
import type { Clock } from '../../application/ports/clock.ts';
import type { DeadLetters } from '../../application/ports/dead-letters.ts';
import type { Actor, EventStore } from '../../application/ports/event-store.ts';
import type { ReadModels } from '../../application/ports/queries.ts';
import type { Upkeep } from '../../application/ports/upkeep.ts';
import { PROJECTIONS } from '../../projections/all.ts';
import { prepareProjections } from '../../projections/runner/prepare.ts';
import { createReadModels } from '../../projections/runner/read-models.ts';
import { createUpkeep } from '../../projections/upkeep.ts';
import { migrate } from '../database/migrate.ts';
import { createPool } from '../database/pool.ts';
import { createClock } from '../service/clock.ts';
import { openLog } from '../service/open-log.ts';
import type { Call } from './command.ts';
import { withConfig } from './with-config.ts';
import { withDatabase } from './with-database.ts';

export type UpkeepTools = {
  readonly upkeep: Upkeep;
  readonly deadLetters: DeadLetters;
  readonly replayDeadLetter: ReplayDeadLetter;
  readonly readModels: ReadModels;
  readonly store: EventStore;
  readonly pool: Pool;
  readonly clock: Clock;
};

/** Who sits at the command line, as the system knows them. */
export const atTheCommandLine = (): Actor => ({ kind: 'process', name: `cli:${userInfo().username}` });

export const DEFAULT_REASON = 'asked for on the command line';

/** Works beside a running service, or without one. */
export const withUpkeep = (
  call: Pick<Call, 'env' | 'output'>,
  use: (tools: UpkeepTools) => Promise<number>,
): Promise<number> =>
  withConfig(call, (config) =>
    withDatabase(config, async (url) => {
      await migrate(url);
      const pool = createPool({
        url,
        applicationName: 'sigmafold upkeep',
        max: 4,
        onIdleError: () => {},
        statementTimeoutMs: 0,
      });
      let store: EventStore | undefined;
      try {
        ({ store } = await openLog({ pool, config }));
        await prepareProjections(pool, PROJECTIONS);
        const clock = createClock(config);
        const deadLetters = createPostgresDeadLetters(pool);
        const handle = createCommandHandler(createOpenStream(store, clock));
        const requestCalculation = createRequestCalculation(handle, clock);
        return await use({
          store,
          pool,
          clock,
          upkeep: createUpkeep({ store, pool, projections: PROJECTIONS }),
          deadLetters,
          replayDeadLetter: createReplayDeadLetter({ deadLetters, requestCalculation }),
          readModels: createReadModels({
            store,
            pool,
            projections: PROJECTIONS,
            stalledAfterSeconds: config.projectionStalledSeconds,
          }),
        });
      } finally {
        await store?.close();
        await pool.end();
      }
    }),
  );
