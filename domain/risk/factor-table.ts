import {
  FACTOR_IDS,
  type FactorId,
  type FactorLoading,
  type FactorQuality,
  type SymbolFactors,
} from './factors.ts';
import type { OlsColumns } from './ols.ts';

/** Every beta is clipped to ±5; the raw one is kept beside it. */
const BETA_CAP = 5;
const FACTORS = FACTOR_IDS.length;
const QUALITIES = [
  'insufficient',
  'limited',
  'full',
  'degenerate',
  'not_published',
] as const satisfies readonly FactorQuality[];

/**
 * The loadings of many symbols in columns: element `symbol × 13 + factor`, factors in the order of `FACTOR_IDS`, NaN =
 * not known. `beta` is the raw one.
 */
export type FactorTable = OlsColumns & {
  readonly symbols: number;
  readonly observations: Uint16Array;
  /** Index into the qualities. */
  readonly quality: Uint8Array;
};

/** Where the factor's loading of the symbol stands in the columns. */
export const elementOf = (symbol: number, factor: FactorId): number =>
  symbol * FACTORS + FACTOR_IDS.indexOf(factor);

export const qualityCode = (quality: FactorQuality): number => QUALITIES.indexOf(quality);

/** A table in which nothing is known yet. */
export const factorTable = (symbols: number): FactorTable => {
  const size = symbols * FACTORS;
  const unknown = (): Float64Array => new Float64Array(size).fill(Number.NaN);
  return {
    symbols,
    beta: unknown(),
    rSquared: unknown(),
    standardError: unknown(),
    tStatistic: unknown(),
    pValue: unknown(),
    observations: new Uint16Array(size),
    quality: new Uint8Array(size).fill(qualityCode('insufficient')),
  };
};

/** A beta as it is used: within ±5. NaN stays NaN. */
export const clipped = (beta: number): number => Math.max(-BETA_CAP, Math.min(BETA_CAP, beta));

const known = (value: number | undefined): number | null =>
  value === undefined || Number.isNaN(value) ? null : value;

const loadingAt = (table: FactorTable, at: number): FactorLoading => {
  const raw = known(table.beta[at]);
  return {
    beta: raw === null ? null : clipped(raw),
    raw,
    capped: raw !== null && Math.abs(raw) > BETA_CAP,
    rSquared: known(table.rSquared[at]),
    standardError: known(table.standardError[at]),
    tStatistic: known(table.tStatistic[at]),
    pValue: known(table.pValue[at]),
    observations: table.observations[at] ?? 0,
    quality: QUALITIES[table.quality[at] ?? 0] ?? 'insufficient',
  };
};

/** One symbol's row of the table as plain values. */
export const factorsAt = (table: FactorTable, symbol: number): SymbolFactors => {
  const loadings = {} as Record<FactorId, FactorLoading>;
  for (let factor = 0; factor < FACTORS; factor += 1) {
    loadings[FACTOR_IDS[factor] as FactorId] = loadingAt(table, symbol * FACTORS + factor);
  }
  return loadings;
};
