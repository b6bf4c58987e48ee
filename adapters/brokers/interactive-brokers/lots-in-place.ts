import type { PrintedHolding } from '../format.ts';

const keyOf = ({ account, symbol }: PrintedHolding): string => `${account}\n${symbol ?? ''}`;

/** Lots below the holding that they make up, wherever they were printed; lots of nothing are holdings. */
export const lotsInPlace = (holdings: readonly PrintedHolding[]): readonly PrintedHolding[] => {
  const lots = new Map<string, PrintedHolding[]>();
  for (const holding of holdings) {
    if (!holding.lot) continue;
    const known = lots.get(keyOf(holding));
    if (known === undefined) lots.set(keyOf(holding), [holding]);
    else known.push(holding);
  }
  const placed = holdings.flatMap((holding) => {
    if (holding.lot) return [];
    const own = lots.get(keyOf(holding)) ?? [];
    lots.delete(keyOf(holding));
    return [holding, ...own];
  });
  return [...placed, ...[...lots.values()].flat().map((holding) => ({ ...holding, lot: false }))];
};
