import { z } from 'zod';
import { refuse } from '../../../domain/errors/refusal.ts';
import { parseNames, parsePortfolioForm } from '../../../domain/portfolio/form.ts';
import { fail } from '../../../domain/result.ts';
import { json } from '../reply.ts';
import { portfolioRoute, type Route, userRoute } from '../route.ts';
import {
  formOf,
  importSchema,
  importView,
  namesInput,
  newPortfolioInput,
  portfolioSchema,
  portfolioView,
} from '../views/portfolio.ts';
import { namedLot, namedLotView } from '../views/position.ts';
import { coverageSchema, coverageView } from '../views/risk.ts';
import {
  day,
  flagParameter,
  idParameter,
  notAvailable,
  pageFields,
  pagingParameters,
  unavailable,
  uuid,
} from '../views/scalars.ts';
import {
  snapshotSchema,
  snapshotView,
  snapshotWithMarksSchema,
  snapshotWithMarksView,
} from '../views/snapshot.ts';
import { pricedSymbols, riskOrigin } from './portfolio-data.ts';

const own = { parameter: 'id', foreign: 'ERR_NOT_FOUND' } as const;
const params = z.strictObject({ id: idParameter });

export const revertPreviewSchema = z
  .strictObject({
    portfolio_id: uuid,
    import_id: uuid,
    reverted: z.boolean().meta({ description: 'It was reverted already: this is what that did' }),
    removed: z.array(namedLot),
    restored: z.array(namedLot),
    stayed: z.array(namedLot).meta({ description: 'Changed after the import: they would stay as they are' }),
  })
  .meta({ id: 'RevertPreview' });
const versioned = 'portfolio';

export const portfolioRoutes: readonly Route[] = [
  userRoute({
    method: 'get',
    path: '/api/v1/portfolios',
    tag: 'Portfolios',
    summary: 'Your portfolios',
    travels: true,
    description: 'Oldest first; with `archived=true` those that are archived, the last one first.',
    input: { query: z.strictObject({ ...pagingParameters(), archived: flagParameter }) },
    success: {
      status: 200,
      description: 'A page of portfolios',
      body: z
        .strictObject({ portfolios: z.array(portfolioSchema), ...pageFields })
        .meta({ id: 'PortfolioPage' }),
    },
    handle: async ({ user, query: { archived, ...paging } }, { queries }) => {
      const list = archived ? queries.archivedPortfoliosOf : queries.portfoliosOf;
      const { items, total } = await list(user.userId, paging);
      return json({ portfolios: items.map(portfolioView), total, ...paging });
    },
  }),
  userRoute({
    method: 'post',
    path: '/api/v1/portfolios',
    tag: 'Portfolios',
    summary: 'Create an empty portfolio',
    description:
      'Its positions are then added by hand. To create one with the positions of a file, see ' +
      '`POST /api/v1/onboarding/create-portfolio`.',
    input: { body: newPortfolioInput },
    success: {
      status: 201,
      description: 'Created',
      body: z
        .strictObject({
          portfolio_id: uuid,
          portfolio_name: z.string(),
          account_name: z.string(),
          message: z.string(),
        })
        .meta({ id: 'EmptyPortfolio' }),
    },
    refusals: [
      'ERR_PORT_001',
      'ERR_PORT_002',
      'ERR_PORT_003',
      'ERR_PORT_004',
      'ERR_PORT_005',
      'ERR_PORT_006',
      'ERR_PORT_009',
      'ERR_PORT_010',
      'ERR_PORT_011',
      'ERR_PORT_012',
      'ERR_PORT_013',
    ],
    handle: async ({ user, body, context }, { application }) => {
      const form = parsePortfolioForm(formOf(body));
      if (!form.ok) return form;
      const created = await application.createEmptyPortfolio(user.userId, form.value, context);
      if (!created.ok) return created;
      const { value, position, revision } = created.value;
      return json(
        {
          portfolio_id: value.portfolioId,
          portfolio_name: form.value.portfolioName,
          account_name: form.value.accountName,
          message: 'The portfolio was created; it has no positions yet.',
        },
        { position, revision },
      );
    },
  }),
  portfolioRoute(own, {
    method: 'get',
    path: '/api/v1/portfolios/{id}',
    tag: 'Portfolios',
    summary: 'One portfolio',
    versioned,
    input: { params },
    success: { status: 200, description: 'The portfolio', body: portfolioSchema },
    handle: async ({ portfolioId }, { queries }) => {
      const portfolio = await queries.portfolio(portfolioId);
      // It exists, or its owner would not have come this far.
      return portfolio === null ? fail(refuse('ERR_REQ_013')) : json(portfolioView(portfolio));
    },
  }),
  portfolioRoute(own, {
    method: 'patch',
    path: '/api/v1/portfolios/{id}',
    tag: 'Portfolios',
    summary: 'Rename a portfolio or its account',
    versioned,
    input: { params, body: namesInput },
    success: {
      status: 200,
      description: 'Renamed',
      body: z
        .strictObject({
          portfolio_id: uuid,
          portfolio_name: z.string(),
          account_name: z.string(),
          message: z.string(),
        })
        .meta({ id: 'RenamedPortfolio' }),
    },
    refusals: [
      'ERR_PORT_001',
      'ERR_PORT_002',
      'ERR_PORT_003',
      'ERR_PORT_010',
      'ERR_PORT_011',
      'ERR_PORT_012',
      'ERR_PORT_014',
    ],
    handle: async ({ user, portfolioId, body, context }, { application }) => {
      const names = parseNames({ portfolioName: body.portfolio_name, accountName: body.account_name });
      if (!names.ok) return names;
      const renamed = await application.renamePortfolio(
        user.userId,
        { portfolioId, ...names.value },
        context,
      );
      if (!renamed.ok) return renamed;
      const { value, position, revision } = renamed.value;
      return json(
        {
          portfolio_id: portfolioId,
          portfolio_name: value.portfolioName,
          account_name: value.accountName,
          message: 'The portfolio has the names that were given.',
        },
        { position, revision },
      );
    },
  }),
  portfolioRoute(own, {
    method: 'delete',
    path: '/api/v1/portfolios/{id}',
    tag: 'Portfolios',
    summary: 'Archive a portfolio',
    description:
      'It disappears from every list and its account name is free again. Nothing of it is lost: it can be revived.',
    versioned,
    input: { params },
    success: {
      status: 200,
      description: 'Archived',
      body: z.strictObject({ portfolio_id: uuid, message: z.string() }).meta({ id: 'ArchivedPortfolio' }),
    },
    handle: async ({ user, portfolioId, context }, { application }) => {
      const archived = await application.archivePortfolio(user.userId, portfolioId, context);
      if (!archived.ok) return archived;
      const { position, revision } = archived.value;
      return json(
        { portfolio_id: portfolioId, message: 'The portfolio was archived.' },
        { position, revision },
      );
    },
  }),
  portfolioRoute(
    { ...own, archived: true },
    {
      method: 'post',
      path: '/api/v1/portfolios/{id}/revive',
      tag: 'Portfolios',
      summary: 'Bring an archived portfolio back',
      description:
        'With everything that it had. Its account name must be free; rename the account that has it otherwise. A ' +
        'calculation follows by itself.',
      versioned,
      input: { params },
      success: {
        status: 200,
        description: 'Revived',
        body: z
          .strictObject({ portfolio_id: uuid, batch_run_id: uuid.nullable(), message: z.string() })
          .meta({ id: 'RevivedPortfolio' }),
      },
      refusals: ['ERR_PORT_001'],
      handle: async ({ user, portfolioId, context }, { application }) => {
        const revived = await application.revivePortfolio(user.userId, portfolioId, context);
        if (!revived.ok) return revived;
        const { value, position, revision } = revived.value;
        return json(
          { portfolio_id: portfolioId, batch_run_id: value.runId, message: 'The portfolio is back.' },
          { position, revision },
        );
      },
    },
  ),

  portfolioRoute(own, {
    method: 'get',
    path: '/api/v1/portfolios/{id}/imports',
    tag: 'Portfolios',
    summary: 'Files that were imported',
    versioned,
    input: { params },
    success: {
      status: 200,
      description: 'Oldest first, also those that were reverted',
      body: z.strictObject({ imports: z.array(importSchema) }).meta({ id: 'Imports' }),
    },
    handle: async ({ portfolioId }, { queries }) =>
      json({ imports: (await queries.imports(portfolioId)).map(importView) }),
  }),
  portfolioRoute(own, {
    method: 'get',
    path: '/api/v1/portfolios/{id}/imports/{importId}/revert',
    tag: 'Portfolios',
    summary: 'What undoing an import would do',
    description: 'As things are now, and nothing is changed: see it before the POST of the same path.',
    travels: false,
    versioned,
    input: { params: z.strictObject({ id: idParameter, importId: idParameter }) },
    success: {
      status: 200,
      description: 'What would go, be as before, and stay',
      body: revertPreviewSchema,
    },
    handle: async ({ user, portfolioId, params: { importId } }, { application }) => {
      const previewed = await application.previewRevert(user.userId, { portfolioId, importId });
      if (!previewed.ok) return previewed;
      const { reverted, removed, restored, stayed } = previewed.value;
      return json({
        portfolio_id: portfolioId,
        import_id: importId,
        reverted,
        removed: removed.map(namedLotView),
        restored: restored.map(namedLotView),
        stayed: stayed.map(namedLotView),
      });
    },
  }),
  portfolioRoute(own, {
    method: 'post',
    path: '/api/v1/portfolios/{id}/imports/{importId}/revert',
    tag: 'Portfolios',
    summary: 'Undo an import',
    description:
      'As one event, also after later edits: lots that only this import has brought or changed go, or are again as they ' +
      'were before it; what was changed later stays. A calculation follows by itself.',
    versioned,
    input: {
      params: z.strictObject({ id: idParameter, importId: idParameter }),
      body: z.strictObject({ reason: z.string().trim().min(1).max(500).optional() }),
    },
    success: {
      status: 200,
      description: 'Reverted',
      body: z
        .strictObject({
          portfolio_id: uuid,
          import_id: uuid,
          positions_removed: z.int(),
          removed: z.array(namedLot),
          restored: z.array(namedLot),
          stayed: z.array(namedLot).meta({ description: 'Changed after the import: they stay as they are' }),
          batch_run_id: uuid,
          message: z.string(),
        })
        .meta({ id: 'RevertedImport' }),
    },
    refusals: ['ERR_PORT_014'],
    handle: async ({ user, portfolioId, params: { importId }, body, context }, { application }) => {
      const reverted = await application.revertImport(
        user.userId,
        { portfolioId, importId, reason: body.reason ?? null },
        context,
      );
      if (!reverted.ok) return reverted;
      const { value, position, revision } = reverted.value;
      const { removed, restored, stayed, runId } = value;
      return json(
        {
          portfolio_id: portfolioId,
          import_id: importId,
          positions_removed: removed.length,
          removed: removed.map(namedLotView),
          restored: restored.map(namedLotView),
          stayed: stayed.map(namedLotView),
          batch_run_id: runId,
          message: `${removed.length} positions were removed, ${restored.length} are as before, ${stayed.length} stay.`,
        },
        { position, revision },
      );
    },
  }),

  portfolioRoute(own, {
    method: 'get',
    path: '/api/v1/portfolios/{id}/snapshots',
    tag: 'Portfolios',
    summary: 'History of snapshots',
    input: {
      params,
      query: z.strictObject({ ...pagingParameters(100, 1000), from: day.optional(), to: day.optional() }),
    },
    success: {
      status: 200,
      description: 'Newest first, one per session',
      body: z
        .strictObject({ snapshots: z.array(snapshotSchema), ...pageFields })
        .meta({ id: 'SnapshotPage' }),
    },
    handle: async ({ portfolioId, query: { from, to, limit, offset } }, { queries }) => {
      const { items, total } = await queries.snapshots(portfolioId, {
        limit,
        offset,
        ...(from === undefined ? {} : { from }),
        ...(to === undefined ? {} : { to }),
      });
      return json({ snapshots: items.map(snapshotView), total, limit, offset });
    },
  }),
  portfolioRoute(own, {
    method: 'get',
    path: '/api/v1/portfolios/{id}/snapshots/latest',
    tag: 'Portfolios',
    summary: 'The latest snapshot, with the price of every position',
    input: { params },
    success: {
      status: 200,
      description: 'The snapshot, or why there is none yet',
      body: z.union([snapshotWithMarksSchema, unavailable]),
    },
    handle: async ({ portfolioId }, { queries }) => {
      const snapshot = await queries.snapshot(portfolioId, 'latest');
      return snapshot === null
        ? json(notAvailable(portfolioId, 'NO_SNAPSHOT'))
        : json(snapshotWithMarksView(snapshot));
    },
  }),
  portfolioRoute(own, {
    method: 'get',
    path: '/api/v1/portfolios/{id}/snapshots/{date}',
    tag: 'Portfolios',
    summary: 'The snapshot of one session, with the price of every position',
    input: { params: z.strictObject({ id: idParameter, date: day }) },
    success: { status: 200, description: 'The snapshot', body: snapshotWithMarksSchema },
    handle: async ({ portfolioId, params: { date } }, { queries }) => {
      const snapshot = await queries.snapshot(portfolioId, date);
      return snapshot === null
        ? fail(refuse('ERR_NOT_FOUND', { message: `There is no snapshot of ${date}.` }))
        : json(snapshotWithMarksView(snapshot));
    },
  }),

  portfolioRoute(own, {
    method: 'get',
    path: '/api/v1/portfolios/{id}/data-coverage',
    tag: 'Portfolios',
    summary: 'Which symbol lacked what, and what was used instead',
    input: { params },
    success: {
      status: 200,
      description: 'As of the latest calculation',
      body: z.union([coverageSchema, unavailable]),
    },
    handle: async ({ portfolioId }, { queries }) => {
      const origin = await riskOrigin(queries, portfolioId);
      if (origin === null) return json(notAvailable(portfolioId, 'NO_CALCULATION'));
      const [symbols, run] = await Promise.all([
        pricedSymbols(queries, portfolioId, origin.risk.date),
        queries.latestRun(portfolioId),
      ]);
      return json(coverageView(origin, symbols, run ?? { pendingSymbols: [], needsPriceUpdate: false }));
    },
  }),
];
