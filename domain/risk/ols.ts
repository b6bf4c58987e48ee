import { dot } from './dot.ts';
import { studentTTail } from './student-t.ts';

/** A regressor prepared once for any number of fits. */
export type Regressor = {
  readonly mean: number;
  /** x − x̄ */
  readonly centred: Float64Array;
  /** Σ(x − x̄)² */
  readonly sumOfSquares: number;
  /** False when x is constant to working precision: then no slope exists. */
  readonly varies: boolean;
};

export type OlsFit = {
  readonly alpha: number;
  readonly beta: number;
  /** 1 − SSR/SST; 0 where y does not vary. */
  readonly rSquared: number;
  readonly standardError: number;
  /** beta / standard error and its two-sided p (Student t, n − 2); null for an exact fit, which leaves no error. */
  readonly tStatistic: number | null;
  readonly pValue: number | null;
  readonly observations: number;
};

/** Means are taken twice: the second pass removes the rounding of the first. Returns the mean, centres in place. */
export const centre = (values: Float64Array, n: number): number => {
  let sum = 0;
  for (let i = 0; i < n; i += 1) sum += values[i] as number;
  const first = sum / n;
  let rest = 0;
  for (let i = 0; i < n; i += 1) {
    const deviation = (values[i] as number) - first;
    values[i] = deviation;
    rest += deviation;
  }
  const correction = rest / n;
  if (correction !== 0) for (let i = 0; i < n; i += 1) values[i] = (values[i] as number) - correction;
  return first + correction;
};

/** Prepares the values of a regressor, none missing. */
export const regressor = (x: ArrayLike<number>): Regressor => {
  const centred = new Float64Array(x);
  const n = centred.length;
  let largest = 0;
  for (let i = 0; i < n; i += 1) largest = Math.max(largest, Math.abs(centred[i] as number));
  const mean = centre(centred, n);
  const sumOfSquares = dot(centred, centred, n);
  // What rounding alone can leave of a constant column.
  const noise = n * (n * Number.EPSILON * largest) ** 2;
  return { mean, centred, sumOfSquares, varies: sumOfSquares > noise };
};

/** Where fits are written, one element each; NaN = not known. */
export type OlsColumns = {
  readonly beta: Float64Array;
  readonly rSquared: Float64Array;
  readonly standardError: Float64Array;
  readonly tStatistic: Float64Array;
  readonly pValue: Float64Array;
};

/** Below this share of Σy² the difference Σy² − β·Σxy has lost digits that a sum of squared residuals keeps. */
const CANCELS = 0.01;

/** Σ(y − βx)² of centred x and y. */
const sumOfResiduals = (x: Float64Array, y: Float64Array, beta: number): number => {
  let sum = 0;
  for (let i = 0; i < x.length; i += 1) {
    const error = (y[i] as number) - beta * (x[i] as number);
    sum += error * error;
  }
  return sum;
};

/**
 * Fits y = α + βx to a centred y that starts with the elements of the fit, from its products Σxy and Σy². Writes element
 * `at` of the columns. `tail` is the two-sided p-value by t for n − 2 degrees of freedom.
 */
export const fitCentred = (
  x: Regressor,
  y: Float64Array,
  crossProduct: number,
  ySumOfSquares: number,
  tail: (t: number) => number,
  out: OlsColumns,
  at: number,
): void => {
  const n = x.centred.length;
  const beta = crossProduct / x.sumOfSquares;
  const difference = ySumOfSquares - beta * crossProduct;
  const residual = difference > CANCELS * ySumOfSquares ? difference : sumOfResiduals(x.centred, y, beta);
  const standardError = Math.sqrt(residual / (n - 2) / x.sumOfSquares);
  out.beta[at] = beta;
  out.rSquared[at] = ySumOfSquares === 0 ? 0 : 1 - residual / ySumOfSquares;
  out.standardError[at] = standardError;
  const tStatistic = beta / standardError;
  // An exact fit leaves no error to divide by.
  const known = Number.isFinite(tStatistic);
  out.tStatistic[at] = known ? tStatistic : Number.NaN;
  out.pValue[at] = known ? tail(tStatistic) : Number.NaN;
};

const orNull = (value: number | undefined): number | null =>
  value === undefined || Number.isNaN(value) ? null : value;

/**
 * Ordinary least squares of y on one regressor with an intercept: y = α + βx, unweighted. Arrays of equal length
 * without missing values. Null below three observations or where x does not vary.
 *
 * Definition and reference: statsmodels `OLS(y, add_constant(x))`; se(β) = √(SSR/(n−2)/Sxx).
 *
 * @example ols([1, 2, 3, 4], [2, 4.1, 5.9, 8.2]) // beta 2.04, alpha −0.05, rSquared 0.99798…
 */
export const ols = (x: ArrayLike<number>, y: ArrayLike<number>): OlsFit | null => {
  if (x.length !== y.length) throw new RangeError(`x has ${x.length} values and y has ${y.length}`);
  if (x.length < 3) return null;
  const prepared = regressor(x);
  if (!prepared.varies) return null;
  const n = x.length;
  const centred = Float64Array.from(y);
  const meanOfY = centre(centred, n);
  const fit: OlsColumns = {
    beta: new Float64Array(1),
    rSquared: new Float64Array(1),
    standardError: new Float64Array(1),
    tStatistic: new Float64Array(1),
    pValue: new Float64Array(1),
  };
  const tail = studentTTail(n - 2);
  fitCentred(prepared, centred, dot(prepared.centred, centred, n), dot(centred, centred, n), tail, fit, 0);
  const beta = fit.beta[0] as number;
  return {
    alpha: meanOfY - beta * prepared.mean,
    beta,
    rSquared: fit.rSquared[0] as number,
    standardError: fit.standardError[0] as number,
    tStatistic: orNull(fit.tStatistic[0]),
    pValue: orNull(fit.pValue[0]),
    observations: n,
  };
};
