import type { EventFilter, RecordedEvent } from '../../application/ports/event-store.ts';

/** Whether an event matches every list that is given; an empty list is all. */
export const passes = (
  event: Pick<RecordedEvent, 'type' | 'stream'>,
  { types = [], streams = [], streamPrefixes = [] }: EventFilter,
): boolean =>
  (types.length === 0 || types.includes(event.type)) &&
  (streams.length === 0 || streams.includes(event.stream)) &&
  (streamPrefixes.length === 0 || streamPrefixes.some((prefix) => event.stream.startsWith(prefix)));
