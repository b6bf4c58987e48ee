import type { Pool } from 'pg';
import { z } from 'zod';
import { copyIntoEventStoreDb } from '../../adapters/event-store/eventstoredb/copy-target.ts';
import { createEventStoreDbEventStore } from '../../adapters/event-store/eventstoredb/eventstoredb-event-store.ts';
import { copyIntoPostgres } from '../../adapters/event-store/postgres/copy-target.ts';
import { createPostgresEventStore } from '../../adapters/event-store/postgres/postgres-event-store.ts';
import { type CopyTarget, copyLog } from '../../application/copy-log/copy-log.ts';
import type { Config } from '../config/config.ts';
import { followOtherLog, keptPositions } from '../copy-log/follow-other-log.ts';
import { migrate } from '../database/migrate.ts';
import { createPool } from '../database/pool.ts';
import { errorCode, errorMessage } from '../error-code.ts';
import { OperatorError } from '../operator-error.ts';
import { logInUse, openStore, type StoreName } from '../service/stored-log.ts';
import type { Command, Output } from './command.ts';
import { withConfig } from './with-config.ts';
import { withOwnedDatabase } from './with-database.ts';

const PROGRESS_EVERY_MS = 2000;
/** A copy waits rather than fails: the server may be far away, or busy taking it in. */
const TIMEOUT_MS = 60_000;

const options = z.object({
  to: z.enum(['eventstoredb', 'postgres'], '--to is eventstoredb or postgres.'),
  switch: z.boolean().optional().default(false),
});

const targetOf = (
  to: StoreName,
  pool: Pool,
  { eventStoreDb }: Pick<Config, 'eventStoreDb'>,
): { readonly target: CopyTarget; readonly close: () => Promise<void> } => {
  if (to === 'postgres') {
    const store = createPostgresEventStore({ pool });
    return { target: copyIntoPostgres(store, pool), close: store.close };
  }
  if (eventStoreDb === null)
    throw new OperatorError('EVENTSTOREDB_URL is not set: give the address of EventStoreDB.');
  const store = createEventStoreDbEventStore({
    ...eventStoreDb,
    timeoutMs: TIMEOUT_MS,
    attemptMs: TIMEOUT_MS / 4,
  });
  return { target: copyIntoEventStoreDb(store), close: store.close };
};

const copy = async (
  pool: Pool,
  config: Config,
  { to, switch: switches }: z.infer<typeof options>,
  output: Output,
): Promise<number> => {
  if ((await logInUse(pool)) === to) {
    output.line(`The service’s log is in ${to} already: there is nothing to copy.`);
    return 0;
  }
  const from = to === 'postgres' ? 'eventstoredb' : 'postgres';
  const { log, chain } = openStore(from, { pool, config });
  const { target, close } = targetOf(to, pool, config);
  try {
    let told = performance.now();
    const report = await copyLog({
      source: log,
      chain,
      target,
      translate: await keptPositions(pool),
      onProgress: ({ position, head, written }) => {
        if (performance.now() - told < PROGRESS_EVERY_MS) return;
        told = performance.now();
        output.line(`… position ${position} of ${head}, ${written} events written`);
      },
    });
    output.line(`${report.events} events are in both logs, ${report.written} of them written now.`);
    output.line(`Their hash chain is the same: ${report.source}:${report.hash}`);
    if (!switches) {
      output.line(
        `To move: stop the service, run copy-log --to ${to} --switch, start it with EVENT_STORE=${to}.`,
      );
      return 0;
    }
    await followOtherLog(pool, to, report.translated, async () => (await log.head()) === report.source);
    output.line(`The database follows the log in ${to} now: start the service with EVENT_STORE=${to}.`);
    output.line('Its read models are made anew at that start.');
    return 0;
  } finally {
    await close();
    await log.close();
  }
};

export const copyLogCommand: Command = {
  name: 'copy-log',
  about: 'Copy the log to EventStoreDB, or back to PostgreSQL; compare both; go on where it was stopped',
  options: {
    to: { type: 'string', about: 'eventstoredb or postgres' },
    switch: { type: 'boolean', about: 'then make the database follow the copy; the service must be stopped' },
  },
  run: (call) => {
    const parsed = options.safeParse(call.options);
    if (!parsed.success) {
      for (const { message } of parsed.error.issues) call.output.error(message);
      return Promise.resolve(2);
    }
    return withConfig(call, (config) =>
      withOwnedDatabase(config, async (url) => {
        await migrate(url);
        const pool = createPool({
          url,
          applicationName: 'sigmafold copy-log',
          max: 4,
          onIdleError: () => {},
        });
        try {
          return await copy(pool, config, parsed.data, call.output);
        } catch (error) {
          const code = errorCode(error);
          if (code === 'LOGS_DIFFER' || code === 'EVENT_STORE_UNAVAILABLE') {
            call.output.error(`The log was not copied: ${errorMessage(error)}.`);
            return 1;
          }
          if (code === '42501')
            throw new OperatorError(
              'DATABASE_URL must be that of the log’s owner, who migrates the database.',
              {
                cause: error,
              },
            );
          throw error;
        } finally {
          await pool.end();
        }
      }),
    );
  },
};
