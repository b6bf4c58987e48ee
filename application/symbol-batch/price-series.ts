import type { IsoDate } from '../../domain/dates.ts';
import type { Decimal } from '../../domain/decimal.ts';
import type { KnownBar } from '../../domain/symbol/decider.ts';
import type { PriceBar } from '../../domain/symbol/events.ts';
import type { PriceColumns } from '../ports/queries.ts';

/** Adjusted closes with the last raw one, oldest first. */
export type PriceSeries = {
  readonly dates: readonly IsoDate[];
  readonly adjustedCloses: ArrayLike<number>;
  readonly lastClose: Decimal | null;
};

const NO_PRICES: PriceSeries = { dates: [], adjustedCloses: [], lastClose: null };

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

/** The known prices with `bars` in them, which are in force where both have one. */
export const withBars = (known: PriceColumns | undefined, bars: readonly PriceBar[]): PriceSeries => {
  if (known === undefined && bars.length === 0) return NO_PRICES;
  if (bars.length === 0 && known !== undefined)
    return {
      dates: known.dates,
      adjustedCloses: known.adjustedCloses,
      lastClose: known.closes.at(-1) ?? null,
    };
  const first = bars[0]?.date ?? '';
  const dates: IsoDate[] = [];
  const adjustedCloses: number[] = [];
  let lastClose: Decimal | null = null;
  let next = 0;
  const take = (date: IsoDate, adjusted: number, close: Decimal): void => {
    dates.push(date);
    adjustedCloses.push(adjusted);
    lastClose = close;
  };
  const takeBarsUpTo = (date: IsoDate): boolean => {
    let same = false;
    for (let bar = bars[next]; bar !== undefined && bar.date <= date; bar = bars[next]) {
      take(bar.date, bar.adjustedClose, bar.close);
      same = bar.date === date;
      next += 1;
    }
    return same;
  };
  for (let i = 0; i < (known?.dates.length ?? 0); i += 1) {
    const date = known?.dates[i] as IsoDate;
    if (date >= first && takeBarsUpTo(date)) continue;
    take(date, known?.adjustedCloses[i] as number, known?.closes[i] as Decimal);
  }
  takeBarsUpTo('9999-12-31');
  return { dates, adjustedCloses, lastClose };
};
