import { addDays, daysBetween, type IsoDate, isIsoDate, newYorkClock, weekday } from '../dates.ts';
import { nyseEarlyCloses } from './nyse-early-closes.ts';
import { nyseHolidays } from './nyse-holidays.ts';

const FIRST_YEAR = 1990;
const LAST_YEAR = 2035;
const FIRST_DAY: IsoDate = `${FIRST_YEAR}-01-01`;
const LAST_DAY: IsoDate = `${LAST_YEAR}-12-31`;

/** 16:00, in minutes after midnight. */
const REGULAR_CLOSE = 16 * 60;
/** A session counts as completed this long after its close, when the closing auction's prices have settled. */
const SETTLING_MINUTES = 15;

/** Every session, oldest first. */
const sessions: IsoDate[] = [];
/** For each calendar day since FIRST_DAY: the index in `sessions` of the last session on or before it, −1 for none. */
const indexOnOrBefore = new Int32Array(daysBetween(FIRST_DAY, LAST_DAY) + 1);
/** Index in `sessions` by date: the common question, answered without parsing the date. */
const indexOfSession = new Map<IsoDate, number>();
const earlyCloses = new Map<IsoDate, number>();

let day: IsoDate = FIRST_DAY;
let ordinal = 0;
for (let year = FIRST_YEAR; year <= LAST_YEAR; year += 1) {
  const holidays = nyseHolidays(year);
  for (const [date, minutes] of nyseEarlyCloses(year)) earlyCloses.set(date, minutes);
  while (day.startsWith(String(year))) {
    const dayOfWeek = weekday(day);
    if (dayOfWeek !== 0 && dayOfWeek !== 6 && !holidays.has(day)) {
      indexOfSession.set(day, sessions.length);
      sessions.push(day);
    }
    indexOnOrBefore[ordinal] = sessions.length - 1;
    ordinal += 1;
    day = addDays(day, 1);
  }
}

const outside = (what: string): RangeError =>
  new RangeError(`The NYSE calendar covers ${FIRST_DAY} to ${LAST_DAY}: ${what}.`);

/** Index of the last session on or before `date`; −1 before the first. */
const indexAt = (date: IsoDate): number => {
  const known = indexOfSession.get(date);
  if (known !== undefined) return known;
  if (!isIsoDate(date)) throw new RangeError(`"${date}" is not a date of the form YYYY-MM-DD.`);
  const index = date < FIRST_DAY ? undefined : indexOnOrBefore[daysBetween(FIRST_DAY, date)];
  if (index === undefined) throw outside(`${date} is outside`);
  return index;
};

const sessionAt = (index: number, asked: string): IsoDate => {
  const session = sessions[index];
  if (session === undefined) throw outside(`it knows no ${asked}`);
  return session;
};

/** The years that the calendar covers, inclusive. Dates outside throw a RangeError in every function here. */
export const NYSE_CALENDAR_RANGE = { first: FIRST_DAY, last: LAST_DAY } as const;

/** True when the exchange opens on `date`; early closes are sessions. */
export const isSession = (date: IsoDate): boolean => sessions[indexAt(date)] === date;

/** True when `date` is a session that was announced to end before 16:00. */
export const isEarlyClose = (date: IsoDate): boolean => indexAt(date) >= 0 && earlyCloses.has(date);

/** When the session of `date` ends: minutes after midnight in New York, 960 or, closing early, 780 (840 until 1992). */
export const sessionClose = (date: IsoDate): number => {
  if (!isSession(date)) throw new RangeError(`${date} is not a session of the NYSE.`);
  return earlyCloses.get(date) ?? REGULAR_CLOSE;
};

/** The number of the last session on or before `date`, counted from the first of the calendar: neighbours differ by one. */
export const sessionNumber = (date: IsoDate): number => indexAt(date);

/** The last session on or before `date`. */
export const sessionOnOrBefore = (date: IsoDate): IsoDate =>
  sessionAt(indexAt(date), `session on or before ${date}`);

/** The last session strictly before `date`. */
export const previousSession = (date: IsoDate): IsoDate => {
  const index = indexAt(date);
  return sessionAt(sessions[index] === date ? index - 1 : index, `session before ${date}`);
};

/** The first session strictly after `date`. */
export const nextSession = (date: IsoDate): IsoDate => sessionAt(indexAt(date) + 1, `session after ${date}`);

/** The first session on or after `date`. */
export const sessionOnOrAfter = (date: IsoDate): IsoDate => (isSession(date) ? date : nextSession(date));

/** Every session from `from` to `to`, both included, oldest first; empty when `from` is later. */
export const sessionsBetween = (from: IsoDate, to: IsoDate): readonly IsoDate[] => {
  const first = indexAt(from);
  return sessions.slice(sessions[first] === from ? first : first + 1, indexAt(to) + 1);
};

/** The last `count` sessions on or before `date`, oldest first; a window of N returns needs N + 1 of them. */
export const lastSessions = (date: IsoDate, count: number): readonly IsoDate[] => {
  const end = indexAt(date) + 1;
  if (count > end) throw outside(`it knows fewer than ${count} sessions up to ${date}`);
  return sessions.slice(end - count, end);
};

/** The most recent session that has ended at least 15 minutes before `now`: 16:15 New York, or 13:15 closing early. */
export const mostRecentCompletedSession = (now: Date): IsoDate => {
  const { date, minutes } = newYorkClock(now);
  return isSession(date) && minutes >= sessionClose(date) + SETTLING_MINUTES ? date : previousSession(date);
};
