import { lastSessions } from '../../domain/calendar/nyse.ts';
import type { IsoDate, IsoInstant } from '../../domain/dates.ts';
import { addCounts, NO_COUNTS } from '../../domain/portfolio-refresh/decider.ts';
import type { PortfolioRefreshEvent, RefreshCounts } from '../../domain/portfolio-refresh/events.ts';
import type { EventStore, RecordedEvent } from '../ports/event-store.ts';
import { streams } from '../streams.ts';

/** One attempt at one session, as its events tell it. */
export type RefreshRun = {
  readonly refreshId: string;
  readonly date: IsoDate;
  readonly trigger: 'symbol_batch' | 'operator';
  readonly batchId: string | null;
  /** Of the operator who asked; null where they did not say. */
  readonly reason: string | null;
  readonly status: 'requested' | 'running' | 'completed' | 'failed';
  readonly outcome: 'complete' | 'partial' | 'nothing' | null;
  /** Behind when it was planned; null before. */
  readonly planned: number | null;
  readonly chunks: { readonly done: number; readonly total: number };
  /** Of the chunks that are done. */
  readonly counts: RefreshCounts;
  readonly failed: readonly { readonly portfolioId: string; readonly reason: string }[];
  readonly requestedAt: IsoInstant;
  readonly updatedAt: IsoInstant;
  readonly endedAt: IsoInstant | null;
  readonly seconds: number | null;
  readonly error: { readonly code: string; readonly message: string } | null;
};

const after = (
  runs: readonly RefreshRun[],
  { metadata: { occurredAt: at, reason }, ...event }: RecordedEvent<PortfolioRefreshEvent>,
): readonly RefreshRun[] => {
  if (event.type === 'PortfolioRefreshRequested') {
    const run: RefreshRun = {
      ...event.data,
      reason: reason ?? null,
      status: 'requested',
      outcome: null,
      planned: null,
      chunks: { done: 0, total: 0 },
      counts: NO_COUNTS,
      failed: [],
      requestedAt: at,
      updatedAt: at,
      endedAt: null,
      seconds: null,
      error: null,
    };
    return [...runs, run];
  }
  const last = runs.at(-1);
  if (last === undefined) return runs;
  const became = (changes: Partial<RefreshRun>): readonly RefreshRun[] => [
    ...runs.slice(0, -1),
    { ...last, updatedAt: at, ...changes },
  ];
  switch (event.type) {
    case 'PortfolioRefreshPlanned': {
      const { portfolios, chunks } = event.data;
      return became({ status: 'running', planned: portfolios, chunks: { done: 0, total: chunks.length } });
    }
    case 'PortfolioRefreshChunkCompleted':
      return became({
        chunks: { ...last.chunks, done: last.chunks.done + 1 },
        counts: addCounts(last.counts, event.data),
        failed: [...last.failed, ...event.data.failed],
      });
    case 'PortfolioRefreshCompleted': {
      const { outcome, seconds } = event.data;
      return became({ status: 'completed', outcome, seconds, endedAt: at });
    }
    case 'PortfolioRefreshFailed': {
      const { code, message } = event.data;
      return became({ status: 'failed', endedAt: at, error: { code, message } });
    }
    default:
      return event satisfies never;
  }
};

/** The attempts at a session, oldest first. */
export const refreshRuns = async (
  store: Pick<EventStore, 'readStream'>,
  date: IsoDate,
): Promise<readonly RefreshRun[]> => {
  const events = await store.readStream(streams.portfolioRefresh(date));
  // The stream's own decider wrote these, so their types are its event types.
  return (events as readonly RecordedEvent<PortfolioRefreshEvent>[]).reduce(after, []);
};

/** Of the `sessions` up to `date`, newest first: each session has a stream of its own, and the calendar knows which. */
export const refreshHistory = async (
  store: Pick<EventStore, 'readStream'>,
  date: IsoDate,
  sessions: number,
): Promise<readonly RefreshRun[]> => {
  const dates = lastSessions(date, sessions).toReversed();
  const runs = await Promise.all(dates.map((session) => refreshRuns(store, session)));
  return runs.flatMap((ofSession) => ofSession.toReversed());
};

/** How far back a refresh is looked for. */
const REACH = 30;

/** The newest there is, of the last thirty sessions up to `date`. */
export const latestRefresh = async (
  store: Pick<EventStore, 'readStream'>,
  date: IsoDate,
): Promise<RefreshRun | null> => {
  for (const session of lastSessions(date, REACH).toReversed()) {
    const runs = await refreshRuns(store, session);
    const last = runs.at(-1);
    if (last !== undefined) return last;
  }
  return null;
};
