/**
 * How far the work on a partition has come. Messages are dealt with out of order (one key does not wait for another),
 * and an offset may be committed only when everything before it is done.
 */
export type Progress = {
  readonly began: (partition: number, offset: string) => void;
  readonly done: (partition: number, offset: string) => void;
  /** Begun and not done. */
  readonly open: (partition: number) => number;
  /** Per partition, the offset to go on from; only where it has moved since `committed` heard of it. */
  readonly toCommit: () => readonly Reached[];
  readonly committed: (reached: readonly Reached[]) => void;
};

export type Reached = { readonly partition: number; readonly offset: bigint };

type PartitionProgress = {
  /** In the order of their offsets. */
  readonly begun: { readonly offset: string; done: boolean }[];
  readonly byOffset: Map<string, { done: boolean }>;
  reached: bigint | null;
  committed: bigint | null;
};

export const createProgress = (): Progress => {
  const partitions = new Map<number, PartitionProgress>();

  const of = (partition: number): PartitionProgress => {
    const known = partitions.get(partition);
    if (known !== undefined) return known;
    const fresh: PartitionProgress = { begun: [], byOffset: new Map(), reached: null, committed: null };
    partitions.set(partition, fresh);
    return fresh;
  };

  return {
    began: (partition, offset) => {
      const { begun, byOffset } = of(partition);
      const entry = { offset, done: false };
      begun.push(entry);
      byOffset.set(offset, entry);
    },
    done: (partition, offset) => {
      const progress = of(partition);
      const entry = progress.byOffset.get(offset);
      if (entry === undefined) return;
      entry.done = true;
      progress.byOffset.delete(offset);
      const stillOpen = progress.begun.findIndex((other) => !other.done);
      const finished = progress.begun.splice(0, stillOpen === -1 ? progress.begun.length : stillOpen);
      const last = finished.at(-1);
      if (last !== undefined) progress.reached = BigInt(last.offset) + 1n;
    },
    open: (partition) => partitions.get(partition)?.byOffset.size ?? 0,
    toCommit: () =>
      [...partitions].flatMap(([partition, { reached, committed }]) =>
        reached === null || reached === committed ? [] : [{ partition, offset: reached }],
      ),
    committed: (reached) => {
      for (const { partition, offset } of reached) of(partition).committed = offset;
    },
  };
};
