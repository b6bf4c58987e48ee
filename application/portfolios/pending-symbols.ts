import { type Position, pricedSymbolOf } from '../../domain/portfolio/position.ts';
import type { Queries } from '../ports/queries.ts';

/** The symbols of these positions that have no prices and factors yet, in order. */
export const pendingSymbolsOf = async (
  queries: Queries,
  positions: readonly Position[],
): Promise<readonly string[]> => {
  const symbols = [...new Set(positions.flatMap((position) => pricedSymbolOf(position) ?? []))].sort();
  const known = await queries.symbols(symbols);
  const active = new Set(known.filter(({ status }) => status === 'active').map(({ symbol }) => symbol));
  return symbols.filter((symbol) => !active.has(symbol));
};
