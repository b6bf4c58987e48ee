import type { EventStore } from '../../application/ports/event-store.ts';
import { errorCode } from '../error-code.ts';

/** After this without another failure somebody may try again. */
const DOUBT_MS = 10_000;

/**
 * A log that cannot be appended to (its disk is full, say) can often still be read: that is known only from appends.
 * In doubt from a failed one until one succeeds, at most for a while: nobody is sent to a service that is not ready,
 * so an append that shows it well again might never come.
 */
export const watchAppends = (
  store: EventStore,
  now: () => number = () => performance.now(),
): { readonly store: EventStore; readonly inDoubt: () => boolean } => {
  let failedAt: number | null = null;
  return {
    store: {
      ...store,
      append: async (...append) => {
        try {
          const outcome = await store.append(...append);
          failedAt = null;
          return outcome;
        } catch (error) {
          if (errorCode(error) === 'EVENT_STORE_UNAVAILABLE') failedAt = now();
          throw error;
        }
      },
    },
    inDoubt: () => failedAt !== null && now() - failedAt < DOUBT_MS,
  };
};
