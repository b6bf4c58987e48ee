import type { RunEvent, RunStatus } from '../../api/types.ts';

type Phase = RunStatus['phases'][number];

const MOST_LINES = 200;

const withPhase = (phases: readonly Phase[], id: string | null, change: Partial<Phase>): Phase[] =>
  phases.map((phase) => (phase.phase_id === id ? { ...phase, ...change } : phase));

const afresh = (phases: readonly Phase[]): Phase[] =>
  phases.map((phase) => ({ ...phase, status: 'pending', current: 0, total: 0, duration_seconds: null }));

/** Never back within a run, and 100 only at its end. */
const percentOf = (phases: readonly Phase[]): number => {
  const done = phases.reduce(
    (sum, { status, current, total }) =>
      sum + (status === 'completed' ? 1 : total > 0 ? Math.min(1, current / total) : 0),
    0,
  );
  return phases.length === 0 ? 0 : Math.min(99, Math.floor((100 * done) / phases.length));
};

const withProgress = (run: RunStatus, phases: Phase[]): RunStatus => ({
  ...run,
  phases,
  overall_progress: {
    ...run.overall_progress,
    phases_completed: phases.filter(({ status }) => status === 'completed').length,
    percent_complete: percentOf(phases),
  },
});

/**
 * The state of a run after one more of its events. The stream may tell again what is known already: the request of a run
 * clears what follows from it.
 */
export const foldRun = (run: RunStatus, event: RunEvent, kind: string): RunStatus => {
  const lines = event.log.map(({ level, message }) => ({
    timestamp: event.at,
    level: level as RunStatus['activity_log'][number]['level'],
    message,
  }));
  switch (kind) {
    case 'requested':
      return withProgress(
        {
          ...run,
          status: 'running',
          batch_run_id: event.batch_run_id,
          calculation_date: event.calculation_date,
          started_at: event.at,
          completed_at: null,
          activity_log: [],
          pending_symbols: [],
          warnings: [],
          error: null,
        },
        afresh(run.phases),
      );
    case 'phase_started':
    case 'phase_advanced':
      return withProgress(
        run,
        withPhase(run.phases, event.phase_id, {
          status: 'running',
          current: event.current ?? 0,
          total: event.total ?? 0,
        }),
      );
    case 'phase_completed':
      return {
        ...withProgress(
          run,
          withPhase(run.phases, event.phase_id, {
            status: 'completed',
            current: event.current ?? 0,
            total: event.total ?? 0,
            duration_seconds: event.duration_seconds,
          }),
        ),
        activity_log: [...run.activity_log, ...lines].slice(-MOST_LINES),
      };
    case 'completed':
      return {
        ...run,
        status: event.status,
        completed_at: event.at,
        analytics_available: true,
        pending_symbols: event.pending_symbols,
        warnings: event.warnings,
        overall_progress: { ...run.overall_progress, percent_complete: 100 },
      };
    case 'failed':
      return { ...run, status: 'failed', completed_at: event.at, error: event.error };
    default:
      // A kind that this page does not know yet.
      return run;
  }
};
