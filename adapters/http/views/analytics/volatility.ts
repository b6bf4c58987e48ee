import { z } from 'zod';
import { VOLATILITY_WINDOW, type VolatilityOutlook } from '../../../../application/analytics/volatility.ts';
import type { PortfolioVolatility } from '../../../../domain/risk/portfolio-volatility.ts';
import { fraction } from '../scalars.ts';

export const outlookFields = {
  outlook_window: z.int().meta({ description: 'Returns that forecast, trend and percentile look at' }),
  outlook_observations: z.int().meta({ description: 'Those that there are' }),
  forecast: z.strictObject({
    model: z.literal('HAR'),
    horizon_sessions: z.int(),
    annualised_volatility: z.number().nullable(),
    r_squared: z.number().nullable(),
    floored: z.boolean(),
    observations: z.int().meta({ description: 'Rows of the regression' }),
    quality: z.string(),
  }),
  trend: z.strictObject({
    direction: z.enum(['increasing', 'decreasing', 'stable']).nullable(),
    slope: z.number().nullable().meta({ description: 'Annualised volatility a session' }),
    r_squared: z.number().nullable(),
    observations: z.int(),
    quality: z.string(),
  }),
  percentile: z.strictObject({
    value: fraction.nullable().meta({ description: 'Share of the past year’s 21-day volatilities below' }),
    observations: z.int(),
    quality: z.string(),
  }),
};

export const outlookBody = ({ forecast, trend, percentile, observations }: VolatilityOutlook) => ({
  outlook_window: VOLATILITY_WINDOW,
  outlook_observations: observations,
  forecast: {
    model: 'HAR' as const,
    horizon_sessions: forecast.horizon,
    annualised_volatility: forecast.volatility,
    r_squared: forecast.rSquared,
    floored: forecast.floored,
    observations: forecast.observations,
    quality: forecast.quality,
  },
  trend: {
    direction: trend.direction,
    slope: trend.slope,
    r_squared: trend.rSquared,
    observations: trend.observations,
    quality: trend.quality,
  },
  percentile: {
    value: percentile.percentile,
    observations: percentile.observations,
    quality: percentile.quality,
  },
});

export const realisedFields = {
  realized_volatility_21d: z.number().nullable(),
  realized_volatility_63d: z.number().nullable(),
  observations: z.int(),
  coverage: fraction.nullable(),
  convention: z.string(),
  ...outlookFields,
};

export const realisedBody = (volatility: PortfolioVolatility, outlook: VolatilityOutlook) => ({
  realized_volatility_21d: volatility.window21,
  realized_volatility_63d: volatility.window63,
  observations: volatility.observations,
  coverage: volatility.coverage,
  convention:
    'Annualised (sd with ddof 1 × √252) of combined daily returns at today’s weights on the equity of all, so that what offsets each other does',
  ...outlookBody(outlook),
});
