import { lastSessions, mostRecentCompletedSession } from '../../domain/calendar/nyse.ts';
import type { IsoDate, IsoInstant } from '../../domain/dates.ts';
import { type BatchAttempt, shareDone, symbolBatchDecider } from '../../domain/symbol-batch/decider.ts';
import {
  BATCH_PHASES,
  type BatchPhaseId,
  type BatchTrigger,
  type SymbolBatchCompleted,
  type SymbolBatchEvent,
} from '../../domain/symbol-batch/events.ts';
import type { Clock } from '../ports/clock.ts';
import type { EventStore, RecordedEvent } from '../ports/event-store.ts';
import { streams } from '../streams.ts';
import type { RequestSymbolBatch } from './request-symbol-batch.ts';

/** Sessions that are looked back over. */
const REACH = 60;
/** Symbols that failed, of one batch; the log has all. */
const FAILURES_SHOWN = 200;

export type BatchPhase = {
  readonly phase: BatchPhaseId;
  readonly name: string;
  readonly unit: 'symbols' | 'operations';
  readonly status: 'pending' | 'running' | 'completed';
  readonly chunksDone: number;
  /** Null until the plan is known. */
  readonly chunks: number | null;
  readonly done: number;
  readonly seconds: number;
};

/** One attempt at one session, as people follow it. */
export type BatchRun = {
  readonly batchId: string;
  readonly date: IsoDate;
  readonly status: 'running' | 'completed' | 'partial' | 'nothing' | 'suspended' | 'failed';
  readonly trigger: BatchTrigger;
  readonly force: boolean;
  /** Null: the whole universe. */
  readonly symbols: readonly string[] | null;
  readonly requestedBy: string;
  readonly requestedAt: IsoInstant;
  readonly endedAt: IsoInstant | null;
  /** 0 to 100; never goes back, and 100 only at the end. */
  readonly percent: number;
  readonly phases: readonly BatchPhase[];
  readonly updated: number;
  readonly failed: number;
  readonly failures: readonly { readonly symbol: string; readonly reason: string }[];
  /** Symbols that were left when it was put down. */
  readonly remaining: number | null;
  readonly error: { readonly code: string; readonly message: string } | null;
  readonly simulated: boolean | null;
};

type Marks = {
  readonly requestedBy: string;
  readonly requestedAt: IsoInstant;
  readonly endedAt: IsoInstant | null;
  readonly completed: SymbolBatchCompleted['data'] | null;
  readonly remaining: number | null;
  readonly error: { readonly code: string; readonly message: string } | null;
};

const nameOf = ({ actor }: RecordedEvent['metadata']): string =>
  actor.kind === 'user' ? actor.userId : actor.name;

const marksAfter = (marks: Marks | undefined, event: RecordedEvent<SymbolBatchEvent>): Marks | undefined => {
  const at = event.metadata.occurredAt;
  if (event.type === 'SymbolBatchRequested') {
    const requestedBy = nameOf(event.metadata);
    return { requestedBy, requestedAt: at, endedAt: null, completed: null, remaining: null, error: null };
  }
  if (marks === undefined) return undefined;
  switch (event.type) {
    case 'SymbolBatchChunkCompleted':
      return marks;
    case 'SymbolBatchCompleted':
      return { ...marks, endedAt: at, completed: event.data };
    case 'SymbolBatchSuspended':
      return { ...marks, endedAt: at, remaining: event.data.remaining };
    case 'SymbolBatchFailed': {
      const { code, message } = event.data;
      return { ...marks, endedAt: at, error: { code, message } };
    }
    default:
      return event satisfies never;
  }
};

const phasesOf = ({ status, chunks, done }: BatchAttempt, ended: boolean): readonly BatchPhase[] =>
  BATCH_PHASES.map(({ id, name, unit }) => {
    const passed = [...(done.get(id)?.values() ?? [])];
    const of = unit === 'operations' ? 1 : chunks;
    const isDone = status === 'completed' || (of !== null && passed.length >= of);
    return {
      phase: id,
      name,
      unit,
      status: isDone ? 'completed' : ended || passed.length === 0 ? 'pending' : 'running',
      chunksDone: passed.length,
      chunks: of,
      done: passed.reduce((sum, { symbols }) => sum + symbols, 0),
      seconds: passed.reduce((sum, { seconds }) => sum + seconds, 0),
    };
  });

const statusOf = ({ status }: BatchAttempt, marks: Marks): BatchRun['status'] => {
  if (status === 'open') return 'running';
  if (status !== 'completed') return status;
  const outcome = marks.completed?.outcome ?? 'complete';
  return outcome === 'complete' ? 'completed' : outcome;
};

const runOf = (date: IsoDate, attempt: BatchAttempt, marks: Marks): BatchRun => {
  const { batchId, request, done } = attempt;
  const prices = [...(done.get('prices')?.values() ?? [])];
  const failures = prices.flatMap(({ failed }) => failed);
  return {
    batchId,
    date,
    status: statusOf(attempt, marks),
    trigger: request.trigger,
    force: request.force,
    symbols: request.symbols,
    requestedBy: marks.requestedBy,
    requestedAt: marks.requestedAt,
    endedAt: marks.endedAt,
    percent: Math.floor(100 * shareDone(attempt)),
    phases: phasesOf(attempt, marks.endedAt !== null),
    updated: marks.completed?.updated ?? prices.reduce((sum, { changed }) => sum + changed, 0),
    failed: marks.completed?.failed ?? failures.length,
    failures: failures.slice(0, FAILURES_SHOWN),
    remaining: marks.remaining,
    error: marks.error,
    simulated: marks.completed?.simulated ?? null,
  };
};

/** The attempts at one session, oldest first. */
const runsOn = async (store: Pick<EventStore, 'readStream'>, date: IsoDate): Promise<readonly BatchRun[]> => {
  let state = symbolBatchDecider.initial;
  const marks = new Map<string, Marks>();
  for (const recorded of await store.readStream(streams.symbolBatch(date))) {
    // The stream's own decider wrote these, so their types are its event types.
    const event = recorded as unknown as RecordedEvent<SymbolBatchEvent>;
    state = symbolBatchDecider.evolve(state, event);
    const after = marksAfter(marks.get(event.data.batchId), event);
    if (after !== undefined) marks.set(event.data.batchId, after);
  }
  return [...state.attempts.values()].flatMap((attempt) => {
    const own = marks.get(attempt.batchId);
    return own === undefined ? [] : [runOf(date, attempt, own)];
  });
};

export type SymbolBatches = {
  readonly request: RequestSymbolBatch;
  /** The most recent completed session: what a batch is about unless something else is said. */
  readonly currentSession: () => IsoDate;
  /** Of the last sixty sessions, those asked for last first. */
  readonly history: (limit: number) => Promise<readonly BatchRun[]>;
  /** The one that runs, else the one that was asked for last; null where there was none. */
  readonly latest: () => Promise<BatchRun | null>;
  readonly find: (date: IsoDate, batchId: string) => Promise<BatchRun | null>;
};

/** Batches as the log tells them: there is no other record of them that could say something else. */
export const createSymbolBatches = ({
  store,
  clock,
  request,
}: {
  readonly store: Pick<EventStore, 'readStream'>;
  readonly clock: Clock;
  readonly request: RequestSymbolBatch;
}): SymbolBatches => {
  const currentSession = (): IsoDate => mostRecentCompletedSession(clock());
  const history = async (limit: number): Promise<readonly BatchRun[]> => {
    const runs = await Promise.all(lastSessions(currentSession(), REACH).map((date) => runsOn(store, date)));
    return runs
      .flat()
      .toSorted((a, b) => (a.requestedAt < b.requestedAt ? 1 : -1))
      .slice(0, limit);
  };
  return {
    request,
    currentSession,
    history,
    latest: async () => {
      const runs = await history(REACH);
      return runs.find(({ status }) => status === 'running') ?? runs[0] ?? null;
    },
    find: async (date, batchId) => (await runsOn(store, date)).find((run) => run.batchId === batchId) ?? null,
  };
};
