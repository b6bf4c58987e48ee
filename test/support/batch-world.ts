import { createInProcessBus } from '../../adapters/bus/in-process/in-process-bus.ts';
import { createPostgresCheckpoints } from '../../adapters/checkpoints/postgres-checkpoints.ts';
import { createPostgresEventStore } from '../../adapters/event-store/postgres/postgres-event-store.ts';
import {
  type CommandContext,
  createCommandHandler,
  createHandleKnown,
  createOpenStream,
} from '../../application/command-handler.ts';
import type { Clock } from '../../application/ports/clock.ts';
import type { EventStore, RecordedEvent, START } from '../../application/ports/event-store.ts';
import type { MarketDataProvider } from '../../application/ports/market-data.ts';
import type { Queries, ReadModels } from '../../application/ports/queries.ts';
import { startRelay } from '../../application/relay/relay.ts';
import { startBatcher, symbolBatchRelay } from '../../application/symbol-batch/batcher.ts';
import { followBatch } from '../../application/symbol-batch/open-batch.ts';
import {
  createRequestSymbolBatch,
  type RequestSymbolBatch,
} from '../../application/symbol-batch/request-symbol-batch.ts';
import { uuid5 } from '../../domain/ids.ts';
import type { BatchAttempt } from '../../domain/symbol-batch/decider.ts';
import { createPool } from '../../infra/database/pool.ts';
import { PROJECTIONS } from '../../projections/all.ts';
import { createQueries } from '../../projections/queries.ts';
import { startProjections } from '../../projections/runner/start-projections.ts';
import { until } from './until.ts';

export type BatchWorld = {
  readonly store: EventStore;
  readonly queries: Queries;
  readonly readModels: ReadModels;
  readonly request: RequestSymbolBatch;
  /** Asks for a batch and waits until the attempt has ended. */
  readonly batch: (
    name: string,
    date: string,
    options?: { readonly force?: boolean; readonly symbols?: readonly string[] },
  ) => Promise<BatchAttempt>;
  readonly attempt: (name: string, date: string) => Promise<BatchAttempt | null>;
  /** Everything in the log after a position. */
  readonly eventsAfter: (position: bigint) => Promise<readonly RecordedEvent[]>;
  readonly stop: () => Promise<void>;
};

export const batchIdOf = (name: string): string => uuid5(name);

export const contextOf = (name: string): CommandContext => ({
  commandId: batchIdOf(name),
  correlationId: batchIdOf(name),
  actor: { kind: 'process', name: 'test' },
});

/** Log, read models, bus and batches over a database, with one source of prices. */
export const startBatchWorld = async ({
  url,
  provider,
  clock,
  limitSeconds = 1500,
  symbolsPerChunk = 2,
  patienceMs = 60_000,
}: {
  readonly url: string;
  readonly provider: MarketDataProvider;
  readonly clock: Clock;
  readonly limitSeconds?: number;
  readonly symbolsPerChunk?: number;
  /** A batch that takes longer has failed. */
  readonly patienceMs?: number;
}): Promise<BatchWorld> => {
  const pool = createPool({ url, applicationName: 'batch', max: 20, onIdleError: () => {} });
  const store = createPostgresEventStore({ pool, report: () => {} });
  const onError = (error: unknown): void => console.error(error);
  const projections = await startProjections({ store, pool, projections: PROJECTIONS, onError });
  const { readModels } = projections;
  const queries = createQueries(pool);
  const bus = createInProcessBus({ report: onError });
  const openStream = createOpenStream(store, clock);
  const handle = createCommandHandler(openStream);
  await startBatcher({
    store,
    bus,
    handle,
    handleKnown: createHandleKnown(store, clock, openStream),
    queries,
    readModels,
    provider,
    clock,
    deadLetters: { bury: async () => {} },
    simulated: provider.simulated,
    limitSeconds,
    symbolsPerChunk,
    concurrency: 2,
    onError,
  });
  const relay = startRelay({
    ...symbolBatchRelay,
    store,
    bus,
    checkpoints: createPostgresCheckpoints(pool),
    onError,
  });
  const request = createRequestSymbolBatch(handle, clock);
  const attempt = async (name: string, date: string): Promise<BatchAttempt | null> =>
    (await followBatch(store, date)).attempt(batchIdOf(name));

  return {
    store,
    queries,
    readModels,
    request,
    attempt,
    batch: async (name, date, { force = false, symbols = null as readonly string[] | null } = {}) => {
      const asked = await request({ date, trigger: 'operator', force, symbols }, contextOf(name));
      if (!asked.ok) throw new Error(asked.error.code);
      let ended: BatchAttempt | null = null;
      await until(
        'the end of the batch',
        async () => {
          const now = await attempt(name, date);
          ended = now?.status === 'open' ? null : now;
          return ended !== null;
        },
        patienceMs,
      );
      return ended as unknown as BatchAttempt;
    },
    eventsAfter: async (position) => {
      const events: RecordedEvent[] = [];
      for (let after = position as typeof START; ; ) {
        const page = await store.readAll({ after, limit: 1000 });
        events.push(...page.events);
        after = page.checkpoint;
        if (page.caughtUp) return events;
      }
    },
    stop: async () => {
      await relay.stop();
      await bus.close();
      await projections.stop();
      await store.close();
      await pool.end();
    },
  };
};
