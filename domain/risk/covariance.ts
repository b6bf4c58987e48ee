import type { IsoDate } from '../dates.ts';
import { FACTOR_ETFS, type FactorEtf } from './factors.ts';

/** RiskMetrics: each day back weighs 0.94 of the next; about 32 days carry the estimate. */
const COVARIANCE_DECAY = 0.94;
export const COVARIANCE_WINDOW = 252;
const COVARIANCE_MINIMUM = 30;

export type FactorCovariance = {
  /** Row and column order of the matrix. */
  readonly etfs: readonly FactorEtf[];
  /** Row-major, daily, decimal². */
  readonly matrix: Float64Array;
  /** Sessions on which all ETFs have a return. */
  readonly observations: number;
  /** The newest of them. */
  readonly asOf: IsoDate;
};

/**
 * Exponentially weighted covariance of equally long rows of k values, oldest first: w ∝ decay^age, Σw = 1,
 * Σ w (x − μx)(y − μy) with weighted means; biased (not divided by 1 − Σw²). Row-major k × k.
 *
 * Reference: pandas `ewm(alpha=1 − decay, adjust=True).cov(bias=True)` at its last row; RiskMetrics (1996).
 *
 * @example ewmaCovariance([[0.01, 0.012], [-0.02, -0.018]], 0.94)
 */
export const ewmaCovariance = (rows: readonly ArrayLike<number>[], decay: number): Float64Array => {
  const k = rows[0]?.length ?? 0;
  const means = new Float64Array(k);
  const matrix = new Float64Array(k * k);
  let weight = 1;
  let total = 0;
  const weights = rows.map((_, i) => decay ** (rows.length - 1 - i));
  rows.forEach((row, i) => {
    weight = weights[i] as number;
    total += weight;
    for (let j = 0; j < k; j += 1) means[j] = (means[j] as number) + weight * (row[j] as number);
  });
  for (let j = 0; j < k; j += 1) means[j] = (means[j] as number) / total;
  rows.forEach((row, i) => {
    weight = (weights[i] as number) / total;
    for (let a = 0; a < k; a += 1) {
      const left = weight * ((row[a] as number) - (means[a] as number));
      for (let b = 0; b <= a; b += 1) {
        const product = left * ((row[b] as number) - (means[b] as number));
        matrix[a * k + b] = (matrix[a * k + b] as number) + product;
      }
    }
  });
  for (let a = 0; a < k; a += 1) {
    for (let b = 0; b < a; b += 1) matrix[b * k + a] = matrix[a * k + b] as number;
  }
  return matrix;
};

/**
 * Covariance of the eight factor ETFs' daily returns over the last 252 sessions; a session on which any of them has
 * no return is dropped. Null with fewer than 30 sessions left: no covariance is better than a made-up one.
 *
 * `sessions` name the dates of the returns and are as long as they are; a longer history is cut to the window.
 */
export const factorCovariance = (input: {
  readonly sessions: readonly IsoDate[];
  readonly etfReturns: Readonly<Record<FactorEtf, Float64Array>>;
}): FactorCovariance | null => {
  const { sessions, etfReturns } = input;
  for (const etf of FACTOR_ETFS) {
    const { length } = etfReturns[etf];
    if (length !== sessions.length) {
      throw new RangeError(`${etf} has ${length} returns for ${sessions.length} sessions`);
    }
  }
  const rows: number[][] = [];
  let asOf: IsoDate | null = null;
  for (let i = Math.max(0, sessions.length - COVARIANCE_WINDOW); i < sessions.length; i += 1) {
    const row = FACTOR_ETFS.map((etf) => etfReturns[etf][i] ?? Number.NaN);
    if (!row.every(Number.isFinite)) continue;
    rows.push(row);
    asOf = sessions[i] ?? null;
  }
  if (asOf === null || rows.length < COVARIANCE_MINIMUM) return null;
  return {
    etfs: FACTOR_ETFS,
    matrix: ewmaCovariance(rows, COVARIANCE_DECAY),
    observations: rows.length,
    asOf,
  };
};
