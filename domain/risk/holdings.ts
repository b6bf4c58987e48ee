/** One lot as the risk formulas see it: plain float64 dollars on one date. */
export type Holding = {
  /** Whose returns it follows: its own symbol or, for an option, the underlying. */
  readonly symbol: string;
  readonly kind: 'public' | 'option' | 'private' | 'cash';
  /** Signed dollars. */
  readonly marketValue: number;
  /** Signed dollars that move with the symbol: the market value or, for an option, its dollar delta; null where no delta is known. */
  readonly exposure: number | null;
};

/** Σ in ascending order, so that the same numbers in another order give the same sum to the last bit. */
export const sum = (values: readonly number[]): number => {
  const [first] = values;
  if (first !== undefined && values.length === 1) return 0 + first;
  return values.toSorted((a, b) => a - b).reduce((total, value) => total + value, 0);
};

/** Signed exposure per symbol, lots added up, in the order of symbols. Private assets, cash and unknown deltas are left out. */
export const netExposures = (holdings: readonly Holding[]): ReadonlyMap<string, number> => {
  const lots = new Map<string, number[]>();
  for (const { symbol, kind, exposure } of holdings) {
    if (exposure === null || kind === 'private' || kind === 'cash') continue;
    const known = lots.get(symbol);
    if (known) known.push(exposure);
    else lots.set(symbol, [exposure]);
  }
  return new Map(
    [...lots].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([symbol, exposures]) => [symbol, sum(exposures)]),
  );
};
