import { constantWeightReturns } from '../../domain/risk/constant-weight-returns.ts';
import { FACTOR_DEFINITIONS, type FactorDefinition } from '../../domain/risk/factor-definitions.ts';
import { FACTOR_ETFS, type FactorId } from '../../domain/risk/factors.ts';
import { ols } from '../../domain/risk/ols.ts';
import { studentTQuantile } from '../../domain/risk/student-t-quantile.ts';
import { MARKET_WINDOW, RETURNS_NEEDED, SPREAD_WINDOW } from '../../domain/risk/symbol-factors.ts';
import type { Queries } from '../ports/queries.ts';
import { type Book, holdingsOf, marketSymbols, returnsOf } from './book.ts';
import { bookExposures } from './factors.ts';

export const CONFIDENCE = 0.95;

export type FactorInterval = {
  readonly factor: FactorId;
  /** The exposure, as a calculation has it: where the interval is centred. Null when no held symbol has a beta. */
  readonly beta: number | null;
  /** Of the regression of the book's own returns; null where there is none, or too few returns. */
  readonly standardError: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** Of the book's returns, that the factor alone explains. */
  readonly rSquared: number | null;
  /** Returns of the regression. */
  readonly observations: number;
};

type Returns = ReadonlyMap<string, Float64Array>;

/** The returns that an OLS factor is regressed on; null for ridge and published betas, which come without an error. */
const regressorOf = ({ proxy, method }: FactorDefinition, returns: Returns): Float64Array | null => {
  if (proxy === null || method === 'ridge_regression') return null;
  const long = returns.get(proxy.long);
  if (long === undefined || proxy.short === null) return long ?? null;
  const short = returns.get(proxy.short);
  return short === undefined ? null : long.map((value, i) => value - (short[i] as number));
};

const fitOf = (definition: FactorDefinition, own: Float64Array | null, returns: Returns) => {
  const regressor = regressorOf(definition, returns);
  const window = definition.proxy?.short == null ? MARKET_WINDOW : SPREAD_WINDOW;
  if (own === null || regressor === null) return { fit: null, observations: 0 };
  const x = regressor.subarray(-window.returns);
  const y = own.subarray(-window.returns);
  const both = [...x.keys()].filter((i) => Number.isFinite(x[i]) && Number.isFinite(y[i]));
  const pick = (values: Float64Array): readonly number[] => both.map((i) => values[i] as number);
  return {
    fit: both.length < window.minimum ? null : ols(pick(x), pick(y)),
    observations: both.length,
  };
};

/**
 * How well each factor exposure of a book is known: the exposure ± t × the standard error of the regression of the
 * book's constant-weight returns on the factor, over the factor's own window. A book's beta is the weighted sum of its
 * symbols' betas, and for symbols with whole histories that is the slope of this regression. Six ridge betas and
 * published ones have no standard error, and so no interval.
 */
export const bookFactorIntervals = async (
  queries: Queries,
  book: Book,
): Promise<readonly FactorInterval[]> => {
  const symbols = [...new Set([...marketSymbols(book), ...FACTOR_ETFS])].sort();
  const [{ exposures }, { returns }] = await Promise.all([
    bookExposures(queries, book),
    returnsOf(queries, symbols, book.date, RETURNS_NEEDED),
  ]);
  const own = constantWeightReturns({ equity: book.equity, holdings: holdingsOf(book), returns });
  return exposures.map(({ factor, beta }): FactorInterval => {
    const definition = FACTOR_DEFINITIONS.find(({ id }) => id === factor);
    const { fit, observations } =
      definition === undefined
        ? { fit: null, observations: 0 }
        : fitOf(definition, own?.returns ?? null, returns);
    const reach =
      fit === null ? null : fit.standardError * studentTQuantile(1 - CONFIDENCE, fit.observations - 2);
    return {
      factor,
      beta,
      standardError: fit?.standardError ?? null,
      low: beta === null || reach === null ? null : beta - reach,
      high: beta === null || reach === null ? null : beta + reach,
      rSquared: fit?.rSquared ?? null,
      observations,
    };
  });
};
