import { z } from 'zod';
import { refuse } from '../../../domain/errors/refusal.ts';
import { fail } from '../../../domain/result.ts';
import { json } from '../reply.ts';
import { portfolioRoute, type Route } from '../route.ts';
import { batchStatusSchema, batchStatusView } from '../views/run.ts';
import { day, flagParameter, idParameter, uuid } from '../views/scalars.ts';

/** Clients rely on 403 for somebody else's portfolio here; everywhere else it is 404. */
const own = { parameter: 'id', foreign: 'ERR_AUTH_003' } as const;

const calculateAt = (path: string, hidden: boolean): Route =>
  portfolioRoute(own, {
    method: 'post',
    path,
    tag: 'Calculations',
    summary: 'Request a calculation',
    description:
      'Values the portfolio up to the most recent completed session and analyses its risk. `force` asks the data ' +
      'provider again also for what is current.',
    ...(hidden ? { hidden: true as const } : {}),
    input: {
      params: z.strictObject({ id: idParameter }),
      query: z.strictObject({ force: flagParameter }),
    },
    success: {
      status: 202,
      description: 'Requested; poll `poll_url`',
      body: z
        .strictObject({
          portfolio_id: uuid,
          batch_run_id: uuid,
          status: z.literal('started'),
          calculation_date: day,
          symbols: z.int().meta({ description: 'Symbols whose market price the portfolio needs' }),
          message: z.string(),
          poll_url: z.string(),
          status_url: z.string(),
          events_url: z.string(),
        })
        .meta({ id: 'StartedCalculation' }),
    },
    refusals: ['ERR_AUTH_003', 'ERR_BATCH_005', 'ERR_BATCH_006', 'ERR_SYMBOL_002'],
    handle: async ({ user, portfolioId, query, context }, { application }) => {
      const requested = await application.calculate(
        user.userId,
        { portfolioId, force: query.force },
        context,
      );
      if (!requested.ok) return requested;
      const { value, position } = requested.value;
      return json(
        {
          portfolio_id: portfolioId,
          batch_run_id: value.runId,
          status: 'started' as const,
          calculation_date: value.calculationDate,
          symbols: value.symbols,
          message: `The calculation for ${value.calculationDate} has been requested.`,
          poll_url: `/api/v1/portfolios/${portfolioId}/batch-status/${value.runId}`,
          status_url: `/api/v1/onboarding/status/${portfolioId}`,
          events_url: `/api/v1/onboarding/status/${portfolioId}/events`,
        },
        { position },
      );
    },
  });

export const calculationRoutes: readonly Route[] = [
  calculateAt('/api/v1/portfolios/{id}/calculate', false),
  calculateAt('/api/v1/portfolio/{id}/calculate', true),
  portfolioRoute(own, {
    method: 'get',
    path: '/api/v1/portfolios/{id}/batch-status/{runId}',
    tag: 'Calculations',
    summary: 'State of one calculation',
    input: { params: z.strictObject({ id: idParameter, runId: idParameter }) },
    success: { status: 200, description: 'Kept also after it has ended', body: batchStatusSchema },
    refusals: ['ERR_AUTH_003'],
    handle: async ({ portfolioId, params: { runId } }, { queries, clock }) => {
      const run = await queries.run(runId);
      return run === null || run.portfolioId !== portfolioId
        ? fail(refuse('ERR_NOT_FOUND', { message: 'There is no such calculation.' }))
        : json(batchStatusView(run, clock()));
    },
  }),
];
