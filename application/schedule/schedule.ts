import { lastSessions } from '../../domain/calendar/nyse.ts';
import type { IsoDate } from '../../domain/dates.ts';
import { uuid5 } from '../../domain/ids.ts';
import type { Background } from '../background.ts';
import { pause } from '../pause.ts';
import type { Clock } from '../ports/clock.ts';
import type { EventStore } from '../ports/event-store.ts';
import type { Leadership } from '../ports/leadership.ts';
import type { RequestSymbolBatch } from '../symbol-batch/request-symbol-batch.ts';
import { type SessionBatch, sessionBatch } from './session-batch.ts';
import { latestDue, nextRun, sessionsDue, type TimeOfDay } from './timetable.ts';

/** Of all processes, the one that leads this asks for batches. */
export const SCHEDULE = 'schedule';

/** Sessions that are looked back at for the last one that was done, and made up for. */
const REACH = 30;
/** A session whose batch failed so often waits for an operator; later sessions go on. */
const ATTEMPTS = 3;
const RETRY_AFTER_MS = 5 * 60_000;
/** Also a clock that was set, and a batch that ended, are noticed within this time. */
const LOOK_EVERY_MS = 15_000;

export type ScheduleOptions = {
  readonly leadership: Leadership;
  readonly store: Pick<EventStore, 'readStream'>;
  readonly clock: Clock;
  readonly requestBatch: RequestSymbolBatch;
  readonly time: TimeOfDay;
  readonly onError: (error: unknown) => void;
  readonly lookEveryMs?: number;
};

type Known = Pick<ScheduleOptions, 'store' | 'clock' | 'time'>;

/** The last session before `before` (inclusive) whose batch is complete; null when none of the last thirty is. */
const lastDone = async ({ store }: Pick<Known, 'store'>, before: IsoDate): Promise<SessionBatch | null> => {
  for (const date of lastSessions(before, REACH).toReversed()) {
    const batch = await sessionBatch(store, date);
    if (batch.status === 'completed') return batch;
  }
  return null;
};

const mayBeAskedFor = ({ status, requests, endedAt }: SessionBatch, now: Date): boolean => {
  if (status !== 'failed') return status === 'none' || status === 'suspended';
  return requests < ATTEMPTS && now.getTime() - Date.parse(endedAt ?? '') >= RETRY_AFTER_MS;
};

/** Holds back the sessions after it: each is made from the one before. */
const isUnderWay = ({ status, requests }: SessionBatch): boolean =>
  status === 'open' || (status === 'failed' && requests < ATTEMPTS);

/** Asks for the oldest session that is due, if it may be asked for now. `since`: nothing up to it was missed. */
const requestOldestDue = async (options: ScheduleOptions, since: IsoDate): Promise<void> => {
  const { store, clock, time, requestBatch } = options;
  const now = clock();
  const newest = latestDue(now, time);
  const done = await lastDone(options, newest);
  for (const date of sessionsDue(done?.date ?? since, now, time)) {
    const batch = await sessionBatch(store, date);
    if (mayBeAskedFor(batch, now)) {
      const id = uuid5(`schedule ${date} ${batch.requests}`);
      const trigger = date === newest ? 'schedule' : 'catch_up';
      const asked = await requestBatch(
        { date, trigger, force: false, symbols: null },
        { commandId: id, correlationId: id, actor: { kind: 'process', name: SCHEDULE } },
      );
      // Somebody else's request was quicker.
      if (!asked.ok && asked.error.code !== 'ERR_BATCH_007')
        throw new Error(`the batch of ${date} was refused: ${asked.error.code} ${asked.error.message ?? ''}`);
      return;
    }
    if (isUnderWay(batch)) return;
  }
};

/**
 * Asks for the symbol batch of every session when its time has come in New York, and makes up for the sessions since
 * the last that was done, one after the other: the next is asked for when the one before has ended. A batch that was
 * suspended is asked for again, one that failed up to three times.
 *
 * Only the process that leads does so, and what it asks for has an id that follows from the session: neither two
 * processes nor a process that comes back from the dead ask twice. It remembers nothing: what was done, the log says.
 */
export const startSchedule = (options: ScheduleOptions): Background => {
  const { leadership, clock, time, onError, lookEveryMs = LOOK_EVERY_MS } = options;
  return leadership.whileLeading(
    SCHEDULE,
    async (signal) => {
      // A service that never did a batch has missed none.
      const since = latestDue(clock(), time);
      while (!signal.aborted) {
        await requestOldestDue(options, since);
        const wait = nextRun(clock(), time).at.getTime() - clock().getTime();
        await pause(Math.min(wait, lookEveryMs), signal);
      }
    },
    { onError },
  );
};

export type ScheduleStatus = {
  readonly time: TimeOfDay;
  readonly next: { readonly at: Date; readonly session: IsoDate };
  /** The newest session whose batch is complete, of the last thirty. */
  readonly lastDone: IsoDate | null;
  /** Sessions that were missed since, oldest first. */
  readonly missed: readonly IsoDate[];
  /** The last ten sessions whose time has come, newest first. */
  readonly sessions: readonly SessionBatch[];
};

const SHOWN = 10;

/** What the schedule did and does next, from the log: the same whichever process is asked. */
export const scheduleStatus = async ({ store, clock, time }: Known): Promise<ScheduleStatus> => {
  const now = clock();
  const newest = latestDue(now, time);
  const done = await lastDone({ store }, newest);
  const shown = lastSessions(newest, SHOWN).toReversed();
  return {
    time,
    next: nextRun(now, time),
    lastDone: done?.date ?? null,
    missed: done === null ? [] : sessionsDue(done.date, now, time),
    sessions: await Promise.all(shown.map((date) => sessionBatch(store, date))),
  };
};
