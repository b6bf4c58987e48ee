import type { IsoDate } from '../../domain/dates.ts';
import type { Decimal } from '../../domain/decimal.ts';
import type { AdjustedCloses } from '../../domain/risk/returns.ts';
import type { KnownBar } from '../../domain/symbol/decider.ts';
import type { PriceBar } from '../../domain/symbol/events.ts';
import type { PriceColumns } from '../ports/queries.ts';

const NO_CLOSES: AdjustedCloses = { dates: [], adjustedCloses: [] };

/** What is known of the sessions of `bars`, by date. */
export const knownBars = (
  known: PriceColumns | undefined,
  bars: readonly PriceBar[],
): ReadonlyMap<IsoDate, KnownBar> => {
  const first = bars[0]?.date;
  const found = new Map<IsoDate, KnownBar>();
  if (known === undefined || first === undefined) return found;
  for (let i = known.dates.length - 1; i >= 0; i -= 1) {
    const date = known.dates[i] as IsoDate;
    if (date < first) break;
    found.set(date, {
      close: known.closes[i] as Decimal,
      adjustedClose: known.adjustedCloses[i] as number,
      splitFactor: known.splitFactors[i] as number,
    });
  }
  return found;
};

/** The known closes with those of `bars` in them, which are in force where both have one. Oldest first, as both are. */
export const withBars = (
  known: AdjustedCloses = NO_CLOSES,
  bars: readonly PriceBar[] = [],
): AdjustedCloses => {
  const first = bars[0]?.date;
  if (first === undefined) return known;
  // A night tells of the last days: all before them stays as it is.
  let kept = known.dates.length;
  while (kept > 0 && (known.dates[kept - 1] as IsoDate) >= first) kept -= 1;
  const dates = known.dates.slice(0, kept);
  const closes: number[] = [];
  let next = 0;
  const takeBarsUpTo = (date: IsoDate): boolean => {
    let same = false;
    for (let bar = bars[next]; bar !== undefined && bar.date <= date; bar = bars[next]) {
      dates.push(bar.date);
      closes.push(bar.adjustedClose);
      same = bar.date === date;
      next += 1;
    }
    return same;
  };
  for (let i = kept; i < known.dates.length; i += 1) {
    const date = known.dates[i] as IsoDate;
    if (takeBarsUpTo(date)) continue;
    dates.push(date);
    closes.push(known.adjustedCloses[i] as number);
  }
  takeBarsUpTo('9999-12-31');
  const adjustedCloses = new Float64Array(dates.length);
  for (let i = 0; i < kept; i += 1) adjustedCloses[i] = known.adjustedCloses[i] as number;
  adjustedCloses.set(closes, kept);
  return { dates, adjustedCloses };
};

/** The close as traded on `date`: of `bars`, else the known one. */
export const closeOn = (
  date: IsoDate,
  bars: readonly PriceBar[],
  known: PriceColumns | undefined,
): Decimal | null => {
  const bar = bars.findLast((told) => told.date === date);
  if (bar !== undefined) return bar.close;
  return known?.dates.at(-1) === date ? (known.closes.at(-1) ?? null) : null;
};
