/**
 * The lower factor L of a symmetric positive definite matrix A = L·Lᵀ, both row-major n × n; null when a pivot
 * vanishes against its diagonal element (below 1e-14 of it) and A is singular to working precision.
 *
 * Source: Golub and Van Loan, "Matrix Computations", algorithm 4.2.1.
 *
 * @example choleskyFactor(Float64Array.of(4, 2, 2, 2), 2) // [2, 0, 1, 1]
 */
export const choleskyFactor = (matrix: Float64Array, n: number): Float64Array | null => {
  const lower = new Float64Array(n * n);
  for (let row = 0; row < n; row += 1) {
    for (let column = 0; column <= row; column += 1) {
      let sum = matrix[row * n + column] as number;
      for (let k = 0; k < column; k += 1) {
        sum -= (lower[row * n + k] as number) * (lower[column * n + k] as number);
      }
      if (row === column) {
        if (!(sum > 1e-14 * (matrix[row * n + row] as number))) return null;
        lower[row * n + row] = Math.sqrt(sum);
      } else {
        lower[row * n + column] = sum / (lower[column * n + column] as number);
      }
    }
  }
  return lower;
};

/**
 * Replaces `vector` by the solution x of L·Lᵀ·x = vector.
 *
 * @example choleskySolve(Float64Array.of(2, 0, 1, 1), Float64Array.of(8, 6)) // [1, 2]
 */
export const choleskySolve = (lower: Float64Array, vector: Float64Array): Float64Array => {
  const n = vector.length;
  for (let row = 0; row < n; row += 1) {
    let sum = vector[row] as number;
    for (let k = 0; k < row; k += 1) sum -= (lower[row * n + k] as number) * (vector[k] as number);
    vector[row] = sum / (lower[row * n + row] as number);
  }
  for (let row = n - 1; row >= 0; row -= 1) {
    let sum = vector[row] as number;
    for (let k = row + 1; k < n; k += 1) sum -= (lower[k * n + row] as number) * (vector[k] as number);
    vector[row] = sum / (lower[row * n + row] as number);
  }
  return vector;
};
