import { randomUUID } from 'node:crypto';
import { createCommandHandler, createOpenStream } from '../../application/command-handler.ts';
import { createLogExport, type LogExport } from '../../application/history/export-log.ts';
import { createRecordAccess } from '../../application/history/record-access.ts';
import type { Clock } from '../../application/ports/clock.ts';
import type { EventStore } from '../../application/ports/event-store.ts';
import type { LogIndex } from '../../application/ports/log-index.ts';
import { migrate } from '../database/migrate.ts';
import { createClock } from '../service/clock.ts';
import type { Call } from './command.ts';
import { withConfig } from './with-config.ts';
import { withDatabase } from './with-database.ts';
import { withLog } from './with-log.ts';

export type History = {
  readonly store: EventStore;
  readonly index: LogIndex;
  readonly clock: Clock;
  readonly logExport: LogExport;
  /** To be called before somebody's data is shown. */
  readonly looksAt: (userId: string, action: string, portfolioId?: string) => Promise<void>;
};

/** Runs with the log of the configured database; whoever looks at people's data from here is recorded as well. */
export const withHistory = (
  call: Pick<Call, 'env' | 'output'>,
  use: (history: History) => Promise<number>,
): Promise<number> =>
  withConfig(call, (config) =>
    withDatabase(config, async (url) => {
      await migrate(url);
      return withLog(config, { url, name: 'history' }, ({ log, store, chain, logIndex }) => {
        const clock = createClock(config);
        const handle = createCommandHandler(createOpenStream(store, clock));
        const recordAccess = createRecordAccess({ handle, clock });
        return use({
          store,
          index: logIndex,
          clock,
          logExport: createLogExport({ log, chain }),
          looksAt: (userId, action, portfolioId) =>
            recordAccess(
              { userId, accessedBy: 'command line', action, portfolioId: portfolioId ?? null },
              {
                commandId: randomUUID(),
                correlationId: randomUUID(),
                actor: { kind: 'process', name: 'command line' },
              },
            ),
        });
      });
    }),
  );
