import type { EventStore, RecordedEvent } from '../../application/ports/event-store.ts';
import { streamsOfKey } from '../key-streams.ts';
import type { Partition } from '../projection.ts';

/** Everything that the log tells of one key, in its order. */
export const readKey = async (
  store: Pick<EventStore, 'readStream'>,
  partition: Partition,
  key: string,
): Promise<readonly RecordedEvent[]> => {
  const streams: (readonly RecordedEvent[])[] = [];
  for (const stream of streamsOfKey[partition](key)) streams.push(await store.readStream(stream));
  return streams.flat().toSorted((a, b) => (a.position < b.position ? -1 : 1));
};
