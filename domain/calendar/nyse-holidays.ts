import { addDays, type IsoDate, weekday } from '../dates.ts';
import { goodFriday } from './good-friday.ts';
import { weekdayOnOrAfter } from './weekday-on-or-after.ts';

const MONDAY = 1;
const THURSDAY = 4;

/** Full closures outside the rules, 1990 to today. New ones are added here when the exchange announces them. */
const ONE_OFF_CLOSURES: readonly (readonly [IsoDate, string])[] = [
  ['1994-04-27', 'Funeral of former President Richard Nixon'],
  ['2001-09-11', 'Attacks on the World Trade Center'],
  ['2001-09-12', 'Attacks on the World Trade Center'],
  ['2001-09-13', 'Attacks on the World Trade Center'],
  ['2001-09-14', 'Attacks on the World Trade Center'],
  ['2004-06-11', 'National day of mourning for former President Ronald Reagan'],
  ['2007-01-02', 'National day of mourning for former President Gerald Ford'],
  ['2012-10-29', 'Hurricane Sandy'],
  ['2012-10-30', 'Hurricane Sandy'],
  ['2018-12-05', 'National day of mourning for former President George H. W. Bush'],
  ['2025-01-09', 'National day of mourning for former President Jimmy Carter'],
];

/** A fixed date that falls on a Saturday is kept on the Friday before, on a Sunday on the Monday after. */
const observed = (date: IsoDate): IsoDate => {
  const day = weekday(date);
  if (day === 6) return addDays(date, -1);
  return day === 0 ? addDays(date, 1) : date;
};

/**
 * Weekdays of a year (1990 or later) on which the New York Stock Exchange does not open, with the reason.
 *
 * Rules: NYSE Rule 7.2. A New Year's Day on a Saturday is not kept on the Friday before, which ends the year's books;
 * Martin Luther King Day is kept from 1998, Juneteenth from 2022.
 *
 * @example nyseHolidays(2022).get('2022-06-20') // 'Juneteenth'
 */
export const nyseHolidays = (year: number): ReadonlyMap<IsoDate, string> => {
  const holidays = new Map<IsoDate, string>();
  const newYear = `${year}-01-01`;
  if (weekday(newYear) !== 6) holidays.set(observed(newYear), "New Year's Day");
  if (year >= 1998) {
    holidays.set(weekdayOnOrAfter(`${year}-01-01`, MONDAY, 2), 'Martin Luther King Jr. Day');
  }
  holidays.set(weekdayOnOrAfter(`${year}-02-01`, MONDAY, 2), "Washington's Birthday");
  holidays.set(goodFriday(year), 'Good Friday');
  holidays.set(weekdayOnOrAfter(`${year}-05-25`, MONDAY), 'Memorial Day');
  if (year >= 2022) holidays.set(observed(`${year}-06-19`), 'Juneteenth');
  holidays.set(observed(`${year}-07-04`), 'Independence Day');
  holidays.set(weekdayOnOrAfter(`${year}-09-01`, MONDAY), 'Labor Day');
  holidays.set(weekdayOnOrAfter(`${year}-11-01`, THURSDAY, 3), 'Thanksgiving Day');
  holidays.set(observed(`${year}-12-25`), 'Christmas Day');
  for (const [date, reason] of ONE_OFF_CLOSURES) {
    if (date.startsWith(String(year))) holidays.set(date, reason);
  }
  return holidays;
};
