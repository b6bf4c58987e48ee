import { z } from 'zod';
import type { Difference, PortfolioDifferences } from '../../../application/history/differences.ts';
import type { TimelineEntry } from '../../../application/history/timeline.ts';
import { whoOf } from '../../../application/history/who.ts';
import { actorSchema, actorView, type Viewer } from './actor.ts';
import { eventPosition, instant, uuid } from './scalars.ts';

const value = z.union([z.string(), z.number(), z.boolean(), z.null()]);

export const timelineEntrySchema = z
  .strictObject({
    position: eventPosition,
    at: instant.meta({ description: 'When it was done' }),
    recorded_at: instant.meta({ description: 'When the log wrote it down' }),
    sentence: z.string().meta({ example: 'You imported 12 positions from a file.' }),
    about: z.enum(['portfolio', 'positions', 'capital_flow', 'target_prices', 'calculation', 'other']),
    figures: z.array(z.strictObject({ name: z.string(), value: z.union([z.string(), z.number()]) })),
    reason: z.string().nullable(),
    actor: actorSchema,
    run_id: z.string().nullable(),
    event_id: uuid.meta({ description: 'Of the last event of the entry' }),
    event_types: z.record(z.string(), z.int()).meta({ description: 'How many events of which type it is' }),
    correlation_id: z.string(),
    links: z.strictObject({ event: z.string(), correlation: z.string(), as_of: z.string() }),
  })
  .meta({ id: 'TimelineEntry' });

export const timelineEntryView = (
  entry: TimelineEntry,
  viewer: Viewer,
  { portfolioId, ownerId }: { readonly portfolioId: string; readonly ownerId: string | null },
): z.infer<typeof timelineEntrySchema> => ({
  position: entry.position.toString(),
  at: entry.at,
  recorded_at: entry.recordedAt,
  sentence: `${whoOf(entry.actor, { userId: viewer.userId, ownerId })} ${entry.predicate.replace(/\.$/, '')}.`,
  about: entry.about,
  figures: entry.figures.map(({ name, value: figure }) => ({ name, value: figure })),
  reason: entry.reason,
  actor: actorView(entry.actor, viewer),
  run_id: entry.runId,
  event_id: entry.eventId,
  event_types: { ...entry.eventTypes },
  correlation_id: entry.correlationId,
  links: {
    event: `/api/v1/audit/events/${entry.eventId}`,
    correlation: `/api/v1/audit/correlations/${encodeURIComponent(entry.correlationId)}`,
    as_of: `/api/v1/portfolios/${portfolioId}?as_of=${entry.position}`,
  },
});

const differenceSchema = z
  .strictObject({
    key: z.string().meta({ description: 'Its id, date or name' }),
    label: z.string(),
    kind: z.enum(['opened', 'closed', 'added', 'removed', 'changed']),
    changes: z.array(z.strictObject({ field: z.string(), before: value, after: value })),
    event_id: uuid.nullable().meta({ description: 'The event that wrote down what is there after' }),
  })
  .meta({ id: 'Difference' });

export const differencesShape = {
  portfolio: z.array(differenceSchema),
  positions: z.array(differenceSchema).meta({ description: 'Lots opened, closed, removed and changed' }),
  prices: z
    .array(differenceSchema)
    .meta({ description: 'What each lot was valued at in the latest snapshot' }),
  flows: z.array(differenceSchema),
  target_prices: z.array(differenceSchema),
  snapshots: z.array(differenceSchema).meta({ description: 'By date' }),
  risk: z.array(differenceSchema),
};

const snakeCase = (field: string): string => field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

const differenceView = ({
  key,
  label,
  kind,
  changes,
  eventId,
}: Difference): z.infer<typeof differenceSchema> => ({
  key,
  label,
  kind,
  changes: changes.map(({ field, before, after }) => ({ field: snakeCase(field), before, after })),
  event_id: eventId,
});

const lotDifferenceView = (difference: Difference): z.infer<typeof differenceSchema> => {
  const view = differenceView(difference);
  const exit = difference.changes.find(({ field }) => field === 'exitDate');
  if (difference.kind === 'added') return { ...view, kind: 'opened' };
  return difference.kind === 'changed' && exit?.before === null && exit.after !== null
    ? { ...view, kind: 'closed' }
    : view;
};

export const differencesView = (differences: PortfolioDifferences) => ({
  portfolio: differences.portfolio.map(differenceView),
  positions: differences.positions.map(lotDifferenceView),
  prices: differences.prices.map(differenceView),
  flows: differences.flows.map(differenceView),
  target_prices: differences.targets.map(differenceView),
  snapshots: differences.snapshots.map(differenceView),
  risk: differences.risk.map(differenceView),
});
