import { z } from 'zod';
import { positionFrom } from '../../application/ports/event-store.ts';
import { storedActor as actor } from '../../application/ports/stored-actor.ts';
import {
  KEY_KINDS,
  type ParkedKey,
  type RepairRecord,
  type SkippedEvent,
  type Verification,
} from '../../application/ports/upkeep.ts';
import type { Queryable } from '../projection.ts';
import { instant } from '../sql.ts';

const position = z.string().regex(/^\d+$/).transform(positionFrom);

const tables = z.array(
  z.object({
    table: z.string(),
    rows: z.int(),
    changed: z.int(),
    missing: z.int(),
    extra: z.int(),
    sample: z.array(
      z.object({
        kind: z.enum(['changed', 'missing', 'extra']),
        belongsTo: z.string().nullable(),
        key: z.record(z.string(), z.string().nullable()),
        columns: z.array(
          z.object({ column: z.string(), live: z.string().nullable(), expected: z.string().nullable() }),
        ),
      }),
    ),
  }),
);

const partition = z.enum(KEY_KINDS);

const repairRow = z.object({
  repairId: z.string(),
  kind: z.enum(['repair', 'retry', 'skip']),
  partition,
  key: z.string(),
  from: z.string().nullable(),
  actor,
  reason: z.string(),
  repairedAt: z.string(),
  seconds: z.number(),
  projections: z.array(
    z.object({
      projection: z.string(),
      position,
      events: z.int(),
      tables,
      parked: z.object({ position, error: z.string() }).nullable(),
    }),
  ),
});

const verificationRow = z.object({
  verificationId: z.string(),
  scope: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('whole') }),
    z.object({ kind: z.literal('sample'), keys: z.int() }),
    z.object({ kind: z.literal('key'), partition, key: z.string() }),
  ]),
  actor,
  status: z.enum(['running', 'completed', 'failed']),
  startedAt: z.string(),
  endedAt: z.string().nullable(),
  projections: z.array(
    z.object({
      projection: z.string(),
      position: position.nullable(),
      keys: z.int().nullable(),
      events: z.int(),
      differences: z.int(),
      tables,
      repair: z.array(z.string()),
    }),
  ),
  error: z.string().nullable(),
});

const parkedRow = z.object({
  projection: z.string(),
  key: z.string(),
  position,
  eventId: z.string(),
  eventType: z.string(),
  error: z.string(),
  waiting: z.int(),
  attempts: z.int(),
  parkedAt: z.string(),
  triedAt: z.string(),
});

const skippedRow = z.object({
  projection: z.string(),
  key: z.string(),
  position,
  eventId: z.string(),
  eventType: z.string(),
  error: z.string(),
  reason: z.string(),
  actor,
  skippedAt: z.string(),
});

export const repairsDone = async (db: Queryable, limit: number): Promise<readonly RepairRecord[]> => {
  const { rows } = await db.query(
    `select repair_id as "repairId", kind, partition, key, from_date::text as "from", actor, reason,
       ${instant('repaired_at')} as "repairedAt", seconds, result as projections
     from public.projection_repairs order by repaired_at desc limit $1`,
    [limit],
  );
  return z.array(repairRow).parse(rows);
};

const VERIFICATIONS = `
  select verification_id as "verificationId", scope, actor, status, ${instant('started_at')} as "startedAt",
    ${instant('ended_at')} as "endedAt", result as projections, error
  from public.projection_verifications`;

export const verificationsDone = async (db: Queryable, limit: number): Promise<readonly Verification[]> => {
  const { rows } = await db.query(`${VERIFICATIONS} order by started_at desc limit $1`, [limit]);
  return z.array(verificationRow).parse(rows);
};

export const findVerification = async (
  db: Queryable,
  verificationId: string,
): Promise<Verification | null> => {
  const { rows } = await db.query(`${VERIFICATIONS} where verification_id = $1`, [verificationId]);
  return rows[0] === undefined ? null : verificationRow.parse(rows[0]);
};

export const parkedKeys = async (db: Queryable): Promise<readonly ParkedKey[]> => {
  const { rows } = await db.query(
    `select projection, key, position::text, event_id as "eventId", event_type as "eventType", error,
       waiting::int, attempts, ${instant('parked_at')} as "parkedAt", ${instant('tried_at')} as "triedAt"
     from public.parked_keys order by projection, key`,
  );
  return z.array(parkedRow).parse(rows);
};

export const skippedEvents = async (db: Queryable): Promise<readonly SkippedEvent[]> => {
  const { rows } = await db.query(
    `select projection, key, position::text, event_id as "eventId", event_type as "eventType", error, reason,
       actor, ${instant('skipped_at')} as "skippedAt"
     from public.skipped_events order by projection, skipped_events.position`,
  );
  return z.array(skippedRow).parse(rows);
};
