import { setImmediate } from 'node:timers/promises';

/** A few milliseconds of work. */
const ITEMS_PER_TURN = 500;

/** Items one by one; other work gets its turn between them, however many there are. */
export async function* inTurns<Item>(items: Iterable<Item>): AsyncGenerator<Item, void, undefined> {
  let done = 0;
  for (const item of items) {
    yield item;
    done++;
    if (done % ITEMS_PER_TURN === 0) await setImmediate();
  }
}
