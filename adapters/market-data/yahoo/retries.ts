import type { Pause } from './pause.ts';
import { YahooError } from './yahoo-error.ts';

export type RetryPolicy = {
  /** After the first attempt. */
  readonly retries: number;
  readonly firstDelayMs: number;
  readonly longestDelayMs: number;
};

/**
 * Tries again after temporary faults, with delays that double and are spread by a factor of 0.5 to 1.5, so that
 * callers who failed together do not come back together. Yahoo's own Retry-After is honoured up to the longest delay.
 */
export const withRetries = async <Answer>(
  attempt: () => Promise<Answer>,
  policy: RetryPolicy,
  {
    pause,
    random,
    signal,
  }: { readonly pause: Pause; readonly random: () => number; readonly signal?: AbortSignal },
): Promise<Answer> => {
  for (let tried = 0; ; tried += 1) {
    try {
      return await attempt();
    } catch (error) {
      const again = error instanceof YahooError && (error.fault === 'temporary' || error.fault === 'session');
      if (!again || tried >= policy.retries) throw error;
      const delay = policy.firstDelayMs * 2 ** tried * (0.5 + random());
      await pause(Math.min(policy.longestDelayMs, Math.max(delay, error.retryAfterMs)), signal);
    }
  }
};
