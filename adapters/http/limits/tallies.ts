import type { Count, LimitCounters } from './counters.ts';

export type Hits = { readonly key: string; readonly hits: number; readonly windowMs: number };

/** Adds to the counts that all processes share, and says by key what they are then. */
export type AddHits = (hits: readonly Hits[]) => Promise<ReadonlyMap<string, Count>>;

export type TallyOptions = {
  readonly hit: LimitCounters['hit'];
  readonly add: AddHits;
  /** Hears that sharing has failed, once until it works again. */
  readonly report: (error: unknown) => void;
  readonly flushMs?: number;
};

type Tally = {
  readonly key: string;
  readonly windowMs: number;
  /** As it was told last, what had been shared from here included. */
  shared: number;
  /** By `performance.now()`. */
  endsAt: number;
  /** Counted here since: on the way to the others, and not yet. */
  sending: number;
  pending: number;
};

const FLUSH_MS = 50;
const AGAIN_AFTER_MS = 1000;
/** Windows that are remembered. Of one that was forgotten the next hit asks again. */
const MOST = 10_000;

const isOver = ({ endsAt }: Tally): boolean => endsAt <= performance.now();

const endOf = ({ resetTime }: Count): number => performance.now() + resetTime.getTime() - Date.now();

/** One more, counted here. */
const countOn = (tally: Tally): Count => {
  tally.pending += 1;
  return {
    hits: tally.shared + tally.sending + tally.pending,
    resetTime: new Date(Date.now() + tally.endsAt - performance.now()),
  };
};

/**
 * Counts by key of which one process knows its own exactly, and those of others as of the last flush. The first hit of a
 * window asks what others have counted; those after it are counted here at once and added to the shared counts together,
 * every 50 ms. When that fails they are kept, and go with the next.
 */
export const createTallies = ({
  hit,
  add,
  report,
  flushMs = FLUSH_MS,
}: TallyOptions): Pick<LimitCounters, 'tally' | 'close'> => {
  const tallies = new Map<string, Tally>();
  const opening = new Map<string, Promise<Count>>();
  const unshared = new Set<Tally>();
  let timer: NodeJS.Timeout | undefined;
  let flushing: Promise<void> | null = null;
  let failed = false;

  const share = async (): Promise<void> => {
    // What was counted in a window that has ended counts for nothing any more.
    const taken = [...unshared].filter((tally) => !isOver(tally));
    unshared.clear();
    if (taken.length === 0) return;
    for (const tally of taken) {
      tally.sending = tally.pending;
      tally.pending = 0;
    }
    try {
      const counts = await add(taken.map(({ key, sending, windowMs }) => ({ key, hits: sending, windowMs })));
      failed = false;
      for (const tally of taken) {
        const count = counts.get(tally.key);
        if (count === undefined) continue;
        tally.shared = count.hits;
        tally.endsAt = endOf(count);
        tally.sending = 0;
      }
    } catch (error) {
      if (!failed) report(error);
      failed = true;
      for (const tally of taken) {
        tally.pending += tally.sending;
        tally.sending = 0;
        unshared.add(tally);
      }
    }
  };

  const schedule = (): void => {
    if (flushing !== null || unshared.size === 0) return;
    timer ??= setTimeout(flush, failed ? AGAIN_AFTER_MS : flushMs).unref();
  };

  const flush = (): void => {
    timer = undefined;
    flushing = share().finally(() => {
      flushing = null;
      schedule();
    });
  };

  const remember = (tally: Tally): void => {
    tallies.delete(tally.key);
    tallies.set(tally.key, tally);
    for (const oldest of tallies.values()) {
      if (tallies.size <= MOST) return;
      if (!unshared.has(oldest) && oldest.sending === 0) tallies.delete(oldest.key);
    }
  };

  const open = async (key: string, windowMs: number): Promise<Count> => {
    const count = await hit(key, windowMs);
    remember({ key, windowMs, shared: count.hits, endsAt: endOf(count), sending: 0, pending: 0 });
    return count;
  };

  return {
    tally: async (key, windowMs) => {
      for (;;) {
        const known = tallies.get(key);
        if (known !== undefined && !isOver(known)) {
          unshared.add(known);
          schedule();
          return countOn(known);
        }
        const asked = opening.get(key);
        if (asked === undefined) {
          const opened = open(key, windowMs).finally(() => opening.delete(key));
          opening.set(key, opened);
          return opened;
        }
        // Of those that come at once, one asks.
        await asked;
      }
    },
    close: async () => {
      clearTimeout(timer);
      timer = undefined;
      await flushing;
      await share();
    },
  };
};
