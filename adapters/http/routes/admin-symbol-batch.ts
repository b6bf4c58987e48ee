import { z } from 'zod';
import { refuse } from '../../../domain/errors/refusal.ts';
import { fail } from '../../../domain/result.ts';
import { canonicalSymbol } from '../../../domain/symbol/canonical-symbol.ts';
import { symbolBatchEvents } from '../events/symbol-batch-events.ts';
import { json } from '../reply.ts';
import { type Route, superuserRoute } from '../route.ts';
import { countParameter, day, idParameter, uuid } from '../views/scalars.ts';
import { symbolBatchSchema, symbolBatchView } from '../views/symbol-batch.ts';

const PATH = '/api/v1/admin/symbol-batch';
const MOST_SYMBOLS = 10_000;

export const symbolBatchRoutes: readonly Route[] = [
  superuserRoute({
    method: 'post',
    path: `${PATH}/run`,
    tag: 'Administration',
    summary: 'Bring all symbols, or some, to the prices and factors of a session',
    description:
      'What happens every evening by itself. A session that is done again tells nothing that is known; with `force` ' +
      'also what is current is read from the source and calculated again.',
    input: {
      body: z.strictObject({
        date: day
          .optional()
          .meta({ description: 'A completed session; the most recent one where none is said' }),
        force: z.boolean().default(false),
        symbols: z
          .array(z.string().regex(/^[A-Za-z0-9._^=/-]{1,100}$/))
          .min(1)
          .max(MOST_SYMBOLS)
          .optional()
          .meta({ description: 'Only these, beside the factor ETFs', example: ['AAPL', 'BRK.B'] }),
      }),
    },
    success: {
      status: 202,
      description: 'Written down; poll the status, or follow the events',
      body: z
        .strictObject({ batch_id: uuid, date: day, poll_url: z.string() })
        .meta({ id: 'SymbolBatchRequested' }),
    },
    refusals: ['ERR_BATCH_007', 'ERR_BATCH_008'],
    handle: async ({ body, context }, { symbolBatches }) => {
      const requested = await symbolBatches.request(
        {
          date: body.date ?? symbolBatches.currentSession(),
          trigger: 'operator',
          force: body.force,
          symbols:
            body.symbols === undefined ? null : [...new Set(body.symbols.map(canonicalSymbol))].toSorted(),
        },
        context,
      );
      if (!requested.ok) return requested;
      const { batchId, date } = requested.value;
      return json({ batch_id: batchId, date, poll_url: `${PATH}/status` });
    },
  }),
  superuserRoute({
    method: 'get',
    path: `${PATH}/status`,
    tag: 'Administration',
    summary: 'The symbol batch that runs, or the last one',
    success: {
      status: 200,
      description: 'Its phases are all there from the start, in order, so that progress never goes back',
      body: z
        .strictObject({ session: day, batch: symbolBatchSchema.nullable() })
        .meta({ id: 'SymbolBatchStatus' }),
    },
    handle: async (_request, { symbolBatches }) => {
      const latest = await symbolBatches.latest();
      return json({
        session: symbolBatches.currentSession(),
        batch: latest === null ? null : symbolBatchView(latest),
      });
    },
  }),
  superuserRoute({
    method: 'get',
    path: `${PATH}/history`,
    tag: 'Administration',
    summary: 'Symbol batches of the last sixty sessions, newest first',
    input: { query: z.strictObject({ limit: countParameter({ atLeast: 1, atMost: 200, usually: 20 }) }) },
    success: {
      status: 200,
      description: 'Every attempt, with the symbols that failed',
      body: z.strictObject({ batches: z.array(symbolBatchSchema) }).meta({ id: 'SymbolBatches' }),
    },
    handle: async ({ query: { limit } }, { symbolBatches }) =>
      json({ batches: (await symbolBatches.history(limit)).map(symbolBatchView) }),
  }),
  superuserRoute({
    method: 'get',
    path: `${PATH}/{date}/{batchId}/events`,
    tag: 'Administration',
    summary: 'Progress of a symbol batch as server-sent events',
    description: 'The data of every event is a SymbolBatch; the name of the event is its status.',
    input: { params: z.strictObject({ date: z.iso.date(), batchId: idParameter }) },
    success: {
      status: 200,
      description: 'Ends with the batch',
      contentTypes: ['text/event-stream'],
      events: symbolBatchSchema,
    },
    refusals: ['ERR_NOT_FOUND'],
    handle: async ({ params }, { symbolBatches }) =>
      (await symbolBatches.find(params.date, params.batchId)) === null
        ? fail(refuse('ERR_NOT_FOUND'))
        : {
            ok: true,
            value: { kind: 'events', events: (signal) => symbolBatchEvents(symbolBatches, params, signal) },
          },
  }),
];
