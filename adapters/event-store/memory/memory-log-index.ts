import { type EventStore, type RecordedEvent, START } from '../../../application/ports/event-store.ts';
import type { LogIndex } from '../../../application/ports/log-index.ts';

/** Answers by reading the whole log: for a log that lives in memory. */
export const createMemoryLogIndex = (store: Pick<EventStore, 'readAll'>): LogIndex => {
  const all = async (): Promise<readonly RecordedEvent[]> =>
    (await store.readAll({ after: START, limit: Number.MAX_SAFE_INTEGER })).events;
  return {
    positionAt: async (instant) =>
      (await all()).findLast(({ recordedAt }) => recordedAt <= instant)?.position ?? START,
    placeAt: async (position) => (await all()).find((event) => event.position === position) ?? null,
    placeOf: async (eventId) => (await all()).find((event) => event.eventId === eventId) ?? null,
    ofCorrelation: async (correlationId, { after, limit }) =>
      (await all())
        .filter(({ metadata, position }) => metadata.correlationId === correlationId && position > after)
        .slice(0, limit),
    lastRevisions: async (streams, upTo) =>
      new Map(
        (await all())
          .filter(({ stream, position }) => position <= upTo && streams.includes(stream))
          .map(({ stream, revision }) => [stream, revision]),
      ),
  };
};
