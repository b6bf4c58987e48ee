import {
  isSession,
  nextSession,
  previousSession,
  sessionOnOrAfter,
  sessionsBetween,
} from '../../domain/calendar/nyse.ts';
import { type IsoDate, newYorkClock } from '../../domain/dates.ts';

export const TIME_ZONE = 'America/New_York';

/** Minutes after midnight in New York: after the latest close has settled, and before the day is over there. */
export type TimeOfDay = number;

export const EARLIEST_TIME: TimeOfDay = 16 * 60 + 30;

/** `21:00` as minutes; null for what is no time of a day. */
export const parseTimeOfDay = (text: string): TimeOfDay | null => {
  const [, hours, minutes] = /^(\d{2}):(\d{2})$/.exec(text) ?? [];
  if (hours === undefined || minutes === undefined || Number(hours) > 23 || Number(minutes) > 59) return null;
  return Number(hours) * 60 + Number(minutes);
};

export const timeText = (time: TimeOfDay): string =>
  `${String(Math.floor(time / 60)).padStart(2, '0')}:${String(time % 60).padStart(2, '0')}`;

/** Hours by which New York is behind UTC, in winter and in summer. */
const OFFSETS = [5, 4];

/**
 * The instant at which clocks in New York show `time` on `date`, in summer time or not. An evening exists once on every
 * day: clocks change at two in the morning.
 */
export const instantInNewYork = (date: IsoDate, time: TimeOfDay): Date => {
  for (const offset of OFFSETS) {
    const instant = new Date(Date.parse(`${date}T00:00:00Z`) + (offset * 60 + time) * 60_000);
    const shown = newYorkClock(instant);
    if (shown.date === date && shown.minutes === time) return instant;
  }
  throw new RangeError(`clocks in New York do not show ${timeText(time)} on ${date}`);
};

export type ScheduledRun = { readonly at: Date; readonly session: IsoDate };

/** The first run after `now`. */
export const nextRun = (now: Date, time: TimeOfDay): ScheduledRun => {
  const today = sessionOnOrAfter(newYorkClock(now).date);
  const at = instantInNewYork(today, time);
  if (at > now) return { at, session: today };
  const session = nextSession(today);
  return { at: instantInNewYork(session, time), session };
};

/** The newest session whose time has come. */
export const latestDue = (now: Date, time: TimeOfDay): IsoDate => {
  const { date, minutes } = newYorkClock(now);
  return isSession(date) && minutes >= time ? date : previousSession(date);
};

/** Sessions since the last one that was done, oldest first: all that are due, and none twice. */
export const sessionsDue = (lastDone: IsoDate, now: Date, time: TimeOfDay): readonly IsoDate[] =>
  sessionsBetween(nextSession(lastDone), latestDue(now, time));
