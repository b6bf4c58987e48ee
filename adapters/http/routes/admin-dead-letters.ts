import { z } from 'zod';
import { json } from '../reply.ts';
import { type Route, superuserRoute } from '../route.ts';
import { countParameter, day, idParameter, uuid } from '../views/scalars.ts';
import { deadLetterSchema, deadLetterView } from '../views/upkeep.ts';

export const deadLetterRoutes: readonly Route[] = [
  superuserRoute({
    method: 'get',
    path: '/api/v1/admin/dead-letters',
    tag: 'Administration',
    summary: 'Work that failed so often that it was given up',
    description: 'The newest first, those that were replayed as well.',
    input: {
      query: z.strictObject({ limit: countParameter({ atLeast: 1, atMost: 500, usually: 50 }) }),
    },
    success: {
      status: 200,
      description: 'With the last error of each',
      body: z
        .strictObject({ waiting: z.int().nonnegative(), dead_letters: z.array(deadLetterSchema) })
        .meta({ id: 'DeadLetters' }),
    },
    handle: async ({ query: { limit } }, { deadLetters }) => {
      const [waiting, letters] = await Promise.all([deadLetters.waiting(), deadLetters.list(limit)]);
      return json({ waiting, dead_letters: letters.map(deadLetterView) });
    },
  }),
  superuserRoute({
    method: 'post',
    path: '/api/v1/admin/dead-letters/{deadLetterId}/replay',
    tag: 'Administration',
    summary: 'Send a dead letter on its way again',
    description:
      'A calculation as a new run of its portfolio; any other message as it was. A letter that dies again can be replayed again.',
    input: {
      params: z.strictObject({ deadLetterId: idParameter }),
      body: z.strictObject({
        reason: z.string().trim().min(3).max(1000).meta({ example: 'The provider answers again' }),
      }),
    },
    success: {
      status: 202,
      description: 'Requested',
      body: z
        .strictObject({
          topic: z.string().meta({ example: 'calculations' }),
          run_id: uuid.nullable().meta({ description: 'Of a calculation; null for any other topic' }),
          portfolio_id: uuid.nullable(),
          calculation_date: day.nullable(),
        })
        .meta({ id: 'ReplayedDeadLetter' }),
    },
    refusals: ['ERR_NOT_FOUND', 'ERR_ADMIN_008', 'ERR_BATCH_006'],
    handle: async ({ params, body, context }, { replayDeadLetter }) => {
      const replayed = await replayDeadLetter(params.deadLetterId, body.reason, context);
      if (!replayed.ok) return replayed;
      const { topic, run, position } = replayed.value;
      return json(
        {
          topic,
          run_id: run?.runId ?? null,
          portfolio_id: run?.portfolioId ?? null,
          calculation_date: run?.calculationDate ?? null,
        },
        { position },
      );
    },
  }),
];
