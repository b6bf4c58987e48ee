import { createPostgresSessionCheck } from '../../../adapters/auth/postgres-session-check.ts';
import { createPostgresSessions } from '../../../adapters/auth/postgres-sessions.ts';
import { createPostgresEventStore } from '../../../adapters/event-store/postgres/postgres-event-store.ts';
import { streams } from '../../../application/streams.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { eventOf } from '../../support/events.ts';

describe('one question for session and user', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.close());

  it('says whether the session is open, and whether the stream has gone on', async () => {
    const check = createPostgresSessionCheck(database.pool);
    const sessions = createPostgresSessions(database.pool);
    const store = createPostgresEventStore({ pool: database.pool });
    const [sessionId, userId] = [crypto.randomUUID(), crypto.randomUUID()];
    const stream = streams.user(userId);
    const startedAt = new Date('2024-06-28T21:10:00Z');
    const expiresAt = new Date('2024-06-28T22:10:00Z');
    await sessions.start({ sessionId, userId, startedAt, expiresAt });
    const tell = (type: string) =>
      store.append(stream, 'any', [eventOf({ type, data: { userId } }, type, startedAt.toISOString())]);
    await tell('UserRegistered');

    expect(await check(sessionId, { stream, revision: 0n })).toEqual({ isOpen: true, isChanged: false });
    expect(await check(crypto.randomUUID(), { stream, revision: 0n })).toEqual({
      isOpen: false,
      isChanged: false,
    });
    await tell('SessionsRevoked');
    expect(await check(sessionId, { stream, revision: 0n })).toEqual({ isOpen: true, isChanged: true });
    expect(await check(sessionId, { stream, revision: 1n })).toEqual({ isOpen: true, isChanged: false });
    await sessions.end(sessionId);
    expect(await check(sessionId, { stream, revision: 1n })).toEqual({ isOpen: false, isChanged: false });
    await store.close();
  });
});
