import { z } from 'zod';
import { json } from '../reply.ts';
import { type Route, superuserRoute } from '../route.ts';
import { eventPosition, instant } from '../views/scalars.ts';

const countText = z.string().regex(/^\d+$/);

export const projectionsSchema = z
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
  .meta({ id: 'Projections' });

export const adminRoutes: readonly Route[] = [
  superuserRoute({
    method: 'get',
    path: '/api/v1/admin/projections',
    tag: 'Administration',
    summary: 'How far every projection is',
    success: {
      status: 200,
      description: 'With the events it lags behind',
      body: projectionsSchema,
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
];
