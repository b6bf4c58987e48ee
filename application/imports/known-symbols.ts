import { pricedSymbolOf, type UnidentifiedPosition } from '../../domain/portfolio/position.ts';
import type { Queries } from '../ports/queries.ts';

export type KnownSymbols = {
  /** With prices and factors. */
  readonly known: readonly string[];
  /** Being looked up. */
  readonly pending: readonly string[];
  /** Never asked for yet, or not found when they were. */
  readonly unknown: readonly string[];
};

/** What is known of the symbols that these positions need a price of; each once, in order. */
export const knownSymbols = async (
  queries: Pick<Queries, 'symbols'>,
  positions: readonly UnidentifiedPosition[],
): Promise<KnownSymbols> => {
  const symbols = [
    ...new Set(positions.flatMap((position) => pricedSymbolOf({ ...position, positionId: '' }) ?? [])),
  ].sort();
  const status = new Map((await queries.symbols(symbols)).map((row) => [row.symbol, row.status]));
  return {
    known: symbols.filter((symbol) => status.get(symbol) === 'active'),
    pending: symbols.filter((symbol) => status.get(symbol) === 'pending'),
    unknown: symbols.filter((symbol) => !['active', 'pending'].includes(status.get(symbol) ?? '')),
  };
};
