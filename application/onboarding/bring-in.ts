import { pause } from '../pause.ts';
import type { JobPriority, SymbolJob, SymbolQueue, WaitingRun } from '../ports/symbol-queue.ts';
import type { Bell } from './bell.ts';

/** At first; then less and less often, as it turns out to take longer. */
const FIRST_LOOK_MS = 20;
const LONGEST_LOOK_MS = 250;

export type BringIn = {
  /**
   * Asks for symbols that nobody knows yet and waits for them for a moment, so that a first calculation is complete
   * where that takes seconds. Resolves as soon as each has come in, failed, or has to be tried again later; says which
   * have failed for good.
   */
  readonly symbols: (
    symbols: readonly string[],
    asked: {
      readonly portfolioId: string;
      readonly priority: JobPriority;
      /** Also those that have failed before. */
      readonly again: boolean;
    },
    signal: AbortSignal,
  ) => Promise<ReadonlySet<string>>;
  /** Records what a run ends without; the portfolio is calculated again when it is there. */
  readonly leaveWaiting: (
    run: WaitingRun,
    lacking: readonly string[],
    priority: JobPriority,
  ) => Promise<void>;
};

/** No answer is to be expected at once: it has ended, waits for another attempt, or had no room. */
const isSettled = (job: SymbolJob | undefined): boolean =>
  job === undefined ||
  job.status === 'completed' ||
  job.status === 'failed' ||
  (job.status === 'pending' && job.attempts > 0);

/**
 * Only so many runs wait at a time: the others are calculated without what is missing, so that those who miss nothing
 * never find all places taken by those who wait.
 */
export const createBringIn = ({
  queue,
  bell,
  places,
  patienceMs,
}: {
  readonly queue: SymbolQueue;
  readonly bell: Bell;
  readonly places: number;
  /** How long nothing may move. */
  readonly patienceMs: number;
}): BringIn => {
  let waiting = 0;

  const failed = async (symbols: readonly string[]): Promise<ReadonlySet<string>> => {
    const jobs = await queue.latest(symbols);
    return new Set(symbols.filter((symbol) => jobs.get(symbol)?.status === 'failed'));
  };

  const wait = async (symbols: readonly string[], signal: AbortSignal): Promise<void> => {
    if (waiting >= places) return;
    waiting += 1;
    try {
      let before = '';
      let movedAt = performance.now();
      for (let look = FIRST_LOOK_MS; !signal.aborted; look = Math.min(look * 1.5, LONGEST_LOOK_MS)) {
        const [jobs, pending] = await Promise.all([queue.latest(symbols), queue.pending()]);
        const open = symbols.filter((symbol) => !isSettled(jobs.get(symbol))).length;
        if (open === 0) return;
        const now = `${open} ${pending}`;
        if (now !== before) movedAt = performance.now();
        else if (performance.now() - movedAt >= patienceMs) return;
        before = now;
        await pause(look, signal);
      }
    } finally {
      waiting -= 1;
    }
  };

  return {
    symbols: async (symbols, { portfolioId, priority, again }, signal) => {
      if (symbols.length === 0) return new Set();
      const hopeless = again ? new Set<string>() : await failed(symbols);
      const asked = symbols.filter((symbol) => !hopeless.has(symbol));
      if (asked.length > 0) {
        const requestedBy = `portfolio ${portfolioId}`;
        const { queued } = await queue.enqueue(asked, { priority, requestedBy });
        bell.ring();
        await wait(queued, signal);
      }
      return failed(symbols);
    },
    leaveWaiting: queue.waitFor,
  };
};
