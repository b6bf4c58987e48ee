import type { IsoDate } from '../../domain/dates.ts';
import { pricedSymbolOf } from '../../domain/portfolio/position.ts';
import type { CoverageGap } from '../../domain/risk/events.ts';
import type { Lot } from '../../domain/valuation/mark.ts';
import type { Mark, Valuation } from '../../domain/valuation/valuation.ts';
import type { Queries, SymbolFactorsRow } from '../ports/queries.ts';

const priceGap = (mark: Mark, symbol: string): CoverageGap | null => {
  if (mark.basis === 'entry_price')
    return { symbol, lacks: 'price', used: `the entry price ${mark.price}`, since: null };
  if (mark.basis !== 'last_close') return null;
  return { symbol, lacks: 'recent_price', used: `the close of ${mark.priceDate}`, since: mark.priceDate };
};

/** An option's delta rests on its underlying's price. */
const underlyingGap = (symbol: string, lastPriceDate: IsoDate | null, date: IsoDate): CoverageGap | null => {
  if (lastPriceDate === null)
    return { symbol, lacks: 'price', used: 'nothing: its options count as uncovered', since: null };
  return lastPriceDate < date
    ? { symbol, lacks: 'recent_price', used: `the close of ${lastPriceDate}`, since: lastPriceDate }
    : null;
};

const factorGap = (symbol: string, row: SymbolFactorsRow | undefined, date: IsoDate): CoverageGap | null => {
  const market = row?.factors.market_beta_90d;
  if (row === undefined || market === undefined) {
    return { symbol, lacks: 'factors', used: 'nothing: it counts as uncovered', since: null };
  }
  if (market.beta === null) {
    const used = `nothing: ${market.observations} returns are too few`;
    return { symbol, lacks: 'history', used, since: null };
  }
  return row.date < date
    ? { symbol, lacks: 'factors', used: `the factors of ${row.date}`, since: row.date }
    : null;
};

/** What each held symbol lacked on `date`, and what was used in its place. */
export const coverageGaps = async (
  queries: Pick<Queries, 'symbols' | 'symbolFactors'>,
  {
    lots,
    valuation,
    date,
  }: { readonly lots: readonly Lot[]; readonly valuation: Valuation; readonly date: IsoDate },
): Promise<readonly CoverageGap[]> => {
  const positions = new Map(lots.map(({ position }) => [position.positionId, position]));
  const held = valuation.marks.flatMap((mark) => {
    const position = positions.get(mark.positionId);
    return position === undefined || mark.quantity === '0' ? [] : [{ mark, position }];
  });
  const symbols = [...new Set(held.flatMap(({ position }) => pricedSymbolOf(position) ?? []))].sort();
  const factors = new Map((await queries.symbolFactors(symbols, date)).map((row) => [row.symbol, row]));
  const rows = new Map((await queries.symbols(symbols)).map((row) => [row.symbol, row]));
  const gaps = held.flatMap(({ mark, position }): CoverageGap[] => {
    const symbol = pricedSymbolOf(position);
    if (symbol === null) return [];
    if (position.investmentClass !== 'OPTIONS') return [priceGap(mark, symbol) ?? []].flat();
    if (mark.basis === 'intrinsic') return [];
    const used = 'the premium paid for its value, and a volatility of 25% for its delta';
    const quote: CoverageGap = { symbol: position.symbol, lacks: 'option_quote', used, since: null };
    return [quote, underlyingGap(symbol, rows.get(symbol)?.lastPriceDate ?? null, date) ?? []].flat();
  });
  const all = [...gaps, ...symbols.flatMap((symbol) => factorGap(symbol, factors.get(symbol), date) ?? [])];
  return [...new Map(all.map((gap) => [`${gap.symbol} ${gap.lacks}`, gap])).values()];
};
