import { z } from 'zod';
import { symbolMetrics } from '../../../application/analytics/symbol-metrics.ts';
import { refuse } from '../../../domain/errors/refusal.ts';
import { fail } from '../../../domain/result.ts';
import { canonicalSymbol } from '../../../domain/symbol/canonical-symbol.ts';
import { json } from '../reply.ts';
import { type Route, userRoute } from '../route.ts';
import { symbolMetricsSchema, symbolMetricsView } from '../views/returns.ts';
import { symbolStatusSchema, symbolStatusView } from '../views/symbol.ts';

const params = z.strictObject({ symbol: z.string().regex(/^[A-Za-z0-9._^=-]{1,100}$/) });

export const symbolRoutes: readonly Route[] = [
  userRoute({
    method: 'get',
    path: '/api/v1/symbols/{symbol}/status',
    tag: 'Symbols',
    summary: 'What is known of a symbol',
    input: { params },
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

  userRoute({
    method: 'get',
    path: '/api/v1/symbols/{symbol}/metrics',
    tag: 'Symbols',
    summary: 'Returns, volatility and drawdown of a symbol',
    input: { params },
    success: { status: 200, description: 'As of its last session with a price', body: symbolMetricsSchema },
    handle: async (request, { queries }) => {
      const symbol = canonicalSymbol(request.params.symbol);
      const row = await queries.symbol(symbol);
      const metrics =
        row?.lastPriceDate == null ? null : await symbolMetrics(queries, symbol, row.lastPriceDate);
      return metrics === null ? fail(refuse('ERR_NOT_FOUND')) : json(symbolMetricsView(metrics));
    },
  }),
];
