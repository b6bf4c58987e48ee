import { z } from 'zod';
import { readTarget, readTargets } from '../../../application/targets/read-targets.ts';
import type { ErrorCode } from '../../../domain/errors/catalogue.ts';
import { refuse } from '../../../domain/errors/refusal.ts';
import { limits } from '../../../domain/limits.ts';
import { fail } from '../../../domain/result.ts';
import { collectTargets, refuseTarget } from '../../../domain/targets/collect-targets.ts';
import { parseTarget } from '../../../domain/targets/parse-target.ts';
import { type NewTarget, targetIdOf } from '../../../domain/targets/target-price.ts';
import { json, text } from '../reply.ts';
import {
  type FileReader,
  type Ownership,
  type PortfolioRequest,
  portfolioRoute,
  portfolioUploadRoute,
  type Route,
} from '../route.ts';
import type { RouteServices } from '../services.ts';
import { idParameter, notAvailable, unavailable, uuid } from '../views/scalars.ts';
import {
  targetInput,
  targetSchema,
  targetSummarySchema,
  targetSummaryView,
  targetsForm,
  targetTextOf,
  targetView,
} from '../views/target.ts';

const PATH = '/api/v1/target-prices';

const own = { parameter: 'portfolioId', foreign: 'ERR_NOT_FOUND' } as const;
const params = z.strictObject({ portfolioId: idParameter });
const versioned = 'targets';

/** The target's portfolio is whose owner may. */
const ofTarget: Ownership = {
  parameter: 'targetId',
  foreign: 'ERR_NOT_FOUND',
  portfolioOf: async (queries, targetId) => (await queries.targetPrice(targetId))?.portfolioId ?? null,
};
const targetParams = z.strictObject({ targetId: idParameter });

/** What can be wrong with the prices of a target. */
const FAULTS: readonly ErrorCode[] = [
  'ERR_TARGET_001',
  'ERR_TARGET_002',
  'ERR_TARGET_003',
  'ERR_TARGET_004',
  'ERR_TARGET_005',
  'ERR_TARGET_006',
  'ERR_TARGET_007',
  'ERR_TARGET_008',
];

const setTargetAt = (path: string, hidden: boolean): Route =>
  portfolioRoute(path.includes('{id}') ? { ...own, parameter: 'id' } : own, {
    method: 'post',
    path,
    tag: 'Target prices',
    summary: 'Set the target prices of one symbol and position type',
    description:
      'Replaces the target of the same symbol and position type. The target of an option (LC, LP, SC, SP) is for its ' +
      'premium and names the contract. Nothing is calculated and no snapshot is made. Prices are per share as it is ' +
      'on the day; a split does not restate them.',
    ...(hidden ? { hidden: true as const } : {}),
    versioned,
    input: {
      params: path.includes('{id}') ? z.strictObject({ id: idParameter }) : params,
      body: targetInput,
    },
    success: {
      status: 200,
      description: 'Set',
      body: z
        .strictObject({
          portfolio_id: uuid,
          target_id: uuid,
          symbol: z.string(),
          position_type: z.string(),
          changed: z.boolean().meta({ description: 'False when it was set like this already' }),
          message: z.string(),
        })
        .meta({ id: 'SetTargetPrice' }),
    },
    refusals: [...FAULTS, 'ERR_TARGET_011'],
    handle: async ({ user, portfolioId, body, context }, { application }) => {
      const written = targetTextOf(body);
      const parsed = parseTarget(written);
      if (!parsed.ok) return fail(refuseTarget(written, parsed.error));
      const target = parsed.value;
      const set = await application.setTargetPrices(user.userId, { portfolioId, targets: [target] }, context);
      if (!set.ok) return set;
      const changed = set.value.value.changed > 0;
      return json(
        {
          portfolio_id: portfolioId,
          target_id: targetIdOf(portfolioId, target),
          symbol: target.symbol,
          position_type: target.positionType,
          changed,
          message: changed ? 'The target prices were set.' : 'The target prices were like this already.',
        },
        { position: set.value.position, revision: set.value.revision },
      );
    },
  });

const setAllSchema = z
  .strictObject({
    portfolio_id: uuid,
    targets_set: z.int(),
    targets_changed: z.int(),
    targets: z.array(z.strictObject({ target_id: uuid, symbol: z.string(), position_type: z.string() })),
    message: z.string(),
  })
  .meta({ id: 'SetTargetPrices' });

const setAll = async (
  { user, portfolioId, context }: Pick<PortfolioRequest, 'user' | 'portfolioId' | 'context'>,
  targets: readonly NewTarget[],
  { application }: RouteServices,
) => {
  const set = await application.setTargetPrices(user.userId, { portfolioId, targets }, context);
  if (!set.ok) return set;
  const { changed } = set.value.value;
  return json(
    {
      portfolio_id: portfolioId,
      targets_set: targets.length,
      targets_changed: changed,
      targets: targets.map((target) => ({
        target_id: targetIdOf(portfolioId, target),
        symbol: target.symbol,
        position_type: target.positionType,
      })),
      message: `${targets.length} targets were set, ${changed} of them otherwise than before.`,
    },
    { position: set.value.position, revision: set.value.revision },
  );
};

const targetsFile: FileReader<readonly NewTarget[]> = {
  form: targetsForm,
  read: ({ name, bytes }, _fields, { parseTargets }) => parseTargets(bytes, { fileName: name }),
};

export const targetPriceRoutes: readonly Route[] = [
  portfolioRoute(ofTarget, {
    method: 'get',
    path: `${PATH}/target/{targetId}`,
    tag: 'Target prices',
    summary: 'One target',
    versioned,
    input: { params: targetParams },
    success: { status: 200, description: 'The target', body: targetSchema },
    handle: async ({ params: { targetId } }, services) => {
      const target = await readTarget(services, targetId);
      return target === null ? fail(refuse('ERR_NOT_FOUND')) : json(targetView(target, target.asOf));
    },
  }),
  portfolioRoute(ofTarget, {
    method: 'delete',
    path: `${PATH}/target/{targetId}`,
    tag: 'Target prices',
    summary: 'Remove a target',
    versioned,
    input: { params: targetParams },
    success: {
      status: 200,
      description: 'Removed',
      body: z
        .strictObject({ portfolio_id: uuid, target_id: uuid, message: z.string() })
        .meta({ id: 'RemovedTargetPrice' }),
    },
    handle: async ({ user, portfolioId, params: { targetId }, context }, { application }) => {
      const removed = await application.removeTargetPrice(user.userId, { portfolioId, targetId }, context);
      if (!removed.ok) return removed;
      return json(
        { portfolio_id: portfolioId, target_id: targetId, message: 'The target was removed.' },
        { position: removed.value.position, revision: removed.value.revision },
      );
    },
  }),

  setTargetAt(`${PATH}/{portfolioId}`, false),
  setTargetAt('/api/v1/portfolios/{id}/target-prices', true),
  setTargetAt('/api/v1/portfolio/{id}/target-prices', true),

  portfolioRoute(own, {
    method: 'get',
    path: `${PATH}/{portfolioId}`,
    tag: 'Target prices',
    summary: 'All targets of a portfolio, with their returns',
    description:
      'By symbol and position type. A target that is about nothing held says so: one typed LONG does not match a SHORT.',
    versioned,
    input: { params },
    success: {
      status: 200,
      description: 'At most 1,000',
      body: z
        .strictObject({ portfolio_id: uuid, targets: z.array(targetSchema), total: z.int() })
        .meta({ id: 'TargetPrices' }),
    },
    handle: async ({ portfolioId }, services) => {
      const { asOf, targets } = await readTargets(services, portfolioId);
      return json({
        portfolio_id: portfolioId,
        targets: targets.map((target) => targetView(target, asOf)),
        total: targets.length,
      });
    },
  }),
  portfolioRoute(own, {
    method: 'get',
    path: `${PATH}/{portfolioId}/summary`,
    tag: 'Target prices',
    summary: 'What all targets together say of the portfolio',
    input: { params },
    success: {
      status: 200,
      description: 'As of the latest snapshot, or why there is none yet',
      body: z.union([targetSummarySchema, unavailable]),
    },
    handle: async ({ portfolioId }, services) => {
      const { snapshot, ...about } = await readTargets(services, portfolioId);
      return snapshot === null
        ? json(notAvailable(portfolioId, 'NO_SNAPSHOT'))
        : json(targetSummaryView(portfolioId, { ...about, snapshot }));
    },
  }),
  portfolioRoute(own, {
    method: 'get',
    path: `${PATH}/{portfolioId}/export`,
    impersonated: 'never',
    tag: 'Target prices',
    summary: 'Download the targets as a CSV file',
    description: 'In the columns that the import reads.',
    input: { params },
    success: { status: 200, description: 'The file', contentTypes: ['text/csv'] },
    handle: async ({ portfolioId }, { queries, writeTargetsCsv }) =>
      text('text/csv; charset=utf-8', writeTargetsCsv(await queries.targetPrices(portfolioId)), {
        'Content-Disposition': 'attachment; filename=target_prices.csv',
      }),
  }),
  portfolioRoute(own, {
    method: 'post',
    path: `${PATH}/{portfolioId}/bulk`,
    tag: 'Target prices',
    summary: 'Set many targets at once',
    description:
      'All of them or none; every error of every target comes in `details.errors`, with its place in the list as `row`.',
    versioned,
    input: {
      params,
      body: z.strictObject({ targets: z.array(targetInput).min(1).max(limits.targetsPerPortfolio) }),
    },
    success: { status: 200, description: 'Set', body: setAllSchema },
    refusals: [...FAULTS, 'ERR_TARGET_009', 'ERR_TARGET_010', 'ERR_TARGET_011'],
    handle: async (request, services) => {
      const collection = collectTargets();
      for (const [index, input] of request.body.targets.entries()) {
        collection.add(index + 1, targetTextOf(input));
      }
      const targets = collection.finish();
      return targets.ok ? setAll(request, targets.value, services) : targets;
    },
  }),
  portfolioUploadRoute(own, targetsFile, {
    method: 'post',
    path: `${PATH}/{portfolioId}/import-csv`,
    tag: 'Target prices',
    summary: 'Set the targets of a CSV file',
    description:
      'All of them or none; every error of every line comes in `details.errors`. Targets that the file does not name stay.',
    versioned,
    input: { params },
    limits: ['uploads'],
    success: { status: 200, description: 'Set', body: setAllSchema },
    refusals: [
      ...FAULTS,
      'ERR_TARGET_009',
      'ERR_TARGET_010',
      'ERR_TARGET_011',
      'ERR_TARGET_012',
      'ERR_CSV_001',
      'ERR_CSV_002',
      'ERR_CSV_003',
      'ERR_CSV_006',
      'ERR_PORT_007',
    ],
    handle: async (request, services) => {
      const { upload } = request;
      if (upload?.file == null) return fail(refuse('ERR_PORT_007'));
      const { outcome } = upload.file;
      return outcome.ok ? setAll(request, outcome.value, services) : outcome;
    },
  }),
];
