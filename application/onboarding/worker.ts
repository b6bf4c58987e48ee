import { uuid5 } from '../../domain/ids.ts';
import { type Background, keepRunning } from '../background.ts';
import type { RequestCalculation } from '../calculation/request-calculation.ts';
import type { CommandContext } from '../command-handler.ts';
import type { JobFailure, JobLease, SymbolQueue, WaitingRun } from '../ports/symbol-queue.ts';
import type { Bell } from './bell.ts';
import type { OnboardSymbol } from './onboard-symbol.ts';

const NAME = 'symbol-onboarding';
const ATTEMPTS = 3;
const RESTART_AFTER_MS = 1000;

export type OnboardingOptions = {
  readonly queue: SymbolQueue;
  readonly bell: Bell;
  readonly onboard: OnboardSymbol;
  readonly requestCalculation: RequestCalculation;
  /** The newest runs of portfolios that hold the symbol and were calculated without it the last time. */
  readonly runsWithout: (symbol: string) => Promise<readonly WaitingRun[]>;
  /** Symbols at once, in all processes together. */
  readonly atOnce?: number;
  readonly leaseMs?: number;
  /** Before the second attempt; four times as long before the third. */
  readonly firstRetryMs?: number;
  /** How often to look for what other processes have asked for. */
  readonly everyMs?: number;
  readonly onError: (error: unknown, about: object) => void;
};

/** The run that follows when everything has come in that this one lacked: one, however often it is asked for. */
export const runAfterOnboarding = (runId: string): string => uuid5('onboarded', runId);

const contextOf = (commandId: string, correlationId = commandId): CommandContext => ({
  commandId,
  correlationId,
  actor: { kind: 'process', name: NAME },
});

/**
 * Works through the queue of unknown symbols. What was begun when the process is killed is begun again by another when
 * its lease has run out; what was begun when the process stops is put back at once. Portfolios that waited for the last
 * of their symbols are calculated, and so are those that were left without a symbol that has come in after all.
 */
export const startOnboarding = ({
  queue,
  bell,
  onboard,
  requestCalculation,
  runsWithout,
  atOnce = 3,
  leaseMs = 60_000,
  firstRetryMs = 15_000,
  everyMs = 1000,
  onError,
}: OnboardingOptions): Background => {
  const settle = async (lease: JobLease, failure: JobFailure, again: boolean): Promise<void> => {
    if (again && lease.attempts < ATTEMPTS) {
      const delay = firstRetryMs * 4 ** (lease.attempts - 1) * (0.75 + Math.random() / 2);
      await queue.postpone(lease, failure, delay);
    } else {
      await queue.fail(lease, failure);
    }
  };

  /** Whoever went on without it when it was given up has it now: they are ready when the job has ended. */
  const complete = async (lease: JobLease): Promise<void> => {
    if (lease.failedBefore) await queue.waitAlso(await runsWithout(lease.symbol), lease.symbol);
    await queue.complete(lease);
  };

  const work = async (lease: JobLease, stopping: AbortSignal): Promise<void> => {
    const lost = new AbortController();
    const renewing = setInterval(() => {
      queue.renew(lease, leaseMs).then(
        (kept) => kept || lost.abort(),
        // The next one may go through; the lease holds for a while.
        (error) => onError(error, { symbol: lease.symbol }),
      );
    }, leaseMs / 3);
    try {
      const signal = AbortSignal.any([stopping, lost.signal]);
      // Every attempt is a command of its own; the count of attempts starts again when a job is put back.
      const outcome = await onboard(lease.symbol, contextOf(lease.leaseId, lease.jobId), signal);
      if (stopping.aborted && outcome.status === 'failed') await queue.release(lease);
      else if (outcome.status === 'usable') await complete(lease);
      else await settle(lease, outcome.failure, outcome.again);
    } catch (error) {
      if (stopping.aborted) {
        await queue.release(lease);
      } else if (!lost.signal.aborted) {
        onError(error, { symbol: lease.symbol });
        await settle(lease, { kind: 'unavailable', reason: 'it could not be worked on' }, true);
      }
    } finally {
      clearInterval(renewing);
    }
  };

  const finishWaiting = async (): Promise<void> => {
    for (const { runId, portfolioId } of await queue.ready()) {
      const next = runAfterOnboarding(runId);
      const requested = await requestCalculation(
        { runId: next, portfolioId, force: false, trigger: 'symbols' },
        contextOf(next),
      );
      if (requested.ok) await queue.finished(runId);
      else onError(new Error(`not calculated: ${requested.error.code}`), { portfolioId });
    }
  };

  return keepRunning(
    async (signal) => {
      const inHand = new Set<Promise<void>>();
      try {
        while (!signal.aborted) {
          for (const lease of await queue.claim({ atOnce, leaseMs })) {
            const job = work(lease, signal)
              .catch((error) => onError(error, { symbol: lease.symbol }))
              .finally(() => {
                inHand.delete(job);
                bell.ring();
              });
            inHand.add(job);
          }
          await finishWaiting();
          await bell.heard(everyMs, signal);
        }
      } finally {
        await Promise.all(inHand);
      }
    },
    { restartAfterMs: RESTART_AFTER_MS, onError: (error) => onError(error, { worker: NAME }) },
  );
};
