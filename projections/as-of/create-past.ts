import type { Position } from '../../application/ports/event-store.ts';
import type { Past, Scope } from '../../application/ports/past.ts';
import { type MomentSources, type OpenMoment, openMoment } from './moment.ts';

/** Moments kept open, each with a connection: for the ten questions that one place of a slider asks. */
const MOMENTS = 4;
const KEPT_MS = 30_000;
const WAIT_MS = 10_000;

class TooManyMoments extends Error {
  readonly code = 'OVERLOADED';
}

type Kept = {
  readonly opening: Promise<OpenMoment>;
  /** Calls that are using it; it is not closed before they have ended. */
  users: number;
  idle: NodeJS.Timeout | null;
};

const keyOf = (scope: Scope, position: Position): string =>
  `${scope.kind} ${scope.kind === 'portfolio' ? scope.portfolioId : scope.userId} ${position}`;

/**
 * Opens moments, shares each between the calls that ask for it at once or soon after, and closes the one that was
 * used longest ago to make room for another. When all are in use, a call waits for one to become free.
 */
export const createPast = (
  sources: MomentSources,
  keptMs = KEPT_MS,
): Past & { readonly close: () => Promise<void> } => {
  /** In the order of their last use. */
  const moments = new Map<string, Kept>();
  const waiting = new Set<() => void>();
  const ending = new Set<Promise<void>>();

  const end = (kept: Kept): void => {
    const ended: Promise<void> = kept.opening
      .then((moment) => moment.end())
      .catch(() => {})
      .finally(() => ending.delete(ended));
    ending.add(ended);
  };

  /** Nobody gets it any more; whoever has it keeps it until they are done. */
  const drop = (key: string, kept: Kept): void => {
    if (moments.get(key) !== kept) return;
    moments.delete(key);
    if (kept.idle !== null) clearTimeout(kept.idle);
    if (kept.users === 0) end(kept);
    for (const wake of waiting) wake();
  };

  const freed = (timeoutMs: number): Promise<void> =>
    new Promise((resolve, reject) => {
      const wake = (): void => {
        clearTimeout(timer);
        waiting.delete(wake);
        resolve();
      };
      const timer = setTimeout(() => {
        waiting.delete(wake);
        reject(new TooManyMoments('too many moments of the past are being looked at'));
      }, timeoutMs);
      waiting.add(wake);
    });

  const open = (key: string, scope: Scope, position: Position): Kept => {
    const kept: Kept = { opening: openMoment(sources, scope, position), users: 0, idle: null };
    moments.set(key, kept);
    kept.opening.then(
      ({ lost }) => lost.addEventListener('abort', () => drop(key, kept)),
      () => drop(key, kept),
    );
    return kept;
  };

  const use = (key: string, kept: Kept): Kept => {
    kept.users += 1;
    if (kept.idle !== null) clearTimeout(kept.idle);
    kept.idle = null;
    moments.delete(key);
    moments.set(key, kept);
    return kept;
  };

  const release = (key: string, kept: Kept): void => {
    kept.users -= 1;
    if (kept.users > 0) return;
    if (moments.get(key) !== kept) end(kept);
    else kept.idle = setTimeout(() => drop(key, kept), keptMs).unref();
    for (const wake of waiting) wake();
  };

  const take = async (key: string, scope: Scope, position: Position): Promise<Kept> => {
    const deadline = performance.now() + WAIT_MS;
    for (;;) {
      const known = moments.get(key);
      if (known !== undefined) return use(key, known);
      if (moments.size < MOMENTS) return use(key, open(key, scope, position));
      const unused = [...moments].find(([, { users }]) => users === 0);
      if (unused === undefined) await freed(Math.max(0, deadline - performance.now()));
      else drop(...unused);
    }
  };

  return {
    at: async (scope, position, work) => {
      const key = keyOf(scope, position);
      const kept = await take(key, scope, position);
      try {
        const { queries } = await kept.opening;
        return await work(queries);
      } catch (error) {
        // What broke in the middle of a fold is not asked again.
        drop(key, kept);
        throw error;
      } finally {
        release(key, kept);
      }
    },
    close: async () => {
      for (const [key, kept] of moments) drop(key, kept);
      while (ending.size > 0) await Promise.all(ending);
    },
  };
};
