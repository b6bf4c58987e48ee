import type { EventStore, Position } from '../ports/event-store.ts';

/** The log as it was when it ended at `position`, for reading. Its streams are read page by page by nobody here. */
export const storeUntil = (store: EventStore, position: Position): EventStore => ({
  ...store,
  readStream: async (stream, options) =>
    (await store.readStream(stream, options)).filter((event) => event.position <= position),
  readAll: async (options) => {
    const page = await store.readAll(options);
    return page.checkpoint < position
      ? page
      : {
          events: page.events.filter((event) => event.position <= position),
          checkpoint: position,
          caughtUp: true,
        };
  },
  head: async () => position,
});
