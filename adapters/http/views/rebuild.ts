import { z } from 'zod';
import { REBUILD_STEPS, type RebuildJob } from '../../../application/ports/rebuilds.ts';
import { eventPosition, instant, uuid } from './scalars.ts';

const count = z.int().min(0);

const tableSchema = z.strictObject({
  table: z.string(),
  rows_before: count.nullable(),
  rows_after: count,
  identical: z.boolean(),
  added: count,
  changed: count,
  removed: count,
  sample: z.array(
    z.strictObject({
      kind: z.enum(['added', 'changed', 'removed']),
      key: z.record(z.string(), z.string().nullable()),
      columns: z.array(z.string()),
    }),
  ),
});

export const rebuildSchema = z
  .strictObject({
    rebuild_id: uuid,
    kind: z.enum(['rebuild', 'swap_back']),
    projections: z.array(z.string()),
    requested_by: z.string(),
    reason: z.string().nullable().meta({ description: 'Its `X-Reason`' }),
    requested_at: instant,
    auto_swap: z.boolean(),
    state: z.enum([
      'queued',
      'running',
      'catching_up',
      'paused',
      'awaiting_swap',
      'swapped',
      'cancelled',
      'failed',
    ]),
    position: eventPosition,
    to_position: eventPosition,
    fraction_done: z.number().min(0).max(1),
    events: count,
    events_per_second: z.number().nullable(),
    seconds_remaining: z.number().nullable(),
    started_at: instant.nullable(),
    updated_at: instant,
    ended_at: instant.nullable(),
    error: z.string().nullable(),
    comparison: z
      .array(
        z.strictObject({
          projection: z.string(),
          position: eventPosition,
          live_position: eventPosition,
          identical: z.boolean(),
          checksum_before: z.string(),
          checksum_after: z.string(),
          tables: z.array(tableSchema),
        }),
      )
      .nullable(),
    orders: z
      .array(
        z.strictObject({
          step: z.enum(REBUILD_STEPS),
          by: z.string(),
          at: instant,
          reason: z.string().nullable(),
        }),
      )
      .meta({ description: 'What was said to it since, oldest first' }),
    poll_url: z.string(),
    events_url: z.string(),
  })
  .meta({ id: 'Rebuild' });

export const rebuildView = (job: RebuildJob): z.infer<typeof rebuildSchema> => ({
  rebuild_id: job.rebuildId,
  kind: job.kind,
  projections: [...job.projections],
  requested_by: job.requestedBy,
  reason: job.reason,
  requested_at: job.requestedAt,
  auto_swap: job.autoSwap,
  state: job.state,
  position: job.done.toString(),
  to_position: job.total.toString(),
  fraction_done: job.total === 0n ? 0 : Math.min(1, Number((job.done * 10_000n) / job.total) / 10_000),
  events: job.events,
  events_per_second: job.rate === null ? null : Math.round(job.rate),
  seconds_remaining: job.etaSeconds === null ? null : Math.round(job.etaSeconds),
  started_at: job.startedAt,
  updated_at: job.updatedAt,
  ended_at: job.endedAt,
  error: job.error,
  comparison:
    job.comparison?.map((compared) => ({
      projection: compared.projection,
      position: compared.position.toString(),
      live_position: compared.livePosition.toString(),
      identical: compared.identical,
      checksum_before: compared.checksumBefore,
      checksum_after: compared.checksumAfter,
      tables: compared.tables.map((table) => ({
        table: table.table,
        rows_before: table.rowsBefore,
        rows_after: table.rowsAfter,
        identical: table.identical,
        added: table.added,
        changed: table.changed,
        removed: table.removed,
        sample: table.sample.map(({ kind, key, columns }) => ({ kind, key, columns: [...columns] })),
      })),
    })) ?? null,
  orders: job.orders.map(({ step, requestedBy, at, reason }) => ({ step, by: requestedBy, at, reason })),
  poll_url: `/api/v1/admin/projections/rebuilds/${job.rebuildId}`,
  events_url: `/api/v1/admin/projections/rebuilds/${job.rebuildId}/events`,
});
