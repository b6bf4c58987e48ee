import { z } from 'zod';
import { loadBook } from '../../../application/analytics/book.ts';
import { whatIf } from '../../../application/analytics/what-if.ts';
import { type ErrorCode, errorCodes } from '../../../domain/errors/catalogue.ts';
import { FACTOR_IDS } from '../../../domain/risk/factors.ts';
import { json } from '../reply.ts';
import { portfolioRoute, type Route, userRoute } from '../route.ts';
import type { Definitions } from '../services.ts';
import {
  aggregateFields,
  aggregateNotAvailable,
  aggregateUnavailable,
  aggregateView,
  computedFields,
  computedView,
} from '../views/analytics/origin.ts';
import {
  whatIfBody,
  whatIfFields,
  whatIfInput,
  whatIfRequest,
  whatIfResultFields,
} from '../views/analytics/what-if.ts';
import { idParameter, notAvailable, unavailable, uuid } from '../views/scalars.ts';
import { ownAggregate } from './figure.ts';

const own = { parameter: 'id', foreign: 'ERR_NOT_FOUND' } as const;
const refusals: readonly ErrorCode[] = errorCodes.filter((code) => code.startsWith('ERR_POS_'));
const about = {
  method: 'post',
  impersonated: 'read',
  travels: true,
  tag: 'Analytics',
  description:
    'Other quantities, positions that are not held, scenarios of one’s own: computed by the formulas of a calculation and answered, and nothing is stored. Every error of every entry comes in `details.errors`; `row` counts the changes and then the additions.',
} as const;
const description = 'Values, factors, volatility and stress results before and after, and the difference';

const active = ({ scenarios }: Definitions) => scenarios.filter((scenario) => scenario.active);

/** What a portfolio, or all of them, would be: a question that is posted because it is long. */
export const whatIfRoutes: readonly Route[] = [
  portfolioRoute(own, {
    ...about,
    path: '/api/v1/analytics/portfolio/{id}/what-if',
    summary: 'What the portfolio would be with other positions',
    input: { params: z.strictObject({ id: idParameter }), body: whatIfInput },
    success: {
      status: 200,
      description,
      body: z.union([
        z.strictObject({ ...computedFields, ...whatIfResultFields }).meta({ id: 'WhatIf' }),
        unavailable,
      ]),
    },
    refusals,
    handle: async ({ portfolioId, body }, { queries, definitions }) => {
      const book = await loadBook(queries, portfolioId);
      if (book === null) return json(notAvailable(portfolioId, 'NO_SNAPSHOT'));
      const found = await whatIf(queries, book, whatIfRequest(body, active(definitions)));
      if (!found.ok) return found;
      const { simulated, ...result } = found.value;
      const explained = ['equity_balance', 'net_market_value', 'gross_exposure', ...FACTOR_IDS];
      return json({
        ...computedView(portfolioId, { ...book, simulated }, explained),
        ...whatIfBody(result, book.equity),
      });
    },
  }),
  userRoute({
    ...about,
    path: '/api/v1/analytics/aggregate/what-if',
    summary: 'What all portfolios together would be with other positions',
    input: {
      body: z
        .strictObject({
          ...whatIfFields,
          portfolio_ids: z.array(uuid.toLowerCase()).min(1).max(200).optional().meta({
            description: 'Only these portfolios; all of them without it',
          }),
        })
        .meta({ id: 'AggregateWhatIfRequest' }),
    },
    success: {
      status: 200,
      description,
      body: z.union([
        z.strictObject({ ...aggregateFields, ...whatIfResultFields }).meta({ id: 'AggregateWhatIf' }),
        aggregateUnavailable,
      ]),
    },
    refusals: ['ERR_NOT_FOUND', ...refusals],
    handle: async ({ user, body: { portfolio_ids: asked, ...body } }, services) => {
      const owned = await ownAggregate(services, user, asked ?? null);
      if (!owned.ok) return owned;
      const aggregate = owned.value;
      if (aggregate === null) return json(aggregateNotAvailable('NO_SNAPSHOT'));
      const request = whatIfRequest(body, active(services.definitions));
      const found = await whatIf(services.queries, aggregate.book, request);
      if (!found.ok) return found;
      const { simulated, ...result } = found.value;
      return json({
        ...aggregateView({ ...aggregate, book: { ...aggregate.book, simulated } }),
        ...whatIfBody(result, aggregate.book.equity),
      });
    },
  }),
];
