import { type AppendOutcome, EventStoreUnavailable } from '../../../application/ports/event-store.ts';
import type { EncodedAppend } from '../encode.ts';

/** More in one call gains nothing, and everybody in it waits for all of it. */
const MAX_APPENDS = 256;
const MAX_SIZE = 1_000_000;

type Waiting = {
  readonly append: EncodedAppend;
  readonly since: number;
  readonly resolve: (outcome: AppendOutcome) => void;
  readonly reject: (error: Error) => void;
};

export type AppendQueue = {
  readonly append: (append: EncodedAppend) => Promise<AppendOutcome>;
  /** Resolves when everything that was handed in has an answer. */
  readonly drained: () => Promise<void>;
};

/**
 * Appends one call at a time, in the order in which they came: what arrives while a call is under way goes together
 * into the next one. The store takes one call at a time anyway, so that this costs no waiting: a lone caller is served
 * at once, and many callers share one round trip and one flush to the disk.
 */
export const createAppendQueue = (
  send: (appends: readonly EncodedAppend[]) => Promise<readonly (AppendOutcome | Error)[]>,
  timeoutMs: number,
): AppendQueue => {
  const waiting: Waiting[] = [];
  let draining: Promise<void> | null = null;

  const takeBatch = (): readonly Waiting[] => {
    const ids = new Set<string>();
    let size = 0;
    let count = 0;
    for (const { append } of waiting) {
      size += append.size;
      // the first goes whatever its size
      if (count === MAX_APPENDS || (count > 0 && size > MAX_SIZE)) break;
      // a repeat is told apart from what is written, so it goes in a later call
      if (append.events.some(({ eventId }) => ids.has(eventId))) break;
      for (const { eventId } of append.events) ids.add(eventId);
      count += 1;
    }
    return waiting.splice(0, count);
  };

  const isTimely = ({ since, reject }: Waiting): boolean => {
    const timely = performance.now() - since < timeoutMs;
    if (!timely) reject(new EventStoreUnavailable(`event store: not sent within ${timeoutMs} ms`));
    return timely;
  };

  const drain = async (): Promise<void> => {
    // whoever appends in the same turn is in the same call
    await Promise.resolve();
    while (waiting.length > 0) {
      const batch = takeBatch().filter(isTimely);
      if (batch.length === 0) continue;
      try {
        const outcomes = await send(batch.map(({ append }) => append));
        batch.forEach(({ resolve, reject }, index) => {
          const outcome = outcomes[index];
          if (outcome === undefined || outcome instanceof Error) reject(outcome ?? new Error('no outcome'));
          else resolve(outcome);
        });
      } catch (error) {
        for (const { reject } of batch) reject(error instanceof Error ? error : new Error(String(error)));
      }
    }
    draining = null;
  };

  return {
    append: (append) =>
      new Promise((resolve, reject) => {
        waiting.push({ append, since: performance.now(), resolve, reject });
        draining ??= drain();
      }),
    drained: async () => {
      await draining;
    },
  };
};
