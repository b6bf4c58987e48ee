import type { Position } from '../../application/ports/event-store.ts';

/** How far the projections that run in this process are, and news of it, so that nobody here has to poll. */
export type Progress = {
  /** Null for a projection that another process runs, or nobody. */
  readonly of: (name: string) => Position | null;
  readonly moved: (names: readonly string[], position: Position) => void;
  /** This process runs them no longer. */
  readonly lost: (names: readonly string[]) => void;
  /** Counts the news so far: look, remember, decide, and then wait for news later than what was seen. */
  readonly seen: () => number;
  /** Resolves at news later than `seen`, or after `timeoutMs`. */
  readonly newsAfter: (seen: number, timeoutMs: number) => Promise<void>;
};

export const createProgress = (): Progress => {
  const positions = new Map<string, Position>();
  const waiting = new Set<() => void>();
  let count = 0;
  const wake = (): void => {
    count += 1;
    for (const resume of waiting) resume();
  };

  return {
    of: (name) => positions.get(name) ?? null,
    moved: (names, position) => {
      for (const name of names) positions.set(name, position);
      wake();
    },
    lost: (names) => {
      for (const name of names) positions.delete(name);
      wake();
    },
    seen: () => count,
    newsAfter: (seen, timeoutMs) =>
      new Promise((resolve) => {
        if (count > seen) {
          resolve();
          return;
        }
        const resume = (): void => {
          clearTimeout(timer);
          waiting.delete(resume);
          resolve();
        };
        const timer = setTimeout(resume, timeoutMs);
        waiting.add(resume);
      }),
  };
};
