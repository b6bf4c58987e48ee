import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { EventStore } from '../../../application/ports/event-store.ts';

export type StreamWatcher = {
  /** Calls `wake` after something was appended to `stream`, and now and then without cause. Returns the way out. */
  readonly watch: (stream: string, wake: () => void) => () => void;
};

const RETRY_MS = 1000;

/**
 * One follower of the log for all listening clients: it carries no events, it only says which streams have moved.
 * Whoever is woken reads its stream from where it was, at its own pace, so a client that does not read costs nothing.
 */
export const createStreamWatcher = (
  store: EventStore,
  {
    prefix,
    signal,
    logger,
  }: { readonly prefix: string; readonly signal: AbortSignal; readonly logger: Logger },
): StreamWatcher => {
  const watchers = new Map<string, Set<() => void>>();
  let started = false;

  const wakeAll = (): void => {
    for (const wakes of watchers.values()) for (const wake of wakes) wake();
  };

  const followOnce = async (): Promise<void> => {
    const after = await store.head();
    // What was appended while nobody followed is found by reading again.
    wakeAll();
    for await (const page of store.follow({ after, filter: { streamPrefixes: [prefix] }, signal })) {
      for (const stream of new Set(page.events.map((event) => event.stream))) {
        for (const wake of watchers.get(stream) ?? []) wake();
      }
    }
  };

  const follow = async (): Promise<void> => {
    while (!signal.aborted) {
      try {
        await followOnce();
      } catch (error) {
        if (signal.aborted) return;
        logger.error({ err: error }, 'lost the log that tells listening clients of progress; trying again');
        await sleep(RETRY_MS, undefined, { signal }).catch(() => {});
      }
    }
  };

  return {
    watch: (stream, wake) => {
      if (!started) {
        started = true;
        void follow();
      }
      const wakes = watchers.get(stream) ?? new Set();
      watchers.set(stream, wakes);
      wakes.add(wake);
      return () => {
        wakes.delete(wake);
        if (wakes.size === 0) watchers.delete(stream);
      };
    },
  };
};
