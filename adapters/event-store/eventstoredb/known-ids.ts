export type Place = { readonly stream: string; readonly revision: bigint };

/** Ids that this process has appended lately, and where they are. */
export type KnownIds = {
  readonly some: (ids: readonly string[]) => boolean;
  readonly of: (id: string) => Place | undefined;
  readonly add: (id: string, place: Place) => void;
};

/** Some 100 bytes each. */
const MAX_IDS = 100_000;

/**
 * EventStoreDB knows ids only within their stream: the same one in another stream would be another event to it. Who
 * does that has a bug, and mostly soon after the first time; this is where it is noticed.
 */
export const createKnownIds = (max = MAX_IDS): KnownIds => {
  const places = new Map<string, Place>();
  return {
    some: (ids) => ids.some((id) => places.has(id)),
    of: (id) => places.get(id),
    add: (id, place) => {
      places.set(id, place);
      // the oldest comes first
      for (const oldest of places.size > max ? places.keys() : []) {
        places.delete(oldest);
        break;
      }
    },
  };
};
