import { z } from 'zod';
import { CONFIDENCE, type FactorInterval } from '../../../../application/analytics/factor-intervals.ts';
import { FACTOR_IDS } from '../../../../domain/risk/factors.ts';

export const intervalFields = {
  confidence: z.number(),
  convention: z.string(),
  factors: z.array(
    z.strictObject({
      factor_id: z.enum(FACTOR_IDS),
      beta: z.number().nullable(),
      standard_error: z.number().nullable(),
      low: z.number().nullable(),
      high: z.number().nullable(),
      r_squared: z.number().nullable().meta({ description: 'Of the book’s own returns on the factor alone' }),
      observations: z.int(),
    }),
  ),
};

export const intervalBody = (intervals: readonly FactorInterval[]) => ({
  confidence: CONFIDENCE,
  convention:
    'Exposure ± t(n − 2) × the standard error of the regression of constant-weight returns on the factor. Ridge and published betas have no standard error, and so no interval.',
  factors: intervals.map(({ factor, beta, standardError, low, high, rSquared, observations }) => ({
    factor_id: factor,
    beta,
    standard_error: standardError,
    low,
    high,
    r_squared: rSquared,
    observations,
  })),
});
