import type { EventStore, RecordedEvent } from '../ports/event-store.ts';
import type { EventReference } from './explanation.ts';

export const referenceTo = (event: RecordedEvent): EventReference => ({
  eventId: event.eventId,
  type: event.type,
  stream: event.stream,
  revision: event.revision.toString(),
  position: event.position.toString(),
  recordedAt: event.recordedAt,
});

export const findEvent = async (
  store: EventStore,
  stream: string,
  eventId: string | null,
): Promise<EventReference | null> => {
  if (eventId === null) return null;
  const event = (await store.readStream(stream)).find((candidate) => candidate.eventId === eventId);
  return event === undefined ? null : referenceTo(event);
};
