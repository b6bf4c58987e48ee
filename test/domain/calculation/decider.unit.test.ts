import { calculationDecider } from '../../../domain/calculation/decider.ts';
import type { CalculationEvent } from '../../../domain/calculation/events.ts';
import { given } from '../../support/given.ts';

const about = { runId: 'run-1', portfolioId: 'p' };
const request = {
  type: 'RequestCalculation',
  ...about,
  calculationDate: '2024-06-28',
  force: false,
  trigger: 'user',
} as const;
const requested: CalculationEvent = {
  type: 'CalculationRequested',
  data: { ...about, calculationDate: '2024-06-28', force: false, trigger: 'user' },
};
const failed: CalculationEvent = {
  type: 'CalculationFailed',
  data: { ...about, code: 'ERR_BATCH_004', message: 'no' },
};
const started: CalculationEvent = {
  type: 'CalculationPhaseStarted',
  data: { ...about, phase: 'classify', total: 3 },
};
const advanced: CalculationEvent = {
  type: 'CalculationPhaseAdvanced',
  data: { ...about, phase: 'classify', current: 2, total: 3 },
};
const completed: CalculationEvent = {
  type: 'CalculationPhaseCompleted',
  data: { ...about, phase: 'classify', current: 3, total: 3, seconds: 0.1, log: [] },
};

describe('a calculation', () => {
  it('is requested', () => given(calculationDecider, []).when(request).then(requested));

  it('asked for twice by the same command is one run', () =>
    given(calculationDecider, [requested]).when(request).thenNothing());

  it('refuses a second person while a run is open', () =>
    given(calculationDecider, [requested])
      .when({ ...request, runId: 'run-2' })
      .thenRefused('ERR_BATCH_006'));

  it('lets what follows from an import wait for its turn', () =>
    given(calculationDecider, [requested])
      .when({ ...request, runId: 'run-2', trigger: 'import' })
      .thenTypes('CalculationRequested'));

  it('can be requested again after it failed', () =>
    given(calculationDecider, [requested, failed])
      .when({ ...request, runId: 'run-2' })
      .thenTypes('CalculationRequested'));

  it('tells a phase once, though a crash repeats its work', () => {
    const past = [requested, started, completed];
    const phase = { runId: 'run-1', phase: 'classify', total: 3 } as const;
    given(calculationDecider, past)
      .when({ type: 'StartPhase', ...phase })
      .thenNothing();
    given(calculationDecider, past)
      .when({ type: 'CompletePhase', ...phase, current: 3, seconds: 9, log: [] })
      .thenNothing();
  });

  it('never lets progress go back', () => {
    const past = [requested, started, advanced];
    const advance = { type: 'AdvancePhase', runId: 'run-1', phase: 'classify', total: 3 } as const;
    given(calculationDecider, past)
      .when({ ...advance, current: 1 })
      .thenNothing();
    given(calculationDecider, past)
      .when({ ...advance, current: 3 })
      .thenTypes('CalculationPhaseAdvanced');
    given(calculationDecider, [...past, completed])
      .when({ ...advance, current: 3 })
      .thenNothing();
  });

  it('stays ended once it has ended', () => {
    const fail = { type: 'FailCalculation', runId: 'run-1', code: 'ERR_BATCH_004', message: 'late' } as const;
    given(calculationDecider, [requested, failed]).when(fail).thenNothing();
  });

  it('ignores progress of a run that nobody requested', () =>
    given(calculationDecider, [])
      .when({ type: 'StartPhase', runId: 'x', phase: 'classify', total: 1 })
      .thenNothing());
});
