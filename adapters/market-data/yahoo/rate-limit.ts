import type { Pause } from './pause.ts';

/** Resolves when one more request may go out. */
export type RateLimit = (signal?: AbortSignal) => Promise<void>;

/**
 * A token bucket: `perMinute` requests a minute, and as many at once after a quiet minute. Callers are served in the
 * order in which they came, because each books its token when it asks.
 */
export const createRateLimit = ({
  perMinute,
  now,
  pause,
}: {
  readonly perMinute: number;
  readonly now: () => number;
  readonly pause: Pause;
}): RateLimit => {
  let tokens = perMinute;
  let refilledAt = now();
  const millisecondsPerToken = 60_000 / perMinute;

  return async (signal) => {
    const at = now();
    tokens = Math.min(perMinute, tokens + (at - refilledAt) / millisecondsPerToken);
    refilledAt = at;
    tokens -= 1;
    if (tokens >= 0) return;
    try {
      await pause(-tokens * millisecondsPerToken, signal);
    } catch (error) {
      tokens += 1;
      throw error;
    }
  };
};
