import { isSession, mostRecentCompletedSession } from '../../domain/calendar/nyse.ts';
import type { IsoDate } from '../../domain/dates.ts';
import { type Refusal, refuse } from '../../domain/errors/refusal.ts';
import { fail, type Result } from '../../domain/result.ts';
import type { CommandContext } from '../command-handler.ts';
import type { Clock } from '../ports/clock.ts';
import type { EventStore, Position } from '../ports/event-store.ts';
import type { RefreshReads } from '../ports/refresh-reads.ts';
import { latestRefresh, type RefreshRun, refreshHistory } from './refresh-status.ts';
import type { RequestRefresh } from './request-refresh.ts';

export type RefreshStatus = {
  /** The most recent completed session. */
  readonly session: IsoDate;
  /** Active portfolios that lack its valuation or its risk. */
  readonly behind: number;
  /** The newest refresh, of whichever session; null before the first. */
  readonly latest: RefreshRun | null;
};

/** What operators see and ask of the refresh of all portfolios. */
export type RefreshService = {
  readonly status: () => Promise<RefreshStatus>;
  /** Of the last `sessions`, newest first. */
  readonly history: (sessions: number) => Promise<readonly RefreshRun[]>;
  /** Null: of the most recent completed session. ERR_BATCH_008 for a day that is none, ERR_BATCH_011 while one is open. */
  readonly request: (
    date: IsoDate | null,
    context: CommandContext,
  ) => Promise<
    Result<
      { readonly refreshId: string; readonly date: IsoDate; readonly position: Position | null },
      Refusal
    >
  >;
};

export const createRefreshService = ({
  store,
  clock,
  reads,
  requestRefresh,
}: {
  readonly store: Pick<EventStore, 'readStream'>;
  readonly clock: Clock;
  readonly reads: Pick<RefreshReads, 'countBehind'>;
  readonly requestRefresh: RequestRefresh;
}): RefreshService => {
  const today = (): IsoDate => mostRecentCompletedSession(clock());
  return {
    status: async () => {
      const session = today();
      const [behind, latest] = await Promise.all([reads.countBehind(session), latestRefresh(store, session)]);
      return { session, behind, latest };
    },
    history: (sessions) => refreshHistory(store, today(), sessions),
    request: async (asked, context) => {
      const last = today();
      const date = asked ?? last;
      if (date > last || !isSession(date))
        return fail(refuse('ERR_BATCH_008', { details: { date, most_recent_completed_session: last } }));
      return requestRefresh({ date, trigger: 'operator', batchId: null }, context);
    },
  };
};
