import { symbolBatchDecider } from '../../domain/symbol-batch/decider.ts';
import type { BatchPhaseId } from '../../domain/symbol-batch/events.ts';
import type { CommandContext, HandleCommand } from '../command-handler.ts';
import type { Clock } from '../ports/clock.ts';
import type { EventStore } from '../ports/event-store.ts';
import { streams } from '../streams.ts';
import { followBatch } from './open-batch.ts';
import type { ChunkWork } from './topics.ts';
import { type SymbolUpdates, type UpdateDependencies, updateSymbols } from './update-symbols.ts';

/** What a chunk passes in one go: its symbols are read, calculated and told at once. */
export const CHUNK_PHASES = [
  'prices',
  'market_beta',
  'ir_beta',
  'ridge_factors',
  'spread_factors',
  'metrics',
] as const satisfies readonly BatchPhaseId[];

export type ChunkDependencies = UpdateDependencies & {
  readonly store: Pick<EventStore, 'readStream'>;
  readonly handle: HandleCommand;
  readonly clock: Clock;
};

type Outcome = Pick<SymbolUpdates, 'changed' | 'failed'>;

/** Says that the chunk has passed all of its phases, in one append. */
const tellChunk = async (
  { handle }: Pick<ChunkDependencies, 'handle'>,
  { batchId, date, chunk, chunks, symbols }: ChunkWork,
  { changed, failed }: Outcome,
  seconds: number,
  context: CommandContext,
): Promise<void> => {
  const done = { symbols: symbols.length, changed: changed.length, failed };
  // The first phase is the one that waits for the source, and the one in which symbols fail.
  const phases = CHUNK_PHASES.map((phase, i) =>
    i === 0 ? { phase, ...done, seconds } : { phase, ...done, failed: [], seconds: 0 },
  );
  const command = { type: 'CompleteChunk', batchId, chunk, chunks, phases } as const;
  const told = await handle(symbolBatchDecider, streams.symbolBatch(date), command, context);
  if (!told.ok) throw new Error(`chunk ${chunk} of the batch of ${date}: ${told.error.code}`);
};

/**
 * Works on one chunk of an open batch; a chunk that is done, or whose batch has ended, is left alone. Done twice, or
 * again after a crash in the middle, it tells of each symbol only what is new.
 */
export const createWorkOnChunk =
  (dependencies: ChunkDependencies) =>
  async (work: ChunkWork, context: CommandContext, signal: AbortSignal): Promise<void> => {
    const { store, clock } = dependencies;
    const attempt = (await followBatch(store, work.date)).attempt(work.batchId);
    if (attempt?.status !== 'open' || attempt.done.get('metrics')?.has(work.chunk) === true) return;
    const started = clock().getTime();
    const { symbols, date, force } = work;
    const updates = await updateSymbols(
      dependencies,
      { symbols, date, force, profiles: 'missing' },
      context,
      () => {},
      signal,
    );
    await tellChunk(dependencies, work, updates, (clock().getTime() - started) / 1000, context);
  };

/** A chunk that cannot be done ends as failed, so that its batch ends as well. */
export const createGiveUpChunk =
  (dependencies: Pick<ChunkDependencies, 'handle'>) =>
  async (work: ChunkWork, error: unknown, context: CommandContext): Promise<void> => {
    const reason = `given up: ${error instanceof Error ? error.message : String(error)}`.slice(0, 500);
    const failed = work.symbols.map((symbol) => ({ symbol, reason }));
    await tellChunk(dependencies, work, { changed: [], failed }, 0, context);
  };
