import { isSession, mostRecentCompletedSession, NYSE_CALENDAR_RANGE } from '../../domain/calendar/nyse.ts';
import { type IsoDate, isIsoDate } from '../../domain/dates.ts';
import type { Decimal } from '../../domain/decimal.ts';
import type { PriceBar } from '../../domain/symbol/events.ts';
import { faultOfMove } from '../../domain/symbol/fault-of-move.ts';

/** One day as a source gave it, in text: nothing of it is trusted. */
export type PriceRow = {
  readonly date: string;
  readonly close: string;
  /** Adjusted for splits and dividends; the close itself where the source has no other. */
  readonly adjustedClose: string;
  /** New shares per old share; empty for 1. */
  readonly splitFactor: string;
};

export type RejectedRow = { readonly date: string; readonly reason: string };
export type AcceptedRows = { readonly bars: readonly PriceBar[]; readonly rejected: readonly RejectedRow[] };

/** More refusals than this say nothing new. */
const LISTED_REFUSALS = 100;

const isDecimal = (text: string): boolean => text.length <= 40 && /^\d+(\.\d+)?$/.test(text);

/** Why this text is no price; null when it is one. */
const faultOfPrice = (name: string, text: string): string | null => {
  if (text === '') return `no ${name}`;
  if (/^-\d/.test(text)) return `${name} is negative`;
  if (!isDecimal(text)) return `${name} is not a number`;
  return Number(text) === 0 ? `${name} is zero` : null;
};

const faultOfDate = (date: string, completed: IsoDate): string | null => {
  if (!isIsoDate(date)) return 'not a date of the form YYYY-MM-DD';
  if (date < NYSE_CALENDAR_RANGE.first || date > NYSE_CALENDAR_RANGE.last)
    return 'outside the trading calendar';
  if (!isSession(date)) return 'not a trading session';
  return date > completed ? 'the session is not completed yet' : null;
};

const faultOfSplit = (text: string): string | null =>
  text === '' || (isDecimal(text) && Number(text) > 0) ? null : 'split factor is not a positive number';

/**
 * Turns a source's rows into bars within [`from`, `to`], oldest first, one per completed session, and says of every
 * other row why it is refused. Of several rows of one date the first counts. Rows outside the range are passed over,
 * except those of the future, which tell of a source that cannot be trusted.
 *
 * A close that moves by a factor of five or more against the last good one, with no split to explain it, is refused:
 * valuing a holding with it would be worse than with the old price. A series that stays at the new level is refused
 * until its source gives the split factor.
 */
export const acceptRows = (
  rows: readonly PriceRow[],
  range: { readonly from: IsoDate; readonly to: IsoDate },
  now: Date,
): AcceptedRows => {
  const completed = mostRecentCompletedSession(now);
  const bars: PriceBar[] = [];
  const rejected: RejectedRow[] = [];
  const ordered = [...rows].sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
  let last: PriceBar | undefined;
  /** The split factors of refused rows: the next bar has them too. */
  let carriedSplit = 1;
  for (const row of ordered) {
    const outside = row.date < range.from || (row.date > range.to && row.date <= completed);
    if (outside && isIsoDate(row.date)) continue;
    const refuse = (reason: string): number => rejected.push({ date: row.date.slice(0, 40), reason });
    const fault =
      faultOfDate(row.date, completed) ??
      faultOfPrice('close', row.close) ??
      faultOfPrice('adjusted close', row.adjustedClose) ??
      faultOfSplit(row.splitFactor);
    if (last?.date === row.date) {
      refuse('a second row of the same date');
      continue;
    }
    const splitFactor = row.splitFactor === '' ? 1 : Number(row.splitFactor);
    if (fault !== null) {
      refuse(fault);
      if (faultOfSplit(row.splitFactor) === null) carriedSplit *= splitFactor;
      continue;
    }
    const bar: PriceBar = {
      date: row.date,
      close: row.close as Decimal,
      adjustedClose: Number(row.adjustedClose),
      splitFactor: splitFactor * carriedSplit,
    };
    if (last !== undefined) {
      const unexplained = faultOfMove(last, bar);
      if (unexplained !== null) {
        refuse(unexplained);
        continue;
      }
    }
    bars.push(bar);
    last = bar;
    carriedSplit = 1;
  }
  const unlisted = rejected.length - LISTED_REFUSALS;
  const listed = rejected.slice(0, LISTED_REFUSALS);
  const final = rejected.at(-1);
  return {
    bars,
    rejected:
      unlisted > 0 && final !== undefined
        ? [...listed, { date: final.date, reason: `${unlisted} more rows refused` }]
        : listed,
  };
};
