import { z } from 'zod';
import { portfolioReturns } from '../../../application/analytics/portfolio-returns.ts';
import { json } from '../reply.ts';
import { portfolioRoute, type Route } from '../route.ts';
import { portfolioReturnsSchema, portfolioReturnsView } from '../views/returns.ts';
import { idParameter, notAvailable, unavailable } from '../views/scalars.ts';

export const returnRoutes: readonly Route[] = [
  portfolioRoute(
    { parameter: 'id', foreign: 'ERR_NOT_FOUND' },
    {
      method: 'get',
      path: '/api/v1/analytics/portfolio/{id}/returns',
      tag: 'Analytics',
      summary: 'Time-weighted returns',
      input: { params: z.strictObject({ id: idParameter }) },
      success: {
        status: 200,
        description: 'Over the usual periods, and since the first snapshot',
        body: z.union([portfolioReturnsSchema, unavailable]),
      },
      handle: async ({ portfolioId }, { queries }) => {
        const found = await portfolioReturns(queries, portfolioId);
        return json(
          found === null
            ? notAvailable(portfolioId, 'NO_SNAPSHOT')
            : portfolioReturnsView(portfolioId, found),
        );
      },
    },
  ),
];
