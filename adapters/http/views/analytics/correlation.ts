import { z } from 'zod';
import {
  type BookCorrelation,
  type CorrelationOptions,
  SELECTIONS,
} from '../../../../application/analytics/correlation.ts';
import { countParameter, fraction, shareParameter } from '../scalars.ts';

export const correlationQuery = {
  lookback: countParameter({ atLeast: 30, atMost: 365, usually: 90 }),
  min_overlap: countParameter({ atLeast: 20, atMost: 365, usually: 30 }),
  max_symbols: countParameter({ atLeast: 2, atMost: 50, usually: 25 }),
  min_value: countParameter({ atLeast: 0, atMost: 999_999_999, usually: 10_000 }),
  min_weight: shareParameter(0.01),
  selection: z.enum(SELECTIONS).default('both').meta({
    description: 'Which of the two thresholds a symbol has to pass',
    default: 'both',
  }),
  threshold: shareParameter(0.7),
};

export const correlationRule = {
  holds: ({ min_overlap, lookback }: Record<string, unknown>) => Number(min_overlap) <= Number(lookback),
  path: ['min_overlap'],
  message: 'The overlap cannot be longer than the lookback.',
};

export const correlationOptions = (
  query: z.output<z.ZodObject<typeof correlationQuery>>,
): CorrelationOptions => ({
  lookback: query.lookback,
  minimumOverlap: query.min_overlap,
  maximumSymbols: query.max_symbols,
  minimumValue: query.min_value,
  minimumWeight: query.min_weight,
  selection: query.selection,
  threshold: query.threshold,
});

const common = {
  window: z.int().meta({ description: 'Returns looked at' }),
  min_overlap: z.int().meta({ description: 'Common returns that a pair needs' }),
  symbols: z.array(z.strictObject({ symbol: z.string(), weight: fraction })).meta({
    description: 'By size; weight = |exposure| / gross exposure of all that is held',
  }),
  excluded_symbols: z.array(z.string()).meta({ description: 'Held, and too small or beyond the maximum' }),
  symbols_without_data: z.array(z.string()),
  psd_corrected: z
    .boolean()
    .meta({ description: 'True when pairs over different dates contradicted each other' }),
};

const commonBody = ({ correlation, weights, excluded }: BookCorrelation, options: CorrelationOptions) => ({
  window: options.lookback,
  min_overlap: options.minimumOverlap,
  symbols: correlation.symbols.map((symbol, i) => ({ symbol, weight: weights[i] ?? 0 })),
  excluded_symbols: [...excluded],
  symbols_without_data: [...correlation.withoutData],
  psd_corrected: correlation.psdCorrected,
});

const cluster = z.strictObject({
  name: z.string().nullable(),
  symbols: z.array(z.string()),
  share_of_gross: fraction,
  mean_absolute_correlation: z.number().nullable(),
});

export const correlationFields = {
  ...common,
  matrix: z
    .array(z.array(z.number().min(-1).max(1).nullable()))
    .meta({ description: 'Rows and columns in the order of the symbols; null = unknown, which is not 0' }),
  observations: z.array(z.array(z.int())).meta({ description: 'Common returns of each pair' }),
  threshold: z.number(),
  clusters: z.array(cluster),
  clustered_share: fraction.meta({ description: 'Share of the symbols’ gross in clusters of two or more' }),
};

/** A row-major square as rows. */
const rowsOf = <Value>(n: number, at: (index: number) => Value): Value[][] =>
  Array.from({ length: n }, (_, i) => Array.from({ length: n }, (__, j) => at(i * n + j)));

export const correlationBody = (result: BookCorrelation, options: CorrelationOptions) => {
  const { correlation, clusters } = result;
  const n = correlation.symbols.length;
  return {
    ...commonBody(result, options),
    matrix: rowsOf(n, (i) => {
      const value = correlation.matrix[i] ?? Number.NaN;
      return Number.isNaN(value) ? null : value;
    }),
    observations: rowsOf(n, (i) => correlation.observations[i] ?? 0),
    threshold: options.threshold,
    clusters: clusters.clusters.map(({ name, symbols, shareOfGross, meanAbsoluteCorrelation }) => ({
      name,
      symbols: [...symbols],
      share_of_gross: shareOfGross,
      mean_absolute_correlation: meanAbsoluteCorrelation,
    })),
    clustered_share: clusters.concentration,
  };
};

export const diversificationFields = {
  ...common,
  weighted_absolute_correlation: z
    .number()
    .nullable()
    .meta({ description: 'The score, 0…1: lower is better diversified' }),
  mean_absolute_correlation: z.number().nullable(),
  effective_positions: z.number().nullable().meta({ description: '1/(wᵀCw) with equal weights' }),
  effective_positions_by_weight: z.number().nullable(),
  coverage: fraction.nullable().meta({ description: 'Share of weight pairs whose correlation is known' }),
  clustered_share: fraction,
};

export const diversificationBody = (result: BookCorrelation, options: CorrelationOptions) => ({
  ...commonBody(result, options),
  weighted_absolute_correlation: result.diversification.weightedAbsoluteCorrelation,
  mean_absolute_correlation: result.diversification.meanAbsoluteCorrelation,
  effective_positions: result.diversification.effectivePositions,
  effective_positions_by_weight: result.diversification.effectivePositionsByWeight,
  coverage: result.diversification.coverage,
  clustered_share: result.clusters.concentration,
});
