import { z } from 'zod';
import { json } from '../reply.ts';
import { type Route, superuserRoute } from '../route.ts';
import { countParameter } from '../views/scalars.ts';
import { symbolStatusSchema, symbolStatusView } from '../views/symbol.ts';

export const adminSymbolRoutes: readonly Route[] = [
  superuserRoute({
    method: 'get',
    path: '/api/v1/admin/symbols',
    tag: 'Administration',
    summary: 'Every symbol that anybody has asked for, whatever came of it',
    description:
      'By name. Those that have never been brought in are in the queue alone; those that have had a completed day ' +
      'can be searched by more than this at `/api/v1/symbols`.',
    input: {
      query: z.strictObject({
        q: z
          .string()
          .trim()
          .min(1)
          .max(100)
          .refine((text) => !text.includes('\0'), 'No symbol or name has such a character.')
          .optional()
          .meta({ description: 'A part of the symbol or of the name', example: 'berkshire' }),
        status: symbolStatusSchema.shape.status.optional(),
        limit: countParameter({ atLeast: 1, atMost: 200, usually: 50 }),
        offset: countParameter({ atLeast: 0, atMost: 1_000_000, usually: 0 }),
      }),
    },
    success: {
      status: 200,
      description: 'One page',
      body: z
        .strictObject({
          symbols: z.array(symbolStatusSchema),
          total: z.int().nonnegative(),
          limit: z.int(),
          offset: z.int(),
        })
        .meta({ id: 'KnownSymbols' }),
    },
    handle: async ({ query: { q, status, limit, offset } }, { queries, symbolQueue }) => {
      const { items, total } = await queries.knownSymbols({ text: q, status }, { limit, offset });
      const jobs = await symbolQueue.latest(items.map(({ symbol }) => symbol));
      return json({
        symbols: items.map((row) => symbolStatusView(row, jobs.get(row.symbol))),
        total,
        limit,
        offset,
      });
    },
  }),
];
