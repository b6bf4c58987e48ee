import { z } from 'zod';
import type { RunRow } from '../../../application/ports/queries.ts';
import { PHASES } from '../../../domain/calculation/events.ts';
import { day, instant, uuid } from './scalars.ts';

/** Of the log; all of it is behind `/logs`. */
const SHOWN_LINES = 50;

const phaseSchema = z
  .strictObject({
    phase_id: z.string(),
    phase_name: z.string(),
    status: z.enum(['pending', 'running', 'completed', 'failed']),
    current: z.int(),
    total: z.int(),
    unit: z.string(),
    duration_seconds: z.number().nullable(),
  })
  .meta({ id: 'Phase' });

export const logLineSchema = z
  .strictObject({ timestamp: instant, level: z.enum(['info', 'warning', 'error']), message: z.string() })
  .meta({ id: 'LogLine' });

const errorSchema = z.strictObject({ code: z.string(), message: z.string() }).nullable();

export const runStatusSchema = z
  .strictObject({
    portfolio_id: uuid,
    batch_run_id: uuid.nullable(),
    status: z.enum(['running', 'completed', 'partial', 'failed', 'not_found']).meta({
      description:
        '`partial`: done, but something was missing; `not_found`: no calculation was requested yet',
    }),
    readiness: z.enum(['ready', 'pending', 'error']),
    calculation_date: day.nullable(),
    triggered_by: z.string().nullable(),
    started_at: instant.nullable(),
    completed_at: instant.nullable(),
    elapsed_seconds: z.number(),
    estimated_seconds_remaining: z.number().nullable(),
    overall_progress: z.strictObject({
      current_phase: z.string().nullable(),
      current_phase_name: z.string().nullable(),
      phases_completed: z.int(),
      phases_total: z.int(),
      percent_complete: z.int().min(0).max(100),
    }),
    current_phase_progress: z.strictObject({ current: z.int(), total: z.int(), unit: z.string() }).nullable(),
    phases: z.array(phaseSchema),
    activity_log: z.array(logLineSchema).meta({ description: `The last ${SHOWN_LINES} lines` }),
    analytics_available: z.boolean(),
    pending_symbols: z.array(z.string()),
    needs_price_update: z.boolean(),
    warnings: z.array(z.string()),
    error: errorSchema,
    message: z.string(),
  })
  .meta({ id: 'CalculationStatus' });

type RunStatus = z.infer<typeof runStatusSchema>;

export const batchStatusSchema = z
  .strictObject({
    portfolio_id: uuid,
    batch_run_id: uuid,
    status: z.enum(['running', 'completed', 'partial', 'failed']),
    started_at: instant,
    completed_at: instant.nullable(),
    triggered_by: z.string(),
    elapsed_seconds: z.number(),
    calculation_date: day,
    phases: z.array(phaseSchema),
    pending_symbols: z.array(z.string()),
    needs_price_update: z.boolean(),
    warnings: z.array(z.string()),
    error_code: z.string().nullable(),
    error_message: z.string().nullable(),
  })
  .meta({ id: 'BatchStatus' });

const MESSAGES: Readonly<Record<RunRow['status'], string>> = {
  running: 'The calculation is running.',
  completed: 'The calculation is complete.',
  partial: 'The calculation is done, but something was missing: see warnings and pending_symbols.',
  failed: 'The calculation failed: see error. Request it again.',
};

const phasesOf = (run: RunRow | null): z.infer<typeof phaseSchema>[] =>
  PHASES.map(({ id, name, unit }) => {
    const phase = run?.phases.find((candidate) => candidate.phase === id);
    return {
      phase_id: id,
      phase_name: name,
      status: phase?.status ?? 'pending',
      current: phase?.current ?? 0,
      total: phase?.total ?? 0,
      unit,
      duration_seconds: phase?.seconds ?? null,
    };
  });

const secondsBetween = (from: string, to: Date): number =>
  Math.max(0, Math.round((to.getTime() - Date.parse(from)) / 100) / 10);

/** Never back, because phases are a fixed list; never 100 before the end. */
const percentOf = (run: RunRow, phases: readonly z.infer<typeof phaseSchema>[]): number => {
  if (run.status === 'completed' || run.status === 'partial') return 100;
  const done = phases.reduce((sum, { status, current, total }) => {
    if (status === 'completed') return sum + 1;
    return sum + (total > 0 ? Math.min(1, current / total) : 0);
  }, 0);
  return Math.min(99, Math.floor((100 * done) / phases.length));
};

export const logView = (run: RunRow): z.infer<typeof logLineSchema>[] =>
  run.log.map(({ at, level, message }) => ({ timestamp: at, level, message }));

const elapsedOf = (run: RunRow, now: Date): number =>
  secondsBetween(run.startedAt, run.endedAt === null ? now : new Date(run.endedAt));

/** The state of the latest run; `analyticsAvailable` says whether an earlier one has left results. */
export const runStatusView = (
  portfolioId: string,
  run: RunRow | null,
  { now, analyticsAvailable }: { readonly now: Date; readonly analyticsAvailable: boolean },
): RunStatus => {
  const phases = phasesOf(run);
  const common = {
    portfolio_id: portfolioId,
    phases,
    analytics_available: analyticsAvailable,
  };
  if (run === null) {
    return {
      ...common,
      batch_run_id: null,
      status: 'not_found',
      readiness: 'pending',
      calculation_date: null,
      triggered_by: null,
      started_at: null,
      completed_at: null,
      elapsed_seconds: 0,
      estimated_seconds_remaining: null,
      overall_progress: {
        current_phase: null,
        current_phase_name: null,
        phases_completed: 0,
        phases_total: phases.length,
        percent_complete: 0,
      },
      current_phase_progress: null,
      activity_log: [],
      pending_symbols: [],
      needs_price_update: false,
      warnings: [],
      error: null,
      message: 'No calculation has been requested yet.',
    };
  }
  const elapsed = elapsedOf(run, now);
  const percent = percentOf(run, phases);
  const current = phases.find(({ status }) => status === 'running' || status === 'failed');
  const running = run.status === 'running';
  return {
    ...common,
    batch_run_id: run.runId,
    status: run.status,
    readiness: run.status === 'failed' ? 'error' : running ? 'pending' : 'ready',
    calculation_date: run.calculationDate,
    triggered_by: run.requestedBy,
    started_at: run.startedAt,
    completed_at: run.endedAt,
    elapsed_seconds: elapsed,
    estimated_seconds_remaining:
      running && percent > 0 ? Math.round((elapsed * (100 - percent)) / percent) : running ? null : 0,
    overall_progress: {
      current_phase: current?.phase_id ?? null,
      current_phase_name: current?.phase_name ?? null,
      phases_completed: phases.filter(({ status }) => status === 'completed').length,
      phases_total: phases.length,
      percent_complete: percent,
    },
    current_phase_progress:
      current === undefined ? null : { current: current.current, total: current.total, unit: current.unit },
    activity_log: logView(run).slice(-SHOWN_LINES),
    pending_symbols: [...run.pendingSymbols],
    needs_price_update: run.needsPriceUpdate,
    warnings: [...run.warnings],
    error: run.error,
    message: MESSAGES[run.status],
  };
};

export const batchStatusView = (run: RunRow, now: Date): z.infer<typeof batchStatusSchema> => ({
  portfolio_id: run.portfolioId,
  batch_run_id: run.runId,
  status: run.status,
  started_at: run.startedAt,
  completed_at: run.endedAt,
  triggered_by: run.requestedBy,
  elapsed_seconds: elapsedOf(run, now),
  calculation_date: run.calculationDate,
  phases: phasesOf(run),
  pending_symbols: [...run.pendingSymbols],
  needs_price_update: run.needsPriceUpdate,
  warnings: [...run.warnings],
  error_code: run.error?.code ?? null,
  error_message: run.error?.message ?? null,
});
