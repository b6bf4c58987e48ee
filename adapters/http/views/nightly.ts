import { z } from 'zod';
import type { RefreshRun } from '../../../application/refresh/refresh-status.ts';
import type { ScheduleStatus } from '../../../application/schedule/schedule.ts';
import { TIME_ZONE, timeText } from '../../../application/schedule/timetable.ts';
import { day, instant } from './scalars.ts';

const count = z.int().min(0);
const error = z.strictObject({ code: z.string(), message: z.string() }).nullable();

export const refreshRunSchema = z
  .strictObject({
    refresh_id: z.string(),
    date: day,
    trigger: z.enum(['symbol_batch', 'operator']),
    batch_id: z.string().nullable(),
    reason: z.string().nullable().meta({ description: 'The `X-Reason` of whoever asked' }),
    status: z.enum(['requested', 'running', 'completed', 'failed']),
    outcome: z.enum(['complete', 'partial', 'nothing']).nullable(),
    percent_complete: z.number().min(0).max(100),
    portfolios_planned: count.nullable(),
    portfolios_done: count,
    refreshed: count,
    unchanged: count,
    dates_valued: count,
    dates_restated: count,
    still_behind: count.meta({ description: 'More dates were missing than one run makes up for' }),
    chunks_done: count,
    chunks_total: count,
    failed: z.array(z.strictObject({ portfolio_id: z.string(), reason: z.string() })),
    requested_at: instant,
    updated_at: instant,
    ended_at: instant.nullable(),
    seconds: z.number().nullable(),
    error,
  })
  .meta({ id: 'PortfolioRefresh' });

/** 100 only once it has ended. */
const percentOf = ({ status, planned, counts }: RefreshRun): number => {
  if (status === 'completed') return 100;
  return planned === null || planned === 0
    ? 0
    : Math.min(99, Math.floor((100 * counts.portfolios) / planned));
};

export const refreshRunView = (run: RefreshRun): z.infer<typeof refreshRunSchema> => ({
  refresh_id: run.refreshId,
  date: run.date,
  trigger: run.trigger,
  batch_id: run.batchId,
  reason: run.reason,
  status: run.status,
  outcome: run.outcome,
  percent_complete: percentOf(run),
  portfolios_planned: run.planned,
  portfolios_done: run.counts.portfolios,
  refreshed: run.counts.refreshed,
  unchanged: run.counts.unchanged,
  dates_valued: run.counts.datesValued,
  dates_restated: run.counts.datesRestated,
  still_behind: run.counts.stillBehind,
  chunks_done: run.chunks.done,
  chunks_total: run.chunks.total,
  failed: run.failed.map(({ portfolioId, reason }) => ({ portfolio_id: portfolioId, reason })),
  requested_at: run.requestedAt,
  updated_at: run.updatedAt,
  ended_at: run.endedAt,
  seconds: run.seconds,
  error: run.error,
});

export const scheduleSchema = z
  .strictObject({
    enabled: z.boolean(),
    time: z.string().meta({ example: '21:00' }),
    time_zone: z.literal(TIME_ZONE),
    next: z
      .strictObject({ at: instant, session: day })
      .nullable()
      .meta({ description: 'Null where it is switched off' }),
    last_completed_session: day.nullable(),
    missed_sessions: z.array(day),
    sessions: z.array(
      z.strictObject({
        date: day,
        status: z.enum(['none', 'open', 'suspended', 'failed', 'completed']),
        requests: count,
        trigger: z.string().nullable(),
        requested_at: instant.nullable(),
        ended_at: instant.nullable(),
        error,
      }),
    ),
  })
  .meta({ id: 'Schedule' });

export const scheduleView = (
  enabled: boolean,
  { time, next, lastDone, missed, sessions }: ScheduleStatus,
): z.infer<typeof scheduleSchema> => ({
  enabled,
  time: timeText(time),
  time_zone: TIME_ZONE,
  next: enabled ? { at: next.at.toISOString(), session: next.session } : null,
  last_completed_session: lastDone,
  missed_sessions: [...missed],
  sessions: sessions.map((session) => ({
    date: session.date,
    status: session.status,
    requests: session.requests,
    trigger: session.trigger,
    requested_at: session.requestedAt,
    ended_at: session.endedAt,
    error: session.error,
  })),
});
