import { z } from 'zod';
import type { EventReference, Explanation } from '../../../application/explain/explanation.ts';
import { reasonOf } from '../../../application/history/reason.ts';
import type { RecordedEvent } from '../../../application/ports/event-store.ts';
import { actorSchema, actorView, type Viewer } from './actor.ts';
import { day, decimalText, eventPosition, instant, uuid } from './scalars.ts';

export const auditEventSchema = z
  .strictObject({
    event_id: uuid,
    type: z.string(),
    stream: z.string(),
    revision: z.string().meta({ description: 'In its stream; the first is 0' }),
    position: eventPosition,
    recorded_at: instant,
    occurred_at: instant,
    actor: actorSchema,
    reason: z.string().nullable().meta({ description: 'Why, where somebody said so' }),
    correlation_id: z.string(),
    causation_id: z.string(),
    schema_version: z.int(),
    engine_version: z.string().nullable(),
    data: z.record(z.string(), z.unknown()).meta({ description: 'The fact as it was written down' }),
  })
  .meta({ id: 'AuditEvent' });

export const auditEventView = (event: RecordedEvent, viewer: Viewer): z.infer<typeof auditEventSchema> => ({
  event_id: event.eventId,
  type: event.type,
  stream: event.stream,
  revision: event.revision.toString(),
  position: event.position.toString(),
  recorded_at: event.recordedAt,
  occurred_at: event.metadata.occurredAt,
  actor: actorView(event.metadata.actor, viewer),
  reason: reasonOf(event),
  correlation_id: event.metadata.correlationId,
  causation_id: event.metadata.causationId,
  schema_version: event.metadata.schemaVersion,
  engine_version: event.metadata.engineVersion ?? null,
  data: { ...event.data },
});

const referenceSchema = z
  .strictObject({
    event_id: uuid,
    type: z.string(),
    stream: z.string(),
    revision: z.string(),
    position: eventPosition,
    recorded_at: instant,
  })
  .meta({ id: 'EventReference' });

const scalar = z.union([z.string(), z.number(), z.null()]);

export const explanationSchema = z
  .strictObject({
    number: z.string(),
    date: day,
    value: scalar.meta({ description: 'Null when the number is not available, which `note` explains' }),
    unit: z.string(),
    formula: z.string(),
    convention: z.string(),
    inputs: z.array(z.strictObject({ name: z.string(), value: scalar })),
    observations: z.int().nullable(),
    window: z.string().nullable(),
    engine_version: z.string().nullable(),
    simulated: z.boolean(),
    event: referenceSchema.nullable().meta({ description: 'The event that wrote the number down' }),
    prices: z.array(
      z.strictObject({
        symbol: z.string(),
        position_id: uuid,
        quantity: decimalText,
        price: decimalText,
        basis: z.string(),
        price_date: day.nullable(),
        market_value: decimalText,
        source: z.string().nullable(),
        event: referenceSchema.nullable().meta({
          description: 'The event the price was learned from; null where it came with the position',
        }),
      }),
    ),
    note: z.string().nullable(),
  })
  .meta({ id: 'Explanation' });

const referenceView = (reference: EventReference | null): z.infer<typeof referenceSchema> | null =>
  reference === null
    ? null
    : {
        event_id: reference.eventId,
        type: reference.type,
        stream: reference.stream,
        revision: reference.revision,
        position: reference.position,
        recorded_at: reference.recordedAt,
      };

export const explanationView = (explanation: Explanation): z.infer<typeof explanationSchema> => ({
  number: explanation.number,
  date: explanation.date,
  value: explanation.value,
  unit: explanation.unit,
  formula: explanation.formula,
  convention: explanation.convention,
  inputs: explanation.inputs.map(({ name, value }) => ({ name, value })),
  observations: explanation.observations,
  window: explanation.window,
  engine_version: explanation.engineVersion,
  simulated: explanation.simulated,
  event: referenceView(explanation.event),
  prices: explanation.prices.map((price) => ({
    symbol: price.symbol,
    position_id: price.positionId,
    quantity: price.quantity,
    price: price.price,
    basis: price.basis,
    price_date: price.priceDate,
    market_value: price.marketValue,
    source: price.source,
    event: referenceView(price.event),
  })),
  note: explanation.note,
});
