export type SymmetricEigen = {
  /** In no particular order. */
  readonly values: Float64Array;
  /** Row-major n × n; column j belongs to value j. */
  readonly vectors: Float64Array;
};

const MAXIMUM_SWEEPS = 60;

/**
 * Eigenvalues and orthonormal eigenvectors of a symmetric matrix (row-major n × n), by cyclic Jacobi rotations: slower
 * than tridiagonalisation and as exact as the matrix allows, small eigenvalues included.
 *
 * Source: Golub and Van Loan, "Matrix Computations", algorithm 8.5.3; reference: numpy `linalg.eigh`.
 *
 * @example symmetricEigen(Float64Array.of(2, 1, 1, 2), 2).values // 1 and 3
 */
export const symmetricEigen = (matrix: Float64Array, n: number): SymmetricEigen => {
  const a = matrix.slice();
  const vectors = new Float64Array(n * n);
  for (let i = 0; i < n; i += 1) vectors[i * n + i] = 1;
  const at = (row: number, column: number): number => a[row * n + column] as number;
  const rotate = (target: Float64Array, first: number, second: number, c: number, s: number): void => {
    const x = target[first] as number;
    const y = target[second] as number;
    target[first] = c * x - s * y;
    target[second] = s * x + c * y;
  };
  for (let sweep = 0; sweep < MAXIMUM_SWEEPS; sweep += 1) {
    let rotated = false;
    for (let p = 0; p < n - 1; p += 1) {
      for (let q = p + 1; q < n; q += 1) {
        const off = at(p, q);
        if (Math.abs(off) <= 1e-17 * (Math.abs(at(p, p)) + Math.abs(at(q, q))) || off === 0) continue;
        rotated = true;
        const theta = (at(q, q) - at(p, p)) / (2 * off);
        const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.hypot(1, theta));
        const c = 1 / Math.hypot(1, t);
        const s = t * c;
        for (let k = 0; k < n; k += 1) rotate(a, k * n + p, k * n + q, c, s);
        for (let k = 0; k < n; k += 1) rotate(a, p * n + k, q * n + k, c, s);
        for (let k = 0; k < n; k += 1) rotate(vectors, k * n + p, k * n + q, c, s);
      }
    }
    if (!rotated) break;
  }
  return { values: Float64Array.from({ length: n }, (_, i) => at(i, i)), vectors };
};
