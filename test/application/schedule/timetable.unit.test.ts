import fc from 'fast-check';
import {
  instantInNewYork,
  latestDue,
  nextRun,
  parseTimeOfDay,
  sessionsDue,
  timeText,
} from '../../../application/schedule/timetable.ts';
import { isSession } from '../../../domain/calendar/nyse.ts';
import { newYorkClock } from '../../../domain/dates.ts';

const NINE = 21 * 60;
const next = (now: string) => {
  const { at, session } = nextRun(new Date(now), NINE);
  return { at: at.toISOString(), session };
};

describe('the next run', () => {
  it('is at nine in the evening in New York, which is the next day in UTC', () => {
    expect(next('2024-06-28T15:00:00Z')).toEqual({ at: '2024-06-29T01:00:00.000Z', session: '2024-06-28' });
    expect(next('2024-01-10T15:00:00Z')).toEqual({ at: '2024-01-11T02:00:00.000Z', session: '2024-01-10' });
  });

  it('stays at nine when clocks go forward, an hour earlier in UTC', () => {
    expect(next('2024-03-08T12:00:00Z').at).toBe('2024-03-09T02:00:00.000Z');
    expect(next('2024-03-09T12:00:00Z')).toEqual({ at: '2024-03-12T01:00:00.000Z', session: '2024-03-11' });
  });

  it('stays at nine when clocks go back, an hour later in UTC', () => {
    expect(next('2024-11-01T12:00:00Z').at).toBe('2024-11-02T01:00:00.000Z');
    expect(next('2024-11-02T12:00:00Z')).toEqual({ at: '2024-11-05T02:00:00.000Z', session: '2024-11-04' });
  });

  it('passes over weekends and holidays, and not over early closes', () => {
    expect(next('2024-06-29T12:00:00Z').session).toBe('2024-07-01');
    expect(next('2025-01-09T12:00:00Z').session).toBe('2025-01-10');
    expect(next('2024-11-29T12:00:00Z').session).toBe('2024-11-29');
  });

  it('is the following session from the very moment on that one has begun', () => {
    expect(next('2024-06-28T00:59:59.999Z').session).toBe('2024-06-27');
    expect(next('2024-06-28T01:00:00Z').session).toBe('2024-06-28');
  });

  it('is later than now, on a session, and shows the time asked for, whenever it is asked', () => {
    const instants = fc.date({
      min: new Date('2020-01-01'),
      max: new Date('2030-12-31'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(instants, fc.integer({ min: 990, max: 1439 }), (now, time) => {
        const { at, session } = nextRun(now, time);
        expect(at.getTime()).toBeGreaterThan(now.getTime());
        expect(isSession(session)).toBe(true);
        expect(newYorkClock(at)).toEqual({ date: session, minutes: time });
        expect(latestDue(at, time)).toBe(session);
        expect(latestDue(new Date(at.getTime() - 1), time) < session).toBe(true);
      }),
    );
  });
});

describe('what is due', () => {
  it('is every session that was missed, oldest first', () => {
    expect(sessionsDue('2024-06-26', new Date('2024-07-02T12:00:00Z'), NINE)).toEqual([
      '2024-06-27',
      '2024-06-28',
      '2024-07-01',
    ]);
  });

  it('is nothing before the hour, and the session of the day from then on', () => {
    expect(sessionsDue('2024-06-27', new Date('2024-06-29T00:59:00Z'), NINE)).toEqual([]);
    expect(sessionsDue('2024-06-27', new Date('2024-06-29T01:00:00Z'), NINE)).toEqual(['2024-06-28']);
  });

  it('is of the day in New York and not of the one in UTC', () => {
    // Friday 22:30 in New York, Saturday in UTC.
    expect(latestDue(new Date('2024-06-29T02:30:00Z'), NINE)).toBe('2024-06-28');
  });
});

describe('a time of day', () => {
  it('is read and written as clocks show it', () => {
    expect(parseTimeOfDay('21:00')).toBe(NINE);
    expect(timeText(NINE)).toBe('21:00');
    expect(parseTimeOfDay('24:00')).toBeNull();
    expect(parseTimeOfDay('9:00')).toBeNull();
    expect(parseTimeOfDay('21:60')).toBeNull();
  });

  it('that clocks jump over in spring is refused and not guessed', () => {
    expect(() => instantInNewYork('2024-03-10', 150)).toThrow('do not show 02:30');
  });
});
