import { type Background, keepRunning } from '../background.ts';
import { pause } from '../pause.ts';
import type { ChainLink, EventChain } from '../ports/event-chain.ts';
import { type EventPage, type EventStore, START } from '../ports/event-store.ts';
import { type ChainHash, GENESIS, nextHash } from './chain.ts';

const PAGE_SIZE = 1000;
/** At the head: gathers what arrives into one block, and leaves the database to the appends. */
const GATHER_MS = 200;
const RESTART_AFTER_MS = 5000;

export const linksOf = (previous: ChainHash, { events }: Pick<EventPage, 'events'>): readonly ChainLink[] => {
  let hash = previous;
  return events.map((event) => {
    hash = nextHash(hash, event);
    return { position: event.position, hash };
  });
};

/**
 * Chains every event soon after it was appended, outside the append: a follower of the log in its order, one block per
 * page. Any number of processes may do so: of two that chain the same events one writes, and the other reads on from
 * there. Stops at what it cannot explain (a log that ends before its chain) and tells `onError`, again and again.
 */
export const startChaining = (options: {
  /** Events as they were recorded. */
  readonly log: Pick<EventStore, 'follow'>;
  readonly chain: EventChain;
  readonly onError: (error: unknown) => void;
}): Background => {
  const { log, chain, onError } = options;

  const follow = async (signal: AbortSignal): Promise<void> => {
    const head = await chain.head();
    let { position, hash } = head ?? { position: START, hash: GENESIS };
    for await (const page of log.follow({ after: position, pageSize: PAGE_SIZE, signal })) {
      const links = linksOf(hash, page);
      const last = links.at(-1);
      if (last !== undefined) {
        if (!(await chain.append({ after: position, links }))) return;
        ({ position, hash } = last);
      }
      if (page.caughtUp) await pause(GATHER_MS, signal);
    }
  };

  return keepRunning(follow, { restartAfterMs: RESTART_AFTER_MS, onError });
};
