import { z } from 'zod';
import { createInProcessBus } from '../../adapters/bus/in-process/in-process-bus.ts';
import { defineTopic } from '../../application/topic.ts';
import { newMessage } from './ports/message-bus.contract.ts';

const SQUARES = defineTopic('squares', z.object({ n: z.int() }));

describe('a topic', () => {
  it('hands over checked payloads, and gives up untried what is none of its messages', async () => {
    const bus = createInProcessBus({ attempts: 3, backoff: { firstMs: 1, maxMs: 2 }, report: () => {} });
    const log: unknown[] = [];
    await SQUARES.subscribe(bus, {
      concurrency: 1,
      handle: async ({ n }, message) => void log.push([message.key, n * n]),
      giveUp: async (message, error, payload) => void log.push([message.key, String(error), payload]),
    });
    await bus.publish('squares', newMessage('foreign', { n: 'a secret', more: 1 }));
    await bus.publish('squares', SQUARES.message({ ...newMessage('ours'), payload: { n: 7 } }));
    expect(log).toEqual([
      ['foreign', expect.stringMatching(/^Error: not a message of squares: n: (?!.*secret)/), null],
      ['ours', 49],
    ]);
    await bus.close();
  });

  it('tells whoever gives up what the message was, when it was one of its own', async () => {
    const bus = createInProcessBus({ attempts: 2, backoff: { firstMs: 1, maxMs: 2 }, report: () => {} });
    const given: unknown[] = [];
    let tries = 0;
    await SQUARES.subscribe(bus, {
      concurrency: 1,
      handle: async () => {
        tries += 1;
        throw new Error('too large');
      },
      giveUp: async (_, error, payload) => void given.push([String(error), payload]),
    });
    await bus.publish('squares', SQUARES.message({ ...newMessage('k'), payload: { n: 7 } }));
    expect([tries, given]).toEqual([2, [['Error: too large', { n: 7 }]]]);
    await bus.close();
  });
});
