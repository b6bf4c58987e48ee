import { previousSession, sessionOnOrBefore, sessionsBetween } from '../calendar/nyse.ts';
import type { IsoDate } from '../dates.ts';
import { pricedSymbolOf } from '../portfolio/position.ts';
import { lastOnOrBefore } from './price-series.ts';
import type { Valuation } from './valuation.ts';
import { type PortfolioFacts, valuePortfolio } from './value-portfolio.ts';

/** A gain before the first price belongs to days of the past: only the whole history can say to which. */
const lacksFirstPrice = ({ lots, seriesOf }: PortfolioFacts, first: IsoDate): boolean =>
  lots.some(({ position }) => {
    if (position.entryDate > first || position.investmentClass === 'OPTIONS') return false;
    const symbol = pricedSymbolOf(position);
    return symbol !== null && lastOnOrBefore(seriesOf(symbol)?.dates ?? [], first) < 0;
  });

/**
 * The valuations from session `from` to session `to` as `valuePortfolio` over the whole history from `first` gives
 * them, to the last digit, at the price of a few days more: P&L is of half-open intervals and exact, so that of the
 * sessions in between adds up to that of the interval, and only the first, the anchor and the session before `from` are
 * needed beside those asked for.
 *
 * Null where that is not so: a lot was held at `first` and had no price yet.
 */
export const valueSessions = (
  facts: PortfolioFacts,
  { first, from, to }: { readonly first: IsoDate; readonly from: IsoDate; readonly to: IsoDate },
): readonly Valuation[] | null => {
  if (lacksFirstPrice(facts, first)) return null;
  const start = from > first ? from : first;
  const wanted = sessionsBetween(start, to);
  const before = [first, sessionOnOrBefore(facts.equityAsOf), previousSession(start)];
  const needed = new Set([...before.filter((date) => date >= first && date <= to), ...wanted]);
  return valuePortfolio(facts, [...needed].sort(), start);
};
