import { z } from 'zod';
import { refuse } from '../../../domain/errors/refusal.ts';
import { fail } from '../../../domain/result.ts';
import { canonicalSymbol } from '../../../domain/symbol/canonical-symbol.ts';
import { json } from '../reply.ts';
import { type Route, userRoute } from '../route.ts';
import { symbolStatusSchema, symbolStatusView } from '../views/symbol.ts';

export const symbolRoutes: readonly Route[] = [
  userRoute({
    method: 'get',
    path: '/api/v1/symbols/{symbol}/status',
    tag: 'Symbols',
    summary: 'What is known of a symbol',
    input: { params: z.strictObject({ symbol: z.string().regex(/^[A-Za-z0-9._^=-]{1,100}$/) }) },
    success: {
      status: 200,
      description: 'Prices, factors and profile: how far they reach',
      body: symbolStatusSchema,
    },
    handle: async ({ params }, { queries }) => {
      const symbol = await queries.symbol(canonicalSymbol(params.symbol));
      return symbol === null ? fail(refuse('ERR_NOT_FOUND')) : json(symbolStatusView(symbol));
    },
  }),
];
