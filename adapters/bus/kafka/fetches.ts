/** Longer than any request may take. */
const OVER_AFTER_MS = 30_000;

export type Fetches = {
  /** The client asks a broker for records; it does so again only when the answer before was dealt with. */
  readonly began: (nodeId: number) => void;
  /** Partitions were given out anew. */
  readonly joined: () => void;
  /** A batch that is handed over now may have been asked for before partitions were given out anew. */
  readonly mayBeStale: () => boolean;
};

/**
 * The client fetches from several brokers side by side, and while one of these finds the partitions stale and joins the
 * group anew, another may still hand over a batch from before, from a place further on than where the new assignment
 * begins. Whatever lies between would be passed over.
 */
export const createFetches = (): Fetches => {
  const asked = new Set<number>();
  let fromBefore = new Set<number>();
  let joinedAt = 0;
  return {
    began: (nodeId) => {
      asked.add(nodeId);
      fromBefore.delete(nodeId);
    },
    joined: () => {
      fromBefore = new Set(asked);
      joinedAt = performance.now();
    },
    // a broker that is gone is not asked again
    mayBeStale: () => fromBefore.size > 0 && performance.now() - joinedAt < OVER_AFTER_MS,
  };
};
