import { z } from 'zod';
import { json } from '../reply.ts';
import { type Route, superuserRoute } from '../route.ts';
import { refreshRunSchema, refreshRunView, scheduleSchema, scheduleView } from '../views/nightly.ts';
import { countParameter, day } from '../views/scalars.ts';

const REFRESH = '/api/v1/admin/portfolio-refresh';

/** What happens by itself after the exchange has closed: the schedule of batches, and what follows from them. */
export const nightlyRoutes: readonly Route[] = [
  superuserRoute({
    method: 'get',
    path: '/api/v1/admin/schedule',
    tag: 'Administration',
    summary: 'When symbol batches run, what was missed and what is next',
    success: {
      status: 200,
      description: 'With the last ten sessions whose time has come, newest first',
      body: scheduleSchema,
    },
    handle: async (_request, { schedule }) => json(scheduleView(schedule.enabled, await schedule.status())),
  }),
  superuserRoute({
    method: 'get',
    path: '/api/v1/admin/analytics-cache',
    tag: 'Administration',
    summary: 'How often a computed figure was at hand',
    success: {
      status: 200,
      description: 'Of the process that answers, since it started',
      body: z
        .strictObject({
          hits: z.int(),
          misses: z.int(),
          shared: z.int().meta({ description: 'Waited for a figure that was being computed' }),
          hit_rate: z.number().min(0).max(1).nullable(),
          entries: z.int(),
          bytes: z.int(),
          evicted: z.int(),
        })
        .meta({ id: 'AnalyticsCache' }),
    },
    handle: async (_request, { figureCache }) => {
      const { hitRate, ...counts } = figureCache.stats();
      return json({ ...counts, hit_rate: hitRate });
    },
  }),
  superuserRoute({
    method: 'get',
    path: `${REFRESH}/status`,
    tag: 'Administration',
    summary: 'How many portfolios are behind, and the newest refresh',
    success: {
      status: 200,
      description: 'Progress while it runs, result when it has ended',
      body: z
        .strictObject({
          session: day,
          portfolios_behind: z.int().min(0),
          latest: refreshRunSchema.nullable(),
        })
        .meta({ id: 'PortfolioRefreshStatus' }),
    },
    handle: async (_request, { portfolioRefresh }) => {
      const { session, behind, latest } = await portfolioRefresh.status();
      return json({
        session,
        portfolios_behind: behind,
        latest: latest === null ? null : refreshRunView(latest),
      });
    },
  }),
  superuserRoute({
    method: 'get',
    path: `${REFRESH}/history`,
    tag: 'Administration',
    summary: 'Refreshes of the last sessions, newest first',
    input: {
      query: z.strictObject({ sessions: countParameter({ atLeast: 1, atMost: 250, usually: 30 }) }),
    },
    success: {
      status: 200,
      description: 'Every attempt, with the portfolios that failed',
      body: z.strictObject({ refreshes: z.array(refreshRunSchema) }).meta({ id: 'PortfolioRefreshes' }),
    },
    handle: async ({ query: { sessions } }, { portfolioRefresh }) =>
      json({ refreshes: (await portfolioRefresh.history(sessions)).map(refreshRunView) }),
  }),
  superuserRoute({
    method: 'post',
    path: `${REFRESH}/run`,
    tag: 'Administration',
    summary: 'Refresh every portfolio that is behind',
    description:
      'As after a symbol batch, with the prices and factors that are there. Only portfolios that lack the session are touched.',
    input: {
      body: z.strictObject({
        date: day.nullable().default(null).meta({
          description: 'Null: the most recent completed session',
          example: null,
        }),
      }),
    },
    success: {
      status: 202,
      description: 'Asked for; poll `poll_url`',
      body: z
        .strictObject({ refresh_id: z.string(), date: day, poll_url: z.string() })
        .meta({ id: 'PortfolioRefreshRequested' }),
    },
    refusals: ['ERR_BATCH_008', 'ERR_BATCH_011'],
    handle: async ({ body, context }, { portfolioRefresh }) => {
      const asked = await portfolioRefresh.request(body.date, context);
      if (!asked.ok) return asked;
      const { refreshId, date } = asked.value;
      return json({ refresh_id: refreshId, date, poll_url: `${REFRESH}/status` });
    },
  }),
];
