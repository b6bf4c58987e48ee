import { z } from 'zod';
import { queueIsFull } from '../../../application/onboarding/room.ts';
import { JOB_STATUSES, MAX_PENDING_JOBS } from '../../../application/ports/symbol-queue.ts';
import { refuse } from '../../../domain/errors/refusal.ts';
import { fail } from '../../../domain/result.ts';
import { canonicalSymbol } from '../../../domain/symbol/canonical-symbol.ts';
import { json } from '../reply.ts';
import { type Route, superuserRoute } from '../route.ts';
import { countParameter } from '../views/scalars.ts';
import { symbolParameter } from '../views/symbol.ts';
import { symbolJobSchema, symbolJobView } from '../views/symbol-job.ts';

const params = z.strictObject({ symbol: symbolParameter });

export const symbolQueueRoutes: readonly Route[] = [
  superuserRoute({
    method: 'get',
    path: '/api/v1/admin/symbol-queue',
    tag: 'Administration',
    summary: 'Symbols that are being looked up, and what became of them',
    description: 'Open ones first, in the order in which they are taken; then the newest.',
    input: {
      query: z.strictObject({
        status: z.enum(JOB_STATUSES).optional(),
        limit: countParameter({ atLeast: 1, atMost: 200, usually: 50 }),
        offset: countParameter({ atLeast: 0, atMost: 1_000_000, usually: 0 }),
      }),
    },
    success: {
      status: 200,
      description: 'One page',
      body: z
        .strictObject({
          jobs: z.array(symbolJobSchema),
          total: z.int().nonnegative(),
          limit: z.int(),
          offset: z.int(),
          pending: z.int().nonnegative(),
          pending_limit: z.int(),
        })
        .meta({ id: 'SymbolQueue' }),
    },
    handle: async ({ query: { status, limit, offset } }, { symbolQueue }) => {
      const [page, pending] = await Promise.all([
        symbolQueue.list({ status }, { limit, offset }),
        symbolQueue.pending(),
      ]);
      const { items, total } = page;
      return json({
        jobs: items.map(symbolJobView),
        total,
        limit,
        offset,
        pending,
        pending_limit: MAX_PENDING_JOBS,
      });
    },
  }),
  superuserRoute({
    method: 'post',
    path: '/api/v1/admin/symbol-queue/{symbol}/retry',
    tag: 'Administration',
    summary: 'Look a symbol up, again or for the first time',
    description:
      'What waits for another attempt is tried at once. Portfolios that lack it are calculated when it is in.',
    input: { params },
    success: { status: 202, description: 'In the queue', body: symbolJobSchema },
    refusals: ['ERR_NOT_FOUND', 'ERR_SYMBOL_002'],
    handle: async ({ params, user }, { symbolQueue }) => {
      const symbol = canonicalSymbol(params.symbol);
      const asked = { priority: 'high', requestedBy: user.userId } as const;
      const { refused } = await symbolQueue.enqueue([symbol], asked);
      if (refused.length > 0) return fail(queueIsFull(refused));
      const job = (await symbolQueue.latest([symbol])).get(symbol);
      return job === undefined ? fail(refuse('ERR_NOT_FOUND')) : json(symbolJobView(job), { status: 202 });
    },
  }),
  superuserRoute({
    method: 'post',
    path: '/api/v1/admin/symbol-queue/{symbol}/give-up',
    tag: 'Administration',
    summary: 'Stop looking for a symbol',
    description: 'Portfolios that wait for it go on without it, at once.',
    input: {
      params,
      body: z.strictObject({
        reason: z.string().trim().min(3).max(1000).meta({ example: 'A typing error of the broker' }),
      }),
    },
    success: { status: 200, description: 'Ended', body: symbolJobSchema },
    refusals: ['ERR_SYMBOL_003'],
    handle: async ({ params, body, user }, { symbolQueue }) => {
      const job = await symbolQueue.giveUp(
        canonicalSymbol(params.symbol),
        `${body.reason} (by ${user.userId})`,
      );
      return job === null ? fail(refuse('ERR_SYMBOL_003')) : json(symbolJobView(job));
    },
  }),
];
