import { z } from 'zod';
import { type Contributions, VARIANCE_WINDOW } from '../../../../application/analytics/contributions.ts';
import { FACTOR_IDS } from '../../../../domain/risk/factors.ts';
import { fraction, money, uuid } from '../scalars.ts';

const order = 'One of each position, in their order; null where it has none. They add up to the total';

export const contributionsFields = {
  positions: z.array(
    z.strictObject({
      position_id: uuid,
      position_symbol: z.string().meta({ description: 'Its own; of an option the contract' }),
      symbol: z.string().meta({ description: 'Whose returns it follows' }),
      weight: z.number().nullable().meta({ description: 'Signed exposure / equity' }),
    }),
  ),
  factors: z.array(
    z.strictObject({
      factor_id: z.enum(FACTOR_IDS),
      total: z.number(),
      contributions: z.array(z.number().nullable()).meta({ description: order }),
    }),
  ),
  variance: z.strictObject({
    window: z.int(),
    observations: z.int(),
    quality: z.string(),
    total: z.number().nullable().meta({ description: 'Annualised, decimal²' }),
    volatility: z.number().nullable(),
    contributions: z.array(z.number().nullable()).meta({ description: order }),
    shares: z.array(fraction.nullable()).meta({ description: 'Negative for a position that hedges' }),
  }),
  stress: z.array(
    z.strictObject({
      scenario_id: z.string(),
      name: z.string(),
      status: z.enum(['ok', 'partial', 'failed']),
      total: money,
      contributions: z.array(money.nullable()).meta({ description: `${order}, to the cent` }),
    }),
  ),
};

export const contributionsBody = ({ positions, factors, variance, stress }: Contributions) => ({
  positions: positions.map(({ positionId, name, symbol, weight }) => ({
    position_id: positionId,
    position_symbol: name,
    symbol,
    weight,
  })),
  factors: factors.map(({ factor, total, contributions }) => ({
    factor_id: factor,
    total,
    contributions: [...contributions],
  })),
  variance: {
    window: VARIANCE_WINDOW,
    observations: variance.observations,
    quality: variance.quality,
    total: variance.variance,
    volatility: variance.volatility,
    contributions: variance.contributions.map((own) => own.variance),
    shares: variance.contributions.map(({ share }) => share),
  },
  stress: stress.map(({ scenario, total, contributions }) => ({
    scenario_id: scenario.scenarioId,
    name: scenario.name,
    status: scenario.status,
    total,
    contributions: [...contributions],
  })),
});
