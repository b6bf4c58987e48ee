import { randomUUID } from 'node:crypto';
import {
  type EventFilter,
  type EventPage,
  type EventStore,
  type ExpectedRevision,
  type NewEvent,
  type Position,
  positionFrom,
  type RecordedEvent,
} from '../../../application/ports/event-store.ts';

/** Names of our own, so that a store may hold other events before and beside these. */
export const newStream = (prefix = 'thing'): string => `${prefix}-${randomUUID()}`;

export const newEvent = (data: object = {}, type = 'ThingHappened'): NewEvent => ({
  type,
  data,
  eventId: randomUUID(),
  metadata: {
    correlationId: randomUUID(),
    causationId: randomUUID(),
    actor: { kind: 'process', name: 'contract' },
    schemaVersion: 1,
    occurredAt: '2024-06-28T20:15:00.000Z',
  },
});

export const newEvents = (count: number): readonly NewEvent[] =>
  Array.from({ length: count }, (_, n) => newEvent({ n }));

const ids = (events: readonly { readonly eventId: string }[]): readonly string[] =>
  events.map((event) => event.eventId);

/** Follows until `enough`, then aborts; gives the pages. Fails the test when they do not come. */
const pagesUntil = async (
  store: EventStore,
  options: { readonly after: Position; readonly pageSize?: number; readonly filter?: EventFilter },
  enough: (pages: readonly EventPage[]) => boolean,
): Promise<readonly EventPage[]> => {
  const abort = new AbortController();
  const tooLong = setTimeout(() => abort.abort(), 20_000);
  const pages: EventPage[] = [];
  for await (const page of store.follow({ ...options, signal: abort.signal })) {
    pages.push(page);
    if (enough(pages)) abort.abort();
  }
  clearTimeout(tooLong);
  if (!enough(pages)) throw new Error(`the follower saw only ${eventsOf(pages).length} events`);
  return pages;
};

const eventsOf = (pages: readonly EventPage[]): readonly RecordedEvent[] =>
  pages.flatMap((page) => page.events);

const readUpToHead = async (
  store: EventStore,
  after: Position,
  limit: number,
  filter?: EventFilter,
): Promise<readonly EventPage[]> => {
  const pages: EventPage[] = [];
  for (let from = after; ; ) {
    const page = await store.readAll({ after: from, limit, ...(filter && { filter }) });
    pages.push(page);
    if (page.caughtUp) return pages;
    from = page.checkpoint;
  }
};

/** What an event store is. Every adapter passes it, on a log that it may share with others. */
export const eventStoreContract = (open: () => Promise<EventStore>): void => {
  let store: EventStore;
  beforeAll(async () => {
    store = await open();
  });
  afterAll(async () => {
    await store.close();
  });

  const appended = async (
    stream: string,
    events: readonly NewEvent[],
    expected: ExpectedRevision = 'any',
  ): Promise<{ readonly revision: bigint; readonly position: Position; readonly repeated: boolean }> => {
    const outcome = await store.append(stream, expected, events);
    if (outcome.status !== 'appended') throw new Error(`conflict at ${outcome.actual}`);
    return outcome;
  };

  describe('appending', () => {
    it('numbers the events of a stream from 0 and answers with the last revision', async () => {
      const stream = newStream();
      expect(await store.append(stream, 'no-stream', newEvents(3))).toMatchObject({
        status: 'appended',
        revision: 2n,
        repeated: false,
      });
      expect(await store.append(stream, 2n, newEvents(2))).toMatchObject({
        status: 'appended',
        revision: 4n,
      });
      const events = await store.readStream(stream);
      expect(events.map((event) => event.revision)).toEqual([0n, 1n, 2n, 3n, 4n]);
    });

    it('gives positions that grow with every event and ends at the head', async () => {
      const before = await store.head();
      const first = await appended(newStream(), newEvents(2));
      const second = await appended(newStream(), newEvents(1));
      expect(first.position > before).toBe(true);
      expect(second.position > first.position).toBe(true);
      expect(await store.head()).toBe(second.position);
    });

    it('answers with the position of the last event that it wrote', async () => {
      const stream = newStream();
      const { position } = await appended(stream, newEvents(3));
      expect((await store.readStream(stream)).at(-1)?.position).toBe(position);
    });

    it('refuses a stream that exists when none was expected, and says where it is', async () => {
      const stream = newStream();
      await appended(stream, newEvents(2));
      const before = await store.head();
      expect(await store.append(stream, 'no-stream', newEvents(1))).toEqual({
        status: 'conflict',
        actual: 1n,
      });
      expect(await store.head()).toBe(before);
    });

    it('refuses a revision that is behind or ahead of the stream, and says where it is', async () => {
      const stream = newStream();
      await appended(stream, newEvents(3));
      expect(await store.append(stream, 1n, newEvents(1))).toEqual({ status: 'conflict', actual: 2n });
      expect(await store.append(stream, 3n, newEvents(1))).toEqual({ status: 'conflict', actual: 2n });
    });

    it('refuses a revision of a stream that does not exist', async () => {
      const conflict = { status: 'conflict', actual: 'no-stream' };
      expect(await store.append(newStream(), 0n, newEvents(1))).toEqual(conflict);
    });

    it('appends whatever is there when any revision is expected', async () => {
      const stream = newStream();
      expect(await store.append(stream, 'any', newEvents(1))).toMatchObject({ revision: 0n });
      expect(await store.append(stream, 'any', newEvents(2))).toMatchObject({ revision: 2n });
    });

    it('writes all events of an append, next to each other, or none', async () => {
      const stream = newStream();
      const all = newEvents(20);
      await Promise.all([
        appended(stream, all),
        ...Array.from({ length: 20 }, () => appended(newStream(), newEvents(3))),
      ]);
      const events = await store.readStream(stream);
      expect(ids(events)).toEqual(ids(all));
      const first = events[0]!.position;
      expect(ids((await store.readAll({ after: first, limit: 19 })).events)).toEqual(ids(all).slice(1));

      await store.append(stream, 5n, newEvents(4));
      expect(await store.readStream(stream)).toHaveLength(20);
    });

    it('lets exactly one of fifty appends with the same expectation win', async () => {
      const stream = newStream();
      await appended(stream, newEvents(1));
      const rivals = newEvents(50);
      const outcomes = await Promise.all(rivals.map((event) => store.append(stream, 0n, [event])));
      const winners = rivals.filter((_, index) => outcomes[index]?.status === 'appended');
      expect(winners).toHaveLength(1);
      expect(outcomes.filter((outcome) => outcome.status === 'conflict')).toEqual(
        Array.from({ length: 49 }, () => ({ status: 'conflict', actual: 1n })),
      );
      expect(ids(await store.readStream(stream)).slice(1)).toEqual(ids(winners));
    });

    it('lets exactly one of fifty appends create a stream', async () => {
      const stream = newStream();
      const outcomes = await Promise.all(
        newEvents(50).map((event) => store.append(stream, 'no-stream', [event])),
      );
      expect(outcomes.filter((outcome) => outcome.status === 'appended')).toHaveLength(1);
      expect(await store.readStream(stream)).toHaveLength(1);
    });

    it('keeps the order in which one caller hands in appends without waiting', async () => {
      const stream = newStream();
      const events = newEvents(100);
      await Promise.all(events.map((event) => store.append(stream, 'any', [event])));
      expect(ids(await store.readStream(stream))).toEqual(ids(events));
    });
  });

  describe('repeating an append', () => {
    it('gives the first result and writes nothing', async () => {
      const stream = newStream();
      const events = newEvents(3);
      const first = await appended(stream, events, 'no-stream');
      const head = await store.head();
      expect(await store.append(stream, 'no-stream', events)).toEqual({
        status: 'appended',
        revision: 2n,
        position: first.position,
        repeated: true,
      });
      expect(await store.head()).toBe(head);
      expect(await store.readStream(stream)).toHaveLength(3);
    });

    it.each<[string, ExpectedRevision]>([
      ['no stream', 'no-stream'],
      ['a revision', 1n],
      ['any revision', 'any'],
    ])('gives the first result also after others have appended: expecting %s', async (_, expected) => {
      const stream = newStream();
      if (expected !== 'no-stream') await appended(stream, newEvents(2));
      const events = newEvents(2);
      const first = await appended(stream, events, expected);
      await appended(stream, newEvents(2));
      await appended(newStream(), newEvents(1));
      expect(await store.append(stream, expected, events)).toEqual({
        ...first,
        status: 'appended',
        repeated: true,
      });
    });

    it('is recognised when both are under way at once', async () => {
      const stream = newStream();
      const events = newEvents(2);
      const outcomes = await Promise.all([1, 2, 3].map(() => appended(stream, events, 'no-stream')));
      expect(outcomes.filter((outcome) => !outcome.repeated)).toHaveLength(1);
      expect(new Set(outcomes.map((outcome) => outcome.position)).size).toBe(1);
      expect(await store.readStream(stream)).toHaveLength(2);
    });

    it('does not hide that a conflict wrote nothing: the same ids may be appended afterwards', async () => {
      const stream = newStream();
      await appended(stream, newEvents(1));
      const events = newEvents(1);
      expect(await store.append(stream, 'no-stream', events)).toEqual({ status: 'conflict', actual: 0n });
      expect(await store.append(stream, 0n, events)).toMatchObject({ revision: 1n, repeated: false });
    });

    it('with another expectation, which is wrong, is a conflict', async () => {
      const stream = newStream();
      const events = newEvents(2);
      await appended(stream, events, 'no-stream');
      expect(await store.append(stream, 5n, events)).toEqual({ status: 'conflict', actual: 1n });
    });
  });

  describe('what only a bug would ask', () => {
    const unchanged = async (
      attempt: () => Promise<unknown>,
      error: RegExp | ErrorConstructor,
    ): Promise<void> => {
      const head = await store.head();
      await expect(attempt()).rejects.toThrow(error);
      expect(await store.head()).toBe(head);
    };

    it('is an append of nothing', async () => {
      await unchanged(() => store.append(newStream(), 'any', []), TypeError);
    });

    it('is one id for two events of an append', async () => {
      const event = newEvent();
      await unchanged(() => store.append(newStream(), 'any', [event, event]), TypeError);
    });

    it('is the id of an event of another stream', async () => {
      const events = newEvents(1);
      await appended(newStream(), events, 'no-stream');
      await unchanged(() => store.append(newStream(), 'no-stream', events), /belong to other events/);
    });

    it('is ids of which only some are there', async () => {
      const stream = newStream();
      const [first, second, third] = newEvents(3) as [NewEvent, NewEvent, NewEvent];
      await appended(stream, [first, second], 'no-stream');
      await unchanged(() => store.append(stream, 'no-stream', [first, third]), /belong to other events/);
      await unchanged(() => store.append(stream, 'any', [second, third]), /belong to other events/);
      await unchanged(() => store.append(stream, 1n, [third, first]), /belong to other events/);
    });

    it('is the same ids in another order', async () => {
      const stream = newStream();
      const events = newEvents(2);
      await appended(stream, events, 'no-stream');
      await unchanged(() => store.append(stream, 'no-stream', events.toReversed()), /belong to other events/);
    });

    it('is to write the same ids again behind themselves', async () => {
      const stream = newStream();
      const events = newEvents(2);
      await appended(stream, events, 'no-stream');
      await unchanged(() => store.append(stream, 1n, events), /belong to other events/);
    });

    it('leaves the appends that were under way beside it unharmed', async () => {
      const taken = newEvents(1);
      await appended(newStream(), taken, 'no-stream');
      const stream = newStream();
      const [good, bad, alsoGood] = await Promise.allSettled([
        store.append(stream, 'no-stream', newEvents(1)),
        store.append(newStream(), 'no-stream', taken),
        store.append(stream, 0n, newEvents(1)),
      ]);
      expect(good).toMatchObject({ status: 'fulfilled', value: { revision: 0n } });
      expect(bad.status).toBe('rejected');
      expect(alsoGood).toMatchObject({ status: 'fulfilled', value: { revision: 1n } });
    });

    it.each<[string, NewEvent]>([
      ['U+0000 in a value', newEvent({ name: 'a\0b' })],
      ['U+0000 in a nested key', newEvent({ deep: [{ 'a\0b': 1 }] })],
      ['U+0000 in the type', newEvent({}, 'Thing\0Happened')],
      ['a number that is none', newEvent({ beta: Number.NaN })],
      ['an infinity', newEvent({ beta: [Number.POSITIVE_INFINITY] })],
      ['an id that is no uuid', { ...newEvent(), eventId: '1' }],
      ['an empty type', newEvent({}, '')],
    ])('is an event that cannot be kept as it is: %s', async (_, event) => {
      await unchanged(() => store.append(newStream(), 'any', [event]), TypeError);
    });

    it.each([
      ['empty', ''],
      ['too long', 'x'.repeat(501)],
      ['with U+0000', 'a\0b'],
      ['with half a character', 'a\ud800'],
    ])('is a stream name that cannot be kept as it is: %s', async (_, stream) => {
      await unchanged(() => store.append(stream, 'any', newEvents(1)), TypeError);
    });

    it('is a negative revision', async () => {
      await unchanged(() => store.append(newStream(), -1n, newEvents(1)), TypeError);
    });

    it('is to read after a position that was never given', async () => {
      const never = positionFrom((await store.head()) + 1000n);
      await expect(store.readAll({ after: never, limit: 10 })).rejects.toThrow(RangeError);
      const pages = store.follow({ after: never, signal: new AbortController().signal });
      await expect(pages[Symbol.asyncIterator]().next()).rejects.toThrow(RangeError);
    });

    it('is a page without room', async () => {
      await expect(store.readAll({ after: await store.head(), limit: 0 })).rejects.toThrow(RangeError);
    });
  });

  describe('what is read back', () => {
    const roundTrip = async (event: NewEvent): Promise<RecordedEvent> => {
      const stream = newStream();
      await appended(stream, [event]);
      const [recorded] = await store.readStream(stream);
      return recorded!;
    };

    it('is the event as it was appended, with its place', async () => {
      const event: NewEvent = {
        ...newEvent(
          { quantity: '100.000000', nested: { list: [1, 'two', null, true], empty: {} } },
          'PositionOpened',
        ),
        metadata: {
          correlationId: 'correlation',
          causationId: 'causation',
          actor: { kind: 'user', userId: 'u1', impersonatorId: 'admin' },
          schemaVersion: 3,
          occurredAt: '2024-06-28T20:15:00.123Z',
          engineVersion: '1.2.3',
        },
      };
      const stream = newStream();
      const { position } = await appended(stream, [event]);
      const [recorded] = await store.readStream(stream);
      expect(recorded).toEqual({
        ...event,
        stream,
        revision: 0n,
        position,
        recordedAt: recorded?.recordedAt,
      });
      expect(recorded?.recordedAt).toMatch(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/);
    });

    it('keeps every character', async () => {
      const text =
        'naïve – 東京 🏦 \u202e \u200b "quoted" \\ back\\u0000slash {} \u0001\u001f\u2028 \r\n\t \ufeff';
      const event = newEvent({ [text]: text, halfCharacter: '\ud800' }, 'Ümläut🏦');
      expect(await roundTrip(event)).toMatchObject({ type: event.type, data: event.data });
    });

    it('keeps every digit and the order of the keys', async () => {
      const data = {
        z: 0.1 + 0.2,
        a: -1.7976931348623157e308,
        m: 5e-324,
        big: 9007199254740991,
        text: '1.10',
      };
      expect(JSON.stringify((await roundTrip(newEvent(data))).data)).toBe(JSON.stringify(data));
    });

    it('keeps an event of 900 kB', async () => {
      const data = { blob: '"äé{\\'.repeat(150_000) };
      expect((await roundTrip(newEvent(data))).data).toEqual(data);
    });

    it('is the same from the stream, from a page and from a follower', async () => {
      const before = await store.head();
      const stream = newStream();
      await appended(stream, newEvents(3));
      const filter = { streams: [stream] };
      const fromStream = await store.readStream(stream);
      expect(eventsOf(await readUpToHead(store, before, 10, filter))).toEqual(fromStream);
      const followed = await pagesUntil(
        store,
        { after: before, filter },
        (pages) => eventsOf(pages).length >= 3,
      );
      expect(eventsOf(followed)).toEqual(fromStream);
    });

    it('does not change when a reader changes its copy', async () => {
      const stream = newStream();
      await appended(stream, [newEvent({ list: [1] })]);
      const [copy] = (await store.readStream(stream)) as [
        RecordedEvent<{ type: string; data: { list: number[] } }>,
      ];
      copy.data.list.push(2);
      expect((await store.readStream(stream))[0]?.data).toEqual({ list: [1] });
    });

    it('was recorded at times that never go back along the log', async () => {
      const before = await store.head();
      for (let n = 0; n < 5; n += 1) await appended(newStream(), newEvents(2));
      const times = eventsOf(await readUpToHead(store, before, 100)).map((event) => event.recordedAt);
      expect(times.length).toBeGreaterThanOrEqual(10);
      expect(times).toEqual(times.toSorted());
    });
  });

  describe('reading a stream', () => {
    it('is empty when there is none', async () => {
      expect(await store.readStream(newStream())).toEqual([]);
    });

    it('starts after a revision and stops at a limit', async () => {
      const stream = newStream();
      await appended(stream, newEvents(10));
      const revisions = async (options: { after?: bigint; limit?: number }): Promise<readonly bigint[]> =>
        (await store.readStream(stream, options)).map((event) => event.revision);
      expect(await revisions({ after: 6n })).toEqual([7n, 8n, 9n]);
      expect(await revisions({ after: 2n, limit: 2 })).toEqual([3n, 4n]);
      expect(await revisions({ limit: 1 })).toEqual([0n]);
      expect(await revisions({ after: 9n })).toEqual([]);
      expect(await revisions({ after: 99n })).toEqual([]);
    });

    it('keeps apart streams whose names only look alike', async () => {
      const stream = newStream();
      await appended(stream, newEvents(1));
      await appended(`${stream}%`, newEvents(1));
      await appended(stream.toUpperCase(), newEvents(1));
      expect(await store.readStream(stream)).toHaveLength(1);
    });
  });

  describe('reading all streams', () => {
    it('goes page by page to the head, each event once, in the order of their positions', async () => {
      const before = await store.head();
      const streams = [newStream(), newStream(), newStream()];
      for (let n = 0; n < 24; n += 1) await appended(streams[n % 3]!, newEvents(1));
      const pages = await readUpToHead(store, before, 7);
      expect(pages.map((page) => page.events.length)).toEqual([7, 7, 7, 3]);
      expect(pages.map((page) => page.caughtUp)).toEqual([false, false, false, true]);
      expect(pages.map((page) => page.checkpoint)).toEqual(pages.map((page) => page.events.at(-1)?.position));
      const positions = eventsOf(pages).map((event) => event.position);
      expect(new Set(positions).size).toBe(24);
      expect(positions).toEqual(positions.toSorted((a, b) => (a < b ? -1 : 1)));
    });

    it('has caught up when a full page ends at the head', async () => {
      const before = await store.head();
      const { position } = await appended(newStream(), newEvents(5));
      expect(await store.readAll({ after: before, limit: 5 })).toMatchObject({
        checkpoint: position,
        caughtUp: true,
      });
    });

    it('gives an empty page that has caught up at the head', async () => {
      const head = await store.head();
      expect(await store.readAll({ after: head, limit: 5 })).toEqual({
        events: [],
        checkpoint: head,
        caughtUp: true,
      });
    });

    it('is exclusive: the event at the position itself is not read again', async () => {
      const before = await store.head();
      await appended(newStream(), newEvents(2));
      const [first] = (await store.readAll({ after: before, limit: 1 })).events;
      expect((await store.readAll({ after: first!.position, limit: 9 })).events).toHaveLength(1);
    });
  });

  describe('filtering', () => {
    const scene = async (): Promise<{
      before: Position;
      apple: string;
      pear: string;
      plum: string;
      tag: string;
    }> => {
      const before = await store.head();
      const tag = randomUUID();
      const [apple, pear, plum] = [`apple_${tag}-1`, `pear_${tag}-1`, `pear_${tag}-2`] as const;
      await appended(apple, [newEvent({}, 'Picked'), newEvent({}, 'Eaten')]);
      await appended(pear, [newEvent({}, 'Picked'), newEvent({}, 'Sold')]);
      await appended(plum, [newEvent({}, 'Picked'), newEvent({}, 'Eaten')]);
      return { before, apple, pear, plum, tag };
    };
    const seen = (events: readonly RecordedEvent[]): readonly string[] =>
      events.map((event) => `${event.stream.split('_')[0]}${event.stream.slice(-2)} ${event.type}`);

    it('passes what matches every list that is given, and an empty list is all', async () => {
      const { before, apple, pear, tag } = await scene();
      const read = async (filter: EventFilter): Promise<readonly string[]> =>
        seen(eventsOf(await readUpToHead(store, before, 100, filter)));
      expect(await read({ types: ['Eaten', 'Sold'] })).toEqual([
        'apple-1 Eaten',
        'pear-1 Sold',
        'pear-2 Eaten',
      ]);
      expect(await read({ streams: [apple, pear], types: ['Picked'] })).toEqual([
        'apple-1 Picked',
        'pear-1 Picked',
      ]);
      expect(await read({ streamPrefixes: [`pear_${tag}`], types: ['Picked'] })).toEqual([
        'pear-1 Picked',
        'pear-2 Picked',
      ]);
      expect(await read({ streamPrefixes: ['apple_', 'pe'], streams: [pear] })).toEqual([
        'pear-1 Picked',
        'pear-1 Sold',
      ]);
      expect(await read({ types: [], streams: [], streamPrefixes: [] })).toHaveLength(6);
      expect(await read({ types: ['picked'] })).toEqual([]);
    });

    it('takes a prefix literally', async () => {
      const before = await store.head();
      await appended(newStream('a_b%'), newEvents(1));
      await appended(newStream('axb'), newEvents(1));
      const pages = await readUpToHead(store, before, 100, { streamPrefixes: ['a_b%'] });
      expect(eventsOf(pages)).toHaveLength(1);
    });

    it('moves the checkpoint over what it dropped, to the head', async () => {
      const { before } = await scene();
      const page = await store.readAll({ after: before, limit: 100, filter: { types: ['Unheard'] } });
      expect(page).toEqual({ events: [], checkpoint: await store.head(), caughtUp: true });
    });

    it('ends a full page at its last event, so that the next one goes on there', async () => {
      const { before } = await scene();
      const filter = { types: ['Picked'] };
      const page = await store.readAll({ after: before, limit: 2, filter });
      expect(page).toMatchObject({ checkpoint: page.events[1]!.position, caughtUp: false });
      expect(seen(eventsOf(await readUpToHead(store, page.checkpoint, 2, filter)))).toEqual([
        'pear-2 Picked',
      ]);
    });
  });

  describe('following', () => {
    it('gives the past in pages and then what happens, each event once, in order', async () => {
      const before = await store.head();
      const stream = newStream();
      const past = newEvents(25);
      const future = newEvents(25);
      await appended(stream, past);
      let told = false;
      const pages = await pagesUntil(
        store,
        { after: before, pageSize: 10, filter: { streams: [stream] } },
        (so_far) => {
          if (so_far.at(-1)?.caughtUp && !told) {
            told = true;
            void Promise.all(future.map((event) => store.append(stream, 'any', [event])));
          }
          return eventsOf(so_far).length >= 50;
        },
      );
      expect(ids(eventsOf(pages))).toEqual(ids([...past, ...future]));
      expect(pages.slice(0, 3).map((page) => [page.events.length, page.caughtUp])).toEqual([
        [10, false],
        [10, false],
        [5, true],
      ]);
    });

    it('tells a follower at the head at once that it has caught up', async () => {
      const head = await store.head();
      const [page] = await pagesUntil(store, { after: head }, (pages) => pages.length > 0);
      expect(page).toEqual({ events: [], checkpoint: head, caughtUp: true });
    });

    it('goes on from a checkpoint in the middle without a gap or a repeat', async () => {
      const before = await store.head();
      const stream = newStream();
      const events = newEvents(30);
      await appended(stream, events);
      const seen: string[] = [];
      let checkpoint = before;
      while (seen.length < 30) {
        const [page] = await pagesUntil(
          store,
          { after: checkpoint, pageSize: 7 },
          (pages) => pages.length > 0,
        );
        seen.push(...ids(page!.events));
        checkpoint = page!.checkpoint;
      }
      expect(seen).toEqual(ids(events));
    });

    it('gives every follower the same events in the same order, however far each had read', async () => {
      const before = await store.head();
      const middle = (await appended(newStream(), newEvents(10))).position;
      const followers = [before, before, middle].map((after, index) => {
        const expectedCount = after === before ? 50 : 40;
        return pagesUntil(
          store,
          { after, pageSize: 3 + index },
          (pages) => eventsOf(pages).length >= expectedCount,
        );
      });
      await Promise.all(newEvents(40).map((event) => store.append(newStream(), 'any', [event])));
      const [first, second, third] = (await Promise.all(followers)).map((pages) => ids(eventsOf(pages)));
      expect(first).toHaveLength(50);
      expect(second).toEqual(first);
      expect(third).toEqual(first!.slice(10));
    });

    it('hands on the checkpoint also when the filter dropped all that happened', async () => {
      const before = await store.head();
      let target: Position | null = null;
      const pages = await pagesUntil(store, { after: before, filter: { types: ['Unheard'] } }, (so_far) => {
        if (so_far.length === 1)
          void appended(newStream(), newEvents(3)).then(({ position }) => {
            target = position;
          });
        return target !== null && so_far.at(-1)?.checkpoint === target;
      });
      expect(eventsOf(pages)).toEqual([]);
    });

    it('ends when its signal aborts while it waits', async () => {
      const abort = new AbortController();
      const pages = store.follow({ after: await store.head(), signal: abort.signal })[Symbol.asyncIterator]();
      expect((await pages.next()).done).toBe(false);
      const waiting = pages.next();
      abort.abort();
      expect((await waiting).done).toBe(true);
    });

    it('gives nothing when its signal has aborted already', async () => {
      const pages = store.follow({ after: await store.head(), signal: AbortSignal.abort() });
      expect((await pages[Symbol.asyncIterator]().next()).done).toBe(true);
    });

    it('does not read ahead of a slow reader for ever, and misses nothing while it works', async () => {
      const before = await store.head();
      const abort = new AbortController();
      const seen: string[] = [];
      const events = newEvents(20);
      for await (const page of store.follow({ after: before, pageSize: 5, signal: abort.signal })) {
        if (seen.length === 0 && page.events.length === 0) await appended(newStream(), events.slice(0, 10));
        if (seen.length === 5) await appended(newStream(), events.slice(10));
        seen.push(...ids(page.events));
        if (seen.length >= 20) abort.abort();
      }
      expect(seen).toEqual(ids(events));
    });
  });

  describe('closing', () => {
    it('ends the followers, answers what is under way, and refuses what comes later', async () => {
      const closing = await open();
      const pages = closing.follow({ after: await closing.head(), signal: new AbortController().signal });
      const iterator = pages[Symbol.asyncIterator]();
      await iterator.next();
      const waiting = iterator.next();
      const underWay = closing.append(newStream(), 'no-stream', newEvents(1));
      await new Promise((resolve) => setImmediate(resolve));
      await closing.close();
      await underWay;
      let rest = await waiting;
      while (!rest.done) rest = await iterator.next();

      const unavailable = { code: 'EVENT_STORE_UNAVAILABLE' };
      await expect(closing.append(newStream(), 'any', newEvents(1))).rejects.toMatchObject(unavailable);
      await expect(closing.readStream(newStream())).rejects.toMatchObject(unavailable);
      await expect(closing.head()).rejects.toMatchObject(unavailable);
      await closing.close();
    });
  });
};
