import { dot } from './dot.ts';
import { studentTTwoSided } from './student-t.ts';

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
  const centred = Float64Array.from(x);
  const n = centred.length;
  const largest = centred.reduce((max, value) => Math.max(max, Math.abs(value)), 0);
  const mean = centre(centred, n);
  const sumOfSquares = dot(centred, centred, n);
  // What rounding alone can leave of a constant column.
  const noise = n * (n * Number.EPSILON * largest) ** 2;
  return { mean, centred, sumOfSquares, varies: sumOfSquares > noise };
};

/**
 * Fits y = α + βx from a prepared regressor and the first n elements of a centred y. The residuals are summed
 * directly, not as a difference of large sums.
 */
export const fitCentred = (x: Regressor, y: Float64Array, meanOfY: number, ySumOfSquares: number): OlsFit => {
  const n = x.centred.length;
  const beta = dot(x.centred, y, n) / x.sumOfSquares;
  let residual = 0;
  for (let i = 0; i < n; i += 1) {
    const error = (y[i] as number) - beta * (x.centred[i] as number);
    residual += error * error;
  }
  const standardError = Math.sqrt(residual / (n - 2) / x.sumOfSquares);
  const exact = standardError === 0;
  const tStatistic = exact ? null : beta / standardError;
  return {
    alpha: meanOfY - beta * x.mean,
    beta,
    rSquared: ySumOfSquares === 0 ? 0 : 1 - residual / ySumOfSquares,
    standardError,
    tStatistic,
    pValue: tStatistic === null ? null : studentTTwoSided(tStatistic, n - 2),
    observations: n,
  };
};

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
  const centred = Float64Array.from(y);
  const meanOfY = centre(centred, centred.length);
  return fitCentred(prepared, centred, meanOfY, dot(centred, centred, centred.length));
};
