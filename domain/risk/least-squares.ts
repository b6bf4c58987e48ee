export type LeastSquaresFit = {
  /** In the order of the columns. */
  readonly coefficients: Float64Array;
  /** se(b) = √(SSR/(n−k)·diag((XᵀX)⁻¹)); null without degrees of freedom. */
  readonly standardErrors: Float64Array | null;
  readonly residualSumOfSquares: number;
  readonly observations: number;
};

/** A column counts as dependent on those before it when this share of its length, or less, is its own. */
const DEPENDENT = 1e-13;

const lengthBelow = (column: Float64Array, from: number): number => {
  let largest = 0;
  for (let i = from; i < column.length; i += 1) largest = Math.max(largest, Math.abs(column[i] as number));
  if (largest === 0) return 0;
  let squares = 0;
  for (let i = from; i < column.length; i += 1) squares += ((column[i] as number) / largest) ** 2;
  return largest * Math.sqrt(squares);
};

/** target −= 2·(vᵀtarget)/(vᵀv)·v over the elements from `from`. */
const reflect = (v: Float64Array, square: number, target: Float64Array, from: number): void => {
  let projection = 0;
  for (let i = from; i < v.length; i += 1) projection += (v[i] as number) * (target[i] as number);
  const scale = (2 * projection) / square;
  for (let i = from; i < v.length; i += 1) target[i] = (target[i] as number) - scale * (v[i] as number);
};

/**
 * Least squares of y on any columns: min ‖y − Xb‖². There is no hidden intercept: pass a column of ones for one.
 * Equally long, none missing. Null with fewer rows than columns or where the columns are linearly dependent.
 *
 * By Householder's QR, which does not square the condition number as the normal equations do.
 * Source: Golub and Van Loan, "Matrix Computations", 5.3.2; reference: statsmodels `OLS`.
 *
 * Throws a RangeError for columns of another length than y.
 *
 * @example leastSquares([[1, 1, 1], [0, 1, 2]], [1, 3, 5]) // coefficients [1, 2]
 */
export const leastSquares = (
  columns: readonly ArrayLike<number>[],
  y: ArrayLike<number>,
): LeastSquaresFit | null => {
  const n = y.length;
  const k = columns.length;
  for (const { length } of columns) {
    if (length !== n) throw new RangeError(`a column has ${length} values and y has ${n}`);
  }
  if (k === 0 || n < k) return null;
  const work = columns.map((column) => Float64Array.from(column));
  const right = Float64Array.from(y);
  const diagonal = new Float64Array(k);
  for (const [j, column] of work.entries()) {
    const whole = lengthBelow(Float64Array.from(columns[j] as ArrayLike<number>), 0);
    const own = lengthBelow(column, j);
    if (!(own > DEPENDENT * whole)) return null;
    const pivot = (column[j] as number) > 0 ? -own : own;
    diagonal[j] = pivot;
    column[j] = (column[j] as number) - pivot;
    let square = 0;
    for (let i = j; i < n; i += 1) square += (column[i] as number) ** 2;
    for (let c = j + 1; c < k; c += 1) reflect(column, square, work[c] as Float64Array, j);
    reflect(column, square, right, j);
  }
  // R is in the rows above each column's reflector; solve R·b = Qᵀy and R·Rᵀ-columns from the last row up.
  const upper = (row: number, column: number): number =>
    row === column ? (diagonal[row] as number) : ((work[column] as Float64Array)[row] as number);
  const solve = (target: ArrayLike<number>): Float64Array => {
    const solution = new Float64Array(k);
    for (let row = k - 1; row >= 0; row -= 1) {
      let sum = target[row] as number;
      for (let c = row + 1; c < k; c += 1) sum -= upper(row, c) * (solution[c] as number);
      solution[row] = sum / upper(row, row);
    }
    return solution;
  };
  const coefficients = solve(right);
  let residual = 0;
  for (let i = 0; i < n; i += 1) {
    let fitted = 0;
    for (let j = 0; j < k; j += 1) {
      fitted += (coefficients[j] as number) * ((columns[j] as ArrayLike<number>)[i] as number);
    }
    residual += ((y[i] as number) - fitted) ** 2;
  }
  let standardErrors: Float64Array | null = null;
  if (n > k) {
    const squares = new Float64Array(k);
    for (let c = 0; c < k; c += 1) {
      const unit = new Float64Array(k);
      unit[c] = 1;
      // A column of R⁻¹; (XᵀX)⁻¹ = R⁻¹R⁻ᵀ.
      solve(unit).forEach((value, row) => {
        squares[row] = (squares[row] as number) + value * value;
      });
    }
    standardErrors = squares.map((square) => Math.sqrt((residual / (n - k)) * square));
  }
  return { coefficients, standardErrors, residualSumOfSquares: residual, observations: n };
};
