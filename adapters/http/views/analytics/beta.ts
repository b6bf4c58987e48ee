import { z } from 'zod';
import type { BetaComparison } from '../../../../application/analytics/factors.ts';
import { fraction } from '../scalars.ts';

const betaSchema = z
  .strictObject({
    beta: z.number().nullable(),
    coverage: fraction.nullable(),
    r_squared: z.number().nullable(),
    observations: z.int().nullable(),
  })
  .meta({ id: 'PortfolioBeta' });

export const betaFields = {
  window: z.int().meta({ description: 'Returns behind the calculated betas' }),
  calculated: betaSchema,
  published: betaSchema,
  published_or_calculated: betaSchema.meta({
    description: 'The published beta of each symbol, else the calculated one',
  }),
  difference: z.number().nullable().meta({ description: 'Calculated less published or calculated' }),
  sources: z.strictObject({ published: z.int(), calculated: z.int(), none: z.int() }),
  symbols: z.array(
    z.strictObject({
      symbol: z.string(),
      calculated: z.number().nullable(),
      published: z.number().nullable(),
    }),
  ),
};

const betaView = ({ beta, coverage, rSquared, observations }: BetaComparison['calculated']) => ({
  beta,
  coverage,
  r_squared: rSquared,
  observations,
});

export const betaBody = (comparison: BetaComparison) => ({
  window: 90,
  calculated: betaView(comparison.calculated),
  published: betaView(comparison.published),
  published_or_calculated: betaView(comparison.filled),
  difference:
    comparison.calculated.beta === null || comparison.filled.beta === null
      ? null
      : comparison.calculated.beta - comparison.filled.beta,
  sources: { ...comparison.sources },
  symbols: comparison.symbols.map((each) => ({ ...each })),
});
