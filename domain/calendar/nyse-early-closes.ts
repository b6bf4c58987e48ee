import { addDays, type IsoDate, weekday } from '../dates.ts';
import { weekdayOnOrAfter } from './weekday-on-or-after.ts';

const MONDAY = 1;
const WEDNESDAY = 3;
const THURSDAY = 4;
const FRIDAY = 5;

/** 13:00, in minutes after midnight. */
const ONE_PM = 13 * 60;
/** 14:00: the early close until 1992. */
const TWO_PM = 14 * 60;

/** Announced early closes outside the rules. */
const ONE_OFF_EARLY_CLOSES: readonly IsoDate[] = ['1997-12-26', '1999-12-31', '2003-12-26'];

/**
 * The sessions of a year (1990 or later) that were announced to end early, and when they end, in minutes after
 * midnight in New York. They are sessions like any other. Sessions broken off without notice (snow, circuit breakers)
 * are not listed: their closing prices are those of the day all the same.
 *
 * - Christmas Eve from Monday to Thursday (on a Friday the exchange is closed);
 * - the day after Thanksgiving, from 1992;
 * - 3 July before an Independence Day on Tuesday, Wednesday or Friday, from 1995; for one on Thursday the Friday after
 *   until 2012, the Wednesday before from 2013.
 *
 * @example nyseEarlyCloses(2024) // 2024-07-03, 2024-11-29, 2024-12-24, each 780
 */
export const nyseEarlyCloses = (year: number): ReadonlyMap<IsoDate, number> => {
  const closes = new Map<IsoDate, number>();
  const early = year >= 1993 ? ONE_PM : TWO_PM;
  const christmasEve = `${year}-12-24`;
  if (weekday(christmasEve) >= MONDAY && weekday(christmasEve) <= THURSDAY) closes.set(christmasEve, early);
  if (year >= 1992) closes.set(addDays(weekdayOnOrAfter(`${year}-11-01`, THURSDAY, 3), 1), early);
  if (year >= 1995) {
    const eve = weekday(`${year}-07-03`);
    if (eve >= MONDAY && eve < FRIDAY && (eve !== WEDNESDAY || year >= 2013)) {
      closes.set(`${year}-07-03`, early);
    }
    if (eve === WEDNESDAY && year < 2013) closes.set(`${year}-07-05`, early);
  }
  for (const date of ONE_OFF_EARLY_CLOSES) {
    if (date.startsWith(String(year))) closes.set(date, ONE_PM);
  }
  return closes;
};
