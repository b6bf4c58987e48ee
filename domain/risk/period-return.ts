import { previousSession } from '../calendar/nyse.ts';
import { addDays, daysBetween, type IsoDate } from '../dates.ts';
import type { AdjustedCloses } from './returns.ts';

export const PERIODS = ['1d', 'mtd', '1m', '3m', 'ytd', '1y'] as const;
export type Period = (typeof PERIODS)[number];

export type PeriodReturn = {
  /** Decimal; null without a close to start from, or of the date itself. */
  readonly return: number | null;
  /** The date of the close it starts from. */
  readonly from: IsoDate | null;
};

/** A close older than this before the day asked for is about another time: ten days bridge any holidays. */
const STALE_DAYS = 10;

/**
 * The day whose close, or the last one before it, a period starts from: the session before for 1d, the end of the
 * previous month or year for mtd and ytd, 30, 90 or 365 calendar days before for 1m, 3m and 1y. `date` is a session.
 *
 * @example periodStart('ytd', '2024-06-28') // '2023-12-31'
 */
export const periodStart = (period: Period, date: IsoDate): IsoDate => {
  switch (period) {
    case '1d':
      return previousSession(date);
    case 'mtd':
      return addDays(`${date.slice(0, 7)}-01`, -1);
    case 'ytd':
      return addDays(`${date.slice(0, 4)}-01-01`, -1);
    case '1m':
      return addDays(date, -30);
    case '3m':
      return addDays(date, -90);
    case '1y':
      return addDays(date, -365);
    default:
      return period satisfies never;
  }
};

/** The index of the last usable close on or before `date`; −1 for none. */
const lastOnOrBefore = ({ dates, adjustedCloses }: AdjustedCloses, date: IsoDate): number => {
  for (let i = dates.length - 1; i >= 0; i -= 1) {
    const close = adjustedCloses[i] as number;
    if ((dates[i] as IsoDate) <= date && close > 0 && close < Infinity) return i;
  }
  return -1;
};

/**
 * Return of a symbol up to `date`: its adjusted close of that date over the last one on or before the period's start,
 * less 1. 1d wants the close of the session before itself: a return over two sessions is no return of a day. For the
 * others a close up to ten days older will do. Null, never 0, where a close is missing, as for a symbol that was listed
 * since. Closes that are not positive numbers are no closes; those after `date` do not count. Who asks for many symbols
 * on one date gives the `start`, which is the same for all.
 *
 * @example periodReturn({ dates: ['2024-05-31', '2024-06-28'], adjustedCloses: [100, 104] }, 'mtd', '2024-06-28')
 * // { return: 0.04, from: '2024-05-31' }
 */
export const periodReturn = (
  closes: AdjustedCloses,
  period: Period,
  date: IsoDate,
  start = periodStart(period, date),
): PeriodReturn => {
  const none = { return: null, from: null };
  const end = lastOnOrBefore(closes, date);
  if (closes.dates[end] !== date) return none;
  const index = lastOnOrBefore(closes, start);
  const from = closes.dates[index];
  if (from === undefined) return none;
  if (from !== start && daysBetween(from, start) > (period === '1d' ? 0 : STALE_DAYS)) return none;
  return {
    return: (closes.adjustedCloses[end] as number) / (closes.adjustedCloses[index] as number) - 1,
    from,
  };
};

/**
 * All six returns of a symbol. See `periodReturn`.
 *
 * @example periodReturns(closes, '2024-06-28').ytd.return // 0.15
 */
export const periodReturns = (
  closes: AdjustedCloses,
  date: IsoDate,
): Readonly<Record<Period, PeriodReturn>> =>
  Object.fromEntries(PERIODS.map((period) => [period, periodReturn(closes, period, date)])) as Record<
    Period,
    PeriodReturn
  >;
