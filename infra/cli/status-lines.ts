import type { LiveProcess } from '../../application/ports/processes.ts';
import type { ProjectionStatus, RunRow } from '../../application/ports/queries.ts';
import { ENDED, type RebuildJob } from '../../application/ports/rebuilds.ts';
import type { RefreshRun } from '../../application/refresh/refresh-status.ts';
import type { IsoDate } from '../../domain/dates.ts';
import {
  type BatchAttempt,
  openAttempt,
  type SymbolBatchState,
  shareDone,
} from '../../domain/symbol-batch/decider.ts';

/** What the service is doing at one moment. */
export type ServiceStatus = {
  readonly head: bigint;
  readonly processes: readonly LiveProcess[];
  readonly projections: readonly ProjectionStatus[];
  readonly deadLetters: number;
  /** Oldest first; at most so many as are shown. */
  readonly runs: readonly RunRow[];
  readonly openRuns: number;
  readonly session: IsoDate;
  readonly batch: SymbolBatchState;
  readonly refresh: RefreshRun | null;
  /** Newest first. */
  readonly rebuilds: readonly RebuildJob[];
};

const WIDTH = 20;
const TITLE_WIDTH = 'calculations'.length;

/** `▇▇▇▇▇░░░░░ 50%`; never full before the end. */
export const progressBar = (share: number): string => {
  const bounded = Math.min(1, Math.max(0, share));
  const filled = bounded === 1 ? WIDTH : Math.min(WIDTH - 1, Math.round(bounded * WIDTH));
  return `${'▇'.repeat(filled)}${'░'.repeat(WIDTH - filled)} ${String(Math.floor(bounded * 100)).padStart(3)}%`;
};

const shareOfRun = ({ phases }: RunRow): number =>
  phases.reduce((sum, { status, current, total }) => {
    if (status === 'completed') return sum + 1;
    return status === 'running' && total > 0 ? sum + Math.min(0.99, current / total) : sum;
  }, 0) / Math.max(1, phases.length);

const runLine = (run: RunRow): readonly string[] => [
  '',
  progressBar(shareOfRun(run)),
  run.phases.find(({ status }) => status === 'running')?.phase ?? 'waiting',
  `portfolio ${run.portfolioId}`,
];

const projectionLine = (projections: readonly ProjectionStatus[]): string => {
  const wrong = projections.filter(
    ({ lagEvents, stalled, error, state }) => lagEvents > 0n || stalled || error !== null || state !== 'live',
  );
  const parked = projections.reduce((sum, { parkedKeys }) => sum + parkedKeys, 0);
  const behind = wrong.map(
    ({ name, lagEvents, lagSeconds, stalled, state }) =>
      `${name} ${stalled ? 'stalled' : state}, ${lagEvents} events (${lagSeconds.toFixed(1)} s) behind`,
  );
  return [
    ...(behind.length === 0 ? [`all ${projections.length} current`] : behind),
    ...(parked === 0 ? [] : [`${parked} keys parked`]),
  ].join('; ');
};

const BATCH_WORDS: Record<BatchAttempt['status'], string> = {
  open: 'running',
  completed: 'complete',
  suspended: 'suspended: the next run goes on with it',
  failed: 'failed',
};

const batchLine = (session: IsoDate, batch: SymbolBatchState): readonly string[] => {
  const open = openAttempt(batch);
  if (open !== null) return [progressBar(shareDone(open)), `of ${session}`];
  const last = [...batch.attempts.values()].at(-1);
  return [`${session}: ${last === undefined ? 'not run yet' : BATCH_WORDS[last.status]}`];
};

const refreshLine = (refresh: RefreshRun | null): readonly string[] => {
  if (refresh === null) return ['never'];
  const { date, status, outcome, chunks, counts, failed } = refresh;
  if (status === 'running' || status === 'requested')
    return [progressBar(chunks.total === 0 ? 0 : Math.min(0.99, chunks.done / chunks.total)), `of ${date}`];
  const bad = failed.length === 0 ? '' : `, ${failed.length} portfolios failed`;
  return [`${date}: ${outcome ?? status}, ${counts.refreshed} portfolios refreshed${bad}`];
};

const rebuildLines = (rebuilds: readonly RebuildJob[]): readonly (readonly string[])[] =>
  rebuilds
    .filter(({ state }) => !ENDED.has(state))
    .map(({ projections, state, done, total, rate, etaSeconds }) => [
      '',
      progressBar(total === 0n ? 0 : Math.min(0.99, Number(done) / Number(total))),
      state.replaceAll('_', ' '),
      [
        projections.join(', '),
        ...(rate === null ? [] : [`${Math.round(rate)} events/s`]),
        ...(etaSeconds === null ? [] : [`${Math.ceil(etaSeconds)} s left`]),
      ].join(', '),
    ]);

const underTitle = (
  title: string,
  rows: readonly (readonly string[])[],
  none: string,
): readonly (readonly string[])[] =>
  rows.length === 0 ? [[title, none]] : rows.map((row, i) => [i === 0 ? title : '', ...row.slice(1)]);

/** A line per part of the service, and one per piece of work that goes on. */
export const statusLines = (status: ServiceStatus): readonly string[] => {
  const { processes, runs, openRuns, rebuilds } = status;
  const more = openRuns - runs.length;
  return [
    ...underTitle(
      'processes',
      processes.map(({ roles, version, host, pid, state }) => [
        '',
        roles.join('+'),
        version,
        `${host} ${pid}`,
        state,
      ]),
      'none: nothing runs on this database',
    ),
    ['log', `${status.head} events`],
    ['read models', projectionLine(status.projections)],
    ...(status.deadLetters === 0 ? [] : [['dead letters', String(status.deadLetters)]]),
    ...underTitle('calculations', runs.map(runLine), 'none open'),
    ...(more > 0 ? [['', `and ${more} more`]] : []),
    ['symbol batch', ...batchLine(status.session, status.batch)],
    ['refresh', ...refreshLine(status.refresh)],
    ...underTitle('rebuilds', rebuildLines(rebuilds), 'none'),
  ].map(([title = '', ...cells]) => [title.padEnd(TITLE_WIDTH), ...cells].join('  '));
};
