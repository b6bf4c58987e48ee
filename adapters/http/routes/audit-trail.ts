import { z } from 'zod';
import { causationTree, eventsOfCorrelation } from '../../../application/history/causation.ts';
import { formatCursor, mergeStreams, parseCursor } from '../../../application/history/merge-streams.ts';
import { stepsOf } from '../../../application/history/stream-states.ts';
import { EVERYBODY, streams } from '../../../application/streams.ts';
import { refuse } from '../../../domain/errors/refusal.ts';
import { fail } from '../../../domain/result.ts';
import { attachment } from '../attachment.ts';
import { openStream } from '../audit/open-stream.ts';
import { mayRead, otherPerson, subjectOf } from '../audit/subject.ts';
import { json, lines } from '../reply.ts';
import { portfolioRoute, type Route, superuserRoute, userRoute } from '../route.ts';
import {
  accessSchema,
  accessView,
  commandTreeSchema,
  commandTreeView,
  stepSchema,
  stepView,
} from '../views/audit-trail.ts';
import {
  countParameter,
  eventPosition,
  flagParameter,
  idParameter,
  streamParameter,
} from '../views/scalars.ts';

const NDJSON = 'application/x-ndjson';
const exported = {
  status: 200,
  description:
    'One event a line, oldest first, in the canonical text that the hash chain is made of, with its hash',
  contentTypes: [NDJSON],
} as const;

/** A state may be large: with states a page is no longer than this. */
const STATES_AT_ONCE = 20;

export const auditTrailRoutes: readonly Route[] = [
  userRoute({
    method: 'get',
    path: '/api/v1/audit/streams/{stream}/history',
    tag: 'Audit',
    summary: 'Events of one stream, with what each made of its state',
    description:
      'Oldest first. `patch` (RFC 6902) leads from the state before an event to that after it; the state itself comes ' +
      'with `state=true`.',
    input: {
      params: z.strictObject({ stream: streamParameter }),
      query: z.strictObject({
        limit: countParameter({ atLeast: 1, atMost: 100, usually: 20 }),
        after: z
          .string()
          .regex(/^\d{1,18}$/)
          .optional()
          .meta({ description: 'A revision: the events after it' }),
        state: flagParameter,
      }),
    },
    success: {
      status: 200,
      description: 'A page of events',
      body: z
        .strictObject({
          stream: z.string(),
          steps: z.array(stepSchema),
          next_after: z.string().nullable().meta({ description: 'Pass it back as `after`; null at the end' }),
        })
        .meta({ id: 'StreamHistory' }),
    },
    refusals: ['ERR_NOT_FOUND'],
    handle: async (request, services) => {
      const { user, params, query } = request;
      if (!(await openStream(services, request, params.stream))) return fail(refuse('ERR_NOT_FOUND'));
      const after = query.after === undefined ? null : BigInt(query.after);
      const limit = query.state ? Math.min(query.limit, STATES_AT_ONCE) : query.limit;
      const { steps, more } = await stepsOf(services.store, params.stream, { after, limit });
      return json({
        stream: params.stream,
        steps: steps.map((step) => stepView(step, user, query.state)),
        next_after: more ? (steps.at(-1)?.event.revision.toString() ?? null) : null,
      });
    },
  }),
  userRoute({
    method: 'get',
    path: '/api/v1/audit/events/{eventId}',
    tag: 'Audit',
    summary: 'One event, with the state after it',
    input: { params: z.strictObject({ eventId: idParameter }) },
    success: { status: 200, description: 'The event', body: stepSchema },
    refusals: ['ERR_NOT_FOUND'],
    handle: async (request, services) => {
      const place = await services.logIndex.placeOf(request.params.eventId);
      if (place === null || !(await openStream(services, request, place.stream)))
        return fail(refuse('ERR_NOT_FOUND'));
      const { steps } = await stepsOf(services.store, place.stream, { after: place.revision - 1n, limit: 1 });
      const [step] = steps;
      return step === undefined ? fail(refuse('ERR_NOT_FOUND')) : json(stepView(step, request.user, true));
    },
  }),
  userRoute({
    method: 'get',
    path: '/api/v1/audit/correlations/{correlationId}',
    tag: 'Audit',
    summary: 'What came of a command',
    description:
      'Everything with one X-Correlation-Id as a tree: command, events, the commands they set off, and so on, down to ' +
      'the rows of the read models. Events of streams that you may not read are left out.',
    input: { params: z.strictObject({ correlationId: z.string().regex(/^[\x21-\x7e]{1,128}$/) }) },
    success: {
      status: 200,
      description: 'The tree',
      body: z
        .strictObject({
          correlation_id: z.string(),
          commands: z.array(commandTreeSchema),
          truncated_after: eventPosition
            .nullable()
            .meta({ description: 'There was more after this position than is shown' }),
        })
        .meta({ id: 'CausationTree' }),
    },
    refusals: ['ERR_NOT_FOUND'],
    handle: async ({ user, params: { correlationId }, context }, services) => {
      const { store, logIndex, rowsTouchedBy, recordAccess } = services;
      const { events, truncatedAfter } = await eventsOfCorrelation({ store, index: logIndex }, correlationId);
      const subjects = new Map(
        await Promise.all(
          [...new Set(events.map(({ stream }) => stream))].map(
            async (stream) => [stream, await subjectOf(store, stream)] as const,
          ),
        ),
      );
      const readable = events.filter(({ stream }) => {
        const subject = subjects.get(stream);
        return subject !== undefined && mayRead(user, subject);
      });
      if (readable.length === 0) return fail(refuse('ERR_NOT_FOUND'));
      const others = new Set([...subjects.values()].flatMap((subject) => otherPerson(user, subject) ?? []));
      if (user.isSuperuser) {
        const action = `correlation ${correlationId}`;
        for (const userId of others)
          await recordAccess({ userId, accessedBy: user.userId, action, portfolioId: null }, context);
      }
      return json({
        correlation_id: correlationId,
        commands: await Promise.all(
          causationTree(readable).map((command) => commandTreeView(command, rowsTouchedBy, user)),
        ),
        truncated_after: truncatedAfter?.toString() ?? null,
      });
    },
  }),
  userRoute({
    method: 'get',
    path: '/api/v1/audit/access',
    tag: 'Audit',
    summary: 'Who else looked at your data',
    description: 'Oldest first. Looking at the same thing again within ten minutes is one access.',
    input: {
      query: z.strictObject({
        limit: countParameter({ atLeast: 1, atMost: 500, usually: 100 }),
        cursor: z.string().max(100).optional(),
      }),
    },
    success: {
      status: 200,
      description: 'A page of accesses',
      body: z
        .strictObject({ accesses: z.array(accessSchema), next_cursor: z.string().nullable() })
        .meta({ id: 'DataAccesses' }),
    },
    handle: async ({ user, query: { limit, cursor } }, { store }) => {
      const names = [streams.access(user.userId), streams.access(EVERYBODY)];
      const start = cursor === undefined ? [null, null] : parseCursor(cursor, names.length);
      if (start === null) {
        return fail(
          refuse('ERR_REQ_002', {
            details: { errors: [{ in: 'query', field: 'cursor', message: 'Not a cursor of this list.' }] },
          }),
        );
      }
      const { events, next } = await mergeStreams(store, names, start, { limit, types: ['DataAccessed'] });
      return json({
        accesses: events.map((event) => accessView(event, event.stream === streams.access(EVERYBODY))),
        next_cursor: next === null ? null : formatCursor(next),
      });
    },
  }),
  portfolioRoute(
    { parameter: 'id', foreign: 'ERR_NOT_FOUND', archived: true, superuserMay: true },
    {
      method: 'get',
      path: '/api/v1/audit/portfolios/{id}/export',
      impersonated: 'never',
      tag: 'Audit',
      summary: 'The log of a portfolio as NDJSON',
      input: { params: z.strictObject({ id: idParameter }) },
      success: exported,
      handle: async ({ portfolioId }, { store, logExport }) => {
        const upTo = await store.head();
        return lines(
          NDJSON,
          attachment(['portfolio', portfolioId], 'ndjson'),
          logExport.ofPortfolio(portfolioId, upTo),
        );
      },
    },
  ),
  userRoute({
    method: 'get',
    path: '/api/v1/audit/export',
    impersonated: 'never',
    tag: 'Audit',
    summary: 'Your whole log as NDJSON',
    description: 'You, your accounts and portfolios, also archived ones, and who looked at your data.',
    travels: true,
    success: exported,
    handle: async ({ user }, { store, logExport }) =>
      lines(
        NDJSON,
        attachment(['user', user.userId], 'ndjson'),
        logExport.ofUser(user.userId, await store.head()),
      ),
  }),
  superuserRoute({
    method: 'get',
    path: '/api/v1/admin/log/export',
    tag: 'Administration',
    summary: 'The log as NDJSON, whole or one person’s',
    input: { query: z.strictObject({ user_id: idParameter.optional() }) },
    success: exported,
    handle: async ({ user, query, context }, { store, logExport, recordAccess }) => {
      const userId = query.user_id ?? EVERYBODY;
      const action = 'GET /api/v1/admin/log/export';
      if (userId !== user.userId)
        await recordAccess({ userId, accessedBy: user.userId, action, portfolioId: null }, context);
      const upTo = await store.head();
      return query.user_id === undefined
        ? lines(NDJSON, attachment(['log'], 'ndjson'), logExport.whole(upTo))
        : lines(NDJSON, attachment(['user', query.user_id], 'ndjson'), logExport.ofUser(query.user_id, upTo));
    },
  }),
];
