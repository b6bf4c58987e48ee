import type { Actor, RecordedEvent } from '../../application/ports/event-store.ts';
import type { PhaseProgress, RunRow } from '../../application/ports/queries.ts';
import {
  type CalculationCompleted,
  type CalculationEvent,
  type CalculationRequested,
  PHASES,
} from '../../domain/calculation/events.ts';

import { HOT_DAYS } from '../../domain/hot-days.ts';
import { defineProjection } from '../projection.ts';

/** The newest lines are kept. */
const LOG_LINES_KEPT = 5000;

type RunColumns = {
  readonly portfolio_id: string;
  readonly status: RunRow['status'];
  readonly calculation_date: string;
  readonly trigger: string;
  readonly requested_by: string;
  readonly requested_position: string;
  readonly started_at: string;
  readonly ended_at: string | null;
  readonly phases: readonly PhaseProgress[];
  readonly log: RunRow['log'];
  readonly pending_symbols: readonly string[];
  readonly warnings: readonly string[];
  readonly needs_price_update: boolean;
  readonly simulated: boolean;
  readonly error: RunRow['error'];
  readonly restatement: RunRow['restatement'];
  readonly dates_valued: number | null;
  readonly dates_restated: number | null;
};

const nameOf = (actor: Actor): string => (actor.kind === 'user' ? actor.userId : actor.name);

const requested = ({ data, metadata, position }: RecordedEvent<CalculationRequested>): RunColumns => ({
  portfolio_id: data.portfolioId,
  status: 'running',
  calculation_date: data.calculationDate,
  trigger: data.trigger,
  requested_by: nameOf(metadata.actor),
  requested_position: String(position),
  started_at: metadata.occurredAt,
  ended_at: null,
  phases: PHASES.map(({ id }) => ({ phase: id, status: 'pending', current: 0, total: 0, seconds: null })),
  log: [],
  pending_symbols: [],
  warnings: [],
  needs_price_update: false,
  simulated: false,
  error: null,
  restatement: data.restatement ?? null,
  dates_valued: null,
  dates_restated: null,
});

const withPhase = (run: RunColumns, phase: string, change: Partial<PhaseProgress>): RunColumns => ({
  ...run,
  phases: run.phases.map((known) => (known.phase === phase ? { ...known, ...change } : known)),
});

const completed = (run: RunColumns, { data, metadata }: RecordedEvent<CalculationCompleted>): RunColumns => ({
  ...run,
  status: data.outcome === 'complete' ? 'completed' : 'partial',
  ended_at: metadata.occurredAt,
  pending_symbols: data.pendingSymbols,
  warnings: data.warnings,
  needs_price_update: data.needsPriceUpdate,
  simulated: data.simulated,
  dates_valued: data.datesValued,
  dates_restated: data.datesRestated,
});

const afterEvent = (run: RunColumns | null, event: RecordedEvent<CalculationEvent>): RunColumns | null => {
  if (event.type === 'CalculationRequested') return requested(event);
  if (run === null) return null;
  const at = event.metadata.occurredAt;
  switch (event.type) {
    case 'CalculationPhaseStarted':
      return withPhase(run, event.data.phase, { status: 'running', total: event.data.total });
    case 'CalculationPhaseAdvanced': {
      const { phase, current, total } = event.data;
      return withPhase(run, phase, { current, total });
    }
    case 'CalculationPhaseCompleted': {
      const { phase, current, total, seconds, log } = event.data;
      const lines = [...run.log, ...log.map((line) => ({ ...line, at }))];
      return {
        ...withPhase(run, phase, { status: 'completed', current, total, seconds }),
        log: lines.slice(-LOG_LINES_KEPT),
      };
    }
    case 'CalculationCompleted':
      return completed(run, event);
    case 'CalculationFailed': {
      const { code, message } = event.data;
      const phases = run.phases.map((phase) =>
        phase.status === 'running' ? { ...phase, status: 'failed' as const } : phase,
      );
      return { ...run, status: 'failed', ended_at: at, phases, error: { code, message } };
    }
    default:
      return event satisfies never;
  }
};

/**
 * Calculations of a portfolio's last 400 days as people follow them: phases are all there from the start, in order, so that
 * progress never goes back.
 */
export const runs = defineProjection<CalculationEvent>({
  name: 'runs',
  version: 4,
  partition: 'portfolio',
  tables: ['calculation_runs'],
  dated: { calculation_runs: 'calculation_date' },
  keepsDays: { calculation_runs: HOT_DAYS },
  ddl: `
    create table calculation_runs (
      run_id             text           primary key,
      portfolio_id       text           not null,
      status             text           not null,
      calculation_date   date           not null,
      trigger            text           not null,
      requested_by       text           not null,
      requested_position bigint         not null,
      started_at         timestamptz(3) not null,
      ended_at           timestamptz(3),
      phases             jsonb          not null,
      log                jsonb          not null,
      pending_symbols    jsonb          not null,
      warnings           jsonb          not null,
      needs_price_update boolean        not null,
      simulated          boolean        not null,
      error              jsonb,
      restatement        jsonb,
      dates_valued       int,
      dates_restated     int,
      last_position      bigint         not null
    );
    create index calculation_runs_of_portfolio on calculation_runs (portfolio_id, requested_position desc);
    create index calculation_runs_by_date on calculation_runs (portfolio_id, calculation_date);
    create index calculation_runs_of_restatement on calculation_runs ((restatement ->> 'restatementId'), portfolio_id)
      where restatement is not null;
    create index calculation_runs_open on calculation_runs (started_at) where status = 'running';
  `,
  eventTypes: [
    'CalculationRequested',
    'CalculationPhaseStarted',
    'CalculationPhaseAdvanced',
    'CalculationPhaseCompleted',
    'CalculationCompleted',
    'CalculationFailed',
  ],
  apply: (page, tables) =>
    tables.fold<(typeof page)[number], RunColumns>(page, {
      table: 'calculation_runs',
      keyOf: ({ data }) => ({ run_id: data.runId }),
      load: [
        'portfolio_id',
        'status',
        'calculation_date',
        'trigger',
        'requested_by',
        'requested_position',
        'started_at',
        'ended_at',
        'phases',
        'log',
        'pending_symbols',
        'warnings',
        'needs_price_update',
        'simulated',
        'error',
        'restatement',
        'dates_valued',
        'dates_restated',
      ],
      fold: afterEvent,
    }),
});
