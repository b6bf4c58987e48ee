import type { IsoDate } from '../dates.ts';
import type { Decider } from '../decider.ts';
import { refuse } from '../errors/refusal.ts';
import type { PortfolioId, RunId } from '../ids.ts';
import { fail, ok } from '../result.ts';
import type {
  CalculationCompleted,
  CalculationEvent,
  CalculationTrigger,
  LogLine,
  PhaseId,
  RestatementOrder,
} from './events.ts';

export type CalculationCommand =
  | {
      readonly type: 'RequestCalculation';
      readonly runId: RunId;
      readonly portfolioId: PortfolioId;
      readonly calculationDate: IsoDate;
      readonly force: boolean;
      /** A person is told when a run is open already; what follows from a change of the portfolio waits for its turn. */
      readonly trigger: CalculationTrigger;
      readonly restatement?: RestatementOrder;
    }
  | { readonly type: 'StartPhase'; readonly runId: RunId; readonly phase: PhaseId; readonly total: number }
  | {
      readonly type: 'AdvancePhase';
      readonly runId: RunId;
      readonly phase: PhaseId;
      readonly current: number;
      readonly total: number;
    }
  | {
      readonly type: 'CompletePhase';
      readonly runId: RunId;
      readonly phase: PhaseId;
      readonly current: number;
      readonly total: number;
      readonly seconds: number;
      readonly log: readonly LogLine[];
    }
  | ({ readonly type: 'CompleteCalculation' } & Omit<CalculationCompleted['data'], 'portfolioId'>)
  | {
      readonly type: 'FailCalculation';
      readonly runId: RunId;
      readonly code: string;
      readonly message: string;
    };

/** Where one run is. A run is open until it completes or fails, whatever happens to the process that works on it. */
export type RunState =
  | {
      readonly status: 'open';
      readonly calculationDate: IsoDate;
      readonly force: boolean;
      readonly trigger: CalculationTrigger;
      readonly restatement: RestatementOrder | null;
      readonly started: ReadonlySet<PhaseId>;
      readonly completed: ReadonlySet<PhaseId>;
      readonly current: Readonly<Partial<Record<PhaseId, number>>>;
    }
  | { readonly status: 'completed' | 'failed' };

export type CalculationState = {
  readonly portfolioId: PortfolioId | null;
  readonly runs: ReadonlyMap<RunId, RunState>;
};

const openRun = (state: CalculationState): RunId | undefined =>
  [...state.runs].find(([, run]) => run.status === 'open')?.[0];

const decideRequest = (
  command: Extract<CalculationCommand, { type: 'RequestCalculation' }>,
  state: CalculationState,
): ReturnType<Decider<CalculationCommand, CalculationEvent, CalculationState>['decide']> => {
  if (state.runs.has(command.runId)) return ok([]);
  const open = openRun(state);
  if (open !== undefined && command.trigger === 'user') {
    return fail(refuse('ERR_BATCH_006', { details: { batch_run_id: open } }));
  }
  const { type: _, ...data } = command;
  return ok([{ type: 'CalculationRequested', data }]);
};

const decide: Decider<CalculationCommand, CalculationEvent, CalculationState>['decide'] = (
  command,
  state,
) => {
  if (command.type === 'RequestCalculation') return decideRequest(command, state);
  const run = state.runs.get(command.runId);
  const portfolioId = state.portfolioId;
  // Progress of a run that has ended, or a phase told twice after a crash, is nothing new.
  if (run?.status !== 'open' || portfolioId === null) return ok([]);
  switch (command.type) {
    case 'StartPhase':
      return ok(
        run.started.has(command.phase)
          ? []
          : [
              {
                type: 'CalculationPhaseStarted',
                data: { portfolioId, runId: command.runId, phase: command.phase, total: command.total },
              },
            ],
      );
    case 'AdvancePhase': {
      const goesOn = !run.completed.has(command.phase) && command.current > (run.current[command.phase] ?? 0);
      const { runId, phase, current, total } = command;
      return ok(
        goesOn
          ? [{ type: 'CalculationPhaseAdvanced', data: { portfolioId, runId, phase, current, total } }]
          : [],
      );
    }
    case 'CompletePhase': {
      const { runId, phase, current, total, seconds, log } = command;
      return ok(
        run.completed.has(phase)
          ? []
          : [
              {
                type: 'CalculationPhaseCompleted',
                data: { portfolioId, runId, phase, current, total, seconds, log },
              },
            ],
      );
    }
    case 'CompleteCalculation': {
      const { type: _, ...outcome } = command;
      return ok([{ type: 'CalculationCompleted', data: { portfolioId, ...outcome } }]);
    }
    case 'FailCalculation':
      return ok([
        {
          type: 'CalculationFailed',
          data: { portfolioId, runId: command.runId, code: command.code, message: command.message },
        },
      ]);
    default:
      return command satisfies never;
  }
};

const withRun = (
  state: CalculationState,
  runId: RunId,
  change: (run: RunState) => RunState,
): CalculationState => {
  const run = state.runs.get(runId);
  return run === undefined ? state : { ...state, runs: new Map(state.runs).set(runId, change(run)) };
};

const evolve: Decider<CalculationCommand, CalculationEvent, CalculationState>['evolve'] = (state, event) => {
  const { data } = event;
  switch (event.type) {
    case 'CalculationRequested':
      return {
        portfolioId: data.portfolioId,
        runs: new Map(state.runs).set(data.runId, {
          status: 'open',
          calculationDate: event.data.calculationDate,
          force: event.data.force,
          trigger: event.data.trigger,
          restatement: event.data.restatement ?? null,
          started: new Set(),
          completed: new Set(),
          current: {},
        }),
      };
    case 'CalculationPhaseStarted':
      return withRun(state, data.runId, (run) =>
        run.status === 'open' ? { ...run, started: new Set(run.started).add(event.data.phase) } : run,
      );
    case 'CalculationPhaseAdvanced':
      return withRun(state, data.runId, (run) =>
        run.status === 'open'
          ? { ...run, current: { ...run.current, [event.data.phase]: event.data.current } }
          : run,
      );
    case 'CalculationPhaseCompleted':
      return withRun(state, data.runId, (run) =>
        run.status === 'open' ? { ...run, completed: new Set(run.completed).add(event.data.phase) } : run,
      );
    case 'CalculationCompleted':
      return withRun(state, data.runId, () => ({ status: 'completed' }));
    case 'CalculationFailed':
      return withRun(state, data.runId, () => ({ status: 'failed' }));
    default:
      return event satisfies never;
  }
};

/** One run at a time per portfolio; phases are told once, in the order of `PHASES`; an ended run stays ended. */
export const calculationDecider: Decider<CalculationCommand, CalculationEvent, CalculationState> = {
  initial: { portfolioId: null, runs: new Map() },
  decide,
  evolve,
};
