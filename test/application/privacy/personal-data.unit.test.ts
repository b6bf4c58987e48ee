import { createMemoryEventStore } from '../../../adapters/event-store/memory/memory-event-store.ts';
import { createMemoryPersonalKeys } from '../../../adapters/personal-keys/memory-personal-keys.ts';
import { createCurrentEvents } from '../../../application/current-events.ts';
import { type EventStore, START } from '../../../application/ports/event-store.ts';
import type { PersonalKeys } from '../../../application/ports/personal-keys.ts';
import { createPersonalData } from '../../../application/privacy/personal-data.ts';
import { seal, unseal } from '../../../application/privacy/seal.ts';
import { eventOf } from '../../support/events.ts';

const registered = (name: string, schemaVersion = 2) =>
  eventOf(
    {
      type: 'UserRegistered',
      data: { userId: name, email: `${name}@example.com`, fullName: `Ms ${name}`, credentialId: 'c' },
    },
    name,
    undefined,
    { schemaVersion },
  );

let log: EventStore;
let keys: PersonalKeys;
let store: EventStore;
beforeEach(() => {
  log = createMemoryEventStore();
  keys = createMemoryPersonalKeys();
  store = createCurrentEvents(log, createPersonalData(keys));
});

it('seals address and name in the log, and opens them for every reader', async () => {
  await store.append('user-jane', 'no-stream', [registered('jane')]);
  const recorded = JSON.stringify((await log.readStream('user-jane'))[0]!.data);
  expect(recorded).not.toMatch(/jane@example|Ms jane/);
  const person = { userId: 'jane', email: 'jane@example.com', fullName: 'Ms jane', credentialId: 'c' };
  expect((await store.readStream('user-jane'))[0]!.data).toEqual(person);
  expect((await store.readAll({ after: START, limit: 10 })).events[0]!.data).toEqual(person);
  const ending = new AbortController();
  for await (const page of store.follow({ after: START, signal: ending.signal })) {
    expect(page.events[0]!.data).toEqual(person);
    ending.abort();
  }
});

it('says null for whoever is forgotten, and leaves the others and everything else alone', async () => {
  await store.append('user-jane', 'no-stream', [registered('jane')]);
  await store.append('user-john', 'no-stream', [registered('john')]);
  await store.append('other-1', 'no-stream', [eventOf({ type: 'Other', data: { email: 'x' } }, 'other')]);
  await keys.drop('jane');
  const page = await store.readAll({ after: START, limit: 10 });
  expect(page.events.map(({ data }) => data)).toEqual([
    { userId: 'jane', email: null, fullName: null, credentialId: 'c' },
    { userId: 'john', email: 'john@example.com', fullName: 'Ms john', credentialId: 'c' },
    { email: 'x' },
  ]);
});

it('reads what was told before there was any sealing, as long as the person is not forgotten', async () => {
  await log.append('user-jane', 'no-stream', [registered('jane', 1)]);
  const read = async () => (await store.readStream('user-jane'))[0]!;
  expect((await read()).data).toMatchObject({ email: 'jane@example.com', fullName: 'Ms jane' });
  expect((await read()).metadata.schemaVersion).toBe(2);
  await keys.drop('jane');
  expect((await read()).data).toMatchObject({ email: null, fullName: null });
});

it('never names somebody again who is forgotten', async () => {
  await keys.drop('jane');
  await expect(store.append('user-jane', 'no-stream', [registered('jane')])).rejects.toThrow('was forgotten');
  expect(await log.head()).toBe(START);
});

it('does not open what was moved to another person, or changed', () => {
  const key = Buffer.alloc(32, 1);
  const sealed = seal(key, 'event:UserRegistered:jane', Buffer.from('secret'));
  expect(unseal(key, 'event:UserRegistered:jane', sealed).toString()).toBe('secret');
  expect(() => unseal(key, 'event:UserRegistered:john', sealed)).toThrow();
  expect(() => unseal(Buffer.alloc(32, 2), 'event:UserRegistered:jane', sealed)).toThrow();
  const bytes = Buffer.from(sealed, 'base64url');
  bytes[bytes.length - 1]! ^= 1;
  expect(() => unseal(key, 'event:UserRegistered:jane', bytes.toString('base64url'))).toThrow();
  expect(seal(key, 'x', Buffer.from('secret'))).not.toBe(seal(key, 'x', Buffer.from('secret')));
});
