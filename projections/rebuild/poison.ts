import type { RecordedEvent } from '../../application/ports/event-store.ts';
import type { Projection, Tables } from '../projection.ts';

/** Takes everything and keeps nothing: what a projection does to an event all by itself. */
const NOWHERE: Tables = {
  upsert: async () => {},
  remove: async () => {},
  replaceGroups: async () => {},
  fold: async (page, { keyOf, fold }) => {
    for (const event of page) {
      keyOf(event);
      fold(null, event);
    }
  },
};

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** An error that says which event a projection could not apply; a stretch of the log where none fails by itself. */
export const nameCulprit = async (
  projection: Projection,
  page: readonly RecordedEvent[],
  cause: unknown,
): Promise<Error> => {
  for (const event of page) {
    try {
      await projection.apply([event], NOWHERE);
    } catch (error) {
      return new Error(
        `${projection.name} cannot apply the event at position ${event.position} (${event.type} of ${event.stream}): ${messageOf(error)}`,
        { cause },
      );
    }
  }
  const [first, last] = [page[0], page.at(-1)];
  return new Error(
    `${projection.name} cannot apply the events between positions ${first?.position} and ${last?.position}: ${messageOf(cause)}`,
    { cause },
  );
};
