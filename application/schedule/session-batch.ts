import type { IsoDate, IsoInstant } from '../../domain/dates.ts';
import type { BatchTrigger, SymbolBatchEvent } from '../../domain/symbol-batch/events.ts';
import type { EventStore, RecordedEvent } from '../ports/event-store.ts';
import { streams } from '../streams.ts';

/** What became of the symbol batch of one session. */
export type SessionBatch = {
  readonly date: IsoDate;
  readonly status: 'none' | 'open' | 'suspended' | 'failed' | 'completed';
  /** Of all attempts. */
  readonly requests: number;
  readonly trigger: BatchTrigger | null;
  readonly requestedAt: IsoInstant | null;
  readonly endedAt: IsoInstant | null;
  readonly error: { readonly code: string; readonly message: string } | null;
};

const NOTHING = {
  status: 'none',
  requests: 0,
  trigger: null,
  requestedAt: null,
  endedAt: null,
  error: null,
} as const;

const after = (batch: SessionBatch, event: RecordedEvent<SymbolBatchEvent>): SessionBatch => {
  const { occurredAt } = event.metadata;
  switch (event.type) {
    case 'SymbolBatchRequested':
      return {
        ...batch,
        status: 'open',
        requests: batch.requests + 1,
        trigger: event.data.trigger,
        requestedAt: occurredAt,
        endedAt: null,
        error: null,
      };
    case 'SymbolBatchChunkCompleted':
      return batch;
    case 'SymbolBatchCompleted':
      return { ...batch, status: 'completed', endedAt: occurredAt };
    case 'SymbolBatchSuspended':
      return { ...batch, status: 'suspended', endedAt: occurredAt };
    case 'SymbolBatchFailed': {
      const { code, message } = event.data;
      return { ...batch, status: 'failed', endedAt: occurredAt, error: { code, message } };
    }
    default:
      return event satisfies never;
  }
};

export const sessionBatch = async (
  store: Pick<EventStore, 'readStream'>,
  date: IsoDate,
): Promise<SessionBatch> => {
  const events = await store.readStream(streams.symbolBatch(date));
  // The stream's own decider wrote these, so their types are its event types.
  return (events as readonly RecordedEvent<SymbolBatchEvent>[]).reduce(after, { date, ...NOTHING });
};
