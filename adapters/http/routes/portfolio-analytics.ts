import { z } from 'zod';
import { loadBook } from '../../../application/analytics/book.ts';
import { riskMetrics } from '../../../application/analytics/risk-metrics.ts';
import { json } from '../reply.ts';
import { portfolioRoute, type Route } from '../route.ts';
import { riskMetricsSchema, riskMetricsView } from '../views/analytics/risk-metrics.ts';
import { idParameter, notAvailable, rateParameter, unavailable } from '../views/scalars.ts';

const own = { parameter: 'id', foreign: 'ERR_NOT_FOUND' } as const;
const params = z.strictObject({ id: idParameter });

/** Figures that are computed when they are read, from what is in the read models. */
export const portfolioAnalyticsRoutes: readonly Route[] = [
  portfolioRoute(own, {
    method: 'get',
    path: '/api/v1/analytics/portfolio/{id}/risk-metrics',
    tag: 'Analytics',
    summary: 'Sharpe, Sortino, drawdown, value at risk and expected shortfall',
    input: { params, query: z.strictObject({ risk_free_rate: rateParameter }) },
    success: {
      status: 200,
      description: 'Of the constant-weight returns of what is held, and of the recorded daily returns',
      body: z.union([riskMetricsSchema, unavailable]),
    },
    handle: async ({ portfolioId, query }, { queries }) => {
      const book = await loadBook(queries, portfolioId);
      if (book === null) return json(notAvailable(portfolioId, 'NO_SNAPSHOT'));
      const statistics = await riskMetrics(queries, portfolioId, book, query.risk_free_rate);
      return json(riskMetricsView(portfolioId, book, query.risk_free_rate, statistics));
    },
  }),
];
