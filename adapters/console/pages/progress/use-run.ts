import { useEffect, useState } from 'preact/hooks';
import { call } from '../../api/client.ts';
import { listen } from '../../api/listen.ts';
import { notePosition } from '../../api/position.ts';
import type { Problem } from '../../api/problem.ts';
import type { RunEvent, RunStatus } from '../../api/types.ts';
import { foldRun } from './fold-run.ts';

export type WatchedRun = {
  readonly run: RunStatus | null;
  readonly problem: Problem | null;
  /** Whether steps arrive as they happen. */
  readonly connected: boolean;
};

/** After these there is more to know than the event says. */
const ASK_AFTER = new Set(['phase_completed', 'completed', 'failed']);

/** The latest run of a portfolio: as it stands, and then each step as it happens, until nobody looks any more. */
export const useRun = (portfolioId: string): WatchedRun => {
  const [watched, setWatched] = useState<WatchedRun>({ run: null, problem: null, connected: false });
  useEffect(() => {
    const leaving = new AbortController();
    const { signal } = leaving;
    const path = `/api/v1/onboarding/status/${portfolioId}`;
    setWatched({ run: null, problem: null, connected: false });

    const ask = async (): Promise<boolean> => {
      const answer = await call<RunStatus>(path, { signal });
      setWatched((before) => {
        if (!answer.ok) return before.run === null ? { ...before, problem: answer.error } : before;
        const known = before.run;
        // An answer that is behind the steps seen meanwhile only says whether there is something to look at.
        if (
          known !== null &&
          known.batch_run_id === answer.value.batch_run_id &&
          answer.value.status === 'running'
        ) {
          return { ...before, run: { ...known, analytics_available: answer.value.analytics_available } };
        }
        return { ...before, run: answer.value, problem: null };
      });
      return answer.ok;
    };
    const onEvent = (kind: string, event: RunEvent): void => {
      notePosition(event.position);
      setWatched((before) =>
        before.run === null ? before : { ...before, run: foldRun(before.run, event, kind) },
      );
      if (ASK_AFTER.has(kind)) void ask().catch(unlessLeft);
    };
    const unlessLeft = (error: unknown): void => {
      if (!signal.aborted) throw error;
    };
    const watch = async (): Promise<void> => {
      if (!(await ask())) return;
      await listen(`${path}/events`, {
        signal,
        onEvent: ({ event, data }) => onEvent(event, JSON.parse(data) as RunEvent),
        onConnection: (connected) => setWatched((before) => ({ ...before, connected })),
      });
    };
    void watch().catch(unlessLeft);
    return () => leaving.abort();
  }, [portfolioId]);
  return watched;
};
