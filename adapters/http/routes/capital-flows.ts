import { z } from 'zod';
import type { CapitalFlowRow, Queries } from '../../../application/ports/queries.ts';
import { newYorkClock } from '../../../domain/dates.ts';
import { refuse } from '../../../domain/errors/refusal.ts';
import { fail } from '../../../domain/result.ts';
import { json, text } from '../reply.ts';
import { portfolioRoute, type Route } from '../route.ts';
import {
  acceptedFlowSchema,
  acceptedFlowView,
  flowSchema,
  flowTotalsSchema,
  flowTotalsView,
  flowView,
  removedFlowSchema,
  statedFlow,
  statedFlowSchema,
} from '../views/capital-flow.ts';
import { day, idParameter, pageFields, pagingParameters, uuid } from '../views/scalars.ts';

const own = { parameter: 'id', foreign: 'ERR_NOT_FOUND' } as const;
const tag = 'Equity changes';
const versioned = 'portfolio';
const params = z.strictObject({ id: idParameter });
const changeParams = z.strictObject({ id: idParameter, changeId: idParameter });

const PAGE = 1000;

const allFlows = async (queries: Queries, portfolioId: string): Promise<readonly CapitalFlowRow[]> => {
  const rows: CapitalFlowRow[] = [];
  for (;;) {
    const { items, total } = await queries.capitalFlows(portfolioId, { limit: PAGE, offset: rows.length });
    rows.push(...items);
    if (items.length === 0 || rows.length >= total) return rows;
  }
};

/** Contributions and withdrawals. Literal paths stand before the one with the change's id. */
export const capitalFlowRoutes: readonly Route[] = [
  portfolioRoute(own, {
    method: 'get',
    path: '/api/v1/portfolios/{id}/equity-changes',
    tag,
    summary: 'Contributions and withdrawals',
    versioned,
    input: { params, query: z.strictObject(pagingParameters(25, 100)) },
    success: {
      status: 200,
      description: 'A page of them, newest first',
      body: z
        .strictObject({ equity_changes: z.array(flowSchema), ...pageFields })
        .meta({ id: 'EquityChangePage' }),
    },
    handle: async ({ portfolioId, query }, { queries }) => {
      const { items, total } = await queries.capitalFlows(portfolioId, query);
      return json({ equity_changes: items.map((row) => flowView(portfolioId, row)), total, ...query });
    },
  }),
  portfolioRoute(own, {
    method: 'post',
    path: '/api/v1/portfolios/{id}/equity-changes',
    tag,
    summary: 'Record a contribution or a withdrawal',
    description:
      'Also a back-dated one. Up to the day the equity was stated it is inside the stated equity, and moves the history ' +
      'before its date; later it moves equity from its date on. A calculation follows by itself and restates what moved.',
    versioned,
    input: { params, body: statedFlowSchema },
    success: { status: 201, description: 'Recorded', body: acceptedFlowSchema },
    refusals: ['EQUITY_001', 'EQUITY_002', 'EQUITY_003', 'EQUITY_004', 'EQUITY_009', 'ERR_PORT_014'],
    handle: async ({ user, portfolioId, body, context }, { application }) => {
      const recorded = await application.recordCapitalFlow(
        user.userId,
        { portfolioId, ...statedFlow(body) },
        context,
      );
      if (!recorded.ok) return recorded;
      const { value, position, revision } = recorded.value;
      return json(acceptedFlowView(portfolioId, value, 'The equity change was recorded.'), {
        position,
        revision,
      });
    },
  }),
  portfolioRoute(own, {
    method: 'get',
    path: '/api/v1/portfolios/{id}/equity-changes/summary',
    tag,
    summary: 'Totals of contributions and withdrawals',
    versioned,
    input: { params },
    success: {
      status: 200,
      description: 'Of all, and of those dated in the last 30 and 90 days',
      body: z
        .strictObject({
          portfolio_id: uuid,
          as_of: day,
          total: flowTotalsSchema,
          last_30_days: flowTotalsSchema,
          last_90_days: flowTotalsSchema,
        })
        .meta({ id: 'EquityChangeSummary' }),
    },
    handle: async ({ portfolioId }, { queries, clock }) => {
      const today = newYorkClock(clock()).date;
      const { total, last30Days, last90Days } = await queries.capitalFlowSummary(portfolioId, today);
      return json({
        portfolio_id: portfolioId,
        as_of: today,
        total: flowTotalsView(total),
        last_30_days: flowTotalsView(last30Days),
        last_90_days: flowTotalsView(last90Days),
      });
    },
  }),
  portfolioRoute(own, {
    method: 'get',
    path: '/api/v1/portfolios/{id}/equity-changes/export',
    impersonated: 'never',
    tag,
    summary: 'All contributions and withdrawals as a file',
    input: {
      params,
      query: z.strictObject({ format: z.string().max(100).default('csv').meta({ example: 'csv' }) }),
    },
    success: { status: 200, description: 'Newest first', contentTypes: ['text/csv'] },
    refusals: ['EQUITY_010'],
    handle: async ({ portfolioId, query }, { queries, writeCapitalFlowsCsv }) => {
      if (query.format.toLowerCase() !== 'csv') return fail(refuse('EQUITY_010'));
      return text('text/csv; charset=utf-8', writeCapitalFlowsCsv(await allFlows(queries, portfolioId)), {
        'Content-Disposition': `attachment; filename=equity_changes_${portfolioId}.csv`,
      });
    },
  }),
  portfolioRoute(own, {
    method: 'get',
    path: '/api/v1/portfolios/{id}/equity-changes/{changeId}',
    tag,
    summary: 'One contribution or withdrawal',
    versioned,
    input: { params: changeParams },
    success: { status: 200, description: 'As it stands', body: flowSchema },
    refusals: ['EQUITY_008'],
    handle: async ({ portfolioId, params: { changeId } }, { queries }) => {
      const flow = await queries.capitalFlow(portfolioId, changeId);
      return flow === null ? fail(refuse('EQUITY_008')) : json(flowView(portfolioId, flow));
    },
  }),
  portfolioRoute(own, {
    method: 'put',
    path: '/api/v1/portfolios/{id}/equity-changes/{changeId}',
    tag,
    summary: 'Correct a contribution or a withdrawal',
    description:
      'Within 7 days of its recording. States the whole change anew; the same again changes nothing. A calculation ' +
      'follows by itself.',
    versioned,
    input: { params: changeParams, body: statedFlowSchema },
    success: { status: 200, description: 'Corrected', body: acceptedFlowSchema },
    refusals: [
      'EQUITY_001',
      'EQUITY_002',
      'EQUITY_003',
      'EQUITY_004',
      'EQUITY_006',
      'EQUITY_008',
      'EQUITY_009',
      'ERR_PORT_014',
    ],
    handle: async ({ user, portfolioId, params: { changeId }, body, context }, { application }) => {
      const corrected = await application.correctCapitalFlow(
        user.userId,
        { portfolioId, flowId: changeId, ...statedFlow(body) },
        context,
      );
      if (!corrected.ok) return corrected;
      const { value, position, revision } = corrected.value;
      return json(acceptedFlowView(portfolioId, value, 'The equity change was corrected.'), {
        position,
        revision,
      });
    },
  }),
  portfolioRoute(own, {
    method: 'delete',
    path: '/api/v1/portfolios/{id}/equity-changes/{changeId}',
    tag,
    summary: 'Remove a contribution or a withdrawal',
    description:
      'Within 30 days of its recording. Its events stay in the log. A calculation follows by itself.',
    versioned,
    input: { params: changeParams },
    success: { status: 200, description: 'Removed', body: removedFlowSchema },
    refusals: ['EQUITY_004', 'EQUITY_007', 'EQUITY_008', 'EQUITY_009', 'ERR_PORT_014'],
    handle: async ({ user, portfolioId, params: { changeId }, context }, { application }) => {
      const removed = await application.removeCapitalFlow(
        user.userId,
        { portfolioId, flowId: changeId },
        context,
      );
      if (!removed.ok) return removed;
      const { value, position, revision } = removed.value;
      return json(
        {
          portfolio_id: portfolioId,
          change_id: changeId,
          batch_run_id: value.runId,
          message: 'The equity change was removed.',
        },
        { position, revision },
      );
    },
  }),
];
