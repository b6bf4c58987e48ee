import { addDays, type IsoDate, weekday } from '../dates.ts';

/**
 * The first `day` of the week (0 = Sunday) on or after `from`, moved on by `weeks`.
 *
 * @example weekdayOnOrAfter('2024-11-01', 4, 3) // fourth Thursday of November 2024: '2024-11-28'
 */
export const weekdayOnOrAfter = (from: IsoDate, day: number, weeks = 0): IsoDate =>
  addDays(from, ((day - weekday(from) + 7) % 7) + 7 * weeks);
