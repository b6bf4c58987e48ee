export type Count = {
  /** Including this one. */
  readonly hits: number;
  /** When the window ends and counting begins anew. */
  readonly resetTime: Date;
};

/** Counts by key in windows: the first hit opens one of `windowMs`. Rejects when nothing can be counted. */
export type LimitCounters = {
  readonly hit: (key: string, windowMs: number) => Promise<Count>;
  /**
   * A hit that waits for nobody once its window is open here. Other processes learn of it a moment later, so that of
   * several each may let through what came to it meanwhile; one alone counts as exactly as by `hit`.
   */
  readonly tally: (key: string, windowMs: number) => Promise<Count>;
  /** Takes one hit back, as long as its window is open. */
  readonly giveBack: (key: string) => Promise<void>;
  /** Whether a window is open for the key. */
  readonly has: (key: string) => Promise<boolean>;
  /** Shares what is not shared yet. */
  readonly close: () => Promise<void>;
};
