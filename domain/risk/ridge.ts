import { choleskyFactor, choleskySolve } from './cholesky.ts';
import { dot } from './dot.ts';
import { centre, regressor } from './ols.ts';

/** Regressors standardised and factored once, for any number of right-hand sides. */
export type RidgeDesign = {
  readonly penalty: number;
  readonly means: Float64Array;
  /** Population standard deviations (ddof 0); 1 for a column that does not vary. */
  readonly scales: Float64Array;
  readonly varies: readonly boolean[];
  /** The standardised columns Z, one after another. */
  readonly standardised: Float64Array;
  /** Cholesky factor of ZᵀZ + penalty·I. */
  readonly factor: Float64Array;
};

export type RidgeFit = {
  /** On the regressors' own scale. */
  readonly betas: Float64Array;
  readonly intercept: number;
  /** 1 − SSR/SST with the penalised predictions; 0 where y does not vary. */
  readonly rSquared: number;
};

/**
 * Prepares a ridge regression on k columns of n values each, none missing: StandardScaler (ddof 0), then the penalty,
 * which is not divided by n. Throws a RangeError for a penalty that is not positive.
 */
export const ridgeDesign = (columns: readonly ArrayLike<number>[], penalty = 1): RidgeDesign => {
  if (!(penalty > 0)) throw new RangeError(`the ridge penalty must be positive, got ${penalty}`);
  const k = columns.length;
  const n = columns[0]?.length ?? 0;
  const prepared = columns.map(regressor);
  const standardised = new Float64Array(k * n);
  const scales = new Float64Array(k);
  prepared.forEach((column, j) => {
    const scale = column.varies ? Math.sqrt(column.sumOfSquares / n) : 1;
    scales[j] = scale;
    if (column.varies) {
      for (let i = 0; i < n; i += 1) standardised[j * n + i] = (column.centred[i] as number) / scale;
    }
  });
  const gram = new Float64Array(k * k);
  for (let row = 0; row < k; row += 1) {
    const left = standardised.subarray(row * n, (row + 1) * n);
    for (let column = 0; column <= row; column += 1) {
      const product = dot(left, standardised, n, column * n) + (row === column ? penalty : 0);
      gram[row * k + column] = product;
      gram[column * k + row] = product;
    }
  }
  const factor = choleskyFactor(gram, k);
  // ZᵀZ + penalty·I is positive definite for any finite Z.
  if (factor === null) throw new RangeError('the ridge regressors are not finite numbers');
  return {
    penalty,
    means: Float64Array.from(prepared, (column) => column.mean),
    scales,
    varies: prepared.map((column) => column.varies),
    standardised,
    factor,
  };
};

/**
 * Solves a prepared ridge regression of a centred y, given its products c = Zᵀy: b = (ZᵀZ + αI)⁻¹ c, β = b / scale.
 * Takes the k products from `products`, writes the k betas into `betas` and returns the explained sum of squares.
 *
 * That sum follows from b alone: with c = (ZᵀZ + αI)b, SST − SSR = c·b + α·b·b.
 */
export const solveRidge = (design: RidgeDesign, products: Float64Array, betas: Float64Array): number => {
  const { penalty, scales, factor } = design;
  const k = scales.length;
  for (let j = 0; j < k; j += 1) betas[j] = products[j] as number;
  choleskySolve(factor, betas);
  let explained = 0;
  for (let j = 0; j < k; j += 1) {
    const b = betas[j] as number;
    explained += b * ((products[j] as number) + penalty * b);
    betas[j] = b / (scales[j] as number);
  }
  return explained;
};

/**
 * Ridge regression of y on several columns with an unpenalised intercept ȳ − Σ β·x̄. Arrays of equal length without
 * missing values.
 *
 * Definition and reference: scikit-learn `StandardScaler` (ddof 0) then `Ridge(alpha=1)`, betas on the original scale.
 *
 * @example ridge([[0.01, -0.004, 0.006], [0.012, -0.001, 0.004]], [0.015, -0.003, 0.007]).betas // one per column
 */
export const ridge = (columns: readonly ArrayLike<number>[], y: ArrayLike<number>, penalty = 1): RidgeFit => {
  if (columns.some((column) => column.length !== y.length)) {
    throw new RangeError('every regressor needs as many values as y');
  }
  const n = y.length;
  const centred = Float64Array.from(y);
  const meanOfY = centre(centred, n);
  const design = ridgeDesign(columns, penalty);
  const products = Float64Array.from(columns, (_, j) => dot(centred, design.standardised, n, j * n));
  const betas = new Float64Array(columns.length);
  const explained = solveRidge(design, products, betas);
  const ySumOfSquares = dot(centred, centred, n);
  return {
    betas,
    intercept: betas.reduce((rest, beta, j) => rest - beta * (design.means[j] as number), meanOfY),
    rSquared: ySumOfSquares === 0 ? 0 : explained / ySumOfSquares,
  };
};
