import type { IsoDate } from '../dates.ts';
import { type Decimal, decimal, toMoney } from '../decimal.ts';
import type { Figures } from './valuation.ts';

type Rolled = Pick<Figures, 'date' | 'equity' | 'dailyPnl' | 'netFlow'>;

/** A date whose equity is not what the date before it leads to. */
export type EquityBreak = {
  readonly date: IsoDate;
  readonly stated: Decimal;
  /** Equity of the date before, and this date's P&L and flow. */
  readonly expected: Decimal;
  readonly difference: Decimal;
};

/** Sums of rounded amounts may be a cent off. */
const TOLERANCE = '0.01';

/** Where equity(D) = equity(before) + P&L(D) + net flow(D) does not hold; `snapshots` are oldest first. */
export const equityBreaks = (snapshots: readonly Rolled[]): readonly EquityBreak[] =>
  snapshots.flatMap(({ date, equity, dailyPnl, netFlow }, index): readonly EquityBreak[] => {
    const before = snapshots[index - 1];
    if (before === undefined) return [];
    const expected = decimal(before.equity).plus(dailyPnl).plus(netFlow);
    const difference = decimal(equity).minus(expected);
    return difference.abs().gt(TOLERANCE)
      ? [{ date, stated: equity, expected: toMoney(expected), difference: toMoney(difference) }]
      : [];
  });

/** The last date before `from`, and before the first break: what follows it can be calculated from it. */
export const lastGood = <Snapshot extends Rolled>(
  snapshots: readonly Snapshot[],
  from: IsoDate,
): Snapshot | null => {
  const firstBreak = equityBreaks(snapshots)[0]?.date ?? from;
  return snapshots.findLast(({ date }) => date < from && date < firstBreak) ?? null;
};
