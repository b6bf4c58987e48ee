import type { EncodedAppend } from '../../../adapters/event-store/encode.ts';
import { encodeAppend } from '../../../adapters/event-store/encode.ts';
import { createAppendQueue } from '../../../adapters/event-store/postgres/append-queue.ts';
import { type AppendOutcome, positionFrom } from '../../../application/ports/event-store.ts';
import { newEvent, newEvents } from '../../application/ports/event-store.contract.ts';

const appended: AppendOutcome = {
  status: 'appended',
  revision: 0n,
  position: positionFrom(1n),
  repeated: false,
};
const tick = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const small = (stream: string): EncodedAppend => encodeAppend(stream, 'any', newEvents(1));

/** A store that answers when it is told to, and remembers what each call carried. */
const createScene = (timeoutMs = 1000) => {
  const calls: { readonly streams: readonly string[]; readonly answer: (error?: Error) => void }[] = [];
  const queue = createAppendQueue(
    (appends) =>
      new Promise((resolve, reject) => {
        calls.push({
          streams: appends.map((append) => append.stream),
          answer: (error) => (error === undefined ? resolve(appends.map(() => appended)) : reject(error)),
        });
      }),
    timeoutMs,
  );
  return { calls, queue };
};

describe('the queue of appends', () => {
  it('sends a lone append at once', async () => {
    const { calls, queue } = createScene();
    const outcome = queue.append(small('a'));
    await tick();
    expect(calls.map((call) => call.streams)).toEqual([['a']]);
    calls[0]?.answer();
    expect(await outcome).toEqual(appended);
  });

  it('gathers what arrives while a call is under way into the next one, in order', async () => {
    const { calls, queue } = createScene();
    const outcomes = [queue.append(small('a'))];
    await tick();
    for (const stream of ['b', 'c', 'd']) {
      outcomes.push(queue.append(small(stream)));
      await tick();
    }
    expect(calls).toHaveLength(1);
    calls[0]?.answer();
    await tick();
    expect(calls.map((call) => call.streams)).toEqual([['a'], ['b', 'c', 'd']]);
    calls[1]?.answer();
    await Promise.all(outcomes);
  });

  it('sends no more than 256 appends in one call', async () => {
    const { calls, queue } = createScene();
    const outcomes = Array.from({ length: 600 }, (_, n) => queue.append(small(`s${n}`)));
    for (let n = 0; n < 3; n += 1) {
      await tick();
      calls[n]?.answer();
    }
    await Promise.all(outcomes);
    expect(calls.map((call) => call.streams.length)).toEqual([256, 256, 88]);
  });

  it('sends no more than a megabyte in one call, but a larger append goes alone', async () => {
    const { calls, queue } = createScene();
    const ofSize = (stream: string, size: number): Promise<AppendOutcome> =>
      queue.append(encodeAppend(stream, 'any', [newEvent({ text: 'x'.repeat(size) })]));
    const outcomes = [
      ofSize('a', 400_000),
      ofSize('b', 400_000),
      ofSize('c', 400_000),
      ofSize('d', 3_000_000),
      ofSize('e', 1),
    ];
    for (let n = 0; n < 4; n += 1) {
      await tick();
      calls[n]?.answer();
    }
    await Promise.all(outcomes);
    expect(calls.map((call) => call.streams)).toEqual([['a', 'b'], ['c'], ['d'], ['e']]);
  });

  it('sends a repeat later than what it repeats, so that one is told from the other', async () => {
    const { calls, queue } = createScene();
    const events = newEvents(1);
    const outcomes = [1, 2].map(() => queue.append(encodeAppend('a', 'no-stream', events)));
    for (let n = 0; n < 2; n += 1) {
      await tick();
      calls[n]?.answer();
    }
    await Promise.all(outcomes);
    expect(calls.map((call) => call.streams)).toEqual([['a'], ['a']]);
  });

  it('rejects all of a call that failed, and goes on with the next', async () => {
    const { calls, queue } = createScene();
    const failing = Promise.allSettled([queue.append(small('a')), queue.append(small('b'))]);
    await tick();
    const next = queue.append(small('c'));
    calls[0]?.answer(new Error('lost'));
    expect((await failing).map((result) => result.status)).toEqual(['rejected', 'rejected']);
    await tick();
    calls[1]?.answer();
    expect(await next).toEqual(appended);
  });

  it('never sends an append whose time has run out while it waited', async () => {
    const { calls, queue } = createScene(20);
    const first = queue.append(small('a'));
    await tick();
    const late = expect(queue.append(small('b'))).rejects.toMatchObject({ code: 'EVENT_STORE_UNAVAILABLE' });
    await new Promise((resolve) => setTimeout(resolve, 30));
    calls[0]?.answer();
    await late;
    await first;
    expect(calls).toHaveLength(1);
    await queue.drained();
  });
});
