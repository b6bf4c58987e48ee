import type { IsoDate } from '../dates.ts';
import { type Decimal, decimal } from '../decimal.ts';

/** One symbol's closes, oldest first: aligned arrays, one element per session that has a price. */
export type PriceSeries = {
  readonly dates: readonly IsoDate[];
  readonly closes: readonly Decimal[];
  /** New shares per old share on that date; 1 on all but split days. */
  readonly splitFactors: ArrayLike<number>;
  readonly eventIds: readonly string[];
  readonly simulated: boolean;
};

/** Index of the last element at or before `date`, or -1. Binary search: series are long, dates are sorted. */
export const lastOnOrBefore = (dates: readonly IsoDate[], date: IsoDate): number => {
  let low = 0;
  let high = dates.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((dates[middle] ?? '') <= date) low = middle + 1;
    else high = middle;
  }
  return low - 1;
};

const splits = new WeakMap<PriceSeries, readonly number[]>();

/** Indices of the split days: few or none, and asked for by every lot on every day. */
const splitsOf = (series: PriceSeries): readonly number[] => {
  const known = splits.get(series);
  if (known !== undefined) return known;
  const found: number[] = [];
  for (let i = 0; i < series.dates.length; i += 1) if ((series.splitFactors[i] ?? 1) !== 1) found.push(i);
  splits.set(series, found);
  return found;
};

/** Shares at `to` per share at `from`: the splits in between, inverted when `to` is the earlier one. */
export const splitRatio = (series: PriceSeries, from: IsoDate, to: IsoDate): number => {
  const [early, late] = from <= to ? [from, to] : [to, from];
  let ratio = 1;
  for (const i of splitsOf(series)) {
    const date = series.dates[i] ?? '';
    if (date > early && date <= late) ratio *= series.splitFactors[i] ?? 1;
  }
  return from <= to ? ratio : 1 / ratio;
};

/** `amount` × `ratio`, exactly when nothing split. */
export const timesRatio = (amount: Decimal, ratio: number): Decimal =>
  ratio === 1 ? amount : decimal(amount).times(decimal(ratio)).round(10).toFixed();
