import { type EventPage, positionFrom, START } from '../../../application/ports/event-store.ts';
import { followAhead } from '../../../projections/runner/follow-ahead.ts';

const page = (checkpoint: number): EventPage => ({
  events: [],
  checkpoint: positionFrom(String(checkpoint)),
  caughtUp: false,
});

/** A log that is followed, and how many pages were asked of it. */
const log = (pages: number, failure?: Error) => {
  const asked = { pages: 0, ended: false };
  const follow = async function* ({ signal }: { readonly signal: AbortSignal }) {
    try {
      for (asked.pages = 1; asked.pages <= pages; asked.pages += 1) yield page(asked.pages);
      if (failure !== undefined) throw failure;
      // At the head: nothing more comes until somebody ends it.
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
    } finally {
      asked.ended = true;
    }
  };
  return { asked, follow };
};

const options = { after: START, signal: new AbortController().signal };

describe('following a log ahead', () => {
  it('reads one page while another is worked on, in their order', async () => {
    const { asked, follow } = log(3);
    const seen: [string, number][] = [];
    for await (const { checkpoint } of followAhead({ follow }, options)) {
      await new Promise(setImmediate);
      seen.push([String(checkpoint), asked.pages]);
      if (seen.length === 3) break;
    }
    expect(seen).toEqual([
      ['1', 2],
      ['2', 3],
      ['3', 4],
    ]);
  });

  it('leaves nothing under way when it is given up', async () => {
    const { asked, follow } = log(1);
    for await (const _ of followAhead({ follow }, options)) break;
    expect(asked.ended).toBe(true);
  });

  it('fails where the log does, after the pages before', async () => {
    const seen: string[] = [];
    const all = async (): Promise<void> => {
      const { follow } = log(2, new Error('a bug'));
      for await (const { checkpoint } of followAhead({ follow }, options)) seen.push(String(checkpoint));
    };
    await expect(all()).rejects.toThrow('a bug');
    expect(seen).toEqual(['1', '2']);
  });
});
