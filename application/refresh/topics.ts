import { z } from 'zod';
import { isIsoDate } from '../../domain/dates.ts';
import { defineTopic } from '../topic.ts';

const version = z.literal(1);
const date = z.string().refine(isIsoDate);

const refreshRun = z.discriminatedUnion('type', [
  z.object({ version, type: z.literal('request'), date, batchId: z.string().min(1) }),
  z.object({ version, type: z.literal('run'), date, refreshId: z.uuid() }),
]);

/** Asking for refreshes and planning them, one at a time: they all have the same key. */
export const REFRESH_RUNS = defineTopic('portfolio-refresh-runs', refreshRun);
export const REFRESH_RUNS_KEY = 'portfolio-refresh';

const refreshChunk = z.object({
  version,
  date,
  refreshId: z.uuid(),
  chunk: z.int().min(0),
  /** Of the portfolio before the first of the chunk; null for the first chunk. */
  after: z.string().nullable(),
  upTo: z.string(),
  portfolios: z.int().min(1),
});
export type RefreshChunkWork = Readonly<z.infer<typeof refreshChunk>>;

/** Chunks of portfolios, shared among all calculators. The key is the number of the chunk. */
export const REFRESH_CHUNKS = defineTopic('portfolio-refresh', refreshChunk);
