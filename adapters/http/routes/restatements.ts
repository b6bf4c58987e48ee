import { z } from 'zod';
import {
  type OrderedRestatement,
  portfoliosIn,
  type RestatementScope,
} from '../../../application/restatement/order-restatement.ts';
import type { RestatementPlan, RestatementTerms } from '../../../application/restatement/plan-restatement.ts';
import { type Refusal, refuse } from '../../../domain/errors/refusal.ts';
import { fail } from '../../../domain/result.ts';
import { parseSnapshotsCsv, type SnapshotRecord } from '../../csv/parse-snapshots-csv.ts';
import { FILE_FIELD } from '../body/read-upload.ts';
import { json } from '../reply.ts';
import { type FileReader, type Route, superuserRoute, superuserUploadRoute } from '../route.ts';
import type { RouteServices } from '../services.ts';
import {
  importedTableSchema,
  importedTableView,
  planView,
  refusedView,
  restatementAnswer,
  restatementInput,
  restatementRunSchema,
  restatementRunView,
  restatementSchema,
  restatementView,
} from '../views/restatement.ts';
import { countParameter, idParameter } from '../views/scalars.ts';

const PATH = '/api/v1/admin/restatements';
const TAG = 'Administration';

type Body = z.output<typeof restatementInput>;

const scopeOf = ({ portfolio_id, user_id }: Body): RestatementScope => {
  if (portfolio_id !== undefined) return { kind: 'portfolio', portfolioId: portfolio_id };
  return user_id === undefined ? { kind: 'all' } : { kind: 'user', userId: user_id };
};

/** The schema lets nothing through that has neither. */
const termsOf = ({ from, anchor, reason }: Body): RestatementTerms => {
  if (from !== undefined && anchor === undefined) return { from, anchor: null, reason };
  return { from: from ?? null, anchor: anchor ?? 'last_good', reason };
};

type Answer = z.input<typeof restatementAnswer>;

const planned = (
  plans: readonly RestatementPlan[],
  refused: OrderedRestatement['refused'],
  nextAfter: string | null,
): Answer => ({
  dry_run: true,
  restatement_id: null,
  portfolios: plans.length,
  plans: plans.map(planView),
  refused: refusedView(refused),
  next_after: nextAfter,
});

/** As many portfolios as the caller wants in one answer, each whole. */
const planMany = async (
  scope: RestatementScope,
  body: Body,
  { queries, restatement }: RouteServices,
): Promise<Answer> => {
  const plans: RestatementPlan[] = [];
  const refused: { readonly portfolioId: string; readonly refusal: Refusal }[] = [];
  let last: string | null = null;
  for await (const portfolioId of portfoliosIn(queries, scope, body.after ?? null)) {
    if (plans.length + refused.length === body.limit) return planned(plans, refused, last);
    const plan = await restatement.plan(portfolioId, termsOf(body));
    if (plan.ok) plans.push(plan.value);
    else refused.push({ portfolioId, refusal: plan.error });
    last = portfolioId;
  }
  return planned(plans, refused, null);
};

const tableFile: FileReader<readonly SnapshotRecord[]> = {
  form: z
    .strictObject({
      [FILE_FIELD]: z
        .string()
        .meta({ format: 'binary', description: 'Columns as the earlier system named them' }),
    })
    .meta({ id: 'SnapshotTableForm' }),
  read: ({ bytes }) => parseSnapshotsCsv(bytes),
};

const paging = z.strictObject({
  limit: countParameter({ atLeast: 1, atMost: 100, usually: 50 }),
  offset: countParameter({ atLeast: 0, atMost: 1_000_000, usually: 0 }),
});

export const restatementRoutes: readonly Route[] = [
  superuserRoute({
    method: 'post',
    path: PATH,
    tag: TAG,
    summary: 'Restate a portfolio, a user’s portfolios or all',
    description:
      'Values dates anew with today’s engine and the facts known now. A dry run (the default) says what each date was, ' +
      'would be, and why; the same with `dry_run` false asks for a run of each portfolio, which records every change ' +
      'as an event with before, after and why. Dates before `from` are left as they are.',
    input: { body: restatementInput },
    success: { status: 200, description: 'The plans, or the order', body: restatementAnswer },
    refusals: ['ERR_NOT_FOUND', 'ERR_RESTATE_001'],
    handle: async ({ body, context }, services) => {
      const scope = scopeOf(body);
      if (body.dry_run && scope.kind === 'portfolio') {
        const plan = await services.restatement.plan(scope.portfolioId, termsOf(body));
        return plan.ok ? json(planned([plan.value], [], null)) : plan;
      }
      if (body.dry_run) return json(await planMany(scope, body, services));
      const ordered = await services.restatement.order(scope, termsOf(body), context);
      const [refused] = ordered.refused;
      if (scope.kind === 'portfolio' && refused !== undefined) return fail(refused.refusal);
      return json(
        {
          dry_run: false,
          restatement_id: ordered.restatementId,
          portfolios: ordered.portfolios,
          plans: [],
          refused: refusedView(ordered.refused),
          next_after: null,
        },
        { position: ordered.position },
      );
    },
  }),

  superuserRoute({
    method: 'get',
    path: PATH,
    tag: TAG,
    summary: 'Restatements that were ordered',
    input: { query: paging },
    success: {
      status: 200,
      description: 'Newest first',
      body: z
        .strictObject({ restatements: z.array(restatementSchema), total: z.int() })
        .meta({ id: 'Restatements' }),
    },
    handle: async ({ query }, { queries }) => {
      const { items, total } = await queries.restatements(query);
      return json({ restatements: items.map(restatementView), total });
    },
  }),

  superuserRoute({
    method: 'get',
    path: `${PATH}/{restatementId}`,
    tag: TAG,
    summary: 'The runs of a restatement',
    input: { params: z.strictObject({ restatementId: idParameter }), query: paging },
    success: {
      status: 200,
      description: 'By portfolio; what each date was before stands in the events of the portfolio',
      body: z
        .strictObject({ runs: z.array(restatementRunSchema), total: z.int() })
        .meta({ id: 'RestatementRuns' }),
    },
    refusals: ['ERR_NOT_FOUND'],
    handle: async ({ params, query }, { queries }) => {
      const { items, total } = await queries.restatementRuns(params.restatementId, query);
      return total === 0
        ? fail(refuse('ERR_NOT_FOUND'))
        : json({ runs: items.map(restatementRunView), total });
    },
  }),

  superuserUploadRoute(tableFile, {
    method: 'post',
    path: '/api/v1/admin/portfolios/{portfolioId}/snapshots',
    tag: TAG,
    summary: 'Import the snapshots that an earlier system kept',
    description:
      'A CSV with the columns snapshot_date and equity_balance, and any of daily_pnl, daily_realized_pnl, ' +
      'daily_capital_flow, cumulative_pnl, cumulative_realized_pnl, unrealized_pnl, long_value, short_value, cash_value, ' +
      'num_positions, num_long_positions and num_short_positions. The dates are kept as they were shown until they are ' +
      'restated. The answer names the dates on which the equity does not follow from the date before.',
    input: { params: z.strictObject({ portfolioId: idParameter }) },
    success: { status: 201, description: 'Imported', body: importedTableSchema },
    refusals: [
      'ERR_NOT_FOUND',
      'ERR_PORT_007',
      'ERR_CSV_001',
      'ERR_CSV_005',
      'ERR_CSV_006',
      'ERR_CSV_008',
      'ERR_SNAPSHOT_001',
      'ERR_SNAPSHOT_002',
    ],
    handle: async ({ params, upload, context }, { restatement }) => {
      if (upload?.file == null) return fail(refuse('ERR_PORT_007'));
      const { outcome } = upload.file;
      if (!outcome.ok) return outcome;
      const imported = await restatement.importSnapshots(params.portfolioId, outcome.value, context);
      return imported.ok
        ? json(importedTableView(imported.value), { position: imported.value.position })
        : imported;
    },
  }),
];
