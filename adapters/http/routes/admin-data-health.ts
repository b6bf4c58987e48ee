import { z } from 'zod';
import {
  fixOf,
  PROBLEMS,
  type ProblemKind,
  SEVERITIES,
  SUBJECTS,
} from '../../../application/data-health/problem.ts';
import { json } from '../reply.ts';
import { type Route, superuserRoute } from '../route.ts';
import { countParameter, day } from '../views/scalars.ts';

const problemKind = z.enum(Object.keys(PROBLEMS) as [ProblemKind, ...ProblemKind[]]);

const problemSchema = z
  .strictObject({
    subject: z.enum(SUBJECTS),
    id: z.string().meta({ description: 'A symbol, the id of a portfolio, the name of a read model' }),
    problem: problemKind,
    severity: z.enum(SEVERITIES),
    about: z.string(),
    detail: z.string(),
    since: day.nullable().meta({ description: 'The last date that is good' }),
    portfolios: z.int().meta({ description: 'Portfolios that hold the symbol' }),
    fix: z.strictObject({
      cli: z.string().meta({ example: 'symbol-queue retry NEWCO' }),
      api: z.string().meta({ example: 'POST /api/v1/admin/symbol-queue/NEWCO/retry' }),
    }),
  })
  .meta({ id: 'DataProblem' });

export const dataHealthSchema = z
  .strictObject({
    date: day.meta({ description: 'The session that everything should be of' }),
    healthy: z.boolean().meta({ description: 'Nothing critical matches' }),
    counts: z.strictObject({ critical: z.int(), warning: z.int(), info: z.int() }),
    problems: z.array(problemSchema),
    total: z.int(),
    limit: z.int(),
    offset: z.int(),
  })
  .meta({ id: 'DataHealth' });

export const dataHealthRoutes: readonly Route[] = [
  superuserRoute({
    method: 'get',
    path: '/api/v1/admin/data-health',
    tag: 'Administration',
    summary: 'What is wrong with the data, and the command that puts each right',
    description:
      'Freshness counts sessions: one behind is a warning, more is critical; of a fund that factors rest on, one is. ' +
      'The worst comes first, and of one severity what most portfolios hold.',
    input: {
      query: z.strictObject({
        severity: z.enum(SEVERITIES).optional(),
        subject: z.enum(SUBJECTS).optional(),
        problem: problemKind.optional(),
        id: z.string().min(1).max(100).optional(),
        limit: countParameter({ atLeast: 1, atMost: 200, usually: 50 }),
        offset: countParameter({ atLeast: 0, atMost: 1_000_000, usually: 0 }),
      }),
    },
    success: {
      status: 200,
      description: 'One page',
      body: dataHealthSchema,
    },
    handle: async ({ query: { limit, offset, ...filter } }, { dataHealth }) => {
      const { date, counts, items, total } = await dataHealth(filter, { limit, offset });
      return json({
        date,
        healthy: counts.critical === 0,
        counts,
        problems: items.map((problem) => {
          const { about, cli, api } = fixOf(problem, date);
          return { ...problem, about, fix: { cli, api } };
        }),
        total,
        limit,
        offset,
      });
    },
  }),
];
