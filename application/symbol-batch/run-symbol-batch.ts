import type { IsoDate } from '../../domain/dates.ts';
import { FACTOR_ETFS } from '../../domain/risk/factors.ts';
import {
  type BatchAttempt,
  type SymbolBatchCommand,
  symbolBatchDecider,
} from '../../domain/symbol-batch/decider.ts';
import type { CommandContext, HandleCommand } from '../command-handler.ts';
import { pause } from '../pause.ts';
import type { Clock } from '../ports/clock.ts';
import type { EventStore } from '../ports/event-store.ts';
import type { MessageBus } from '../ports/message-bus.ts';
import type { Queries, ReadModels } from '../ports/queries.ts';
import { streams } from '../streams.ts';
import { chunksFor, chunksOf, ETF_CHUNK } from './chunks.ts';
import { type FollowedBatch, followBatch } from './open-batch.ts';
import { type BatchWork, CHUNKS, type ChunkWork } from './topics.ts';

const LOOK_EVERY_MS = 50;
/** Read models that are so far behind are not followed by anybody. */
const READ_BACK_MS = 10 * 60_000;

export type RunDependencies = {
  readonly store: Pick<EventStore, 'readStream' | 'head'>;
  readonly bus: Pick<MessageBus, 'publish'>;
  readonly handle: HandleCommand;
  readonly queries: Pick<Queries, 'symbolsBehind' | 'symbolNames'>;
  readonly readModels: ReadModels;
  readonly clock: Clock;
  readonly simulated: boolean;
  /** After so long a batch is put down, and the next run of the session picks it up. */
  readonly limitSeconds: number;
  /** About: a symbol belongs to a chunk by its name. */
  readonly symbolsPerChunk: number;
};

/**
 * Sees one open batch through: the factor ETFs, then everybody else in chunks that any calculator may take, then the end.
 * What a chunk has told is never asked for again, so that a run that was killed is simply run again; symbols that are
 * current are not in any chunk, so that a session that is done again tells nothing but that.
 */
export const createRunSymbolBatch =
  (dependencies: RunDependencies) =>
  async ({ batchId, date }: BatchWork, context: CommandContext, signal: AbortSignal): Promise<void> => {
    const { store, bus, handle, queries, readModels, clock, simulated, limitSeconds } = dependencies;
    const batch = await followBatch(store, date);
    const found = batch.attempt(batchId);
    if (found?.status !== 'open') return;
    const { request } = found;
    const started = clock().getTime();
    const seconds = (): number => (clock().getTime() - started) / 1000;
    const isLate = (): boolean => seconds() > limitSeconds;

    const tell = async (command: SymbolBatchCommand): Promise<void> => {
      const told = await handle(symbolBatchDecider, streams.symbolBatch(date), command, context);
      if (!told.ok) throw new Error(`the batch of ${date}: ${told.error.code}`);
    };
    const readBack = async (): Promise<void> => {
      if (!(await readModels.waitFor(await store.head(), READ_BACK_MS)))
        throw new Error('the read models do not follow the log; the batch goes on when they do');
    };
    const attempt = (): BatchAttempt => batch.attempt(batchId) ?? found;

    const scope = request.symbols ?? (await queries.symbolNames(['active', 'pending']));
    /** Still to be done, by name. */
    const behind = async (among: readonly string[] | null): Promise<readonly string[]> =>
      queries.symbolsBehind({ among, date, factorSymbols: FACTOR_ETFS });
    const remaining = async (): Promise<readonly string[]> =>
      request.force ? scope : behind(request.symbols);

    const dispatch = async (chunk: number, chunks: number, symbols: readonly string[]): Promise<void> => {
      const work: ChunkWork = {
        version: 1,
        batchId,
        date,
        force: request.force,
        chunk,
        chunks,
        symbols: [...symbols],
      };
      const key = `${batchId}/${chunk}`;
      await bus.publish(
        CHUNKS.name,
        CHUNKS.message({ id: key, key, type: 'chunk', payload: work, correlationId: context.correlationId }),
      );
    };

    /** Hands chunks out and waits until all are done; false when the time is over before. */
    const doChunks = async (
      chunks: number,
      groups: readonly (readonly [number, readonly string[]])[],
    ): Promise<boolean> => {
      const isDone = (chunk: number): boolean => attempt().done.get('metrics')?.has(chunk) === true;
      const open = groups.filter(([chunk, symbols]) => symbols.length > 0 && !isDone(chunk));
      let broken: unknown = null;
      for (const [chunk, symbols] of open)
        dispatch(chunk, chunks, symbols).catch((error: unknown) => {
          broken = error;
        });
      for (;;) {
        await batch.refresh();
        if (open.every(([chunk]) => isDone(chunk))) return true;
        if (attempt().status !== 'open' || isLate()) return false;
        signal.throwIfAborted();
        if (broken !== null) throw broken;
        await pause(LOOK_EVERY_MS, signal);
      }
    };

    const suspend = async (): Promise<void> => {
      await readBack();
      const left = (await remaining()).length;
      await tell({ type: 'SuspendBatch', batchId, reason: 'deadline', remaining: left });
    };

    await readBack();
    const etfs = request.force ? FACTOR_ETFS : await behind(FACTOR_ETFS);
    const others = async (): Promise<readonly string[]> =>
      (await remaining()).filter((symbol) => !(FACTOR_ETFS as readonly string[]).includes(symbol));
    const first = await others();
    const isResumed = attempt().chunks !== null;
    if (etfs.length === 0 && first.length === 0 && !isResumed) {
      await tell({
        type: 'CompleteBatch',
        batchId,
        outcome: 'nothing',
        symbols: scope.length,
        updated: 0,
        failed: 0,
        seconds: seconds(),
        simulated,
      });
      return;
    }

    const chunks = attempt().chunks ?? chunksFor(scope.length, dependencies.symbolsPerChunk);
    if (!(await doChunks(chunks, [[ETF_CHUNK, etfs]]))) return suspend();
    await readBack();
    const groups = chunksOf(await others(), chunks).map((symbols, chunk) => [chunk, symbols] as const);
    if (!(await doChunks(chunks, groups))) return suspend();

    // Whoever hears of the end finds read models that show all of it.
    const waited = seconds();
    await readBack();
    const refreshed = {
      phase: 'cache_refresh',
      symbols: 1,
      changed: 0,
      failed: [],
      seconds: seconds() - waited,
    } as const;
    await tell({ type: 'CompleteChunk', batchId, chunk: 0, chunks, phases: [refreshed] });
    await batch.refresh();
    await tell({
      type: 'CompleteBatch',
      batchId,
      ...totalsOf(batch, batchId),
      symbols: scope.length,
      seconds: seconds(),
      simulated,
    });
  };

const totalsOf = (
  batch: FollowedBatch,
  batchId: string,
): {
  readonly outcome: 'complete' | 'partial' | 'nothing';
  readonly updated: number;
  readonly failed: number;
} => {
  const prices = [...(batch.attempt(batchId)?.done.get('prices')?.values() ?? [])];
  const updated = prices.reduce((sum, { changed }) => sum + changed, 0);
  const failed = prices.reduce((sum, chunk) => sum + chunk.failed.length, 0);
  const outcome = failed > 0 ? 'partial' : updated > 0 ? 'complete' : 'nothing';
  return { outcome, updated, failed };
};

/** A batch that cannot be seen through ends as failed, where everybody sees it. */
export const createFailBatch =
  ({ handle }: Pick<RunDependencies, 'handle'>) =>
  async (
    { batchId, date }: { readonly batchId: string; readonly date: IsoDate },
    context: CommandContext,
  ): Promise<void> => {
    const command = {
      type: 'FailBatch',
      batchId,
      code: 'ERR_BATCH_004',
      message: 'The batch could not be finished; what it has told stays. Run the session again.',
    } as const;
    await handle(symbolBatchDecider, streams.symbolBatch(date), command, context);
  };
