import { z } from 'zod';
import type { Accepted, ChangedPositions } from '../../../application/application.ts';
import { newYorkClock } from '../../../domain/dates.ts';
import { type ErrorCode, errorCodes } from '../../../domain/errors/catalogue.ts';
import { type Refusal, refuse } from '../../../domain/errors/refusal.ts';
import { fail, type Result } from '../../../domain/result.ts';
import { json } from '../reply.ts';
import { portfolioRoute, type Route } from '../route.ts';
import type { RouteServices } from '../services.ts';
import {
  changedPositionsSchema,
  changedPositionsView,
  positionSchema,
  positionView,
} from '../views/position.ts';
import {
  adjustmentInput,
  adjustmentOf,
  adjustmentsInput,
  cellsOfInput,
  closingInput,
  closingOf,
  closingsInput,
  newPositionInput,
  newPositionsInput,
  reasonField,
  removalsInput,
} from '../views/position-input.ts';
import { idParameter, pageFields, pagingParameters } from '../views/scalars.ts';

const own = { parameter: 'id', foreign: 'ERR_NOT_FOUND' } as const;
const PATH = '/api/v1/portfolios/{id}/positions';
const tag = 'Positions';
const params = z.strictObject({ id: idParameter });
const positionParams = z.strictObject({ id: idParameter, positionId: idParameter });
const versioned = 'portfolio';

/** Everything that can be wrong with a position. */
const FAULTS: readonly ErrorCode[] = errorCodes.filter((code) => code.startsWith('ERR_POS_'));
const refusals: readonly ErrorCode[] = [...FAULTS, 'ERR_PORT_014'];

const FOLLOWS = 'A calculation follows by itself.';
const ALL_OR_NONE =
  'All of them or none; every error of every one comes in `details.errors`, with its place in the list as `row`.';

const changed = (
  result: Result<Accepted<ChangedPositions>, Refusal>,
  portfolioId: string,
  message: string,
  { clock }: Pick<RouteServices, 'clock'>,
) => {
  if (!result.ok) return result;
  const { value, position, revision } = result.value;
  const today = newYorkClock(clock()).date;
  return json(changedPositionsView(portfolioId, value, message, today), { position, revision });
};

const success = {
  status: 200,
  description: 'The lots as they are now',
  body: changedPositionsSchema,
} as const;

/** The lots of a portfolio, and how a person changes them. Literal paths stand before the one with the lot's id. */
export const positionRoutes: readonly Route[] = [
  portfolioRoute(own, {
    method: 'get',
    path: PATH,
    tag,
    summary: 'Positions with market value and P&L',
    versioned,
    input: { params, query: z.strictObject(pagingParameters(100, 1000)) },
    success: {
      status: 200,
      description: 'A page of lots, with their origin and their marks at the latest valued session',
      body: z
        .strictObject({ positions: z.array(positionSchema), ...pageFields })
        .meta({ id: 'PositionPage' }),
    },
    handle: async ({ portfolioId, query }, { queries, clock }) => {
      const { items, total } = await queries.positions(portfolioId, query);
      const today = newYorkClock(clock()).date;
      return json({ positions: items.map((row) => positionView(row, today)), total, ...query });
    },
  }),
  portfolioRoute(own, {
    method: 'post',
    path: PATH,
    tag,
    summary: 'Add a position',
    description: `An unknown symbol is answered at once, in \`pending_symbols\`. ${FOLLOWS}`,
    versioned,
    input: { params, body: newPositionInput },
    success: { ...success, status: 201 },
    refusals,
    handle: async ({ user, portfolioId, body, context }, services) =>
      changed(
        await services.application.openPositions(
          user.userId,
          { portfolioId, positions: [cellsOfInput(body)], onDuplicate: body.on_duplicate },
          context,
        ),
        portfolioId,
        'The position was added.',
        services,
      ),
  }),
  portfolioRoute(own, {
    method: 'post',
    path: `${PATH}/bulk`,
    tag,
    summary: 'Add many positions at once',
    description: `${ALL_OR_NONE} ${FOLLOWS}`,
    versioned,
    input: { params, body: newPositionsInput },
    success: { ...success, status: 201 },
    refusals,
    handle: async ({ user, portfolioId, body, context }, services) =>
      changed(
        await services.application.openPositions(
          user.userId,
          { portfolioId, positions: body.positions.map(cellsOfInput), onDuplicate: body.on_duplicate },
          context,
        ),
        portfolioId,
        `${body.positions.length} positions were added.`,
        services,
      ),
  }),
  portfolioRoute(own, {
    method: 'patch',
    path: `${PATH}/bulk`,
    tag,
    summary: 'Change many positions at once',
    description: `${ALL_OR_NONE} ${FOLLOWS}`,
    versioned,
    input: { params, body: adjustmentsInput },
    success,
    refusals,
    handle: async ({ user, portfolioId, body, context }, services) =>
      changed(
        await services.application.adjustPositions(
          user.userId,
          {
            portfolioId,
            positions: body.positions.map(({ position_id: positionId, ...changes }) => ({
              positionId,
              changes: adjustmentOf(changes),
            })),
          },
          context,
        ),
        portfolioId,
        `${body.positions.length} positions are as stated.`,
        services,
      ),
  }),
  portfolioRoute(own, {
    method: 'post',
    path: `${PATH}/bulk/close`,
    tag,
    summary: 'Close many positions at once, in full or in part',
    description: `${ALL_OR_NONE} ${FOLLOWS}`,
    versioned,
    input: { params, body: closingsInput },
    success,
    refusals,
    handle: async ({ user, portfolioId, body, context }, services) =>
      changed(
        await services.application.closePositions(
          user.userId,
          {
            portfolioId,
            positions: body.positions.map(({ position_id: positionId, ...closing }) => ({
              positionId,
              ...closingOf(closing),
            })),
          },
          context,
        ),
        portfolioId,
        `${body.positions.length} closings were recorded.`,
        services,
      ),
  }),
  portfolioRoute(own, {
    method: 'post',
    path: `${PATH}/bulk/remove`,
    tag,
    summary: 'Remove many positions that were a mistake',
    description: `As if they had never been held. All of them or none. ${FOLLOWS}`,
    versioned,
    input: { params, body: removalsInput },
    success,
    refusals: ['ERR_POS_042', 'ERR_PORT_014'],
    handle: async ({ user, portfolioId, body, context }, services) =>
      changed(
        await services.application.removePositions(
          user.userId,
          { portfolioId, positionIds: body.position_ids, reason: body.reason ?? null },
          context,
        ),
        portfolioId,
        `${body.position_ids.length} positions were removed.`,
        services,
      ),
  }),

  portfolioRoute(own, {
    method: 'get',
    path: `${PATH}/{positionId}`,
    tag,
    summary: 'One position',
    versioned,
    input: { params: positionParams },
    success: { status: 200, description: 'The lot with its origin and its mark', body: positionSchema },
    refusals: ['ERR_POS_042'],
    handle: async ({ portfolioId, params: { positionId } }, { queries, clock }) => {
      const row = await queries.position(portfolioId, positionId);
      return row === null ? fail(refuse('ERR_POS_042')) : json(positionView(row, newYorkClock(clock()).date));
    },
  }),
  portfolioRoute(own, {
    method: 'patch',
    path: `${PATH}/{positionId}`,
    tag,
    summary: 'Change a position',
    description:
      'States it anew, as if it had always been so; what is not named stays. What it is a position of cannot be ' +
      `changed: remove it and add another. ${FOLLOWS}`,
    versioned,
    input: { params: positionParams, body: adjustmentInput },
    success,
    refusals,
    handle: async ({ user, portfolioId, params: { positionId }, body, context }, services) =>
      changed(
        await services.application.adjustPositions(
          user.userId,
          { portfolioId, positions: [{ positionId, changes: adjustmentOf(body) }] },
          context,
        ),
        portfolioId,
        'The position is as stated.',
        services,
      ),
  }),
  portfolioRoute(own, {
    method: 'post',
    path: `${PATH}/{positionId}/close`,
    tag,
    summary: 'Close a position, in full or in part',
    description: `What is closed in part becomes a lot of its own; the rest stays under the position's id. ${FOLLOWS}`,
    versioned,
    input: { params: positionParams, body: closingInput },
    success,
    refusals,
    handle: async ({ user, portfolioId, params: { positionId }, body, context }, services) =>
      changed(
        await services.application.closePositions(
          user.userId,
          { portfolioId, positions: [{ positionId, ...closingOf(body) }] },
          context,
        ),
        portfolioId,
        'The closing was recorded.',
        services,
      ),
  }),
  portfolioRoute(own, {
    method: 'delete',
    path: `${PATH}/{positionId}`,
    tag,
    summary: 'Remove a position that was a mistake',
    description: `As if it had never been held; its events stay in the log. ${FOLLOWS}`,
    versioned,
    input: { params: positionParams, query: z.strictObject({ reason: reasonField }) },
    success,
    refusals: ['ERR_POS_042', 'ERR_PORT_014'],
    handle: async ({ user, portfolioId, params: { positionId }, query, context }, services) =>
      changed(
        await services.application.removePositions(
          user.userId,
          { portfolioId, positionIds: [positionId], reason: query.reason ?? null },
          context,
        ),
        portfolioId,
        'The position was removed.',
        services,
      ),
  }),
];
