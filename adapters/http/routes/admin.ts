import { z } from 'zod';
import { refuse } from '../../../domain/errors/refusal.ts';
import { fail } from '../../../domain/result.ts';
import type { RebuildJob } from '../admin/rebuild-jobs.ts';
import { json } from '../reply.ts';
import { type Route, superuserRoute } from '../route.ts';
import { eventPosition, fraction, idParameter, instant, uuid } from '../views/scalars.ts';

const countText = z.string().regex(/^\d+$/);

const jobSchema = z
  .strictObject({
    job_id: uuid,
    status: z.enum(['running', 'completed', 'failed']),
    projections: z.array(z.string()),
    started_at: instant,
    ended_at: instant.nullable(),
    progress: z.array(
      z.strictObject({
        projection: z.string(),
        events_done: countText,
        events_total: countText,
        fraction_done: fraction,
        events_per_second: z.number().nullable(),
        seconds_remaining: z.number().nullable(),
      }),
    ),
    results: z.array(
      z.strictObject({
        projection: z.string(),
        events: countText,
        seconds: z.number(),
        checksum_before: z.string(),
        checksum_after: z.string(),
        identical: z.boolean(),
      }),
    ),
    poll_url: z.string(),
  })
  .meta({ id: 'RebuildJob' });

const jobView = (job: RebuildJob, now: Date): z.infer<typeof jobSchema> => {
  const seconds = ((job.endedAt ?? now).getTime() - job.startedAt.getTime()) / 1000;
  const allDone = Number(job.progress.reduce((sum, { done }) => sum + done, 0n));
  const rate = seconds > 0 && allDone > 0 ? allDone / seconds : null;
  return {
    job_id: job.jobId,
    status: job.status,
    projections: [...job.projections],
    started_at: job.startedAt.toISOString(),
    ended_at: job.endedAt?.toISOString() ?? null,
    progress: job.progress.map(({ projection, done, total }) => ({
      projection,
      events_done: done.toString(),
      events_total: total.toString(),
      fraction_done: total === 0n ? 1 : Number((done * 10_000n) / total) / 10_000,
      events_per_second: rate === null ? null : Math.round(rate),
      seconds_remaining: rate === null ? null : Math.round(Number(total - done) / rate),
    })),
    results: job.outcomes.map((outcome) => ({
      projection: outcome.projection,
      events: outcome.events.toString(),
      seconds: outcome.seconds,
      checksum_before: outcome.checksumBefore,
      checksum_after: outcome.checksumAfter,
      identical: outcome.checksumBefore === outcome.checksumAfter,
    })),
    poll_url: `/api/v1/admin/projections/rebuild/${job.jobId}`,
  };
};

export const adminRoutes: readonly Route[] = [
  superuserRoute({
    method: 'get',
    path: '/api/v1/admin/projections',
    tag: 'Administration',
    summary: 'How far every projection is',
    success: {
      status: 200,
      description: 'With the events it lags behind',
      body: z
        .strictObject({
          head: eventPosition,
          projections: z.array(
            z.strictObject({
              name: z.string(),
              version: z.int(),
              checkpoint: eventPosition,
              lag_events: countText,
              lag_seconds: z.number().meta({ description: 'Age of the oldest event that is not applied' }),
              checkpoint_age_seconds: z.number(),
              stalled: z.boolean(),
              parked_keys: z.int(),
              waiting_events: z.int(),
              verified_at: instant.nullable(),
              differences: z.int().meta({ description: 'Rows known to differ from what the log says' }),
              state: z.enum(['live', 'catching-up', 'failed', 'rebuilding']),
              error: z.string().nullable(),
              updated_at: instant,
            }),
          ),
        })
        .meta({ id: 'Projections' }),
    },
    handle: async (_request, { readModels, store }) => {
      const [head, projections] = await Promise.all([store.head(), readModels.status()]);
      return json({
        head: head.toString(),
        projections: projections.map((projection) => ({
          name: projection.name,
          version: projection.version,
          checkpoint: projection.checkpoint.toString(),
          lag_events: projection.lagEvents.toString(),
          lag_seconds: projection.lagSeconds,
          checkpoint_age_seconds: projection.checkpointAgeSeconds,
          stalled: projection.stalled,
          parked_keys: projection.parkedKeys,
          waiting_events: projection.waitingEvents,
          verified_at: projection.verified?.at ?? null,
          differences: projection.verified?.differences ?? 0,
          state: projection.state,
          error: projection.error,
          updated_at: projection.updatedAt,
        })),
      });
    },
  }),
  superuserRoute({
    method: 'post',
    path: '/api/v1/admin/projections/rebuild',
    tag: 'Administration',
    summary: 'Replay projections from the start of the log',
    description: 'Beside the live ones, which answer until the new ones are complete. One rebuild at a time.',
    input: {
      body: z.strictObject({
        projections: z
          .array(z.string().max(100))
          .max(50)
          .default([])
          .meta({ description: 'Names; none means all' }),
      }),
    },
    success: { status: 202, description: 'Begun; poll `poll_url`', body: jobSchema },
    refusals: ['ERR_ADMIN_006', 'ERR_NOT_FOUND'],
    handle: async ({ body }, { readModels, rebuildJobs, clock }) => {
      const known = (await readModels.status()).map(({ name }) => name);
      const wanted = body.projections.length === 0 ? known : [...new Set(body.projections)];
      const unknown = wanted.filter((name) => !known.includes(name));
      if (unknown.length > 0) {
        return fail(
          refuse('ERR_NOT_FOUND', {
            message: 'There is no such projection.',
            details: { unknown: unknown.slice(0, 5), projections: known },
          }),
        );
      }
      const job = rebuildJobs.start(wanted);
      return job.ok ? json(jobView(job.value, clock())) : job;
    },
  }),
  superuserRoute({
    method: 'get',
    path: '/api/v1/admin/projections/rebuild/{jobId}',
    tag: 'Administration',
    summary: 'Progress and result of a rebuild',
    input: { params: z.strictObject({ jobId: idParameter }) },
    success: { status: 200, description: 'With checksums of the tables before and after', body: jobSchema },
    refusals: ['ERR_NOT_FOUND'],
    handle: async ({ params: { jobId } }, { rebuildJobs, clock }) => {
      const job = rebuildJobs.find(jobId);
      return job === null ? fail(refuse('ERR_NOT_FOUND')) : json(jobView(job, clock()));
    },
  }),
];
