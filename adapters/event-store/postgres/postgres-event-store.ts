import { Client, type Pool } from 'pg';
import { type EventStore, EventStoreUnavailable } from '../../../application/ports/event-store.ts';
import { encodeAppend } from '../encode.ts';
import { follow } from '../follow.ts';
import { createWakeUps } from '../wake-ups.ts';
import { appendAll } from './append.ts';
import { createAppendQueue } from './append-queue.ts';
import { listen } from './listen.ts';
import { readAll, readHead, readStream } from './read.ts';
import { statementRunner } from './statements.ts';

export type PostgresEventStoreOptions = {
  /** Its owner ends it, after closing the store, and handles its `error` events. */
  readonly pool: Pool;
  /** Waiting for a connection and an answer, per call. */
  readonly timeoutMs?: number;
  /** How often followers look without being woken. */
  readonly pollMs?: number;
  /**
   * The connection that listens; by default made with the pool's settings. It needs a session of its own: a proxy
   * that shares connections between clients must be passed by, else followers live by polling.
   */
  readonly createListenClient?: () => Client;
  /** Hears of lost connections that the store recovers from by itself. */
  readonly report?: (error: Error) => void;
};

/** The log in the table public.events; the migration 001_event_store says how the order is made. */
export const createPostgresEventStore = ({
  pool,
  timeoutMs = 10_000,
  pollMs = 1000,
  createListenClient = () =>
    new Client({
      ...pool.options,
      password: pool.options.password,
      connectionTimeoutMillis: timeoutMs,
      keepAlive: true,
    }),
  report = (error) => process.emitWarning(error),
}: PostgresEventStoreOptions): EventStore => {
  const closing = new AbortController();
  const wakeUps = createWakeUps();
  const runStatement = statementRunner(pool, timeoutMs);
  const queue = createAppendQueue((appends) => appendAll(runStatement, appends), timeoutMs);
  let listening: Promise<void> | null = null;

  const refuseWhenClosed = (): void => {
    if (closing.signal.aborted) throw new EventStoreUnavailable('the event store is closed');
  };
  const run: typeof runStatement = async (statement, values) => {
    refuseWhenClosed();
    return runStatement(statement, values);
  };

  return {
    append: async (stream, expected, events) => {
      const append = encodeAppend(stream, expected, events);
      refuseWhenClosed();
      return queue.append(append);
    },
    readStream: (stream, options) => readStream(run, stream, options),
    readAll: (options) => readAll(run, options),
    follow: (options) => {
      listening ??= listen(createListenClient, wakeUps.wake, report, closing.signal);
      return follow(
        { readAll: (page) => readAll(run, page), wakeUps, pollMs, report },
        { ...options, signal: AbortSignal.any([options.signal, closing.signal]) },
      );
    },
    head: () => readHead(run),
    close: async () => {
      closing.abort();
      await Promise.all([queue.drained(), listening]);
    },
  };
};
