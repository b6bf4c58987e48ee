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
  let earliestEntry: IsoDate | undefined;
  let earliestPrice: IsoDate | undefined;
  let hasSymbol = false;
  for (const { position } of lots) {
    if (earliestEntry === undefined || position.entryDate < earliestEntry) earliestEntry = position.entryDate;
    const symbol = pricedSymbolOf(position);
    if (symbol === null) continue;
    hasSymbol = true;
    const firstPrice = seriesOf(symbol)?.dates[0];
    if (firstPrice === undefined) continue;
    if (earliestPrice === undefined || firstPrice < earliestPrice) earliestPrice = firstPrice;
  }
  const covered = earliestPrice ?? (hasSymbol ? anchor : '');
  const candidates = [earliestEntry ?? anchor, addDays(anchor, -HISTORY_DAYS), covered];
  const latest = candidates.sort().at(-1) ?? anchor;
  return latest >= anchor ? anchor : sessionOnOrAfter(latest);
};
