import { clipToSemiDefinite } from './clip-to-semi-definite.ts';
import { completeBlock } from './complete-block.ts';
import { dot } from './dot.ts';
import { regressor } from './ols.ts';
import { packPanels, panelGram } from './panel-product.ts';

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

/** Over the rows on which both have a value; NaN below the minimum or where one does not vary. */
const correlateCommon = (
  a: Float64Array,
  b: Float64Array,
  minimum: number,
): { readonly count: number; readonly value: number } => {
  const left = new Float64Array(a.length);
  const right = new Float64Array(a.length);
  let count = 0;
  for (let row = 0; row < a.length; row += 1) {
    const [x, y] = [a[row] as number, b[row] as number];
    if (!Number.isFinite(x) || !Number.isFinite(y)) continue;
    left[count] = x;
    right[count] = y;
    count += 1;
  }
  if (count < Math.max(2, minimum)) return { count, value: Number.NaN };
  const x = regressor(left.subarray(0, count));
  const y = regressor(right.subarray(0, count));
  const length = Math.sqrt(x.sumOfSquares) * Math.sqrt(y.sumOfSquares);
  const value = x.varies && y.varies ? clamp(dot(x.centred, y.centred, count) / length) : Number.NaN;
  return { count, value };
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
  const matrix = new Float64Array(n * n);
  const observations = new Int32Array(n * n);

  // Symbols without gaps share their dates: all their pairs are one matrix product.
  const complete = present.map((count) => rows > 0 && count === rows);
  const units = recent.map((own, i) => (complete[i] && rows >= minimum ? unitLength(own) : null));
  const packed = units.filter((unit) => unit !== null);
  const products = panelGram(packPanels(packed));
  let seen = 0;
  const place = units.map((unit) => (unit === null ? null : seen++));

  const pair = (i: number, j: number): { readonly count: number; readonly value: number } => {
    if (!complete[i] || !complete[j]) {
      return correlateCommon(recent[i] as Float64Array, recent[j] as Float64Array, minimum);
    }
    const [a, b] = [place[i] ?? null, place[j] ?? null];
    const known = a !== null && b !== null;
    return {
      count: rows,
      value: known ? clamp(products[a * packed.length + b] as number) : Number.NaN,
    };
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
