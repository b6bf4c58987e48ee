import { choleskyFactor } from './cholesky.ts';
import { symmetricEigen } from './symmetric-eigen.ts';

/** Rounding leaves eigenvalues this far below zero in matrices that are semi-definite. */
const TOLERANCE = 1e-10;

/** Whether every eigenvalue is above −1e-10: then C + 1e-10·I has a Cholesky factor. */
const isSemiDefinite = (matrix: Float64Array, n: number): boolean => {
  const shifted = matrix.slice();
  for (let i = 0; i < n; i += 1) shifted[i * n + i] = (shifted[i * n + i] as number) + TOLERANCE;
  return choleskyFactor(shifted, n) !== null;
};

/**
 * A correlation matrix (row-major n × n, nothing missing) made positive semi-definite: negative eigenvalues are set to
 * 0, the matrix is rebuilt and its diagonal scaled back to 1. Null when there is nothing to repair.
 *
 * Definition: spectral clipping, Rebonato and Jäckel (1999), section 3. It is close to, but not, the nearest one.
 *
 * @example clipToSemiDefinite(Float64Array.of(1, 0.9, -0.9, 0.9, 1, 0.9, -0.9, 0.9, 1), 3) // off the diagonal ±0.5
 */
export const clipToSemiDefinite = (matrix: Float64Array, n: number): Float64Array | null => {
  if (isSemiDefinite(matrix, n)) return null;
  const { values, vectors } = symmetricEigen(matrix, n);
  const clipped = new Float64Array(n * n);
  for (let k = 0; k < n; k += 1) {
    const value = values[k] as number;
    if (value <= 0) continue;
    for (let row = 0; row < n; row += 1) {
      const left = value * (vectors[k * n + row] as number);
      for (let column = 0; column <= row; column += 1) {
        const at = row * n + column;
        clipped[at] = (clipped[at] as number) + left * (vectors[k * n + column] as number);
      }
    }
  }
  const scale = Float64Array.from({ length: n }, (_, i) => 1 / Math.sqrt(clipped[i * n + i] as number));
  for (let row = 0; row < n; row += 1) {
    for (let column = 0; column < row; column += 1) {
      const scaled =
        (clipped[row * n + column] as number) * (scale[row] as number) * (scale[column] as number);
      // Rounding must not lead past ±1.
      const value = Math.max(-1, Math.min(1, scaled));
      clipped[row * n + column] = value;
      clipped[column * n + row] = value;
    }
    clipped[row * n + row] = 1;
  }
  return clipped;
};
