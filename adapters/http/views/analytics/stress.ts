import { z } from 'zod';
import type { ShockedFactor, StressScenario } from '../../../../domain/risk/scenarios.ts';
import type { StressResults } from '../../../../domain/risk/stress-results.ts';
import { scenarioResultSchema, scenarioResultView } from '../risk.ts';
import { day, factorSetParameter, money } from '../scalars.ts';
import { computedFields } from './origin.ts';

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

/** A return: nothing loses more than all of itself. */
const move = z.number().gte(-1).lte(5).optional();
/** A change of the yield of long Treasuries: beyond ten percentage points the rate model says nothing. */
const yieldChange = z
  .number()
  .gte(-0.1)
  .lte(0.1)
  .optional()
  .meta({ description: 'Change of the yield: 0.0025 is 25 basis points' });

const shocks = z
  .strictObject({
    market_beta_90d: move,
    ir_beta: yieldChange,
    momentum: move,
    value: move,
    growth: move,
    size: move,
    quality: move,
    low_volatility: move,
  } satisfies Record<ShockedFactor, z.ZodType>)
  .refine((given) => Object.values(given).some((shock) => shock !== undefined), 'Shock at least one factor.')
  .meta({ description: 'Decimal returns by factor', minProperties: 1, example: { market_beta_90d: -0.2 } });

export const scenariosInput = z
  .array(z.strictObject({ name: z.string().trim().min(1).max(100), shocks }))
  .max(20);

export const userStressInput = z
  .strictObject({
    scenarios: scenariosInput.min(1),
    factor_set: factorSetParameter,
  })
  .meta({ id: 'UserScenarios' });

/** Named by their place in the request, so that each answer finds its question. */
export const userScenarios = (
  input: Pick<z.output<typeof userStressInput>, 'scenarios'>,
): readonly StressScenario[] =>
  input.scenarios.map((scenario, i) => ({
    id: `user_${i + 1}`,
    name: scenario.name,
    category: 'user',
    severity: 'user',
    active: true,
    shocks: Object.fromEntries(
      Object.entries(scenario.shocks).filter(([, shock]) => shock !== undefined),
    ) as StressScenario['shocks'],
  }));

export const userStressSchema = z
  .strictObject({ ...computedFields, equity_balance: money, ...stressFields })
  .meta({ id: 'UserStressTest' });
