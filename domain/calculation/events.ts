import type { IsoDate } from '../dates.ts';
import type { DomainEvent } from '../decider.ts';
import type { PortfolioId, RunId } from '../ids.ts';
import type { Restatement } from '../valuation/decider.ts';

/** The fixed list, in order: declared up front, so that progress never goes back. */
export const PHASES = [
  { id: 'classify', name: 'Classify symbols', unit: 'symbols' },
  { id: 'symbol_processing', name: 'Prices and factors of symbols', unit: 'symbols' },
  { id: 'phase_4', name: 'P&L and snapshots', unit: 'days' },
  { id: 'phase_5', name: 'Factor exposures', unit: 'factors' },
  { id: 'phase_6', name: 'Stress tests', unit: 'scenarios' },
] as const;

export type PhaseId = (typeof PHASES)[number]['id'];

export type LogLine = { readonly level: 'info' | 'warning' | 'error'; readonly message: string };

/**
 * Who asked: a person, an operator who wants dates restated, a change of the portfolio that a calculation follows, or
 * the last of the symbols that the portfolio waited for.
 */
export type CalculationTrigger = 'user' | 'restatement' | 'import' | 'positions' | 'capital_flow' | 'symbols';

/** One order to restate, of one portfolio or many: each has a run of its own under the order's id. */
export type RestatementOrder = Restatement & { readonly restatementId: string };

/** Claims the portfolio for one run: while it is open no second run can be requested. */
export type CalculationRequested = DomainEvent<
  'CalculationRequested',
  {
    readonly runId: RunId;
    readonly portfolioId: PortfolioId;
    readonly calculationDate: IsoDate;
    readonly force: boolean;
    readonly trigger: CalculationTrigger;
    /** Only of a run that restates. */
    readonly restatement?: RestatementOrder;
  }
>;

export type CalculationPhaseStarted = DomainEvent<
  'CalculationPhaseStarted',
  {
    readonly runId: RunId;
    readonly portfolioId: PortfolioId;
    readonly phase: PhaseId;
    readonly total: number;
  }
>;

export type CalculationPhaseAdvanced = DomainEvent<
  'CalculationPhaseAdvanced',
  {
    readonly runId: RunId;
    readonly portfolioId: PortfolioId;
    readonly phase: PhaseId;
    readonly current: number;
    readonly total: number;
  }
>;

export type CalculationPhaseCompleted = DomainEvent<
  'CalculationPhaseCompleted',
  {
    readonly runId: RunId;
    readonly portfolioId: PortfolioId;
    readonly phase: PhaseId;
    readonly current: number;
    readonly total: number;
    readonly seconds: number;
    readonly log: readonly LogLine[];
  }
>;

export type CalculationCompleted = DomainEvent<
  'CalculationCompleted',
  {
    readonly runId: RunId;
    readonly portfolioId: PortfolioId;
    readonly date: IsoDate;
    /** "partial" when something was missing; `warnings` say what, `pendingSymbols` are tried again next time. */
    readonly outcome: 'complete' | 'partial';
    readonly datesValued: number;
    readonly datesRestated: number;
    readonly pendingSymbols: readonly string[];
    readonly needsPriceUpdate: boolean;
    readonly warnings: readonly string[];
    readonly simulated: boolean;
  }
>;

export type CalculationFailed = DomainEvent<
  'CalculationFailed',
  {
    readonly runId: RunId;
    readonly portfolioId: PortfolioId;
    readonly code: string;
    readonly message: string;
  }
>;

/** Stream `calculation-{portfolioId}`: the runs and their progress. */
export type CalculationEvent =
  | CalculationRequested
  | CalculationPhaseStarted
  | CalculationPhaseAdvanced
  | CalculationPhaseCompleted
  | CalculationCompleted
  | CalculationFailed;
