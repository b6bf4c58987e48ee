import fc from 'fast-check';
import type { KafkaMessage, Message as KafkaRecord, Producer } from 'kafkajs';
import { decode, encode, reasonOf } from '../../../adapters/bus/kafka/envelope.ts';
import { createFetches } from '../../../adapters/bus/kafka/fetches.ts';
import { createProgress } from '../../../adapters/bus/kafka/progress.ts';
import { createPublisher } from '../../../adapters/bus/kafka/publisher.ts';
import { UNREADABLE } from '../../../application/ports/message-bus.ts';

/** A record as the client hands it over. */
const received = ({ key, value, headers }: KafkaRecord): KafkaMessage =>
  ({
    key: key == null ? null : Buffer.from(key),
    value: value == null ? null : Buffer.from(value),
    offset: '7',
    timestamp: '0',
    attributes: 0,
    headers: Object.fromEntries(
      Object.entries(headers ?? {}).map(([name, text]) => [
        name,
        Array.isArray(text) ? text.map((one) => Buffer.from(one)) : Buffer.from(text ?? ''),
      ]),
    ),
  }) as KafkaMessage;

/** Any but the one that the client itself cannot hold. */
const headerName = fc.string({ minLength: 1 }).filter((name) => name !== '__proto__');
const text = fc.string({ unit: 'grapheme', minLength: 1 }).filter((one) => !one.includes('\0'));

describe('a message on its way through Kafka', () => {
  it('comes out as it went in', () => {
    fc.assert(
      fc.property(
        fc.record(
          {
            id: text,
            key: text,
            type: text,
            payload: fc.dictionary(fc.string(), fc.jsonValue()),
            correlationId: text,
          },
          { requiredKeys: ['id', 'key', 'type', 'payload'] },
        ),
        (message) => {
          fc.pre(message.type !== UNREADABLE);
          const out = decode('topic', 0, received(encode(message)));
          expect(JSON.parse(JSON.stringify(out))).toEqual(JSON.parse(JSON.stringify(message)));
        },
      ),
    );
  });

  it('keeps every name of its payload, also the one that reaches a prototype', () => {
    const payload = JSON.parse(
      '{"__proto__":{"admin":true},"constructor":1,"in":{"__proto__":null}}',
    ) as object;
    const out = decode('topic', 0, received(encode({ id: 'i', key: 'k', type: 't', payload })));
    expect(out.type).toBe('t');
    expect(JSON.stringify(out.payload)).toBe(JSON.stringify(payload));
    expect(out.payload).not.toHaveProperty('admin');
  });

  it.each(['null', '[]', '"text"', '7'])('is unreadable when its payload is %s', (payload) => {
    const value = `{"version":1,"id":"i","type":"t","payload":${payload}}`;
    const out = decode('topic', 0, received({ key: 'k', value }));
    expect(out.type).toBe(UNREADABLE);
    expect(reasonOf(out)).toBe('its value is not our envelope of version 1: payload: is not an object');
  });

  it('is kept byte for byte when it is anything else, and sent as those bytes', () => {
    const bytes = fc.option(fc.uint8Array().map((array) => Buffer.from(array)));
    fc.assert(
      fc.property(bytes, bytes, fc.dictionary(headerName, fc.uint8Array()), (key, value, named) => {
        const headers = Object.fromEntries(
          Object.entries(named).map(([name, one]) => [name, Buffer.from(one)]),
        );
        const record = received({ key, value, headers });
        const message = decode('topic', 0, record);
        expect(message.type).toBe(UNREADABLE);
        const again = received(encode(JSON.parse(JSON.stringify(message))));
        expect([again.key, again.value]).toEqual([key, value]);
        for (const [name, one] of Object.entries(headers)) expect(again.headers?.[name]).toEqual([one]);
      }),
    );
  });
});

describe('progress in a partition', () => {
  it('never passes what is not done, and reaches the end when all is', () => {
    fc.assert(
      fc.property(
        fc
          .integer({ min: 1, max: 30 })
          .chain((count) => fc.shuffledSubarray([...Array(count).keys()], { minLength: count })),
        (order) => {
          const progress = createProgress();
          // offsets have gaps
          for (let n = 0; n < order.length; n += 1) progress.began(0, String(n * 3));
          const open = new Set(order);
          let committed = 0n;
          for (const n of order) {
            progress.done(0, String(n * 3));
            open.delete(n);
            expect(progress.open(0)).toBe(open.size);
            const reached = progress.toCommit();
            progress.committed(reached);
            committed = reached[0]?.offset ?? committed;
            for (const still of open) expect(BigInt(still * 3) >= committed).toBe(true);
            expect(progress.toCommit()).toEqual([]);
          }
          expect(committed).toBe(BigInt((order.length - 1) * 3 + 1));
        },
      ),
    );
  });
});

describe('fetches', () => {
  it('of before the partitions were given out anew are told from those after, broker by broker', () => {
    const fetches = createFetches();
    fetches.began(1);
    fetches.joined();
    expect(fetches.mayBeStale()).toBe(true);
    fetches.began(1);
    expect(fetches.mayBeStale()).toBe(false);
    fetches.began(2);
    fetches.joined();
    fetches.began(1);
    expect(fetches.mayBeStale()).toBe(true);
    fetches.began(2);
    expect(fetches.mayBeStale()).toBe(false);
  });
});

describe('the publisher', () => {
  type Request = {
    readonly values: readonly unknown[];
    readonly resolve: () => void;
    readonly reject: (e: Error) => void;
  };

  const setUp = () => {
    const requests: Request[] = [];
    let producers = 0;
    let goodbyes = 0;
    const publisher = createPublisher('topic', async () => {
      producers += 1;
      return {
        send: ({ messages }: { readonly messages: readonly KafkaRecord[] }) =>
          new Promise((resolve, reject) => {
            requests.push({ values: messages.map(({ value }) => value), resolve: () => resolve([]), reject });
          }),
        disconnect: async () => {
          goodbyes += 1;
        },
      } as unknown as Producer;
    });
    return { publisher, requests, counts: () => ({ producers, goodbyes }) };
  };
  const settled = () => new Promise((resolve) => setImmediate(resolve));

  it('sends what is given while a request is on its way together with the next, in order', async () => {
    const { publisher, requests } = setUp();
    const published = Promise.all(['a', 'b', 'c'].map((value) => publisher.publish({ key: 'k', value })));
    await settled();
    expect(requests.map(({ values }) => values)).toEqual([['a', 'b', 'c']]);
    const later = ['d', 'e'].map((value) => publisher.publish({ key: 'k', value }));
    await settled();
    expect(requests).toHaveLength(1);
    requests[0]?.resolve();
    await published;
    await settled();
    expect(requests[1]?.values).toEqual(['d', 'e']);
    requests[1]?.resolve();
    await Promise.all(later);
  });

  it('throws a producer away after a failure, whose sequence numbers nobody can be sure of', async () => {
    const { publisher, requests, counts } = setUp();
    const failing = publisher.publish({ key: 'k', value: 'a' });
    await settled();
    requests[0]?.reject(new Error('no answer'));
    await expect(failing).rejects.toThrow('no answer');
    const next = publisher.publish({ key: 'k', value: 'b' });
    await settled();
    requests[1]?.resolve();
    await next;
    expect(counts()).toEqual({ producers: 2, goodbyes: 1 });
  });

  it('refuses by itself what no broker takes, and keeps batches below that', async () => {
    const { publisher, requests } = setUp();
    await expect(publisher.publish({ key: 'k', value: 'x'.repeat(1_000_000) })).rejects.toThrow(
      /1000001 bytes/,
    );
    const big = ['1', '2', '3'].map((one) => publisher.publish({ key: 'k', value: one.repeat(400_000) }));
    await settled();
    expect(requests[0]?.values.length).toBe(2);
    requests[0]?.resolve();
    await settled();
    requests[1]?.resolve();
    await Promise.all(big);
  });

  it('sends what it was given before it closes, and takes nothing after', async () => {
    const { publisher, requests } = setUp();
    const published = publisher.publish({ key: 'k', value: 'a' });
    const closed = publisher.close();
    await settled();
    requests[0]?.resolve();
    await Promise.all([published, closed]);
    await expect(publisher.publish({ key: 'k', value: 'b' })).rejects.toThrow('closed');
  });
});
