import { z } from 'zod';
import type { DeadLetter } from '../../../application/ports/dead-letters.ts';
import type { Actor } from '../../../application/ports/event-store.ts';
import {
  KEY_KINDS,
  type ParkedKey,
  type RepairRecord,
  type RepairReport,
  type SkippedEvent,
  type TableComparison,
  type Verification,
} from '../../../application/ports/upkeep.ts';
import { day, eventPosition, instant, uuid } from './scalars.ts';

/** Who, as the events say it. */
const actor = z.strictObject({
  kind: z.enum(['user', 'process']),
  id: z.string().meta({ description: 'A user’s id, or the name of a process' }),
  impersonator_id: z.string().nullable(),
});

const actorView = (by: Actor): z.infer<typeof actor> =>
  by.kind === 'user'
    ? { kind: 'user', id: by.userId, impersonator_id: by.impersonatorId ?? null }
    : { kind: 'process', id: by.name, impersonator_id: null };

const counts = {
  changed: z.int().nonnegative(),
  missing: z.int().nonnegative().meta({ description: 'Rows that should be there and were not' }),
  extra: z.int().nonnegative().meta({ description: 'Rows that were there and should not be' }),
};

const tables = z.array(
  z.strictObject({
    table: z.string(),
    rows: z.int().nonnegative(),
    ...counts,
    sample: z.array(
      z.strictObject({
        kind: z.enum(['changed', 'missing', 'extra']),
        belongs_to: z.string().nullable(),
        key: z.record(z.string(), z.string().nullable()),
        columns: z.array(
          z.strictObject({
            column: z.string(),
            live: z.string().nullable(),
            expected: z.string().nullable(),
          }),
        ),
      }),
    ),
  }),
);

const tablesView = (compared: readonly TableComparison[]): z.infer<typeof tables> =>
  compared.map(({ sample, ...table }) => ({
    ...table,
    sample: sample.map(({ kind, belongsTo, key, columns }) => ({
      kind,
      belongs_to: belongsTo,
      key: { ...key },
      columns: [...columns],
    })),
  }));

const repair = {
  repair_id: uuid,
  kind: z.enum(['repair', 'retry', 'skip']),
  key_kind: z.enum(KEY_KINDS),
  key: z.string(),
  from_date: day.nullable(),
  seconds: z.number(),
  projections: z.array(
    z.strictObject({
      projection: z.string(),
      position: eventPosition,
      events: z.int().nonnegative(),
      tables,
      parked: z
        .strictObject({ position: eventPosition, error: z.string() })
        .nullable()
        .meta({ description: 'Where the key waits; null when all of it is applied' }),
    }),
  ),
};

export const repairSchema = z.strictObject(repair).meta({ id: 'Repair' });

export const repairView = (report: RepairReport): z.infer<typeof repairSchema> => ({
  repair_id: report.repairId,
  kind: report.kind,
  key_kind: report.partition,
  key: report.key,
  from_date: report.from,
  seconds: report.seconds,
  projections: report.projections.map(({ projection, position, events, tables: compared, parked }) => ({
    projection,
    position: position.toString(),
    events,
    tables: tablesView(compared),
    parked: parked === null ? null : { position: parked.position.toString(), error: parked.error },
  })),
});

export const repairRecordSchema = z
  .strictObject({ ...repair, repaired_at: instant, actor, reason: z.string() })
  .meta({ id: 'RepairRecord' });

export const repairRecordView = (record: RepairRecord): z.infer<typeof repairRecordSchema> => ({
  ...repairView(record),
  repaired_at: record.repairedAt,
  actor: actorView(record.actor),
  reason: record.reason,
});

const heldEvent = {
  projection: z.string(),
  key: z.string(),
  position: eventPosition,
  event_id: uuid,
  event_type: z.string(),
  error: z.string(),
};

const heldEventView = ({
  projection,
  key,
  position,
  eventId,
  eventType,
  error,
}: ParkedKey | SkippedEvent) => ({
  projection,
  key,
  position: position.toString(),
  event_id: eventId,
  event_type: eventType,
  error,
});

export const parkedKeySchema = z
  .strictObject({
    ...heldEvent,
    waiting: z.int().positive().meta({ description: 'Events that wait, the one that failed among them' }),
    attempts: z.int().positive(),
    parked_at: instant,
    tried_at: instant,
  })
  .meta({ id: 'ParkedKey' });

export const parkedKeyView = (parked: ParkedKey): z.infer<typeof parkedKeySchema> => ({
  ...heldEventView(parked),
  waiting: parked.waiting,
  attempts: parked.attempts,
  parked_at: parked.parkedAt,
  tried_at: parked.triedAt,
});

export const skippedEventSchema = z
  .strictObject({ ...heldEvent, reason: z.string(), actor, skipped_at: instant })
  .meta({ id: 'SkippedEvent' });

export const skippedEventView = (skipped: SkippedEvent): z.infer<typeof skippedEventSchema> => ({
  ...heldEventView(skipped),
  reason: skipped.reason,
  actor: actorView(skipped.actor),
  skipped_at: skipped.skippedAt,
});

export const verificationSchema = z
  .strictObject({
    verification_id: uuid,
    status: z.enum(['running', 'completed', 'failed']),
    scope: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('whole') }),
      z.strictObject({ kind: z.literal('sample'), keys: z.int().positive() }),
      z.strictObject({ kind: z.literal('key'), key_kind: z.enum(KEY_KINDS), key: z.string() }),
    ]),
    actor,
    started_at: instant,
    ended_at: instant.nullable(),
    differences: z.int().nonnegative(),
    projections: z.array(
      z.strictObject({
        projection: z.string(),
        position: eventPosition
          .nullable()
          .meta({ description: 'Null where the tables are of another version and were not looked at' }),
        keys: z
          .int()
          .nonnegative()
          .nullable()
          .meta({ description: 'Keys that were looked at; null for all' }),
        events: z.int().nonnegative(),
        differences: z.int().nonnegative(),
        tables,
        repair: z.array(z.string()).meta({ description: 'Commands that mend what was found' }),
      }),
    ),
    error: z.string().nullable(),
    poll_url: z.string(),
  })
  .meta({ id: 'Verification' });

export const verificationView = (verification: Verification): z.infer<typeof verificationSchema> => {
  const { scope } = verification;
  return {
    verification_id: verification.verificationId,
    status: verification.status,
    scope: scope.kind === 'key' ? { kind: 'key', key_kind: scope.partition, key: scope.key } : { ...scope },
    actor: actorView(verification.actor),
    started_at: verification.startedAt,
    ended_at: verification.endedAt,
    differences: verification.projections.reduce((sum, { differences }) => sum + differences, 0),
    projections: verification.projections.map((verified) => ({
      ...verified,
      position: verified.position?.toString() ?? null,
      tables: tablesView(verified.tables),
      repair: [...verified.repair],
    })),
    error: verification.error,
    poll_url: `/api/v1/admin/projections/verifications/${verification.verificationId}`,
  };
};

export const deadLetterSchema = z
  .strictObject({
    dead_letter_id: uuid,
    topic: z.string(),
    message_id: z.string(),
    key: z.string().meta({ description: 'Of a calculation: the portfolio' }),
    type: z.string().meta({ description: '`unreadable` when it is no message of ours' }),
    payload: z
      .record(z.string(), z.unknown())
      .meta({ description: 'Of an unreadable one: its bytes in base64, and where it came from' }),
    error: z.string(),
    died_at: instant,
    replayed: z.strictObject({ at: instant, actor, reason: z.string() }).nullable(),
  })
  .meta({ id: 'DeadLetter' });

export const deadLetterView = (letter: DeadLetter): z.infer<typeof deadLetterSchema> => ({
  dead_letter_id: letter.deadLetterId,
  topic: letter.topic,
  message_id: letter.message.id,
  key: letter.message.key,
  type: letter.message.type,
  payload: { ...letter.message.payload },
  error: letter.error,
  died_at: letter.diedAt,
  replayed:
    letter.replayed === null
      ? null
      : { at: letter.replayed.at, actor: actorView(letter.replayed.actor), reason: letter.replayed.reason },
});
