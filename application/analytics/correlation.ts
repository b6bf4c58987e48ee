import { type CorrelationMatrix, correlationMatrix } from '../../domain/risk/correlation.ts';
import { type CorrelationClusters, correlationClusters } from '../../domain/risk/correlation-clusters.ts';
import { type Diversification, diversification } from '../../domain/risk/diversification.ts';
import { netExposures, sum } from '../../domain/risk/holdings.ts';
import type { Queries } from '../ports/queries.ts';
import { type Book, holdingsOf, returnsOf } from './book.ts';

export const SELECTIONS = ['both', 'either', 'value_only', 'weight_only'] as const;

export type CorrelationOptions = {
  /** Returns looked at, and common ones that a pair needs. */
  readonly lookback: number;
  readonly minimumOverlap: number;
  readonly maximumSymbols: number;
  /** Dollars, and share of gross exposure, from which a symbol takes part. */
  readonly minimumValue: number;
  readonly minimumWeight: number;
  readonly selection: (typeof SELECTIONS)[number];
  /** |ρ| from which two symbols are of one cluster. */
  readonly threshold: number;
};

export type BookCorrelation = {
  readonly correlation: CorrelationMatrix;
  readonly weights: readonly number[];
  readonly clusters: CorrelationClusters;
  readonly diversification: Diversification;
  /** Held, and too small or beyond the maximum. */
  readonly excluded: readonly string[];
};

type Sized = { readonly symbol: string; readonly size: number; readonly weight: number };

const isSelected = ({ size, weight }: Sized, options: CorrelationOptions): boolean => {
  const byValue = size >= options.minimumValue;
  const byWeight = weight >= options.minimumWeight;
  switch (options.selection) {
    case 'both':
      return byValue && byWeight;
    case 'either':
      return byValue || byWeight;
    case 'value_only':
      return byValue;
    case 'weight_only':
      return byWeight;
    default:
      return options.selection satisfies never;
  }
};

/**
 * How the largest symbols of a book move together. Sizes are of exposure, lots added up, options by dollar delta; they
 * are listed by size. Null when fewer than two symbols are large enough.
 */
export const bookCorrelation = async (
  queries: Queries,
  book: Book,
  options: CorrelationOptions,
): Promise<BookCorrelation | null> => {
  const exposures = [...netExposures(holdingsOf(book))];
  const gross = sum(exposures.map(([, exposure]) => Math.abs(exposure)));
  if (gross === 0) return null;
  const sized = exposures
    .map(([symbol, exposure]): Sized => {
      const size = Math.abs(exposure);
      return { symbol, size, weight: size / gross };
    })
    .toSorted((a, b) => b.size - a.size || (a.symbol < b.symbol ? -1 : 1));
  const selected = sized.filter((one) => isSelected(one, options)).slice(0, options.maximumSymbols);
  if (selected.length < 2) return null;

  const symbols = selected.map(({ symbol }) => symbol);
  const [{ sessions, returns }, sectors] = await Promise.all([
    returnsOf(queries, symbols, book.date, options.lookback),
    queries.sectors(symbols),
  ]);
  const missing = new Float64Array(sessions.length).fill(Number.NaN);
  const correlation = correlationMatrix({
    symbols,
    returns: symbols.map((symbol) => returns.get(symbol) ?? missing),
    window: options.lookback,
    minimum: options.minimumOverlap,
  });
  const members = selected.map(({ symbol, size }) => ({
    symbol,
    grossValue: size,
    tags: [],
    sector: sectors.get(symbol) ?? null,
  }));
  const taken = new Set(symbols);
  return {
    correlation,
    weights: selected.map(({ weight }) => weight),
    clusters: correlationClusters(members, correlation.matrix, options.threshold),
    diversification: diversification(
      correlation.matrix,
      selected.map(({ size }) => size),
    ),
    excluded: sized.map(({ symbol }) => symbol).filter((symbol) => !taken.has(symbol)),
  };
};
