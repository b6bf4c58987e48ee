import { completeBlock } from './complete-block.ts';

export type Diversification = {
  /** Σ_{i≠j} w_i·w_j·|ρ_ij| / Σ_{i≠j} w_i·w_j, 0…1: lower is better diversified. */
  readonly weightedAbsoluteCorrelation: number | null;
  /** Mean |ρ_ij| of the known pairs, 0…1. */
  readonly meanAbsoluteCorrelation: number | null;
  /** 1/(wᵀCw) with equal weights: how many unrelated positions diversify as well. */
  readonly effectivePositions: number | null;
  /** The same with the weights as they are, without signs. */
  readonly effectivePositionsByWeight: number | null;
  /** Share of Σ_{i≠j} w_i·w_j whose correlation is known, 0…1; null without pairs. */
  readonly coverage: number | null;
  /** Symbols among whom every pair is known: those behind the effective positions. */
  readonly symbols: number;
};

/**
 * How far positions move independently of each other. `matrix` holds their correlations, row-major, NaN = unknown;
 * `values` their dollars in the same order. Weights are |value| over gross, so that a short counts as a position.
 *
 * Unknown pairs are left out, never taken as 0, and lower the coverage. The effective positions need every pair and are
 * about the symbols among whom all are known; null where none are held. Null, too, where wᵀCw vanishes: positions that
 * offset each other exactly are no number of positions.
 *
 * Throws a RangeError when the matrix does not fit the values.
 *
 * @example two equal positions with ρ = 0.5: weighted 0.5, effective positions 1/(¼·(1 + 1 + 2·0.5)) = 1.333
 */
export const diversification = (matrix: Float64Array, values: ArrayLike<number>): Diversification => {
  const n = values.length;
  if (matrix.length !== n * n) throw new RangeError(`${matrix.length} correlations for ${n} positions`);
  const sizes = Float64Array.from(values, (value) => (Number.isFinite(value) ? Math.abs(value) : 0));
  let weighted = 0;
  let known = 0;
  let all = 0;
  let plain = 0;
  let pairs = 0;
  for (let i = 0; i < n; i += 1) {
    for (let j = 0; j < i; j += 1) {
      const product = (sizes[i] as number) * (sizes[j] as number);
      const rho = Math.abs(matrix[i * n + j] as number);
      all += product;
      if (Number.isNaN(rho)) continue;
      known += product;
      weighted += product * rho;
      plain += rho;
      pairs += 1;
    }
  }
  const block = completeBlock(matrix, n);
  const effective = (weightOf: (i: number) => number): number | null => {
    const total = block.reduce((sum, i) => sum + weightOf(i), 0);
    if (total === 0) return null;
    let variance = 0;
    for (const i of block) {
      for (const j of block) {
        variance += (weightOf(i) / total) * (weightOf(j) / total) * (matrix[i * n + j] as number);
      }
    }
    return variance > 1e-12 ? 1 / variance : null;
  };
  return {
    weightedAbsoluteCorrelation: known === 0 ? null : weighted / known,
    meanAbsoluteCorrelation: pairs === 0 ? null : plain / pairs,
    effectivePositions: effective(() => 1),
    effectivePositionsByWeight: effective((i) => sizes[i] as number),
    coverage: all === 0 ? null : known / all,
    symbols: block.length,
  };
};
