import type { EventPage, EventStore } from '../../application/ports/event-store.ts';

/** As the store's `follow`: the next page is read while the last is worked on. Ends when nothing is under way any more. */
export async function* followAhead(
  store: Pick<EventStore, 'follow'>,
  options: Parameters<EventStore['follow']>[0],
): AsyncGenerator<EventPage, void, undefined> {
  const ending = new AbortController();
  const signal = AbortSignal.any([options.signal, ending.signal]);
  const pages = store.follow({ ...options, signal })[Symbol.asyncIterator]();
  const read = (): Promise<IteratorResult<EventPage>> => {
    const page = pages.next();
    // Heard when its turn comes, also when that never does.
    page.catch(() => {});
    return page;
  };
  let coming = read();
  try {
    for (;;) {
      const page = await coming;
      if (page.done === true) return;
      coming = read();
      yield page.value;
    }
  } finally {
    ending.abort();
    await coming.catch(() => {});
  }
}
