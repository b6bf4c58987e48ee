import { choleskyFactor, choleskySolve } from './cholesky.ts';
import type { FactorCovariance } from './covariance.ts';
import type { FactorEtf } from './factors.ts';

/** Added to the diagonal of a singular Σ_SS, relative to its mean. */
const RIDGE = 1e-8;

const factorOf = (matrix: Float64Array, n: number): Float64Array | null => {
  const factor = choleskyFactor(matrix, n);
  if (factor !== null) return factor;
  let trace = 0;
  for (let i = 0; i < n; i += 1) trace += matrix[i * n + i] as number;
  const ridge = RIDGE * (trace > 0 ? trace / n : 1);
  return choleskyFactor(
    matrix.map((value, i) => (i % (n + 1) === 0 ? value + ridge : value)),
    n,
  );
};

/**
 * Expected returns of all ETFs given that some of them return exactly their shock:
 * E[U | S = s] = Σ_US Σ_SS⁻¹ s for the others, the shocked keep their own. Means are taken as zero.
 *
 * With one shock this is cov/var × shock: the beta to the shocked ETF. A singular Σ_SS (two shocked ETFs that move as
 * one) gets a ridge of 1e-8 of its mean diagonal.
 *
 * Throws a RangeError for a shock to an ETF that the covariance does not know.
 */
export const conditionalMoves = (
  { etfs, matrix }: FactorCovariance,
  shocks: ReadonlyMap<FactorEtf, number>,
): ReadonlyMap<FactorEtf, number> => {
  const k = etfs.length;
  const shocked = [...shocks.keys()].map((etf) => {
    const index = etfs.indexOf(etf);
    if (index < 0) throw new RangeError(`the covariance does not cover ${etf}`);
    return index;
  });
  const n = shocked.length;
  const inner = new Float64Array(n * n);
  shocked.forEach((row, a) => {
    shocked.forEach((column, b) => {
      inner[a * n + b] = matrix[row * k + column] as number;
    });
  });
  const factor = factorOf(inner, n);
  if (factor === null)
    throw new RangeError('the covariance of the shocked factors is not positive semi-definite');
  const solved = choleskySolve(factor, Float64Array.from(shocks.values()));
  return new Map(
    etfs.map((etf, row) => {
      const own = shocks.get(etf);
      if (own !== undefined) return [etf, own];
      return [
        etf,
        shocked.reduce(
          (sum, column, b) => sum + (matrix[row * k + column] as number) * (solved[b] as number),
          0,
        ),
      ];
    }),
  );
};
