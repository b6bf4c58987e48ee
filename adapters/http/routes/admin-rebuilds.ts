import { z } from 'zod';
import type { CallContext } from '../../../application/application.ts';
import type { RebuildJob, RebuildOrder, RebuildStep } from '../../../application/ports/rebuilds.ts';
import { refuse } from '../../../domain/errors/refusal.ts';
import { fail } from '../../../domain/result.ts';
import { rebuildEvents } from '../events/rebuild-events.ts';
import { json } from '../reply.ts';
import { type Route, superuserRoute } from '../route.ts';
import { rebuildSchema, rebuildView } from '../views/rebuild.ts';
import { countParameter, idParameter } from '../views/scalars.ts';

const PATH = '/api/v1/admin/projections';

const names = z
  .array(z.string().max(100))
  .max(50)
  .default([])
  .meta({ description: 'Names; none means all', example: ['snapshots'] });

const params = z.strictObject({ rebuildId: idParameter });

const orderOf = ({ actor, reason }: CallContext): RebuildOrder => ({
  requestedBy: actor.kind === 'user' ? actor.userId : actor.name,
  reason: reason ?? null,
});

const answer = (job: RebuildJob) => json(rebuildView(job));

/** What can be asked of a rebuild, each with the states in which it can. */
const action = (name: RebuildStep, summary: string, description: string): Route =>
  superuserRoute({
    method: 'post',
    path: `${PATH}/rebuilds/{rebuildId}/${name}`,
    tag: 'Administration',
    summary,
    description,
    input: { params },
    success: { status: 202, description: 'Asked for; poll `poll_url`', body: rebuildSchema },
    refusals: ['ERR_NOT_FOUND', 'ERR_ADMIN_009'],
    handle: async ({ params: { rebuildId }, context }, { rebuilds }) => {
      const changed = await rebuilds[name](rebuildId, orderOf(context));
      return changed.ok ? answer(changed.value) : changed;
    },
  });

export const rebuildRoutes: readonly Route[] = [
  superuserRoute({
    method: 'post',
    path: `${PATH}/rebuilds`,
    tag: 'Administration',
    summary: 'Replay projections from the start of the log',
    description:
      'Beside the live ones, which answer until the new ones are complete, compared and swapped in, all in one ' +
      'transaction. With `auto_swap` false they wait, compared, until somebody says `swap`. What was replaced is kept ' +
      'for a time, and can be swapped back.',
    input: {
      body: z.strictObject({
        projections: names,
        auto_swap: z.boolean().default(true).meta({ description: 'False: compare, and wait for a yes' }),
      }),
    },
    success: { status: 202, description: 'Written down; poll `poll_url`', body: rebuildSchema },
    refusals: ['ERR_ADMIN_006', 'ERR_NOT_FOUND'],
    handle: async ({ body, context }, { rebuilds }) => {
      const job = await rebuilds.request({
        projections: body.projections,
        autoSwap: body.auto_swap,
        ...orderOf(context),
      });
      return job.ok ? answer(job.value) : job;
    },
  }),
  superuserRoute({
    method: 'post',
    path: `${PATH}/swap-back`,
    tag: 'Administration',
    summary: 'Put the tables that were replaced last in their place again',
    description:
      'They catch up with the log first. Possible while they are kept, and by the code that made them.',
    input: { body: z.strictObject({ projections: names }) },
    success: { status: 202, description: 'Written down; poll `poll_url`', body: rebuildSchema },
    refusals: ['ERR_ADMIN_006', 'ERR_ADMIN_010', 'ERR_NOT_FOUND'],
    handle: async ({ body, context }, { rebuilds }) => {
      const job = await rebuilds.swapBack({
        projections: body.projections,
        ...orderOf(context),
      });
      return job.ok ? answer(job.value) : job;
    },
  }),
  superuserRoute({
    method: 'get',
    path: `${PATH}/rebuilds`,
    tag: 'Administration',
    summary: 'Rebuilds, the newest first',
    input: { query: z.strictObject({ limit: countParameter({ atLeast: 1, atMost: 200, usually: 20 }) }) },
    success: {
      status: 200,
      description: 'Under way, waiting and ended',
      body: z.strictObject({ rebuilds: z.array(rebuildSchema) }).meta({ id: 'Rebuilds' }),
    },
    handle: async ({ query: { limit } }, { rebuilds }) =>
      json({ rebuilds: (await rebuilds.list(limit)).map(rebuildView) }),
  }),
  superuserRoute({
    method: 'get',
    path: `${PATH}/rebuilds/{rebuildId}`,
    tag: 'Administration',
    summary: 'Progress and result of a rebuild',
    input: { params },
    success: {
      status: 200,
      description: 'With what differs between the live tables and the new ones, once compared',
      body: rebuildSchema,
    },
    refusals: ['ERR_NOT_FOUND'],
    handle: async ({ params: { rebuildId } }, { rebuilds }) => {
      const job = await rebuilds.find(rebuildId);
      return job === null ? fail(refuse('ERR_NOT_FOUND')) : answer(job);
    },
  }),
  superuserRoute({
    method: 'get',
    path: `${PATH}/rebuilds/{rebuildId}/events`,
    tag: 'Administration',
    summary: 'Progress of a rebuild as server-sent events',
    description: 'The data of every event is a Rebuild; the name of the event is its state.',
    input: { params },
    success: {
      status: 200,
      description: 'Ends with the rebuild',
      contentTypes: ['text/event-stream'],
      events: rebuildSchema,
    },
    refusals: ['ERR_NOT_FOUND'],
    handle: async ({ params: { rebuildId } }, { rebuilds }) =>
      (await rebuilds.find(rebuildId)) === null
        ? fail(refuse('ERR_NOT_FOUND'))
        : {
            ok: true,
            value: { kind: 'events', events: (signal) => rebuildEvents(rebuilds, rebuildId, signal) },
          },
  }),
  action('pause', 'Pause a rebuild', 'What was made is kept.'),
  action('resume', 'Go on with a paused rebuild', 'From where it was.'),
  action('cancel', 'Give a rebuild up', 'Its tables are dropped; the live ones stay as they are.'),
  action('swap', 'Swap the compared tables in', 'Of a rebuild that waits for a yes.'),
];
