import type { IsoDate } from '../../domain/dates.ts';
import {
  type BatchAttempt,
  type SymbolBatchState,
  symbolBatchDecider,
} from '../../domain/symbol-batch/decider.ts';
import type { SymbolBatchEvent } from '../../domain/symbol-batch/events.ts';
import type { EventStore } from '../ports/event-store.ts';
import { streams } from '../streams.ts';

/** A session's batch as it is in the log, followed by reading only what is new. */
export type FollowedBatch = {
  readonly state: () => SymbolBatchState;
  readonly attempt: (batchId: string) => BatchAttempt | null;
  readonly refresh: () => Promise<void>;
};

export const followBatch = async (
  store: Pick<EventStore, 'readStream'>,
  date: IsoDate,
): Promise<FollowedBatch> => {
  let state = symbolBatchDecider.initial;
  let after: bigint | null = null;
  const refresh = async (): Promise<void> => {
    const events = await store.readStream(streams.symbolBatch(date), after === null ? {} : { after });
    for (const event of events) {
      // The stream's own decider wrote these, so their types are its event types.
      state = symbolBatchDecider.evolve(state, event as unknown as SymbolBatchEvent);
      after = event.revision;
    }
  };
  await refresh();
  return { state: () => state, attempt: (batchId) => state.attempts.get(batchId) ?? null, refresh };
};
