import type { Pool } from 'pg';
import type { Backlog, ReadBacklog } from '../application/ports/backlog.ts';
import type { Checkpoints } from '../application/ports/checkpoints.ts';
import type { EventStore } from '../application/ports/event-store.ts';
import type { MessageBus } from '../application/ports/message-bus.ts';
import type { ReadModels } from '../application/ports/queries.ts';
import type { SymbolQueue } from '../application/ports/symbol-queue.ts';

export type BacklogSource = {
  readonly pool: Pool;
  readonly store: Pick<EventStore, 'head' | 'readAll'>;
  readonly readModels: Pick<ReadModels, 'status'>;
  readonly checkpoints: Checkpoints;
  /** The name of its checkpoint. */
  readonly relay: string;
  readonly bus: Pick<MessageBus, 'backlog'>;
  readonly topics: readonly string[];
  readonly symbolQueue: Pick<SymbolQueue, 'pending'>;
  /** A part that cannot be read leaves the rest readable. */
  readonly onError: (error: unknown) => void;
};

const secondsSince = (instant: string, now: number): number =>
  Math.max(0, (now - Date.parse(instant)) / 1000);

/** The same numbers in every process, whatever its role: from the log, the read models and the bus. */
export const createBacklog = (source: BacklogSource): ReadBacklog => {
  const { pool, store, readModels, checkpoints, bus } = source;

  const projections = async (): Promise<Backlog['projections']> => {
    let [events, seconds] = [0n, 0];
    for (const { lagEvents, lagSeconds } of await readModels.status()) {
      if (lagEvents > events) events = lagEvents;
      seconds = Math.max(seconds, lagSeconds);
    }
    return { events, seconds };
  };

  const relay = async (now: number): Promise<Backlog['relay']> => {
    const after = await checkpoints.load(source.relay);
    const head = await store.head();
    if (head <= after) return { events: 0n, seconds: 0 };
    const [oldest] = (await store.readAll({ after, limit: 1 })).events;
    return {
      events: head - after,
      seconds: oldest === undefined ? 0 : secondsSince(oldest.recordedAt, now),
    };
  };

  const calculations = async (): Promise<Backlog['calculations']> => {
    const { rows } = await pool.query<{ open: number; seconds: number }>(
      `select count(*)::int as open,
         greatest(0, coalesce(extract(epoch from clock_timestamp() - min(started_at)), 0))::float8 as seconds
       from read.calculation_runs where status = 'running'`,
    );
    return rows[0] ?? { open: 0, seconds: 0 };
  };

  const waiting = async (topic: string): Promise<readonly [string, number | null]> => {
    try {
      return [topic, await bus.backlog(topic)];
    } catch (error) {
      source.onError(error);
      return [topic, null];
    }
  };

  return async () => {
    const now = Date.now();
    const [behind, relayed, open, messages, symbols] = await Promise.all([
      projections(),
      relay(now),
      calculations(),
      Promise.all(source.topics.map(waiting)),
      source.symbolQueue.pending(),
    ]);
    return {
      projections: behind,
      relay: relayed,
      calculations: open,
      messages: Object.fromEntries(messages),
      symbols,
    };
  };
};
