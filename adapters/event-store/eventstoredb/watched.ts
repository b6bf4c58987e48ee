import { NoAnswer } from './failures.ts';

/** More than this is not taken from the server before it is asked for: a slow reader slows the server down. */
const READ_AHEAD = 16;

/** What is used of a stream of the client. */
export type Flow = Pick<NodeJS.EventEmitter, 'on'> & {
  readonly pause: () => unknown;
  readonly resume: () => unknown;
};

/**
 * The items of a stream of the client, until there is no sign of life for `ms`.
 *
 * Iterating over such a stream and stopping early would destroy the client's half of it and leave the call open, with
 * the server sending: so it is never destroyed but cancelled, and what still comes is let flow and dropped, because a
 * call whose messages nobody takes never ends.
 */
export async function* watched<Item>(
  flow: Flow,
  cancel: () => Promise<unknown>,
  ms: number,
  alive: { beat: () => void } = { beat: () => {} },
): AsyncGenerator<Item, void, undefined> {
  const items: Item[] = [];
  let state: { readonly ended: true; readonly error?: unknown } | null = null;
  let abandoned = false;
  let wake = (): void => {};
  const end = (error?: unknown): void => {
    state ??= { ended: true, ...(error !== undefined && { error }) };
    wake();
  };
  flow.on('data', (item: Item) => {
    if (abandoned) return;
    items.push(item);
    if (items.length >= READ_AHEAD) flow.pause();
    wake();
  });
  flow.on('end', () => end());
  flow.on('error', end);

  /** How long we take between two items is no silence of the server. */
  const next = (): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(() => end(new NoAnswer(`no answer within ${Math.round(ms)} ms`)), ms);
      alive.beat = () => void timer.refresh();
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  try {
    for (;;) {
      const item = items.shift();
      if (item !== undefined) {
        yield item;
        continue;
      }
      // narrowed away by the compiler, which does not see the listeners
      const now = state as { readonly error?: unknown } | null;
      if (now !== null && 'error' in now) throw now.error;
      if (now !== null) return;
      const waiting = next();
      flow.resume();
      await waiting;
    }
  } finally {
    abandoned = true;
    flow.resume();
    // heard by nobody: what is cancelled may have failed or ended already
    cancel().catch(() => undefined);
  }
}
