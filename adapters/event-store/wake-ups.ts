/**
 * Tells waiting followers that there may be something new. A follower remembers `count()` before it reads and waits
 * for a later one: a wake-up between its reading and its waiting is not lost.
 */
export type WakeUps = {
  readonly count: () => number;
  readonly wake: () => void;
  /** Resolves after a wake-up later than `seen`, after `timeoutMs`, or when `signal` aborts; never rejects. */
  readonly after: (seen: number, timeoutMs: number, signal: AbortSignal) => Promise<void>;
};

export const createWakeUps = (): WakeUps => {
  let count = 0;
  const sleepers = new Set<() => void>();

  return {
    count: () => count,
    wake: () => {
      count += 1;
      for (const resume of sleepers) resume();
    },
    after: (seen, timeoutMs, signal) =>
      new Promise((resolve) => {
        if (count > seen || signal.aborted) {
          resolve();
          return;
        }
        const resume = (): void => {
          clearTimeout(timer);
          sleepers.delete(resume);
          signal.removeEventListener('abort', resume);
          resolve();
        };
        const timer = setTimeout(resume, timeoutMs);
        signal.addEventListener('abort', resume);
        sleepers.add(resume);
      }),
  };
};
