import type { LimitCounters } from './counters.ts';

const MOST = 10_000;

/** For tests and for the in-memory event store: every process counts for itself. */
export const createMemoryCounters = (now: () => number = Date.now): LimitCounters => {
  const windows = new Map<string, { hits: number; readonly resetAt: number }>();
  const open = (key: string) => {
    const window = windows.get(key);
    return window !== undefined && window.resetAt > now() ? window : undefined;
  };
  const hit: LimitCounters['hit'] = async (key, windowMs) => {
    const window = open(key) ?? { hits: 0, resetAt: now() + windowMs };
    window.hits += 1;
    windows.delete(key);
    windows.set(key, window);
    const oldest = windows.keys().next().value;
    if (windows.size > MOST && oldest !== undefined) windows.delete(oldest);
    return { hits: window.hits, resetTime: new Date(window.resetAt) };
  };
  return {
    hit,
    tally: hit,
    close: async () => {},
    giveBack: async (key) => {
      const window = open(key);
      if (window !== undefined && window.hits > 0) window.hits -= 1;
    },
    has: async (key) => open(key) !== undefined,
  };
};
