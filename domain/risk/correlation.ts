import { clipToSemiDefinite } from './clip-to-semi-definite.ts';
import { completeBlock } from './complete-block.ts';
import { dot } from './dot.ts';
import { regressor } from './ols.ts';

const CORRELATION_WINDOW = 90;
const CORRELATION_MINIMUM = 30;

export type CorrelationMatrix = {
  /** Row and column order. */
  readonly symbols: readonly string[];
  /** Row-major, symmetric, −1…1, the diagonal 1 by definition; NaN = unknown, which is not 0: null on the wire. */
  readonly matrix: Float64Array;
  /** Common returns of each pair, row-major. */
  readonly observations: Int32Array;
  /** Symbols without a correlation to any other. */
  readonly withoutData: readonly string[];
  /** True when the known pairs contradicted each other and negative eigenvalues were clipped. */
  readonly psdCorrected: boolean;
};

export type CorrelationInput = {
  readonly symbols: readonly string[];
  /** Aligned with `symbols`, equally long, newest last; NaN = missing. */
  readonly returns: readonly Float64Array[];
  /** Sessions looked at, 90 unless said; and common returns that a pair needs, 30. */
  readonly window?: number;
  readonly minimum?: number;
};

/** A window centred and scaled to length 1; null when it does not vary. */
const unitLength = (values: Float64Array): Float64Array | null => {
  const { centred, sumOfSquares, varies } = regressor(values);
  if (!varies) return null;
  const length = Math.sqrt(sumOfSquares);
  return centred.map((value) => value / length);
};

const clamp = (value: number): number => Math.max(-1, Math.min(1, value));

const correlateCommon = (a: Float64Array, b: Float64Array, rows: readonly number[]): number => {
  const x = unitLength(Float64Array.from(rows, (row) => a[row] as number));
  const y = unitLength(Float64Array.from(rows, (row) => b[row] as number));
  return x === null || y === null ? Number.NaN : clamp(dot(x, y, rows.length));
};

/** Clips the block in which every pair is known, in place; pairs outside it keep what was measured. */
const repair = (matrix: Float64Array, n: number): boolean => {
  const block = completeBlock(matrix, n);
  const size = block.length;
  const inner = new Float64Array(size * size);
  block.forEach((row, a) => {
    block.forEach((column, b) => {
      inner[a * size + b] = matrix[row * n + column] as number;
    });
  });
  const clipped = clipToSemiDefinite(inner, size);
  if (clipped === null) return false;
  block.forEach((row, a) => {
    block.forEach((column, b) => {
      matrix[row * n + column] = clipped[a * size + b] as number;
    });
  });
  return true;
};

/**
 * Pearson correlations of daily returns, each pair over the dates of the last 90 on which both have one, 30 or more.
 * A pair with fewer, or with returns that do not vary, is unknown. So a new listing shortens nobody else's window.
 *
 * Reference: pandas `DataFrame.corr(min_periods=30)`. Pairs over different dates can contradict each other (a negative
 * eigenvalue): then the block of symbols whose pairs are all known is clipped to positive semi-definite and
 * `psdCorrected` says so. Symbols without gaps cannot: a correlation between two of them is never touched unless a
 * third has gaps.
 *
 * Throws a RangeError when the arrays differ in length or number.
 *
 * @example correlationMatrix({ symbols: ['A', 'B'], returns: [a, b] }).matrix // [1, 0.42, 0.42, 1]
 */
export const correlationMatrix = (input: CorrelationInput): CorrelationMatrix => {
  const { symbols, returns, window = CORRELATION_WINDOW, minimum = CORRELATION_MINIMUM } = input;
  const n = symbols.length;
  const length = returns[0]?.length ?? 0;
  if (returns.length !== n || returns.some((own) => own.length !== length)) {
    throw new RangeError('every symbol needs returns, and all of the same length');
  }
  const recent = returns.map((own) => own.subarray(Math.max(0, length - window)));
  const rows = recent[0]?.length ?? 0;
  const present = recent.map((own) =>
    own.reduce((count, value) => count + (Number.isFinite(value) ? 1 : 0), 0),
  );
  const units = recent.map((own, i) => (present[i] === rows && rows > 0 ? unitLength(own) : null));
  const matrix = new Float64Array(n * n).fill(Number.NaN);
  const observations = new Int32Array(n * n);

  const common = (a: Float64Array, b: Float64Array): readonly number[] => {
    const found: number[] = [];
    for (let row = 0; row < rows; row += 1) {
      if (Number.isFinite(a[row]) && Number.isFinite(b[row])) found.push(row);
    }
    return found;
  };
  const pair = (i: number, j: number): { readonly count: number; readonly value: number } => {
    if (present[i] === rows && present[j] === rows) {
      const [x, y] = [units[i], units[j]];
      return { count: rows, value: x && y && rows >= minimum ? clamp(dot(x, y, rows)) : Number.NaN };
    }
    const [a, b] = [recent[i] as Float64Array, recent[j] as Float64Array];
    const both = common(a, b);
    const enough = both.length >= Math.max(2, minimum);
    return { count: both.length, value: enough ? correlateCommon(a, b, both) : Number.NaN };
  };
  for (let i = 0; i < n; i += 1) {
    matrix[i * n + i] = 1;
    observations[i * n + i] = present[i] as number;
    for (let j = 0; j < i; j += 1) {
      const { count, value } = pair(i, j);
      matrix[i * n + j] = value;
      matrix[j * n + i] = value;
      observations[i * n + j] = count;
      observations[j * n + i] = count;
    }
  }
  const gaps = present.some((count) => count < rows);
  const psdCorrected = gaps && repair(matrix, n);
  const knowsAnother = (i: number): boolean => {
    for (let j = 0; j < n; j += 1) if (j !== i && !Number.isNaN(matrix[i * n + j])) return true;
    return false;
  };
  return {
    symbols,
    matrix,
    observations,
    withoutData: symbols.filter((_, i) => !knowsAnother(i)),
    psdCorrected,
  };
};
