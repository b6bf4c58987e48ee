import { sum } from './holdings.ts';

export type Concentration = {
  /** Herfindahl–Hirschman index, 0…10,000; null without positions. */
  readonly hhi: number | null;
  /** 10,000 / HHI: equal positions that would be as concentrated. */
  readonly effectivePositions: number | null;
  /** Shares of gross value, 0…1. */
  readonly top3: number | null;
  readonly top10: number | null;
  readonly level: 'high' | 'moderate' | 'diversified' | null;
  /** Symbols with a value other than 0. */
  readonly symbols: number;
  /** Lots left out because their value is not a number. */
  readonly excluded: number;
};

/**
 * How much of a portfolio is in few symbols: HHI = Σ s² × 10,000 with s = |value of a symbol| / Σ|values|. Lots of a
 * symbol add up with their signs first. Shares of gross, because with shorts shares of net exceed 1 and mean nothing.
 * Options count by market value, under whatever symbol the caller gives them.
 *
 * `high` above 2,500, `moderate` from 1,500, else `diversified` (US Department of Justice, 2010).
 * Reference: Riskfolio-Lib's number of effective assets, 1/Σw².
 *
 * @example values 50, 30 and 20: HHI 3,800, effective positions 2.6316, top 3 = 1
 */
export const concentration = (
  lots: readonly { readonly symbol: string; readonly marketValue: number }[],
): Concentration => {
  const bySymbol = new Map<string, number[]>();
  let excluded = 0;
  for (const { symbol, marketValue } of lots) {
    if (!Number.isFinite(marketValue)) {
      excluded += 1;
      continue;
    }
    const known = bySymbol.get(symbol);
    if (known) known.push(marketValue);
    else bySymbol.set(symbol, [marketValue]);
  }
  const sizes = [...bySymbol.values()]
    .map((values) => Math.abs(sum(values)))
    .filter((size) => size > 0)
    .toSorted((a, b) => b - a);
  const gross = sum(sizes);
  if (gross === 0) {
    const none = { hhi: null, effectivePositions: null, top3: null, top10: null, level: null };
    return { ...none, symbols: 0, excluded };
  }
  const shares = sizes.map((size) => size / gross);
  const squares = sum(shares.map((share) => share * share));
  const hhi = squares * 10_000;
  const top = (count: number): number => Math.min(1, sum(shares.slice(0, count)));
  const moderate = hhi >= 1500 ? 'moderate' : 'diversified';
  return {
    hhi,
    effectivePositions: 1 / squares,
    top3: top(3),
    top10: top(10),
    level: hhi > 2500 ? 'high' : moderate,
    symbols: shares.length,
    excluded,
  };
};
