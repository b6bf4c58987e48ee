import { createPostgresDeadLetters } from '../../../adapters/dead-letters/postgres-dead-letters.ts';
import type { Message } from '../../../application/ports/message-bus.ts';
import { sendLettersAgain } from '../../../application/send-letters-again.ts';
import { newMessage } from '../../application/ports/message-bus.contract.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';

const ORDER = { actor: { kind: 'process', name: 'a test' }, reason: 'it is mended' } as const;

let database: TestDatabase;
let letters: ReturnType<typeof createPostgresDeadLetters>;
beforeAll(async () => {
  database = await createTestDatabase();
  letters = createPostgresDeadLetters(database.pool);
});
beforeEach(() => database.pool.query('truncate public.dead_letters'));
afterAll(() => database.close());

const buried = async (message: Message): Promise<string> => {
  await letters.bury('work', message, 'it cannot be done');
  const [letter] = await letters.list(1);
  return letter!.deadLetterId;
};

it('keeps a message as it was, with text that PostgreSQL would rather not have', async () => {
  const message = {
    ...newMessage('a key', { z: 'NUL \0, half a pair \ud800', a: { list: [1.5, null, '2.50'] }, 'k\0': '' }),
    correlationId: 'what led to it',
  };
  const deadLetterId = await buried(message);
  const kept = await letters.find(deadLetterId);
  expect(kept?.message).toEqual(message);
  expect(JSON.stringify(kept?.message.payload)).toBe(JSON.stringify(message.payload));
});

it('is one letter however often a message dies, and waits anew when it died again after a replay', async () => {
  const message = newMessage('k');
  const deadLetterId = await buried(message);
  expect(await buried(message)).toBe(deadLetterId);
  expect(await letters.waiting()).toBe(1);
  expect(await letters.recordReplay(deadLetterId, ORDER, { resend: true })).toBe(true);
  expect(await letters.recordReplay(deadLetterId, ORDER, { resend: true })).toBe(false);
  expect(await letters.waiting()).toBe(0);
  await buried(message);
  expect(await letters.waiting()).toBe(1);
  expect(await letters.toSend(10)).toEqual([]);
});

it('sends the messages of replayed letters again, once, and leaves those that new work was asked for', async () => {
  const [resent, asNewWork, waiting] = [newMessage('a', { n: 1 }), newMessage('b'), newMessage('c')];
  await letters.recordReplay(await buried(resent), ORDER, { resend: true });
  await letters.recordReplay(await buried(asNewWork), ORDER, { resend: false });
  await buried(waiting);
  const sent: unknown[] = [];
  const errors: unknown[] = [];
  let away = true;
  const sending = {
    letters,
    bus: {
      publish: async (topic: string, message: Message) => {
        if (away) throw new Error('no broker');
        sent.push([topic, message]);
      },
    },
    onError: (error: unknown) => void errors.push(error),
  };
  await sendLettersAgain(sending);
  expect([sent, errors]).toEqual([[], [new Error('no broker')]]);
  away = false;
  await sendLettersAgain(sending);
  await sendLettersAgain(sending);
  expect(sent).toEqual([['work', resent]]);
});
