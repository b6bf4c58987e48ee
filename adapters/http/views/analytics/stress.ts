import { z } from 'zod';
import type { StressResults } from '../../../../domain/risk/stress.ts';
import { scenarioResultSchema, scenarioResultView } from '../risk.ts';
import { day } from '../scalars.ts';

/** A stress that is computed when it is read, beside the recorded one of every calculation. */
export const stressFields = {
  method: z.literal('conditional'),
  factor_set: z.string(),
  convention: z.string(),
  observations: z.int(),
  covariance_as_of: day.nullable(),
  rate_model: z.strictObject({ duration: z.number(), convexity: z.number() }),
  scenarios: z.array(scenarioResultSchema),
};

export const stressBody = (stress: StressResults) => ({
  method: stress.method,
  factor_set: stress.factorSet,
  convention:
    'Linear: gamma is ignored. Losses are not clipped: a leveraged book can lose more than its equity.',
  observations: stress.observations,
  covariance_as_of: stress.covarianceAsOf,
  rate_model: { ...stress.rateModel },
  scenarios: stress.scenarios.map(scenarioResultView),
});
