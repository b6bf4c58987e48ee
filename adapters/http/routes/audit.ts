import { z } from 'zod';
import type { SignedInUser } from '../../../application/application.ts';
import { EXPLAINABLE } from '../../../application/explain/explain.ts';
import {
  formatCursor,
  mergeStreams,
  parseCursor,
  type Wanted,
} from '../../../application/history/merge-streams.ts';
import { streamsOfPortfolio } from '../../../application/streams.ts';
import { refuse } from '../../../domain/errors/refusal.ts';
import { fail } from '../../../domain/result.ts';
import { openStream } from '../audit/open-stream.ts';
import { json } from '../reply.ts';
import { portfolioRoute, type Route, userRoute } from '../route.ts';
import type { RouteServices } from '../services.ts';
import { auditEventSchema, auditEventView, explanationSchema, explanationView } from '../views/audit.ts';
import { countParameter, day, idParameter, streamParameter } from '../views/scalars.ts';

const pageSchema = z
  .strictObject({
    events: z.array(auditEventSchema),
    next_cursor: z.string().nullable().meta({
      description:
        'Pass it back as `cursor` to go on; null at the end. A page may be short, or empty, before the end',
    }),
  })
  .meta({ id: 'AuditPage' });

const instantParameter = z.iso
  .datetime({ offset: true })
  .transform((text) => new Date(text).toISOString())
  .optional()
  .meta({ type: 'string', format: 'date-time' });

const auditQuery = z.strictObject({
  limit: countParameter({ atLeast: 1, atMost: 500, usually: 100 }),
  cursor: z.string().max(200).optional(),
  types: z
    .string()
    .regex(/^[A-Za-z]{1,64}(,[A-Za-z]{1,64}){0,19}$/, 'Give event types, separated by commas.')
    .transform((list) => list.split(','))
    .optional()
    .meta({ type: 'string', example: 'PositionsImported,PortfolioValued' }),
  from: instantParameter,
  to: instantParameter,
});

const page = async (
  { store }: RouteServices,
  streams: readonly string[],
  query: z.output<typeof auditQuery>,
  viewer: SignedInUser,
) => {
  const start =
    query.cursor === undefined ? streams.map(() => null) : parseCursor(query.cursor, streams.length);
  if (start === null) {
    return fail(
      refuse('ERR_REQ_002', {
        details: { errors: [{ in: 'query', field: 'cursor', message: 'Not a cursor of this list.' }] },
      }),
    );
  }
  const wanted: Wanted = { limit: query.limit, types: query.types ?? [], from: query.from, to: query.to };
  const { events, next } = await mergeStreams(store, streams, start, wanted);
  return json({
    events: events.map((event) => auditEventView(event, viewer)),
    next_cursor: next === null ? null : formatCursor(next),
  });
};

const auditable = { parameter: 'id', foreign: 'ERR_NOT_FOUND', superuserMay: true } as const;
const params = z.strictObject({ id: idParameter });

export const auditRoutes: readonly Route[] = [
  userRoute({
    method: 'get',
    path: '/api/v1/audit/streams/{stream}/events',
    tag: 'Audit',
    summary: 'Events of one stream',
    description: 'Oldest first. Your own streams and those of symbols; superusers may read all.',
    input: {
      params: z.strictObject({ stream: streamParameter }),
      query: auditQuery,
    },
    success: { status: 200, description: 'A page of events', body: pageSchema },
    refusals: ['ERR_NOT_FOUND'],
    handle: async (request, services) => {
      const {
        user,
        params: { stream },
        query,
      } = request;
      const readable = await openStream(services, request, stream);
      return readable ? page(services, [stream], query, user) : fail(refuse('ERR_NOT_FOUND'));
    },
  }),
  portfolioRoute(auditable, {
    method: 'get',
    path: '/api/v1/audit/portfolios/{id}/events',
    tag: 'Audit',
    summary: 'Everything that happened to a portfolio',
    description: 'Oldest first, over all of its streams, with who did it and what caused it.',
    input: { params, query: auditQuery },
    success: { status: 200, description: 'A page of events', body: pageSchema },
    handle: async ({ user, portfolioId, query }, services) => {
      const streams = streamsOfPortfolio(portfolioId);
      const [first] = await services.store.readStream(streams[0] ?? '', { limit: 1 });
      return first === undefined ? fail(refuse('ERR_NOT_FOUND')) : page(services, streams, query, user);
    },
  }),
  portfolioRoute(auditable, {
    method: 'get',
    path: '/api/v1/audit/portfolios/{id}/explain',
    tag: 'Audit',
    summary: 'Where one number comes from',
    description: `Formula, inputs, observations, window, engine version, the event that made it and the prices used. Numbers: ${EXPLAINABLE.join(', ')}.`,
    input: {
      params,
      query: z.strictObject({
        number: z
          .string()
          .regex(/^[a-z0-9_]{1,64}(:[A-Za-z0-9_-]{1,64})?$/)
          .meta({ example: 'equity_balance' }),
        date: z
          .union([z.literal('latest'), day])
          .default('latest')
          .meta({ type: 'string', default: 'latest', example: '2024-06-28' }),
      }),
    },
    success: { status: 200, description: 'The explanation', body: explanationSchema },
    handle: async ({ portfolioId, query }, { explain }) => {
      const explanation = await explain(portfolioId, query);
      return explanation === null
        ? fail(
            refuse('ERR_NOT_FOUND', {
              message: 'There is no such number on that date.',
              details: { numbers: EXPLAINABLE },
            }),
          )
        : json(explanationView(explanation));
    },
  }),
];
