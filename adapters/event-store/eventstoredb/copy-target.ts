import type { CopyTarget } from '../../../application/copy-log/copy-log.ts';
import type { RecordedEvent } from '../../../application/ports/event-store.ts';
import type { EventStoreDbEventStore } from './eventstoredb-event-store.ts';

/** As many as a command appends; an append is written whole or not at all. */
const MAX_EVENTS = 40;
const MAX_CHARACTERS = 400_000;

/** Events that follow each other in the log and in their stream, and are not too large together. */
export const runsOf = (events: readonly RecordedEvent[]): readonly (readonly RecordedEvent[])[] => {
  const runs: RecordedEvent[][] = [];
  let size = 0;
  for (const event of events) {
    const run = runs.at(-1);
    const length = JSON.stringify(event.data).length;
    size += length;
    if (
      run !== undefined &&
      run[0]?.stream === event.stream &&
      run.length < MAX_EVENTS &&
      size < MAX_CHARACTERS
    )
      run.push(event);
    else {
      runs.push([event]);
      size = length;
    }
  }
  return runs;
};

/** One append after the other: their order is the order of the log. */
export const copyIntoEventStoreDb = (store: EventStoreDbEventStore): CopyTarget => ({
  readAll: store.readAll,
  write: async (events) => {
    for (const run of runsOf(events)) {
      const [first] = run;
      if (first === undefined) continue;
      const { stream, revision } = first;
      const outcome = await store.appendCopies(
        stream,
        revision === 0n ? 'no-stream' : revision - 1n,
        run.map(({ eventId, type, data, metadata, position, recordedAt }) => ({
          eventId,
          type,
          data,
          metadata,
          origin: { position: position.toString(), recordedAt },
        })),
      );
      if (outcome.status === 'conflict')
        throw new Error(
          `${stream} is at revision ${outcome.actual} in EventStoreDB: somebody else appends there`,
        );
    }
  },
});
