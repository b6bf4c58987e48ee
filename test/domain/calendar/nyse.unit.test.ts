import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import {
  isEarlyClose,
  isSession,
  lastSessions,
  mostRecentCompletedSession,
  nextSession,
  previousSession,
  sessionClose,
  sessionNumber,
  sessionOnOrAfter,
  sessionOnOrBefore,
  sessionsBetween,
} from '../../../domain/calendar/nyse.ts';
import { addDays, weekday } from '../../../domain/dates.ts';

const rows = (file: string): { date: string; kind: string }[] =>
  readFileSync(new URL(`../../../../shared/data/calendar/${file}`, import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(','))
    .map(([date, kind]) => ({ date: date!, kind: kind! }));

const vacanza = rows('nyse_vacanza_2000-2030.csv');
const quantlib = rows('nyse_quantlib_2000-2030.csv');

const weekdays = (from: string, to: string): string[] => {
  const days: string[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) {
    if (weekday(day) >= 1 && weekday(day) <= 5) days.push(day);
  }
  return days;
};
const closures = weekdays('2000-01-01', '2030-12-31').filter((day) => !isSession(day));

describe('closures from 2000 to 2030', () => {
  it('are those of the vacanza calendar, day for day', () => {
    expect(closures).toEqual(vacanza.filter((row) => row.kind === 'closed').map((row) => row.date));
  });

  it('are those of QuantLib 1.29, which was published before the mourning for President Carter', () => {
    expect(closures.filter((day) => day !== '2025-01-09')).toEqual(quantlib.map((row) => row.date));
    expect(isSession('2025-01-09')).toBe(false);
  });
});

describe('early closes from 2000 to 2030', () => {
  it('are those of the vacanza calendar, day for day, and end at 13:00', () => {
    const early = weekdays('2000-01-01', '2030-12-31').filter(isEarlyClose);
    expect(early).toEqual(vacanza.filter((row) => row.kind === 'early_close_1300').map((row) => row.date));
    expect(new Set(early.map(sessionClose))).toEqual(new Set([780]));
  });
});

describe('years that the reference files do not cover', () => {
  it.each([
    ['1990-01-15', 'Martin Luther King Day was a session until 1997'],
    ['1997-01-20', 'Martin Luther King Day was a session until 1997'],
    ['1993-12-31', 'a New Year on a Saturday is not kept on the Friday before'],
    ['1991-11-29', 'the day after Thanksgiving'],
    ['2021-06-18', 'Juneteenth was not kept in 2021'],
    ['2032-12-31', 'New Year 2033 is a Saturday'],
  ])('%s is a session: %s', (date) => expect(isSession(date)).toBe(true));

  it.each([
    ['1994-04-27', "President Nixon's funeral"],
    ['1998-01-19', 'the first Martin Luther King Day'],
    ['1999-12-24', 'Christmas on a Saturday'],
    ['1995-01-02', 'New Year on a Sunday'],
    ['1992-07-03', 'Independence Day on a Saturday'],
    ['2033-06-20', 'Juneteenth on a Sunday'],
    ['2035-03-23', 'Good Friday'],
  ])('%s is closed: %s', (date) => expect(isSession(date)).toBe(false));

  it('closed early at 14:00 until 1992 and at 13:00 since', () => {
    expect(sessionClose('1991-12-24')).toBe(840);
    expect(sessionClose('1992-11-27')).toBe(840);
    expect(sessionClose('1991-11-29')).toBe(960);
    expect(sessionClose('1993-11-26')).toBe(780);
    expect(sessionClose('1997-12-26')).toBe(780);
    expect(sessionClose('1999-12-31')).toBe(780);
    expect(sessionClose('1996-07-05')).toBe(780);
    expect(sessionClose('1990-07-03')).toBe(960);
    expect(sessionClose('2031-07-03')).toBe(780);
  });
});

describe('walking from session to session', () => {
  it('numbers sessions without a gap, and a day off as the session before', () => {
    expect(sessionNumber('2025-01-10') - sessionNumber('2025-01-08')).toBe(1);
    expect(sessionNumber('2024-06-30')).toBe(sessionNumber('2024-06-28'));
  });

  it('crosses weekends and holidays', () => {
    expect(previousSession('2025-01-10')).toBe('2025-01-08');
    expect(previousSession('2024-06-30')).toBe('2024-06-28');
    expect(sessionOnOrBefore('2024-06-30')).toBe('2024-06-28');
    expect(sessionOnOrBefore('2024-06-28')).toBe('2024-06-28');
    expect(sessionOnOrAfter('2024-06-30')).toBe('2024-07-01');
    expect(nextSession('2012-10-26')).toBe('2012-10-31');
    expect(sessionsBetween('2001-09-10', '2001-09-18')).toEqual(['2001-09-10', '2001-09-17', '2001-09-18']);
    expect(sessionsBetween('2024-06-29', '2024-06-30')).toEqual([]);
    expect(lastSessions('2024-06-30', 2)).toEqual(['2024-06-27', '2024-06-28']);
  });

  it('is consistent everywhere', () => {
    const dates = fc.integer({ min: 10, max: 16_000 }).map((days) => addDays('1990-01-01', days));
    fc.assert(
      fc.property(dates, (date) => {
        const before = previousSession(date);
        const after = nextSession(date);
        expect(before < date && date < after).toBe(true);
        expect(isSession(before) && isSession(after)).toBe(true);
        expect(sessionsBetween(before, after)).toEqual(
          isSession(date) ? [before, date, after] : [before, after],
        );
        expect(sessionOnOrBefore(date)).toBe(isSession(date) ? date : before);
      }),
    );
  });
});

describe('the most recent completed session', () => {
  it.each([
    ['2024-06-28T20:14:59Z', '2024-06-27', 'one second before 16:15 in summer'],
    ['2024-06-28T20:15:00Z', '2024-06-28', '16:15 in summer'],
    ['2024-01-05T21:14:00Z', '2024-01-04', '16:14 in winter'],
    ['2024-01-05T21:15:00Z', '2024-01-05', '16:15 in winter'],
    ['2024-11-29T18:14:00Z', '2024-11-27', '13:14 on an early close'],
    ['2024-11-29T18:15:00Z', '2024-11-29', '13:15 on an early close'],
    ['2024-06-30T12:00:00Z', '2024-06-28', 'a Sunday'],
    ['2024-07-01T01:00:00Z', '2024-06-28', 'Monday in London, still Sunday in New York'],
    ['2025-01-10T02:00:00Z', '2025-01-08', 'the evening of a day of mourning'],
  ])('at %s is %s (%s)', (now, session) => {
    expect(mostRecentCompletedSession(new Date(now))).toBe(session);
  });
});

describe('outside the calendar', () => {
  it('says which dates it covers', () => {
    expect(() => isSession('1989-12-29')).toThrow(/covers 1990-01-01 to 2035-12-31: 1989-12-29 is outside/);
    expect(() => isSession('2036-01-02')).toThrow(/2036-01-02 is outside/);
    expect(() => previousSession('1990-01-02')).toThrow(/no session before 1990-01-02/);
    expect(() => nextSession('2035-12-31')).toThrow(/no session after 2035-12-31/);
    expect(() => lastSessions('1990-01-10', 50)).toThrow(/fewer than 50 sessions/);
    expect(() => isSession('2024-02-30')).toThrow(/not a date/);
    expect(() => sessionClose('2024-07-04')).toThrow(/not a session/);
  });
});
