import type { EventStore, Position, RecordedEvent } from '../ports/event-store.ts';

/** Events that may wait in memory, all streams together; a single stream is read by a few at least. */
const WAITING = 5000;
const LEAST = 10;
const MOST = 500;

type Reader = { readonly stream: string; waiting: RecordedEvent[]; taken: number; ended: boolean };

/**
 * Pages of some streams together, in the order of the log, up to a position. Each event is read once, whatever the
 * number of streams, and memory does not grow with their length.
 */
export async function* inLogOrder(
  log: Pick<EventStore, 'readStream'>,
  streams: readonly string[],
  upTo: Position,
): AsyncGenerator<readonly RecordedEvent[]> {
  const limit = Math.min(MOST, Math.max(LEAST, Math.floor(WAITING / Math.max(1, streams.length))));

  const read = async (reader: Reader): Promise<void> => {
    const after = reader.waiting.at(-1)?.revision;
    const page = await log.readStream(reader.stream, after === undefined ? { limit } : { after, limit });
    const known = page.filter(({ position }) => position <= upTo);
    reader.ended = known.length < limit;
    reader.waiting = known;
    reader.taken = 0;
  };

  let readers: readonly Reader[] = streams.map((stream) => ({ stream, waiting: [], taken: 0, ended: false }));
  for (const reader of readers) await read(reader);
  let page: RecordedEvent[] = [];
  for (;;) {
    readers = readers.filter(({ waiting, taken, ended }) => taken < waiting.length || !ended);
    let oldest: Reader | undefined;
    let first: RecordedEvent | undefined;
    for (const reader of readers) {
      const event = reader.waiting[reader.taken];
      if (event === undefined || (first !== undefined && first.position < event.position)) continue;
      [oldest, first] = [reader, event];
    }
    if (oldest === undefined || first === undefined) break;
    page.push(first);
    oldest.taken += 1;
    if (oldest.taken === oldest.waiting.length && !oldest.ended) await read(oldest);
    if (page.length < MOST) continue;
    yield page;
    page = [];
  }
  if (page.length > 0) yield page;
}
