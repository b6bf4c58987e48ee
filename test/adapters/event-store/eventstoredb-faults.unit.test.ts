import { readFileSync } from 'node:fs';
import { inspect } from 'node:util';
import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import {
  createEventStoreDbEventStore,
  type EventStoreDbOptions,
} from '../../../adapters/event-store/eventstoredb/eventstoredb-event-store.ts';
import {
  type EventStore,
  type NewEvent,
  positionFrom,
  START,
} from '../../../application/ports/event-store.ts';
import { newEvent, newEvents, newStream } from '../../application/ports/event-store.contract.ts';
import {
  type EventStoreDbServer,
  type ServerOptions,
  startEventStoreDbServer,
} from '../../support/eventstoredb-server/server.ts';
import { until } from '../../support/until.ts';

/** Self-signed for this machine's own address; it protects nothing. */
const CERTIFICATE = 'test/support/eventstoredb-server/for-tests-only';
const UNAVAILABLE = { code: 'EVENT_STORE_UNAVAILABLE' };
const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (let close = closing.pop(); close !== undefined; close = closing.pop()) await close();
});

const serve = async (options: ServerOptions = {}): Promise<EventStoreDbServer> => {
  const server = await startEventStoreDbServer(options);
  closing.push(server.stop);
  return server;
};
const open = (server: EventStoreDbServer, options: Partial<EventStoreDbOptions> = {}): EventStore => {
  const store = createEventStoreDbEventStore({ url: server.url(), report: () => {}, ...options });
  closing.push(store.close);
  return store;
};
const ids = (events: readonly { readonly eventId: string }[]): readonly string[] =>
  events.map(({ eventId }) => eventId);
/** Forty events of two kilobytes at a time. */
const appendMany = async (store: EventStore, times: number): Promise<void> => {
  for (let n = 0; n < times; n += 1)
    await store.append(
      `many-${n}`,
      'no-stream',
      newEvents(40).map((event) => ({ ...event, data: { filler: 'x'.repeat(2000) } })),
    );
};
const readAllOf = async (store: EventStore) => (await store.readAll({ after: START, limit: 10_000 })).events;

describe('an append to EventStoreDB', () => {
  it.each([
    ['whose acknowledgement is lost', { kind: 'reply-lost' }],
    ['that nobody answers', { kind: 'silent' }],
    ['to a server that is going down', { kind: 'unavailable' }],
  ] as const)('%s is tried again and written once', async (_, fault) => {
    const server = await serve();
    const store = open(server, { attemptMs: 200 });
    const stream = newStream();
    const events = newEvents(3);
    server.faults.next('append', fault, 2);
    expect(await store.append(stream, 'no-stream', events)).toMatchObject({
      status: 'appended',
      revision: 2n,
      repeated: false,
    });
    expect(server.faults.left()).toBe(0);
    expect(ids(await store.readStream(stream))).toEqual(ids(events));
    expect(server.log.records()).toHaveLength(3);
  });

  it('is given up in time when nobody answers at all, and may be repeated then', async () => {
    const server = await serve();
    const store = open(server, { attemptMs: 100, timeoutMs: 400 });
    const events = newEvents(1);
    server.faults.next('append', { kind: 'silent' }, 50);
    await expect(store.append('silent-1', 'no-stream', events)).rejects.toMatchObject(UNAVAILABLE);
    server.faults.clear();
    expect(await store.append('silent-1', 'no-stream', events)).toMatchObject({ revision: 0n });
    expect(server.log.records()).toHaveLength(1);
  });

  it('follows the leader to another node', async () => {
    const leader = await serve();
    const follower = await startEventStoreDbServer({ log: leader.log });
    closing.push(follower.stop);
    const store = open(follower);
    follower.faults.next('append', { kind: 'not-leader', host: '127.0.0.1', port: leader.port() }, 50);
    expect(await store.append(newStream(), 'no-stream', newEvents(1))).toMatchObject({ revision: 0n });
    expect(leader.counts.appends).toBe(1);
    expect(leader.counts.requiringLeader).toBeGreaterThan(0);
  });

  it('does not disturb that of another client, nor is it disturbed', async () => {
    const [good, bad] = [await serve(), await serve()];
    const [store, failing] = [open(good), open(bad, { attemptMs: 100, timeoutMs: 300 })];
    bad.faults.next('append', { kind: 'unavailable' }, 100);
    const appends = Array.from({ length: 20 }, () => store.append(newStream(), 'no-stream', newEvents(1)));
    const failed = failing.append(newStream(), 'no-stream', newEvents(1));
    await expect(failed).rejects.toMatchObject(UNAVAILABLE);
    for (const outcome of await Promise.all(appends)) expect(outcome.status).toBe('appended');
    // one stream for all appends is what the client would take from a server that offers it
    expect(good.counts).toMatchObject({ appends: 20, batches: 0 });
  });

  it('says where the stream is also where the connection string asks for conflicts as values', async () => {
    const server = await serve();
    const store = open(server, { url: server.url('tls=false&throw_on_append_failure=false') });
    const stream = newStream();
    await store.append(stream, 'no-stream', newEvents(5));
    expect(await store.append(stream, 1n, newEvents(1))).toEqual({ status: 'conflict', actual: 4n });
    expect(await store.append(newStream(), 3n, newEvents(1))).toEqual({
      status: 'conflict',
      actual: 'no-stream',
    });
  });

  it('of ten thousand positions fits into the 1 MiB that a server takes', async () => {
    const server = await serve();
    const store = open(server);
    const positions = Array.from({ length: 10_000 }, (_, n) => ({
      positionId: crypto.randomUUID(),
      symbol: `SYM${n % 3000}`,
      quantity: (n * 1.375).toFixed(6),
      entryPrice: (10 + ((n * 7919) % 90_000) / 100).toFixed(2),
      entryDate: `2026-${String((n % 12) + 1).padStart(2, '0')}-15`,
      investmentClass: 'PUBLIC',
      note: null,
      lots: [{ quantity: (n * 1.375).toFixed(6), cost: (n * 3.21).toFixed(2), account: `Account ${n % 7}` }],
      sourceRow: { number: n, raw: `SYM${n % 3000},${(n * 1.375).toFixed(6)},PUBLIC,,,,` },
      asImported: {
        fees: '0.00',
        currency: 'USD',
        exchangeRate: '1',
        venue: 'XNAS',
        settled: true,
        long: n % 9 > 0,
      },
    }));
    const event = newEvent({ positions }, 'PositionsImported');
    expect(JSON.stringify(event.data).length).toBeGreaterThan(4_000_000);
    await store.append('portfolio-large', 'no-stream', [event]);
    expect((await store.readStream('portfolio-large'))[0]?.data).toEqual(event.data);
    expect((await readAllOf(store))[0]?.data).toEqual(event.data);
  });

  it('of what is too large even so is refused, and says what can be done', async () => {
    const server = await serve();
    const noise = Array.from({ length: 60_000 }, () => crypto.randomUUID());
    await expect(open(server).append('large-1', 'no-stream', [newEvent({ noise })])).rejects.toThrow(
      /too large for EventStoreDB: \d+ characters, \d+ bytes after compression. Raise its MaxAppendSize/,
    );
    expect(server.log.records()).toHaveLength(0);
  });

  it('is refused under a name that belongs to the server', async () => {
    const store = open(await serve());
    await expect(store.append('$ce-portfolio', 'any', newEvents(1))).rejects.toThrow(TypeError);
    await expect(store.append('a-1', 'any', [newEvent({}, '$metadata')])).rejects.toThrow(TypeError);
  });

  it('waits for its turn behind the earlier ones of its stream, and is not sent when its time is over', async () => {
    const server = await serve();
    const store = open(server, { attemptMs: 150, timeoutMs: 500 });
    server.faults.next('append', { kind: 'silent' }, 100);
    const waiting = newEvents(5).map((event) => store.append('queue-1', 'any', [event]));
    for (const outcome of await Promise.allSettled(waiting))
      expect(outcome).toMatchObject({ status: 'rejected', reason: UNAVAILABLE });
  });
});

describe('a stream that somebody has shortened in EventStoreDB', () => {
  it('is not read as if it were whole', async () => {
    const server = await serve();
    const store = open(server);
    await store.append('short-1', 'no-stream', newEvents(5));
    server.log.truncate('short-1', 2n);
    await expect(store.readStream('short-1')).rejects.toThrow(/revision 0 is missing, 2 comes next/);
    expect(await store.readStream('short-1', { after: 1n })).toHaveLength(3);
  });

  it('is said to be deleted when it is', async () => {
    const server = await serve();
    const store = open(server);
    await store.append('gone-1', 'no-stream', newEvents(1));
    server.log.tombstone('gone-1');
    await expect(store.readStream('gone-1')).rejects.toThrow(/was deleted in EventStoreDB/);
    await expect(store.append('gone-1', 0n, newEvents(1))).rejects.toThrow(/was deleted in EventStoreDB/);
  });
});

describe('reading a log that the server and others write to as well', () => {
  const mixed = async (server: EventStoreDbServer, store: EventStore) => {
    const stranger = EventStoreDBClient.connectionString(server.url());
    const written: NewEvent[] = [];
    for (let n = 0; n < 6; n += 1) {
      const events = newEvents(2);
      written.push(...events);
      await store.append(`thing-${n % 2}`, 'any', events);
      server.log.writeSystem('$stats-127.0.0.1:2113', '$statsCollected');
      server.log.writeSystem('$ce-thing', '$>');
      await stranger.appendToStream('thing-other', jsonEvent({ type: 'TheirsHappened', data: { n } }));
    }
    await stranger.dispose();
    return written;
  };

  it('gives our events alone, page by page, and ends at the last of them', async () => {
    const server = await serve();
    const store = open(server);
    const written = await mixed(server, store);
    const seen: string[] = [];
    for (let after = START, caughtUp = false; !caughtUp; ) {
      const page = await store.readAll({ after, limit: 5 });
      seen.push(...ids(page.events));
      ({ checkpoint: after, caughtUp } = page);
    }
    expect(seen).toEqual(ids(written));
    const head = await store.head();
    expect((await readAllOf(store)).at(-1)?.position).toBe(head);
    for (const filter of [{ types: ['ThingHappened'] }, { streamPrefixes: ['thing-'] }])
      expect(ids((await store.readAll({ after: START, limit: 100, filter })).events)).toEqual(ids(written));
    expect(await store.readAll({ after: START, limit: 9, filter: { types: ['TheirsHappened'] } })).toEqual({
      events: [],
      checkpoint: head,
      caughtUp: true,
    });
  });

  it('keeps apart two logs of different namespaces', async () => {
    const server = await serve();
    const [one, other] = [open(server, { namespace: 'one.' }), open(server, { namespace: 'other.' })];
    const [ours, theirs] = [newEvents(2), newEvents(3)];
    await one.append('thing-1', 'no-stream', ours);
    await other.append('thing-1', 'no-stream', theirs);
    expect(ids(await readAllOf(one))).toEqual(ids(ours));
    expect(ids(await one.readStream('thing-1'))).toEqual(ids(ours));
    expect(ids(await readAllOf(other))).toEqual(ids(theirs));
    expect(await one.head()).toBeLessThan(await other.head());
    expect(
      (await other.readAll({ after: START, limit: 9, filter: { streams: ['thing-1'] } })).events,
    ).toHaveLength(3);
  });

  it.each([true, false])(
    'reads with a filter to the head, whether the server says that it is there or not: %s',
    async (saysCaughtUp) => {
      const server = await serve({ saysCaughtUp });
      const store = open(server);
      for (let n = 0; n < 30; n += 1)
        await store.append(`a-${n}`, 'no-stream', [newEvent({}, n % 10 === 0 ? 'Rare' : 'Common')]);
      const page = await store.readAll({ after: START, limit: 100, filter: { types: ['Rare'] } });
      expect(page).toMatchObject({ checkpoint: await store.head(), caughtUp: true });
      expect(page.events).toHaveLength(3);
    },
  );

  it.each([
    ['read', {}],
    ['subscribe', { types: ['ThingHappened'] }],
  ] as const)('begins a page again that is dropped on the way: %s', async (method, filter) => {
    const server = await serve();
    const store = open(server);
    const events = newEvents(40);
    await store.append('drop-1', 'no-stream', events);
    await store.head();
    server.faults.next(method, { kind: 'dropped', after: method === 'read' ? 0 : 7 }, 2);
    const page = await store.readAll({ after: START, limit: 100, filter });
    expect(ids(page.events)).toEqual(ids(events));
    expect(server.faults.left()).toBe(0);
  });

  it.each(['read', 'subscribe'] as const)('gives up in time when nobody answers: %s', async (method) => {
    const server = await serve();
    const store = open(server, { attemptMs: 100, timeoutMs: 400 });
    await store.append('mute-1', 'no-stream', newEvents(1));
    server.faults.next(method, { kind: 'silent' }, 100);
    const filter = { types: ['ThingHappened'] };
    await expect(store.readAll({ after: START, limit: 1, filter })).rejects.toMatchObject(UNAVAILABLE);
  });

  it('takes no more from the server than it needs of a long log', async () => {
    const server = await serve();
    const store = open(server);
    await appendMany(store, 40);
    const before = server.counts.sent;
    const page = await store.readAll({ after: START, limit: 10 });
    expect(page.events).toHaveLength(10);
    expect(server.counts.sent - before).toBeLessThan(800);
  });
});

describe('following a log in EventStoreDB', () => {
  it('loses nothing and repeats nothing, whatever breaks on the way', async () => {
    const server = await serve();
    const reports: Error[] = [];
    const store = open(server, {
      pollMs: 100,
      attemptMs: 300,
      timeoutMs: 1000,
      report: (error) => reports.push(error),
    });
    const writer = open(server, { timeoutMs: 20_000 });
    const seen: string[] = [];
    const abort = new AbortController();
    const following = (async () => {
      for await (const page of store.follow({
        after: START,
        pageSize: 7,
        filter: { types: ['ThingHappened'] },
        signal: abort.signal,
      }))
        seen.push(...ids(page.events));
    })();
    const written: NewEvent[] = [];
    const write = async (count: number): Promise<void> => {
      for (const event of newEvents(count)) {
        written.push(event);
        await writer.append(newStream(), 'no-stream', [event]);
      }
    };
    const caughtUp = () => until('all are seen', () => seen.length >= written.length, 40_000);
    await write(10);
    await caughtUp();
    server.faults.next('subscribe', { kind: 'dropped', after: 3 }, 4);
    server.faults.next('read', { kind: 'unavailable' }, 3);
    await write(15);
    await caughtUp();
    server.faults.next('subscribe', { kind: 'silent' }, 2);
    await write(5);
    await caughtUp();
    await server.stop();
    await until('it was told', () => reports.length > 0);
    const meanwhile = write(5);
    await server.start();
    await meanwhile;
    await caughtUp();
    abort.abort();
    await following;
    expect(seen).toEqual(ids(written));
  });

  it('does not read ahead of a slow reader', async () => {
    const server = await serve();
    const store = open(server);
    await appendMany(store, 20);
    const abort = new AbortController();
    const pages = store.follow({ after: START, pageSize: 20, signal: abort.signal })[Symbol.asyncIterator]();
    const first = await pages.next();
    const sent = server.counts.sent;
    // whoever asks gets answers meanwhile
    for (let n = 0; n < 20; n += 1) await store.head();
    expect(server.counts.sent - sent).toBeLessThan(200);
    expect(first.value?.events).toHaveLength(20);
    let count = 20;
    while (count < 800) count += (await pages.next()).value?.events.length ?? 0;
    expect(count).toBe(800);
    abort.abort();
    await pages.next();
  });

  it('ends with an error where the log is another one than its checkpoint came from', async () => {
    const server = await serve();
    const store = open(server);
    await store.append(newStream(), 'no-stream', newEvents(1));
    const pages = store.follow({ after: positionFrom(10n ** 9n), signal: new AbortController().signal });
    await expect(pages[Symbol.asyncIterator]().next()).rejects.toThrow(RangeError);
  });
});

describe('the way to EventStoreDB', () => {
  it('is found through the cluster', async () => {
    const [seed, leader] = [await serve(), await serve()];
    seed.leadBy(leader.port());
    for (const url of [
      `esdb+discover://127.0.0.1:${seed.port()}?tls=false`,
      `esdb://127.0.0.1:${seed.port()},127.0.0.1:${seed.port()}?tls=false`,
    ])
      await open(seed, { url }).append(newStream(), 'no-stream', newEvents(1));
    expect(leader.log.records()).toHaveLength(2);
    expect(seed.log.records()).toHaveLength(0);
  });

  it('is encrypted and by name and password where the connection string says so', async () => {
    const server = await serve({
      tls: { certificate: readFileSync(`${CERTIFICATE}.crt`), key: readFileSync(`${CERTIFICATE}.key`) },
      user: 'ops:hunter2',
    });
    const urlFor = (user: string) => `esdb://${user}@127.0.0.1:${server.port()}?tlsCAFile=${CERTIFICATE}.crt`;
    const store = open(server, { url: urlFor('ops:hunter2') });
    expect(await store.append(newStream(), 'no-stream', newEvents(1))).toMatchObject({ revision: 0n });
    const told: unknown = await open(server, { url: urlFor('ops:hunter3') })
      .head()
      .catch((error: unknown) => error);
    expect(told).toMatchObject(UNAVAILABLE);
    expect(inspect(told, { depth: 10 })).not.toContain('hunter');
    const untrusting = open(server, {
      url: `esdb://ops:hunter2@127.0.0.1:${server.port()}`,
      attemptMs: 300,
      timeoutMs: 600,
    });
    await expect(untrusting.head()).rejects.toMatchObject(UNAVAILABLE);
  });

  it('that leads nowhere is said to be unavailable', async () => {
    const server = await serve();
    await server.stop();
    const store = open(server, { attemptMs: 200, timeoutMs: 600 });
    await expect(store.head()).rejects.toMatchObject(UNAVAILABLE);
    await expect(store.append(newStream(), 'any', newEvents(1))).rejects.toMatchObject(UNAVAILABLE);
    const lost = `esdb+discover://127.0.0.1:${server.port()}?tls=false&maxDiscoverAttempts=2&discoveryInterval=10`;
    await expect(open(server, { url: lost, attemptMs: 500, timeoutMs: 800 }).head()).rejects.toMatchObject(
      UNAVAILABLE,
    );
  });

  it('tells nothing of the password, neither in an error of the connection string', () => {
    const secret = 'esdb://ops:hunter2@db:2113?nodePreference=nobody';
    const attempt = () => createEventStoreDbEventStore({ url: secret });
    expect(attempt).toThrow(/connection string/);
    expect(attempt).not.toThrow(/hunter2/);
  });

  it('is refused at once to a user whom the server does not know', async () => {
    const server = await serve();
    server.faults.next('read', { kind: 'access-denied' }, 5);
    await expect(open(server).head()).rejects.toThrow(/refuses our user; check the credentials/);
    expect(server.counts.reads).toBe(1);
  });
});
