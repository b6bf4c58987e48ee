import type { IsoDate } from '../../domain/dates.ts';
import type { StatedLot } from '../../domain/portfolio/lot.ts';
import { type Position, pricedSymbolOf } from '../../domain/portfolio/position.ts';
import type { ShareRatio } from '../../domain/portfolio/share-split.ts';
import { splitRatio } from '../../domain/valuation/price-series.ts';
import type { Queries } from '../ports/queries.ts';

/** A contract is another one after a split, under another symbol. */
const splitSymbolOf = (position: Position): string | null =>
  position.investmentClass === 'OPTIONS' ? null : pricedSymbolOf(position);

/** The splits that the prices know, between the days on which these lots were stated and any of `dates`. */
export const loadShareRatio = async (
  queries: Queries,
  lots: readonly StatedLot[],
  dates: readonly IsoDate[],
): Promise<ShareRatio> => {
  const symbols = [...new Set(lots.flatMap(({ position }) => splitSymbolOf(position) ?? []))];
  const days = [...lots.map(({ statedOn }) => statedOn), ...dates].sort();
  const [from, to] = [days[0], days.at(-1)];
  if (symbols.length === 0 || from === undefined || to === undefined || from === to) return () => 1;
  const prices = await queries.prices(symbols, { from, to });
  return ({ position, statedOn }, date) => {
    const series = prices.get(splitSymbolOf(position) ?? '');
    return series === undefined ? 1 : splitRatio(series, statedOn, date);
  };
};
