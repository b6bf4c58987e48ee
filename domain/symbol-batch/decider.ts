import type { IsoDate } from '../dates.ts';
import type { Decider } from '../decider.ts';
import { refuse } from '../errors/refusal.ts';
import { fail, ok } from '../result.ts';
import {
  BATCH_PHASES,
  type BatchPhaseId,
  type SymbolBatchChunkCompleted,
  type SymbolBatchCompleted,
  type SymbolBatchEvent,
  type SymbolBatchFailed,
  type SymbolBatchRequested,
  type SymbolBatchSuspended,
} from './events.ts';

type Of<Event extends { readonly data: object }> = Omit<Event['data'], 'date'>;

export type SymbolBatchCommand =
  | ({ readonly type: 'RequestBatch' } & SymbolBatchRequested['data'])
  | ({ readonly type: 'CompleteChunk'; readonly phases: readonly PhaseDone[] } & Pick<
      SymbolBatchChunkCompleted['data'],
      'batchId' | 'chunk' | 'chunks'
    >)
  | ({ readonly type: 'CompleteBatch' } & Of<SymbolBatchCompleted>)
  | ({ readonly type: 'SuspendBatch' } & Of<SymbolBatchSuspended>)
  | ({ readonly type: 'FailBatch' } & Of<SymbolBatchFailed>);

/** What came of a chunk in one phase. */
export type PhaseDone = Pick<
  SymbolBatchChunkCompleted['data'],
  'phase' | 'symbols' | 'changed' | 'failed' | 'seconds'
>;

export type BatchStatus = 'open' | 'completed' | 'suspended' | 'failed';

/** What is done of a plan: symbols belong to a chunk by their names, so the plan is how many chunks there are. */
export type BatchProgress = {
  /** Null until the first chunk has passed a phase. */
  readonly chunks: number | null;
  /** By phase: the chunks that have passed it. */
  readonly done: ReadonlyMap<BatchPhaseId, ReadonlyMap<number, ChunkDone>>;
};

export type ChunkDone = Pick<SymbolBatchChunkCompleted['data'], 'symbols' | 'changed' | 'failed' | 'seconds'>;

export type BatchAttempt = BatchProgress & {
  readonly batchId: string;
  readonly status: BatchStatus;
  readonly request: Omit<SymbolBatchRequested['data'], 'date' | 'batchId'>;
};

export type SymbolBatchState = {
  readonly date: IsoDate | null;
  /** Oldest first. */
  readonly attempts: ReadonlyMap<string, BatchAttempt>;
};

const NOTHING_DONE: BatchProgress = { chunks: null, done: new Map() };

const lastOf = ({ attempts }: SymbolBatchState): BatchAttempt | undefined => [...attempts.values()].at(-1);

export const openAttempt = (state: SymbolBatchState): BatchAttempt | null => {
  const last = lastOf(state);
  return last?.status === 'open' ? last : null;
};

const sameScope = (a: BatchAttempt['request'], b: BatchAttempt['request']): boolean =>
  a.force === b.force && JSON.stringify(a.symbols) === JSON.stringify(b.symbols);

/** From 0 to 1, and 1 only at the end: the chunks that have passed each phase, of all that have to. */
export const shareDone = ({ status, chunks, done }: BatchAttempt): number => {
  if (status === 'completed') return 1;
  if (chunks === null) return 0;
  const passed = [...done.values()].reduce((sum, of) => sum + of.size, 0);
  // The last phase is one piece of work for all of them.
  return Math.min(0.99, passed / (chunks * (BATCH_PHASES.length - 1) + 1));
};

const decide: Decider<SymbolBatchCommand, SymbolBatchEvent, SymbolBatchState>['decide'] = (
  command,
  state,
) => {
  if (command.type === 'RequestBatch') {
    if (state.attempts.has(command.batchId)) return ok([]);
    const open = openAttempt(state);
    if (open !== null) return fail(refuse('ERR_BATCH_007', { details: { batch_id: open.batchId } }));
    const { type: _, ...data } = command;
    return ok([{ type: 'SymbolBatchRequested', data }]);
  }
  const attempt = state.attempts.get(command.batchId);
  // What an attempt that has ended still says, and a chunk told twice after a crash, is nothing new.
  if (attempt?.status !== 'open' || state.date === null) return ok([]);
  const { date } = state;
  switch (command.type) {
    case 'CompleteChunk': {
      const { batchId, chunk, chunks, phases } = command;
      const untold = phases.filter(({ phase }) => attempt.done.get(phase)?.has(chunk) !== true);
      return ok(
        untold.map((done) => ({
          type: 'SymbolBatchChunkCompleted',
          data: { batchId, date, chunk, chunks, ...done },
        })),
      );
    }
    case 'CompleteBatch': {
      const { type: _, ...data } = command;
      return ok([{ type: 'SymbolBatchCompleted', data: { date, ...data } }]);
    }
    case 'SuspendBatch': {
      const { type: _, ...data } = command;
      return ok([{ type: 'SymbolBatchSuspended', data: { date, ...data } }]);
    }
    case 'FailBatch': {
      const { type: _, ...data } = command;
      return ok([{ type: 'SymbolBatchFailed', data: { date, ...data } }]);
    }
    default:
      return command satisfies never;
  }
};

const withAttempt = (
  state: SymbolBatchState,
  batchId: string,
  change: (attempt: BatchAttempt) => BatchAttempt,
): SymbolBatchState => {
  const attempt = state.attempts.get(batchId);
  return attempt === undefined
    ? state
    : { ...state, attempts: new Map(state.attempts).set(batchId, change(attempt)) };
};

const evolve: Decider<SymbolBatchCommand, SymbolBatchEvent, SymbolBatchState>['evolve'] = (state, event) => {
  switch (event.type) {
    case 'SymbolBatchRequested': {
      const { date, batchId, ...request } = event.data;
      const last = lastOf(state);
      // What was put down is picked up where it was.
      const goesOn = last?.status === 'suspended' && sameScope(last.request, request);
      const { chunks, done } = goesOn ? last : NOTHING_DONE;
      const attempt: BatchAttempt = { batchId, status: 'open', request, chunks, done };
      return { date, attempts: new Map(state.attempts).set(batchId, attempt) };
    }
    case 'SymbolBatchChunkCompleted': {
      const { batchId, phase, chunk, chunks, symbols, changed, failed, seconds } = event.data;
      return withAttempt(state, batchId, (attempt) => ({
        ...attempt,
        chunks,
        done: new Map(attempt.done).set(
          phase,
          new Map(attempt.done.get(phase)).set(chunk, { symbols, changed, failed, seconds }),
        ),
      }));
    }
    case 'SymbolBatchCompleted':
      return withAttempt(state, event.data.batchId, (attempt) => ({ ...attempt, status: 'completed' }));
    case 'SymbolBatchSuspended':
      return withAttempt(state, event.data.batchId, (attempt) => ({ ...attempt, status: 'suspended' }));
    case 'SymbolBatchFailed':
      return withAttempt(state, event.data.batchId, (attempt) => ({ ...attempt, status: 'failed' }));
    default:
      return event satisfies never;
  }
};

/** One attempt at a time at one session; a chunk passes a phase once; what was put down is picked up by the next. */
export const symbolBatchDecider: Decider<SymbolBatchCommand, SymbolBatchEvent, SymbolBatchState> = {
  initial: { date: null, attempts: new Map() },
  decide,
  evolve,
};
