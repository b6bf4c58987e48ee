import type { EventStore, Position, RecordedEvent } from '../../application/ports/event-store.ts';

const PAGE = 500;

/** The events of a stream up to a position, oldest first; what came later is not read, but for the rest of a page. */
export const eventsUpTo = async (
  store: Pick<EventStore, 'readStream'>,
  stream: string,
  upTo: Position,
): Promise<readonly RecordedEvent[]> => {
  const events: RecordedEvent[] = [];
  for (;;) {
    const after = events.at(-1)?.revision;
    const page = await store.readStream(stream, { limit: PAGE, ...(after === undefined ? {} : { after }) });
    const known = page.filter(({ position }) => position <= upTo);
    events.push(...known);
    if (page.length < PAGE || known.length < page.length) return events;
  }
};

/** Streams that are read at once: the pool is everybody's. */
const STREAMS_AT_ONCE = 4;

/** Of several streams, in the order of the log. */
export const eventsOfStreams = async (
  store: Pick<EventStore, 'readStream'>,
  streams: readonly string[],
  upTo: Position,
): Promise<readonly RecordedEvent[]> => {
  const events: RecordedEvent[] = [];
  for (let start = 0; start < streams.length; start += STREAMS_AT_ONCE) {
    const some = streams.slice(start, start + STREAMS_AT_ONCE);
    const read = await Promise.all(some.map((stream) => eventsUpTo(store, stream, upTo)));
    for (const of of read) events.push(...of);
  }
  return events.sort((a, b) => (a.position < b.position ? -1 : 1));
};
