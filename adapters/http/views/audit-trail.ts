import { z } from 'zod';
import type { CommandNode, EventNode } from '../../../application/history/causation.ts';
import type { Step } from '../../../application/history/stream-states.ts';
import type { RecordedEvent } from '../../../application/ports/event-store.ts';
import type { RowsTouchedBy, TouchedRows } from '../../../application/ports/touched-rows.ts';
import type { DataAccessed } from '../../../domain/access/events.ts';
import { actorSchema, actorView, type Viewer } from './actor.ts';
import { auditEventSchema, auditEventView } from './audit.ts';
import { eventPosition, instant, uuid } from './scalars.ts';

const anyJson = z.unknown().meta({ description: 'Any JSON' });

const operationSchema = z
  .object({ op: z.string(), path: z.string(), from: z.string().optional(), value: z.unknown().optional() })
  .meta({ id: 'JsonPatchOperation', description: 'RFC 6902' });

export const stepSchema = z
  .strictObject({
    event: auditEventSchema,
    patch: z.array(operationSchema).meta({ description: 'From the state before the event to that after it' }),
    state: anyJson
      .optional()
      .meta({ description: 'Of the stream after the event; only where it is asked for' }),
  })
  .meta({ id: 'EventWithState' });

export const stepView = (
  { event, patch, state }: Step,
  viewer: Viewer,
  withState: boolean,
): z.infer<typeof stepSchema> => ({
  event: auditEventView(event, viewer),
  patch: patch.map((operation) => ({ ...operation })),
  ...(withState ? { state } : {}),
});

const rowsSchema = z
  .strictObject({
    table: z.string(),
    operation: z.enum(['write', 'remove']),
    keys: z.array(z.record(z.string(), z.unknown())).meta({ description: 'The first of them' }),
    total: z.int(),
  })
  .meta({ id: 'TouchedRows' });

type EventTree = {
  readonly event_id: string;
  readonly type: string;
  readonly stream: string;
  readonly position: string;
  readonly occurred_at: string;
  readonly link: string;
  readonly rows: z.infer<typeof rowsSchema>[];
  readonly commands: CommandTree[];
};
type CommandTree = {
  readonly command_id: string;
  readonly actor: z.infer<typeof actorSchema>;
  readonly events: EventTree[];
};

export const commandTreeSchema: z.ZodType<CommandTree> = z
  .lazy(() =>
    z.strictObject({
      command_id: z.string(),
      actor: actorSchema,
      events: z.array(eventTreeSchema),
    }),
  )
  .meta({ id: 'CausedByCommand' });

const eventTreeSchema: z.ZodType<EventTree> = z
  .lazy(() =>
    z.strictObject({
      event_id: uuid,
      type: z.string(),
      stream: z.string(),
      position: eventPosition,
      occurred_at: instant,
      link: z.string(),
      rows: z.array(rowsSchema).meta({ description: 'Of the read models, that the event touches' }),
      commands: z.array(commandTreeSchema).meta({ description: 'What the event set off' }),
    }),
  )
  .meta({ id: 'CausedEvent' });

const rowsView = ({ table, operation, keys, total }: TouchedRows): z.infer<typeof rowsSchema> => ({
  table,
  operation,
  keys: keys.map((key) => ({ ...key })),
  total,
});

const eventTree = async (
  { event, commands }: EventNode,
  rowsTouchedBy: RowsTouchedBy,
  viewer: Viewer,
): Promise<EventTree> => ({
  event_id: event.eventId,
  type: event.type,
  stream: event.stream,
  position: event.position.toString(),
  occurred_at: event.metadata.occurredAt,
  link: `/api/v1/audit/events/${event.eventId}`,
  rows: (await rowsTouchedBy(event)).map(rowsView),
  commands: await Promise.all(commands.map((command) => commandTreeView(command, rowsTouchedBy, viewer))),
});

export const commandTreeView = async (
  { commandId, actor, events }: CommandNode,
  rowsTouchedBy: RowsTouchedBy,
  viewer: Viewer,
): Promise<CommandTree> => ({
  command_id: commandId,
  actor: actorView(actor, viewer),
  events: await Promise.all(events.map((event) => eventTree(event, rowsTouchedBy, viewer))),
});

export const accessSchema = z
  .strictObject({
    at: instant,
    accessed_by: z.string(),
    action: z.string().meta({ description: 'The route, or the stream, that was read' }),
    portfolio_id: z.string().nullable(),
    everybody: z.boolean().meta({ description: 'It was about all people, not about this one' }),
    reason: z.string().nullable(),
    position: eventPosition,
  })
  .meta({ id: 'DataAccess' });

export const accessView = (event: RecordedEvent, everybody: boolean): z.infer<typeof accessSchema> => {
  const data = event.data as DataAccessed['data'];
  return {
    at: data.accessedAt,
    accessed_by: data.accessedBy,
    action: data.action,
    portfolio_id: data.portfolioId,
    everybody,
    reason: data.reason,
    position: event.position.toString(),
  };
};
