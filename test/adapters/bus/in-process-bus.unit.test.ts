import { createInProcessBus } from '../../../adapters/bus/in-process/in-process-bus.ts';
import { messageBusContract, newMessage } from '../../application/ports/message-bus.contract.ts';

const quick = { attempts: 3, backoff: { firstMs: 1, maxMs: 4 } };
const unheard = (): void => {};

describe('the bus within one process', () => {
  messageBusContract(async (settings) => createInProcessBus({ ...settings, report: unheard }));

  it('resolves a publish only when the message has been handled', async () => {
    const bus = createInProcessBus();
    const log: string[] = [];
    const published = bus.publish('topic', newMessage('k')).then(() => log.push('published'));
    await new Promise((resolve) => setTimeout(resolve, 10));
    await bus.subscribe('topic', async () => void log.push('handled'), { concurrency: 1 });
    await published;
    expect(log).toEqual(['handled', 'published']);
    await bus.close();
  });

  it('resolves a publish when the message is among the dead letters', async () => {
    const bus = createInProcessBus({ ...quick, report: unheard });
    const dead: string[] = [];
    await bus.subscribe('topic', () => Promise.reject(new Error('never')), {
      concurrency: 1,
      onDeadLetter: async (message) => void dead.push(message.id),
    });
    const message = newMessage('k');
    await bus.publish('topic', message);
    expect(dead).toEqual([message.id]);
    await bus.close();
  });

  it('rejects the publishes that it did not come to when it closes', async () => {
    const bus = createInProcessBus();
    const unheardOf = bus.publish('nobody', newMessage('k'));
    await bus.subscribe(
      'topic',
      (_, signal) => new Promise((resolve) => signal.addEventListener('abort', () => resolve())),
      { concurrency: 1 },
    );
    const inHand = bus.publish('topic', newMessage('k'));
    const behind = bus.publish('topic', newMessage('k'));
    const [, ...results] = await Promise.allSettled([bus.close(), inHand, behind, unheardOf]);
    expect(results.map((result) => result.status)).toEqual(['fulfilled', 'rejected', 'rejected']);
  });

  it('does not bury a message that failed because the bus closed', async () => {
    const bus = createInProcessBus({ attempts: 1, report: unheard });
    const dead: string[] = [];
    await bus.subscribe(
      'topic',
      (_, signal) =>
        new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new Error('cut')))),
      { concurrency: 1, onDeadLetter: async (message) => void dead.push(message.id) },
    );
    const [, published] = await Promise.allSettled([
      new Promise((resolve) => setTimeout(resolve, 10)).then(() => bus.close()),
      bus.publish('topic', newMessage('k')),
    ]);
    expect(published.status).toBe('rejected');
    expect(dead).toEqual([]);
  });

  it('reports every failed attempt, and a message that nobody buries', async () => {
    const reports: string[] = [];
    const bus = createInProcessBus({ ...quick, report: (error) => reports.push(error.message) });
    await bus.subscribe('topic', () => Promise.reject(new Error('never')), { concurrency: 1 });
    await bus.publish('topic', newMessage('k'));
    expect(reports).toEqual([
      expect.stringContaining('failed, attempt 1'),
      expect.stringContaining('failed, attempt 2'),
      expect.stringContaining('failed, attempt 3'),
      expect.stringContaining('was given up'),
    ]);
    await bus.close();
  });
});
