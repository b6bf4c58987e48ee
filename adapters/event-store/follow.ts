import { pause } from '../../application/pause.ts';
import {
  type EventPage,
  type EventStore,
  EventStoreUnavailable,
} from '../../application/ports/event-store.ts';
import { backoffMs } from '../backoff.ts';
import type { WakeUps } from './wake-ups.ts';

const PAGE_SIZE = 1000;
const RETRY = { firstMs: 100, maxMs: 5000 };

/**
 * Reads on for ever. Reading the log is the truth: wake-ups only make it prompt, and `pollMs` bounds the wait when one
 * is lost. While there is more, the next page is read at once. The first page comes even when there is nothing in it,
 * so that a follower learns that it is at the head; after that only pages that moved the checkpoint are handed out.
 */
export async function* follow(
  source: {
    readonly readAll: EventStore['readAll'];
    readonly wakeUps: WakeUps;
    readonly pollMs: number;
    /** Hears why the store could not be read; the follower itself goes on trying. */
    readonly report: (error: Error) => void;
  },
  { after, pageSize = PAGE_SIZE, filter, signal }: Parameters<EventStore['follow']>[0],
): AsyncGenerator<EventPage, void, undefined> {
  let checkpoint = after;
  let handedOut = false;
  let failures = 0;

  while (!signal.aborted) {
    const seen = source.wakeUps.count();
    let page: EventPage;
    try {
      page = await source.readAll({ after: checkpoint, limit: pageSize, ...(filter && { filter }) });
    } catch (error) {
      if (!(error instanceof EventStoreUnavailable)) throw error;
      if (signal.aborted) return;
      source.report(error);
      failures += 1;
      await pause(backoffMs(failures, RETRY), signal);
      continue;
    }
    failures = 0;
    if (signal.aborted) return;
    if (!handedOut || page.checkpoint > checkpoint) yield page;
    handedOut = true;
    checkpoint = page.checkpoint;
    if (page.caughtUp) await source.wakeUps.after(seen, source.pollMs, signal);
  }
}
