import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { GENESIS, nextHash } from '../../../application/integrity/chain.ts';
import { positionFrom, type RecordedEvent } from '../../../application/ports/event-store.ts';

const event: RecordedEvent = {
  position: positionFrom(7n),
  stream: 'user-1',
  revision: 0n,
  eventId: '2c9e6679-7425-40de-944b-e07fc1f90ae7',
  type: 'SuperuserGranted',
  data: { userId: '1' },
  metadata: {
    correlationId: 'a',
    causationId: 'b',
    actor: { kind: 'process', name: 'test' },
    schemaVersion: 1,
    occurredAt: '2024-06-28T21:00:00.000Z',
  },
  recordedAt: '2024-06-28T21:00:00.001Z',
};

it('hashes the hash before and the canonical text, as a program in any language can repeat', () => {
  const text =
    '{"data":{"userId":"1"},"eventId":"2c9e6679-7425-40de-944b-e07fc1f90ae7","metadata":{"actor":{"kind":"process",' +
    '"name":"test"},"causationId":"b","correlationId":"a","occurredAt":"2024-06-28T21:00:00.000Z","schemaVersion":1},' +
    '"position":"7","recordedAt":"2024-06-28T21:00:00.001Z","revision":"0","stream":"user-1","type":"SuperuserGranted"}';
  const expected = createHash('sha256')
    .update(Buffer.concat([Buffer.alloc(32), Buffer.from(text)]))
    .digest('hex');
  expect(nextHash(GENESIS, event)).toBe(expected);
});

it('does not depend on the order of members', () => {
  const turned = Object.fromEntries(Object.entries(event).reverse()) as unknown as RecordedEvent;
  expect(nextHash(GENESIS, turned)).toBe(nextHash(GENESIS, event));
});

it('changes with every member of an event and with everything before it', () => {
  const changes: readonly Partial<RecordedEvent>[] = [
    { position: positionFrom(8n) },
    { stream: 'user-2' },
    { revision: 1n },
    { eventId: '2c9e6679-7425-40de-944b-e07fc1f90ae8' },
    { type: 'SuperuserRevoked' },
    { data: { userId: '2' } },
    { metadata: { ...event.metadata, actor: { kind: 'process', name: 'tesT' } } },
    { recordedAt: '2024-06-28T21:00:00.002Z' },
  ];
  const hashes = [event, ...changes.map((change) => ({ ...event, ...change }))].map((one) =>
    nextHash(GENESIS, one),
  );
  expect(new Set([...hashes, nextHash(hashes[0]!, event)]).size).toBe(changes.length + 2);
});

it('is the same after the event has been through a store', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (data) => {
      const stored = JSON.parse(JSON.stringify(data)) as object;
      expect(nextHash(GENESIS, { ...event, data: stored })).toBe(nextHash(GENESIS, { ...event, data }));
    }),
  );
});
