import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import type { Clock } from '../../../application/ports/clock.ts';
import { type Refusal, refuse } from '../../../domain/errors/refusal.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';
import type { Rebuild, RebuildOutcome, RebuildProgress } from './rebuild.ts';

export type RebuildJob = {
  readonly jobId: string;
  readonly projections: readonly string[];
  readonly startedAt: Date;
  readonly endedAt: Date | null;
  readonly status: 'running' | 'completed' | 'failed';
  readonly progress: readonly RebuildProgress[];
  readonly outcomes: readonly RebuildOutcome[];
};

export type RebuildJobs = {
  /** One at a time. */
  readonly start: (projections: readonly string[]) => Result<RebuildJob, Refusal>;
  readonly find: (jobId: string) => RebuildJob | null;
};

const KEPT = 20;

/** Rebuilds asked for over HTTP, while and after they run. Kept in memory: the result is in the read models. */
export const createRebuildJobs = (rebuild: Rebuild, clock: Clock, logger: Logger): RebuildJobs => {
  const jobs = new Map<string, RebuildJob>();
  let running: string | null = null;

  const update = (jobId: string, change: Partial<RebuildJob>): void => {
    const job = jobs.get(jobId);
    if (job) jobs.set(jobId, { ...job, ...change });
  };

  const run = async (jobId: string, projections: readonly string[]): Promise<void> => {
    const progress = new Map<string, RebuildProgress>();
    try {
      const outcomes = await rebuild(projections, (step) => {
        progress.set(step.projection, step);
        update(jobId, { progress: [...progress.values()] });
      });
      update(jobId, { status: 'completed', outcomes, endedAt: clock() });
    } catch (error) {
      logger.error({ err: error, jobId }, 'a rebuild failed; the live read models are as they were');
      update(jobId, { status: 'failed', endedAt: clock() });
    } finally {
      running = null;
    }
  };

  return {
    start: (projections) => {
      if (running !== null) return fail(refuse('ERR_ADMIN_006', { details: { job_id: running } }));
      const jobId = randomUUID();
      const job: RebuildJob = {
        jobId,
        projections,
        startedAt: clock(),
        endedAt: null,
        status: 'running',
        progress: [],
        outcomes: [],
      };
      running = jobId;
      jobs.set(jobId, job);
      const oldest = jobs.keys().next().value;
      if (jobs.size > KEPT && oldest !== undefined) jobs.delete(oldest);
      void run(jobId, projections);
      return ok(job);
    },
    find: (jobId) => jobs.get(jobId) ?? null,
  };
};
