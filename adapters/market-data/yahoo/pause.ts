import { setTimeout as timeout } from 'node:timers/promises';

/** Waits; rejects when the signal aborts. Tests replace it by one that does not wait. */
export type Pause = (milliseconds: number, signal?: AbortSignal) => Promise<void>;

export const pause: Pause = (milliseconds, signal) =>
  timeout(milliseconds, undefined, signal ? { signal } : {});
