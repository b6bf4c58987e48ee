import { z } from 'zod';
import { json } from '../reply.ts';
import { type Route, superuserRoute } from '../route.ts';
import { instant, uuid } from '../views/scalars.ts';

export const processSchema = z
  .strictObject({
    process_id: uuid,
    roles: z.array(z.string()).meta({ example: ['calculator'] }),
    version: z.string(),
    host: z.string(),
    pid: z.int(),
    state: z.enum(['starting', 'working', 'stopping']),
    leads: z
      .array(z.string())
      .meta({ description: 'What it does for all, as the only one', example: ['calculation-relay'] }),
    started_at: instant,
    seen_at: instant,
  })
  .meta({ id: 'Process' });

const seconds = z.number().nonnegative();
const count = z.int().nonnegative();
const events = z
  .string()
  .regex(/^\d+$/)
  .meta({ description: 'Positions of the log, an upper bound of events', example: '0' });

export const backlogSchema = z
  .strictObject({
    projections: z
      .strictObject({ events, seconds })
      .meta({ description: 'The read model that is furthest behind: scales projectors' }),
    relay: z
      .strictObject({ events, seconds })
      .meta({ description: 'What is not on the bus yet: the leading scheduler is slow or gone' }),
    calculations: z
      .strictObject({ open: count, seconds })
      .meta({ description: 'Asked for and not ended, and the age of the oldest: scales calculators' }),
    messages: z
      .record(z.string(), count.nullable())
      .meta({ description: 'On the bus and not dealt with, by topic; null where the bus does not answer' }),
    symbols: count.meta({ description: 'New symbols that wait to be brought in' }),
  })
  .meta({ id: 'Backlog' });

export const adminProcessRoutes: readonly Route[] = [
  superuserRoute({
    method: 'get',
    path: '/api/v1/admin/processes',
    tag: 'Administration',
    summary: 'The processes of the service that live',
    description:
      'With their roles, and which of them does what only one may do. The oldest first. One that was killed is among them for 15 seconds more.',
    success: {
      status: 200,
      description: 'All that have been heard of lately',
      body: z.strictObject({ processes: z.array(processSchema) }).meta({ id: 'Processes' }),
    },
    handle: async (_request, { processes }) =>
      json({
        processes: (await processes.live()).map(
          ({ processId, startedAt, seenAt, roles, leads, ...rest }) => ({
            process_id: processId,
            ...rest,
            roles: [...roles],
            leads: [...leads],
            started_at: startedAt,
            seen_at: seenAt,
          }),
        ),
      }),
  }),
  superuserRoute({
    method: 'get',
    path: '/api/v1/admin/backlog',
    tag: 'Administration',
    summary: 'How far work is behind',
    description: 'The same in every process: what the number of processes of a role can follow.',
    success: { status: 200, description: 'As of now', body: backlogSchema },
    handle: async (_request, { backlog }) => {
      const { projections, relay, calculations, messages, symbols } = await backlog();
      return json({
        projections: { events: String(projections.events), seconds: projections.seconds },
        relay: { events: String(relay.events), seconds: relay.seconds },
        calculations: { open: calculations.open, seconds: calculations.seconds },
        messages: { ...messages },
        symbols,
      });
    },
  }),
];
