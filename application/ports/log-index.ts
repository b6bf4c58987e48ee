import type { IsoInstant } from '../../domain/dates.ts';
import type { EventStore, Position, RecordedEvent } from './event-store.ts';

/** Where an event is; the event itself is read from its stream. */
export type EventPlace = Pick<RecordedEvent, 'stream' | 'revision' | 'position'>;

/** What is asked of the log beside following it. Each answer costs some index steps, however long the log is. */
export type LogIndex = {
  /** The last position recorded at or before `instant`; `START` when nothing was. */
  readonly positionAt: (instant: IsoInstant) => Promise<Position>;
  readonly placeAt: (position: Position) => Promise<EventPlace | null>;
  readonly placeOf: (eventId: string) => Promise<EventPlace | null>;
  /** Oldest first, after a position. */
  readonly ofCorrelation: (
    correlationId: string,
    options: { readonly after: Position; readonly limit: number },
  ) => Promise<readonly EventPlace[]>;
  /** Of the newest event of each stream at or before `upTo`; a stream without one is not in the map. */
  readonly lastRevisions: (
    streams: readonly string[],
    upTo: Position,
  ) => Promise<ReadonlyMap<string, bigint>>;
};

export const eventAtPlace = async (
  store: Pick<EventStore, 'readStream'>,
  { stream, revision }: EventPlace,
): Promise<RecordedEvent | null> => {
  const [event] = await store.readStream(stream, { after: revision - 1n, limit: 1 });
  return event ?? null;
};
