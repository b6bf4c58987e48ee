import { z } from 'zod';
import { isIsoDate } from '../../domain/dates.ts';
import { defineTopic } from '../topic.ts';

const day = z.string().refine(isIsoDate);

/** A chunk of symbols of an open batch, with all that a calculator has to know; keyed by the chunk. */
const chunkWork = z.strictObject({
  version: z.literal(1),
  batchId: z.uuid(),
  date: day,
  force: z.boolean(),
  chunk: z.int().nonnegative(),
  chunks: z.int().positive(),
  symbols: z.array(z.string().min(1)),
});
export type ChunkWork = z.infer<typeof chunkWork>;

/** A batch to be seen through; all under one key, so that sessions are done one after the other. */
const batchWork = z.strictObject({ version: z.literal(1), batchId: z.uuid(), date: day });
export type BatchWork = z.infer<typeof batchWork>;

export const CHUNKS = defineTopic('symbol-batch', chunkWork);
export const BATCHES = defineTopic('symbol-batch-runs', batchWork);
