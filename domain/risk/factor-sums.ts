import { FACTOR_IDS } from './factors.ts';

const FACTORS = FACTOR_IDS.length;

/** Net holdings of many portfolios in columns. Portfolio p has the elements from `starts[p]` up to `starts[p + 1]`. */
export type Books = {
  readonly starts: Int32Array;
  /** Row of the loadings. */
  readonly symbols: Int32Array;
  /** Signed dollars of the symbol, lots added up. */
  readonly exposures: Float64Array;
  /** Dollars of its lots without their signs. */
  readonly gross: Float64Array;
};

/** Element `symbol × 13 + factor`, factors in the order of `FACTOR_IDS`; NaN = not known. Betas as used: within ±5. */
export type Loadings = { readonly betas: Float64Array; readonly rSquared: Float64Array };

/** Element `portfolio × 13 + factor`. */
export type FactorSums = {
  /** Σ exposure × beta; NaN when no held symbol has a beta. */
  readonly dollars: Float64Array;
  /** Gross dollars of the symbols that have a beta. */
  readonly covered: Float64Array;
  /** Mean R² of those that have one, by size of the net exposure; NaN without any. */
  readonly rSquared: Float64Array;
};

/**
 * The sums over holdings behind factor exposures, for many portfolios in one pass. Each is added up in the order of its
 * elements: in the order of symbols the result does not depend on the order of lots.
 */
export const factorSums = ({ starts, symbols, exposures, gross }: Books, loadings: Loadings): FactorSums => {
  const { betas, rSquared } = loadings;
  const size = Math.max(0, starts.length - 1) * FACTORS;
  const dollars = new Float64Array(size).fill(Number.NaN);
  const covered = new Float64Array(size);
  const explained = new Float64Array(size);
  const weights = new Float64Array(FACTORS);
  for (let book = 0; book + 1 < starts.length; book += 1) {
    const row = book * FACTORS;
    weights.fill(0);
    for (let i = starts[book] as number; i < (starts[book + 1] as number); i += 1) {
      const from = (symbols[i] as number) * FACTORS;
      const exposure = exposures[i] as number;
      const weight = Math.abs(exposure);
      for (let factor = 0; factor < FACTORS; factor += 1) {
        const beta = betas[from + factor] as number;
        if (Number.isNaN(beta)) continue;
        const at = row + factor;
        const before = dollars[at] as number;
        dollars[at] = (Number.isNaN(before) ? 0 : before) + exposure * beta;
        covered[at] = (covered[at] as number) + (gross[i] as number);
        const fit = rSquared[from + factor] as number;
        if (Number.isNaN(fit)) continue;
        explained[at] = (explained[at] as number) + weight * fit;
        weights[factor] = (weights[factor] as number) + weight;
      }
    }
    for (let factor = 0; factor < FACTORS; factor += 1) {
      const weight = weights[factor] as number;
      const at = row + factor;
      explained[at] = weight === 0 ? Number.NaN : (explained[at] as number) / weight;
    }
  }
  return { dollars, covered, rSquared: explained };
};
