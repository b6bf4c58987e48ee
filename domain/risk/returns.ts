import type { IsoDate } from '../dates.ts';

/**
 * Simple returns P(t)/P(t−1) − 1 of a column of closes, one element shorter. A return exists only where both closes
 * are positive numbers; NaN marks a missing one. Never filled forward.
 *
 * @example simpleReturns([100, 110, NaN, 99]) // [0.1, NaN, NaN]
 */
export const simpleReturns = (closes: ArrayLike<number>): Float64Array => {
  const returns = new Float64Array(Math.max(0, closes.length - 1));
  for (let i = 0; i < returns.length; i += 1) {
    const before = closes[i] as number;
    const after = closes[i + 1] as number;
    const exists = before > 0 && after > 0 && before < Infinity && after < Infinity;
    returns[i] = exists ? after / before - 1 : Number.NaN;
  }
  return returns;
};

/** One symbol's adjusted closes, oldest first: aligned arrays. */
export type AdjustedCloses = {
  readonly dates: readonly IsoDate[];
  readonly adjustedCloses: ArrayLike<number>;
};

/**
 * Simple returns of adjusted closes between consecutive `sessions` (oldest first; one return fewer than sessions,
 * newest last). Closes of other dates are left out; a session without a close is a missing one.
 *
 * Throws a RangeError when the dates do not ascend.
 */
export const sessionReturns = (
  sessions: readonly IsoDate[],
  { dates, adjustedCloses }: AdjustedCloses,
): Float64Array => {
  const closes = new Float64Array(sessions.length).fill(Number.NaN);
  let session = 0;
  for (let i = 0; i < dates.length; i += 1) {
    const date = dates[i] as IsoDate;
    if (i > 0 && date <= (dates[i - 1] as IsoDate)) {
      throw new RangeError(`closes must be sorted by date, oldest first: ${dates[i - 1]} precedes ${date}`);
    }
    while (session < sessions.length && (sessions[session] as IsoDate) < date) session += 1;
    if (sessions[session] === date) closes[session] = adjustedCloses[i] as number;
  }
  return simpleReturns(closes);
};
