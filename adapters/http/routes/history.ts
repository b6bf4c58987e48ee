import { z } from 'zod';
import { type Moment, momentOf } from '../../../application/history/as-of.ts';
import { portfolioDifferences } from '../../../application/history/differences.ts';
import { ownerEver } from '../../../application/history/owner-ever.ts';
import {
  backwardsFrom,
  formatBackwards,
  parseBackwards,
  readTimeline,
} from '../../../application/history/read-timeline.ts';
import { storeUntil } from '../../../application/history/store-until.ts';
import { streamsOfPortfolio } from '../../../application/streams.ts';
import { refuse } from '../../../domain/errors/refusal.ts';
import { fail, ok } from '../../../domain/result.ts';
import { json } from '../reply.ts';
import { portfolioRoute, type Route } from '../route.ts';
import {
  differencesShape,
  differencesView,
  timelineEntrySchema,
  timelineEntryView,
} from '../views/history.ts';
import { countParameter, eventPosition, idParameter, instant, uuid } from '../views/scalars.ts';

const auditable = {
  parameter: 'id',
  foreign: 'ERR_NOT_FOUND',
  archived: true,
  superuserMay: true,
} as const;
const params = z.strictObject({ id: idParameter });

/** Of a page of differences: the rest is on the timeline. */
const ENTRIES_BETWEEN = 100;

const momentParameter = z.string().max(40).optional().meta({
  description: 'An instant with its offset, a date (the end of that New York day), or a position of the log',
  example: '2026-11-17T21:00:00Z',
});

const momentSchema = z.strictObject({ position: eventPosition, at: instant });
const momentView = ({ position, at }: Moment): z.infer<typeof momentSchema> => ({
  position: position.toString(),
  at,
});

export const historyRoutes: readonly Route[] = [
  portfolioRoute(auditable, {
    method: 'get',
    path: '/api/v1/portfolios/{id}/timeline',
    tag: 'History',
    summary: 'What happened to a portfolio, to be read by a person',
    description:
      'Newest first, each entry a sentence with the numbers that matter; a calculation is one entry.',
    input: {
      params,
      query: z.strictObject({
        limit: countParameter({ atLeast: 1, atMost: 200, usually: 50 }),
        cursor: z.string().max(200).optional(),
      }),
    },
    success: {
      status: 200,
      description: 'A page of entries',
      body: z
        .strictObject({
          portfolio_id: uuid,
          entries: z.array(timelineEntrySchema),
          next_cursor: z
            .string()
            .nullable()
            .meta({ description: 'Pass it back as `cursor`; null at the end' }),
        })
        .meta({ id: 'Timeline' }),
    },
    handle: async ({ user, portfolioId, query: { limit, cursor } }, { store, logIndex }) => {
      const names = streamsOfPortfolio(portfolioId);
      const ownerId = await ownerEver(store, portfolioId);
      if (ownerId === null) return fail(refuse('ERR_NOT_FOUND'));
      const start =
        cursor === undefined
          ? await backwardsFrom({ store, index: logIndex }, names)
          : parseBackwards(cursor, names.length);
      if (start === null) {
        return fail(
          refuse('ERR_REQ_002', {
            details: { errors: [{ in: 'query', field: 'cursor', message: 'Not a cursor of this list.' }] },
          }),
        );
      }
      const { entries, next } = await readTimeline(store, names, start, { limit });
      return json({
        portfolio_id: portfolioId,
        entries: entries.map((entry) => timelineEntryView(entry, user, { portfolioId, ownerId })),
        next_cursor: next === null ? null : formatBackwards(next),
      });
    },
  }),
  portfolioRoute(auditable, {
    method: 'get',
    path: '/api/v1/portfolios/{id}/diff',
    tag: 'History',
    summary: 'What is otherwise than it was, and why',
    description:
      'Compares two moments of a portfolio part by part, and tells what happened in between. Without `to`: now.',
    travels: false,
    input: { params, query: z.strictObject({ from: momentParameter.unwrap(), to: momentParameter }) },
    success: {
      status: 200,
      description: 'Every field that differs, before and after',
      body: z
        .strictObject({
          portfolio_id: uuid,
          from: momentSchema,
          to: momentSchema,
          ...differencesShape,
          entries: z
            .array(timelineEntrySchema)
            .meta({ description: `Newest first, at most ${ENTRIES_BETWEEN}` }),
          more_entries: z.boolean().meta({ description: 'The rest is on the timeline as of `to`' }),
        })
        .meta({ id: 'PortfolioDiff' }),
    },
    refusals: ['ERR_ASOF_001', 'ERR_ASOF_002'],
    handle: async ({ user, portfolioId, query }, { store, logIndex, past, clock }) => {
      const sources = { store, index: logIndex, clock };
      const from = await momentOf(sources, query.from);
      if (!from.ok) return from;
      const now = async (): Promise<Moment> => ({ position: await store.head(), at: clock().toISOString() });
      const to = query.to === undefined ? ok(await now()) : await momentOf(sources, query.to);
      if (!to.ok) return to;
      if (from.value.position > to.value.position) {
        return fail(
          refuse('ERR_REQ_002', {
            details: { errors: [{ in: 'query', field: 'from', message: 'It is later than `to`.' }] },
          }),
        );
      }
      const then = storeUntil(store, to.value.position);
      const ownerId = await ownerEver(then, portfolioId);
      if (ownerId === null)
        return fail(refuse('ERR_NOT_FOUND', { message: 'There was no such portfolio at that time.' }));
      const names = streamsOfPortfolio(portfolioId);
      const start = await backwardsFrom({ store: then, index: logIndex }, names);
      const { entries, next } = await readTimeline(then, names, start, {
        limit: ENTRIES_BETWEEN,
        after: from.value.position,
      });
      const differences = await portfolioDifferences(past, portfolioId, {
        from: from.value.position,
        to: to.value.position,
      });
      return json({
        portfolio_id: portfolioId,
        from: momentView(from.value),
        to: momentView(to.value),
        ...differencesView(differences),
        entries: entries.map((entry) => timelineEntryView(entry, user, { portfolioId, ownerId })),
        more_entries: next !== null,
      });
    },
  }),
];
