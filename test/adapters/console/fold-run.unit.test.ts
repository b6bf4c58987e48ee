import type { RunEvent } from '../../../adapters/console/api/types.ts';
import { foldRun } from '../../../adapters/console/pages/progress/fold-run.ts';
import { progressPath } from '../../../adapters/console/progress-path.ts';
import { runOf } from './preview.ts';

const eventOf = (change: Partial<RunEvent> = {}): RunEvent => ({
  position: '1',
  at: '2024-06-28T12:00:00.000Z',
  portfolio_id: 'p',
  batch_run_id: 'r',
  calculation_date: null,
  phase_id: null,
  phase_name: null,
  current: null,
  total: null,
  duration_seconds: null,
  log: [],
  status: 'running',
  pending_symbols: [],
  warnings: [],
  error: null,
  ...change,
});

const STEPS: readonly (readonly [string, RunEvent])[] = [
  ['requested', eventOf({ calculation_date: '2024-06-28' })],
  ['phase_started', eventOf({ phase_id: 'classify', current: 0, total: 4 })],
  ['phase_advanced', eventOf({ phase_id: 'classify', current: 2, total: 4 })],
  [
    'phase_completed',
    eventOf({
      phase_id: 'classify',
      current: 4,
      total: 4,
      duration_seconds: 1.5,
      log: [{ level: 'warning', message: 'one is odd' }],
    }),
  ],
  ['completed', eventOf({ status: 'partial', pending_symbols: ['NEWCO'], warnings: ['NEWCO has no price'] })],
];

describe('a run, step by step', () => {
  it('shows each phase with its counts, seconds and what it said', () => {
    const states = STEPS.map((_, upTo) =>
      STEPS.slice(0, upTo + 1).reduce((run, [kind, event]) => foldRun(run, event, kind), runOf()),
    );
    expect(states.map(({ overall_progress }) => overall_progress.percent_complete)).toEqual([
      0, 0, 25, 50, 100,
    ]);
    expect(states[2]?.phases[0]).toMatchObject({ status: 'running', current: 2, total: 4 });
    expect(states[3]?.phases[0]).toMatchObject({ status: 'completed', duration_seconds: 1.5 });
    expect(states[3]?.activity_log).toMatchObject([{ level: 'warning', message: 'one is odd' }]);
    expect(states[4]).toMatchObject({
      status: 'partial',
      analytics_available: true,
      pending_symbols: ['NEWCO'],
    });
  });

  it('is the same when the stream tells all of it once more', () => {
    const fold = (times: number) =>
      Array.from({ length: times }, () => STEPS)
        .flat()
        .reduce((run, [kind, event]) => foldRun(run, event, kind), runOf());
    expect(fold(2)).toEqual(fold(1));
  });

  it('says why it failed', () => {
    const error = { code: 'ERR_BATCH_001', message: 'no prices' };
    expect(foldRun(runOf(), eventOf({ error, status: 'failed' }), 'failed')).toMatchObject({
      status: 'failed',
      error,
    });
  });

  it('passes over a kind of step that it does not know', () => {
    const run = runOf({ status: 'running' });
    expect(foldRun(run, eventOf(), 'something new')).toBe(run);
  });
});

describe('the page of a calculation', () => {
  it('is that of the portfolio, or one for all that a file has brought', () => {
    expect(progressPath(['a'])).toBe('/portfolios/a/progress');
    expect(progressPath(['a', 'b'])).toBe('/import/progress?portfolios=a,b');
  });
});
