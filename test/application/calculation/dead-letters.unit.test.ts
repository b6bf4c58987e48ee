import { createInProcessBus } from '../../../adapters/bus/in-process/in-process-bus.ts';
import { createMemoryEventStore } from '../../../adapters/event-store/memory/memory-event-store.ts';
import { startCalculationRelay } from '../../../application/calculation/calculation-relay.ts';
import { startCalculator } from '../../../application/calculation/calculator.ts';
import { createReplayDeadLetter } from '../../../application/calculation/replay-dead-letter.ts';
import { createRequestCalculation } from '../../../application/calculation/request-calculation.ts';
import { createCommandHandler, createOpenStream } from '../../../application/command-handler.ts';
import type { DeadLetter, DeadLetters } from '../../../application/ports/dead-letters.ts';
import { START } from '../../../application/ports/event-store.ts';
import { streams } from '../../../application/streams.ts';
import { uuid5 } from '../../../domain/ids.ts';
import { until } from '../../support/until.ts';

const PORTFOLIO = uuid5('a portfolio');
const AT = '2024-06-28T21:00:00.000Z';
const context = {
  commandId: uuid5('a command'),
  correlationId: uuid5('a correlation'),
  actor: { kind: 'user', userId: 'somebody' },
} as const;

const memoryDeadLetters = (): DeadLetters => {
  const letters = new Map<string, DeadLetter>();
  return {
    bury: async (topic, message, error) => {
      const deadLetterId = uuid5(message.id);
      letters.set(deadLetterId, { deadLetterId, topic, message, error, diedAt: AT, replayed: null });
    },
    list: async () => [...letters.values()],
    find: async (id) => letters.get(id) ?? null,
    waiting: async () => [...letters.values()].filter(({ replayed }) => replayed === null).length,
    recordReplay: async (id, order) => {
      const letter = letters.get(id);
      if (letter?.replayed !== null) return false;
      letters.set(id, { ...letter, replayed: { ...order, at: AT } });
      return true;
    },
  };
};

it('a run that keeps failing ends visibly, is kept as a dead letter, and runs anew when it is replayed', async () => {
  const store = createMemoryEventStore();
  const bus = createInProcessBus({ attempts: 2, backoff: { firstMs: 1, maxMs: 2 }, report: () => {} });
  const clock = (): Date => new Date(AT);
  const openStream = createOpenStream(store, clock);
  const requestCalculation = createRequestCalculation(createCommandHandler(openStream), clock);
  const deadLetters = memoryDeadLetters();
  const ran: string[] = [];
  let broken = true;
  await startCalculator({
    bus,
    openStream,
    requestCalculation,
    deadLetters,
    runCalculation: async ({ runId }) => {
      if (broken) throw new Error('the disk is full');
      ran.push(runId);
    },
    concurrency: 1,
    onError: () => {},
  });
  const checkpoints = { load: async () => START, save: async () => {} };
  const relay = startCalculationRelay({ store, bus, checkpoints, onError: () => {} });
  try {
    const runId = uuid5('a run');
    await requestCalculation({ runId, portfolioId: PORTFOLIO, force: false, trigger: 'user' }, context);
    const told = async () => (await store.readStream(streams.calculation(PORTFOLIO))).map(({ type }) => type);
    await until('the run has failed', async () => (await told()).includes('CalculationFailed'));
    const [letter] = await deadLetters.list(10);
    expect(letter).toMatchObject({
      topic: 'calculations',
      message: { key: PORTFOLIO, type: 'run', payload: { runId } },
      error: 'the disk is full',
      replayed: null,
    });

    broken = false;
    const replay = createReplayDeadLetter({ deadLetters, requestCalculation });
    const replayed = await replay(letter!.deadLetterId, 'there is room again', context);
    await until('it was worked on', () => ran.length === 1);
    expect(replayed).toMatchObject({ ok: true, value: { run: { runId: ran[0], portfolioId: PORTFOLIO } } });
    expect(ran).not.toContain(runId);
    expect(await deadLetters.find(letter!.deadLetterId)).toMatchObject({
      replayed: { actor: context.actor, reason: 'there is room again' },
    });
    expect(await replay(letter!.deadLetterId, 'once more', context)).toMatchObject({
      ok: false,
      error: { code: 'ERR_ADMIN_008' },
    });
    expect(await replay(uuid5('nothing'), 'who knows', context)).toMatchObject({
      error: { code: 'ERR_NOT_FOUND' },
    });
  } finally {
    await relay.stop();
    await bus.close();
    await store.close();
  }
});

it('a run that cannot even be asked for becomes a dead letter, and holds up nobody behind it', async () => {
  const store = createMemoryEventStore();
  const bus = createInProcessBus({ attempts: 2, backoff: { firstMs: 1, maxMs: 2 }, report: () => {} });
  const clock = (): Date => new Date(AT);
  const openStream = createOpenStream(store, clock);
  const deadLetters = memoryDeadLetters();
  await startCalculator({
    bus,
    openStream,
    requestCalculation: async () => ({ ok: false, error: { code: 'ERR_UNAVAILABLE' } }),
    deadLetters,
    runCalculation: async () => {},
    concurrency: 1,
    onError: () => {},
  });
  const checkpoints = { load: async () => START, save: async () => {} };
  const relay = startCalculationRelay({ store, bus, checkpoints, onError: () => {} });
  try {
    const data = { portfolioId: PORTFOLIO, runId: uuid5('r'), correlationId: uuid5('c'), trigger: 'import' };
    await bus.publish('calculations', {
      id: uuid5('m'),
      key: PORTFOLIO,
      type: 'request',
      payload: { ...data, type: 'request' },
    });
    expect(await deadLetters.list(10)).toMatchObject([
      { message: { type: 'request' }, error: 'a calculation could not be requested: ERR_UNAVAILABLE' },
    ]);
  } finally {
    await relay.stop();
    await bus.close();
    await store.close();
  }
});
