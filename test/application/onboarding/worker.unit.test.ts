import { createMemorySymbolQueue } from '../../../adapters/symbol-queue/memory-symbol-queue.ts';
import type { Background } from '../../../application/background.ts';
import { createBell } from '../../../application/onboarding/bell.ts';
import { createBringIn } from '../../../application/onboarding/bring-in.ts';
import type { OnboardingOutcome, OnboardSymbol } from '../../../application/onboarding/onboard-symbol.ts';
import { runAfterOnboarding, startOnboarding } from '../../../application/onboarding/worker.ts';
import type { JobFailure } from '../../../application/ports/symbol-queue.ts';
import { refuse } from '../../../domain/errors/refusal.ts';
import { fail, ok } from '../../../domain/result.ts';
import { until } from '../../support/until.ts';

const RUN = '7c9e6679-7425-40de-944b-e07fc1f90ae7';
const PORTFOLIO = 'cba43346-1a8d-5542-a634-9e8da378eb25';
const high = { priority: 'high', requestedBy: 'a person' } as const;
const USABLE: OnboardingOutcome = { status: 'usable' };
const noAnswer: JobFailure = { kind: 'unavailable', reason: 'no answer' };
const notFound: JobFailure = { kind: 'unknown-symbol', reason: 'nobody knows it' };

const untilStopped: OnboardSymbol = (_, __, signal) =>
  new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(new Error('aborted')), { once: true });
  });

describe('bringing symbols in', () => {
  const running: Background[] = [];
  afterEach(async () => {
    await Promise.all(running.splice(0).map(({ stop }) => stop()));
  });

  const start = (onboard: OnboardSymbol, { calculable = true, firstRetryMs = 1 } = {}) => {
    const queue = createMemorySymbolQueue();
    const bell = createBell();
    const requested: string[] = [];
    const errors: unknown[] = [];
    const worker = startOnboarding({
      queue,
      bell,
      onboard,
      firstRetryMs,
      everyMs: 5,
      runsWithout: async (symbol) => (symbol === 'NEWCO' ? [{ runId: RUN, portfolioId: PORTFOLIO }] : []),
      requestCalculation: async ({ runId, trigger }) => {
        requested.push(`${trigger} ${runId}`);
        return calculable
          ? ok({ calculationDate: '2024-06-28', position: null })
          : fail(refuse('ERR_UNAVAILABLE'));
      },
      onError: (error) => void errors.push(error),
    });
    running.push(worker);
    return { queue, bell, requested, errors, worker };
  };
  const jobOf = async (queue: ReturnType<typeof createMemorySymbolQueue>, symbol = 'NEWCO') =>
    (await queue.latest([symbol])).get(symbol);

  it('tries three times what may be there the next time, and then gives up', async () => {
    let tried = 0;
    const { queue } = start(async () => {
      tried += 1;
      return { status: 'failed', again: true, failure: noAnswer };
    });
    await queue.enqueue(['NEWCO'], high);
    await until('it is given up', async () => (await jobOf(queue))?.status === 'failed');
    expect(tried).toBe(3);
    expect(await jobOf(queue)).toMatchObject({ attempts: 3, failure: noAnswer });
  });

  it('does not try again what cannot be found', async () => {
    let tried = 0;
    const { queue } = start(async () => {
      tried += 1;
      return { status: 'failed', again: false, failure: notFound };
    });
    await queue.enqueue(['NEWCO'], high);
    await until('it is given up', async () => (await jobOf(queue))?.status === 'failed');
    expect(tried).toBe(1);
    expect((await jobOf(queue))?.failure).toEqual(notFound);
  });

  it('goes on with the others when one throws, and tells of it', async () => {
    const { queue, errors } = start(async (symbol) => {
      if (symbol === 'BAD') throw new Error('a bug');
      return USABLE;
    });
    await queue.enqueue(['BAD', 'GOOD'], high);
    await until('the good one is in', async () => (await jobOf(queue, 'GOOD'))?.status === 'completed');
    await until('the bad one is given up', async () => (await jobOf(queue, 'BAD'))?.status === 'failed');
    expect(errors).toHaveLength(3);
  });

  it('has those calculated that were left without a symbol, when it comes in after it was given up', async () => {
    const outcomes: OnboardingOutcome[] = [
      { status: 'failed', again: false, failure: notFound },
      USABLE,
      USABLE,
    ];
    const { queue, requested } = start(async () => outcomes.shift() ?? USABLE);
    await queue.enqueue(['NEWCO'], high);
    await until('it is given up', async () => (await jobOf(queue))?.status === 'failed');
    expect(requested).toEqual([]);
    await queue.enqueue(['NEWCO'], high);
    await until('it is calculated', async () => requested.length > 0);
    expect(requested).toEqual([`symbols ${runAfterOnboarding(RUN)}`]);
    await until('nobody waits', async () => (await queue.ready()).length === 0);
  });

  it('has nobody calculated who waits for nothing, when a symbol comes in at once', async () => {
    const { queue, requested } = start(async () => USABLE);
    await queue.enqueue(['NEWCO'], high);
    await until('it is in', async () => (await jobOf(queue))?.status === 'completed');
    await queue.enqueue(['OTHER'], high);
    await until('the next is in', async () => (await jobOf(queue, 'OTHER'))?.status === 'completed');
    expect(requested).toEqual([]);
  });

  it('puts what it had begun back when it is stopped, as if it had not been tried', async () => {
    const { queue, worker } = start(untilStopped);
    await queue.enqueue(['NEWCO'], high);
    await until('it has begun', async () => (await jobOf(queue))?.status === 'processing');
    await worker.stop();
    expect(await jobOf(queue)).toMatchObject({ status: 'pending', attempts: 0, failure: null });
  });

  it('works on it under another command when it is taken up again, of the same job', async () => {
    const commands: { commandId: string; correlationId: string }[] = [];
    const { queue, worker } = start((symbol, context, signal) => {
      commands.push(context);
      return untilStopped(symbol, context, signal);
    });
    await queue.enqueue(['NEWCO'], high);
    await until('it has begun', async () => commands.length === 1);
    await worker.stop();
    const again = startOnboarding({
      queue,
      bell: createBell(),
      onboard: async (_, context) => {
        commands.push(context);
        return USABLE;
      },
      requestCalculation: async () => fail(refuse('ERR_UNAVAILABLE')),
      runsWithout: async () => [],
      everyMs: 5,
      onError: () => {},
    });
    running.push(again);
    await until('it is in', async () => (await jobOf(queue))?.status === 'completed');
    expect(new Set(commands.map(({ commandId }) => commandId)).size).toBe(2);
    expect(new Set(commands.map(({ correlationId }) => correlationId)).size).toBe(1);
  });

  it('asks for one calculation of a portfolio that waited, under an id that follows from its run', async () => {
    const { queue, requested } = start(async () => USABLE);
    await queue.waitFor({ runId: RUN, portfolioId: PORTFOLIO }, ['ONE', 'TWO'], 'high');
    await until('it was asked for', () => requested.length > 0);
    await until('nothing waits', async () => (await queue.ready()).length === 0);
    expect(requested).toEqual([`symbols ${runAfterOnboarding(RUN)}`]);
  });

  it('asks again for a calculation that could not be requested', async () => {
    const { queue, requested } = start(async () => USABLE, { calculable: false });
    await queue.waitFor({ runId: RUN, portfolioId: PORTFOLIO }, ['ONE'], 'high');
    await until('it was asked for twice', () => requested.length > 1);
    expect(new Set(requested).size).toBe(1);
  });

  describe('for a run', () => {
    const never = new AbortController().signal;
    const asked = { portfolioId: PORTFOLIO, priority: 'high', again: true } as const;

    it('waits until each has come in or failed, and says which failed', async () => {
      const { queue, bell } = start(async (symbol) =>
        symbol === 'BAD' ? { status: 'failed', again: false, failure: notFound } : USABLE,
      );
      const bringIn = createBringIn({ queue, bell, places: 1, patienceMs: 60_000 });
      expect(await bringIn.symbols(['GOOD', 'BAD'], asked, never)).toEqual(new Set(['BAD']));
      expect((await jobOf(queue, 'GOOD'))?.status).toBe('completed');
    });

    it('waits for nothing that has to be tried again later', async () => {
      const { queue, bell } = start(async () => ({ status: 'failed', again: true, failure: noAnswer }), {
        firstRetryMs: 600_000,
      });
      const bringIn = createBringIn({ queue, bell, places: 1, patienceMs: 600_000 });
      expect(await bringIn.symbols(['NEWCO'], asked, never)).toEqual(new Set());
      expect((await jobOf(queue))?.status).toBe('pending');
    });

    it('does not wait when all places are taken by others who wait', async () => {
      const { queue, bell } = start(untilStopped);
      const bringIn = createBringIn({ queue, bell, places: 1, patienceMs: 600_000 });
      const giveUp = new AbortController();
      const first = bringIn.symbols(['SLOW'], asked, giveUp.signal);
      await until('it is asked for', async () => (await jobOf(queue, 'SLOW')) !== undefined);
      expect(await bringIn.symbols(['OTHER'], asked, never)).toEqual(new Set());
      giveUp.abort();
      await first;
    });

    it('asks again for what has failed only when somebody wants it', async () => {
      const { queue, bell } = start(async () => ({ status: 'failed', again: false, failure: notFound }));
      const bringIn = createBringIn({ queue, bell, places: 1, patienceMs: 60_000 });
      await bringIn.symbols(['BAD'], asked, never);
      const before = await jobOf(queue, 'BAD');
      expect(await bringIn.symbols(['BAD'], { ...asked, again: false }, never)).toEqual(new Set(['BAD']));
      expect((await jobOf(queue, 'BAD'))?.jobId).toBe(before?.jobId);
      await bringIn.symbols(['BAD'], asked, never);
      expect((await jobOf(queue, 'BAD'))?.jobId).not.toBe(before?.jobId);
    });
  });
});
