import { sessionOnOrAfter, sessionOnOrBefore } from '../calendar/nyse.ts';
import { addDays, type IsoDate } from '../dates.ts';
import { pricedSymbolOf } from '../portfolio/position.ts';
import type { Lot } from './mark.ts';
import type { PriceSeries } from './price-series.ts';

/** How far back a new portfolio's history reaches at the most, in calendar days. */
const HISTORY_DAYS = 365;

/**
 * The first session of a portfolio's history: the earliest entry that is still covered by prices, at most a year
 * before the day its equity was stated, and never after that day. It depends on the anchor and not on today, so that
 * it stays where it is as days go by.
 */
export const historyStart = (
  lots: readonly Lot[],
  equityAsOf: IsoDate,
  seriesOf: (symbol: string) => PriceSeries | undefined,
): IsoDate => {
  const anchor = sessionOnOrBefore(equityAsOf);
  const entries = lots.map(({ position }) => position.entryDate).sort();
  const symbols = lots.flatMap(({ position }) => pricedSymbolOf(position) ?? []);
  const firstPrices = symbols.flatMap((symbol) => seriesOf(symbol)?.dates[0] ?? []).sort();
  const earliestPrice = firstPrices[0] ?? (symbols.length === 0 ? undefined : anchor);
  const candidates = [entries[0] ?? anchor, addDays(anchor, -HISTORY_DAYS), earliestPrice ?? ''];
  const latest = candidates.sort().at(-1) ?? anchor;
  return latest >= anchor ? anchor : sessionOnOrAfter(latest);
};
