import { keepRunning } from '../../application/background.ts';
import { pause } from '../../application/pause.ts';
import type { Leadership } from '../../application/ports/leadership.ts';

/** Held by one process at a time. */
export type Lead = {
  /** Aborts when it is ours no longer. */
  readonly lost: AbortSignal;
  readonly release: () => Promise<void>;
};

/** Leadership by a lead that can be taken, or not: asked for `everyMs` until it is ours. */
export const createTurns = (take: (name: string) => Promise<Lead | null>, everyMs: number): Leadership => {
  const leading = new Set<string>();

  return {
    whileLeading: (name, work, { onError }) => {
      const attempt = async (stopping: AbortSignal): Promise<void> => {
        const lead = await take(name);
        if (lead !== null) {
          const signal = AbortSignal.any([stopping, lead.lost]);
          leading.add(name);
          try {
            await work(signal);
          } catch (error) {
            // Work that was told to end may say so by rejecting.
            if (!signal.aborted) throw error;
          } finally {
            // Only now: whoever takes over finds that nothing is done under our lead any more.
            leading.delete(name);
            await lead.release();
          }
        }
        await pause(everyMs, stopping);
      };
      return keepRunning(attempt, { restartAfterMs: everyMs, onError });
    },
    leading: () => [...leading].sort(),
  };
};
