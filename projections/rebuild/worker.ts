import { pause } from '../../application/pause.ts';
import { fingerprintOf } from '../runner/fingerprint.ts';
import { inTransaction, queryable } from '../runner/transaction.ts';
import { dropCopies, expiredCopies } from './copies.ts';
import { workableJobs } from './jobs.ts';
import { withRebuildLocks } from './locking.ts';
import { DEFAULT_GRACE_HOURS, type RebuildSource } from './rebuild.ts';
import { type RunOptions, runRebuild } from './run-rebuild.ts';

const LOOK_EVERY_MS = 500;
const SWEEP_EVERY_MS = 60_000;

export type RebuildWorkerOptions = RebuildSource &
  Pick<RunOptions, 'onProgress' | 'pageSize' | 'legMs' | 'hotBytes'> & {
    readonly onError: (error: unknown, rebuildId: string | null) => void;
  };

export type RebuildWorker = {
  /** Puts down what is in hand, where any process can take it up. */
  readonly stop: () => Promise<void>;
};

/**
 * Does the jobs that anybody has asked for, one at a time, and those that a process left unfinished: whoever holds the
 * locks of a job's projections works on it. Drops replaced tables when their time of grace is over. Any number of
 * processes may do so.
 */
export const startRebuildWorker = (options: RebuildWorkerOptions): RebuildWorker => {
  const { pool, projections, onError } = options;
  const stopping = new AbortController();
  const { signal } = stopping;
  const db = queryable(pool);
  let sweptAt = Number.NEGATIVE_INFINITY;

  const workOn = async (rebuildId: string, names: readonly string[]): Promise<void> => {
    try {
      await withRebuildLocks(pool, names, { patient: false, signal }, (client) =>
        runRebuild(client, rebuildId, { graceHours: DEFAULT_GRACE_HOURS, ...options, signal }),
      );
    } catch (error) {
      if (!signal.aborted) onError(error, rebuildId);
    }
  };

  const sweep = async (): Promise<void> => {
    if (performance.now() - sweptAt < SWEEP_EVERY_MS) return;
    sweptAt = performance.now();
    for (const { schema, name } of await expiredCopies(db))
      await withRebuildLocks(pool, [name], { patient: false, signal }, () =>
        inTransaction(pool, '', (tx) => dropCopies(tx, [schema])),
      );
  };

  const run = async (): Promise<void> => {
    while (!signal.aborted) {
      try {
        const jobs = await workableJobs(
          db,
          projections.map(({ name }) => name),
          projections.map(fingerprintOf),
        );
        for (const job of jobs) {
          if (signal.aborted) break;
          await workOn(job.rebuildId, job.projections);
        }
        await sweep();
      } catch (error) {
        if (!signal.aborted) onError(error, null);
      }
      await pause(LOOK_EVERY_MS, signal);
    }
  };
  const running = run();

  return {
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
};
