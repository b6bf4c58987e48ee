export type RebuildProgress = { readonly projection: string; readonly done: bigint; readonly total: bigint };

export type RebuildOutcome = {
  readonly projection: string;
  readonly events: bigint;
  readonly seconds: number;
  readonly checksumBefore: string;
  readonly checksumAfter: string;
};

/** Replays projections from the start of the log beside the live ones, and swaps them. Rejects when one cannot. */
export type Rebuild = (
  projections: readonly string[],
  onProgress: (progress: RebuildProgress) => void,
) => Promise<readonly RebuildOutcome[]>;
