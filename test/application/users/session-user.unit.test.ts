import { createMemorySessions } from '../../../adapters/auth/memory-sessions.ts';
import { createMemoryEventStore } from '../../../adapters/event-store/memory/memory-event-store.ts';
import type { EventStore } from '../../../application/ports/event-store.ts';
import { streams } from '../../../application/streams.ts';
import { createSessionUser } from '../../../application/users/session-user.ts';
import { eventOf } from '../../support/events.ts';

const JANE = '991bdbf5-9149-5bf5-bc97-a175439f23b4';
const now = new Date('2024-06-28T21:00:00Z');

const world = async () => {
  const store = createMemoryEventStore();
  const sessions = createMemorySessions();
  const reads: { readonly after: bigint | undefined }[] = [];
  const counting: Pick<EventStore, 'readStream'> = {
    readStream: (stream, options) => {
      reads.push({ after: options?.after });
      return store.readStream(stream, options);
    },
  };
  const append = (type: string, data: object) =>
    store.append(streams.user(JANE), 'any', [
      eventOf({ type, data: { userId: JANE, ...data } }, type, now.toISOString()),
    ]);
  const person = { email: 'jane@example.com', fullName: 'Jane', credentialId: 'c', isSuperuser: false };
  await append('UserRegistered', person);
  const start = async (): Promise<string> => {
    const sessionId = crypto.randomUUID();
    const expiresAt = new Date(now.getTime() + 3_600_000);
    await sessions.start({ sessionId, userId: JANE, startedAt: now, expiresAt });
    return sessionId;
  };
  return { sessions, reads, append, start, userOf: createSessionUser({ store: counting, sessions }) };
};

describe('the user of a session', () => {
  it('is read once, and then only what is new is looked for', async () => {
    const { userOf, start, reads } = await world();
    const one = await start();
    const first = await userOf(one, JANE);
    expect(first).toMatchObject({ email: 'jane@example.com', tokenVersion: 0 });
    expect(await userOf(one, JANE)).toBe(first);
    expect(await userOf(await start(), JANE)).toBe(first);
    expect(reads).toEqual([{ after: undefined }, { after: 0n }, { after: 0n }]);
  });

  it('is another the moment anything is told of them', async () => {
    const { userOf, start, append } = await world();
    const one = await start();
    await userOf(one, JANE);
    await append('SuperuserGranted', {});
    expect((await userOf(one, JANE))?.isSuperuser).toBe(true);
    await append('SessionsRevoked', { reason: 'logout' });
    expect((await userOf(one, JANE))?.tokenVersion).toBe(1);
    await append('UserErased', { reason: 'asked for' });
    expect(await userOf(one, JANE)).toBeNull();
    expect(await userOf(one, JANE)).toBeNull();
  });

  it('is nobody the moment the session ends, while their other sessions go on', async () => {
    const { userOf, start, sessions } = await world();
    const [one, two] = [await start(), await start()];
    expect(await userOf(one, JANE)).not.toBeNull();
    await sessions.end(one);
    expect(await userOf(one, JANE)).toBeNull();
    expect(await userOf(two, JANE)).not.toBeNull();
    expect(await userOf(crypto.randomUUID(), JANE)).toBeNull();
  });

  it('is nobody for somebody who never registered', async () => {
    const { userOf, start } = await world();
    expect(await userOf(await start(), crypto.randomUUID())).toBeNull();
  });
});
