import { z } from 'zod';
import type { BatchRun } from '../../../application/symbol-batch/batches.ts';
import { BATCH_PHASES } from '../../../domain/symbol-batch/events.ts';
import { day, instant, uuid } from './scalars.ts';

const count = z.int().min(0);

export const symbolBatchSchema = z
  .strictObject({
    batch_id: uuid,
    date: day,
    status: z.enum(['running', 'completed', 'partial', 'nothing', 'suspended', 'failed']).meta({
      description:
        'partial: some symbols failed; nothing: all were current; suspended: the next run of the session goes on',
    }),
    trigger: z.enum(['schedule', 'operator', 'catch_up', 'price_upload']),
    force: z.boolean(),
    symbols: z.array(z.string()).nullable().meta({ description: 'Null: the whole universe' }),
    requested_by: z.string(),
    requested_at: instant,
    ended_at: instant.nullable(),
    percent: z.int().min(0).max(100).meta({ description: 'Never goes back; 100 only at the end' }),
    phases: z.array(
      z.strictObject({
        phase: z.enum(BATCH_PHASES.map(({ id }) => id)),
        name: z.string(),
        unit: z.enum(['symbols', 'operations']),
        status: z.enum(['pending', 'running', 'completed']),
        chunks_done: count,
        chunks: count.nullable(),
        done: count,
        seconds: z.number(),
      }),
    ),
    updated: count,
    failed: count,
    failures: z.array(z.strictObject({ symbol: z.string(), reason: z.string() })),
    remaining: count.nullable().meta({ description: 'Symbols that were left when it was put down' }),
    error: z.strictObject({ code: z.string(), message: z.string() }).nullable(),
    simulated: z.boolean().nullable(),
  })
  .meta({ id: 'SymbolBatch' });

export const symbolBatchView = (run: BatchRun): z.infer<typeof symbolBatchSchema> => ({
  batch_id: run.batchId,
  date: run.date,
  status: run.status,
  trigger: run.trigger,
  force: run.force,
  symbols: run.symbols === null ? null : [...run.symbols],
  requested_by: run.requestedBy,
  requested_at: run.requestedAt,
  ended_at: run.endedAt,
  percent: run.percent,
  phases: run.phases.map(({ phase, name, unit, status, chunksDone, chunks, done, seconds }) => ({
    phase,
    name,
    unit,
    status,
    chunks_done: chunksDone,
    chunks,
    done,
    seconds,
  })),
  updated: run.updated,
  failed: run.failed,
  failures: run.failures.map(({ symbol, reason }) => ({ symbol, reason })),
  remaining: run.remaining,
  error: run.error,
  simulated: run.simulated,
});
