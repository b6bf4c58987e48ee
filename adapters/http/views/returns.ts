import { z } from 'zod';
import type { PortfolioReturns } from '../../../application/analytics/portfolio-returns.ts';
import type { SymbolMetrics } from '../../../application/analytics/symbol-metrics.ts';
import { PERIODS } from '../../../domain/risk/period-return.ts';
import { day, decimalText, fraction, uuid } from './scalars.ts';

export const portfolioReturnsSchema = z
  .strictObject({
    available: z.literal(true),
    portfolio_id: uuid,
    calculation_date: day,
    simulated: z.boolean(),
    convention: z.string(),
    returns: z.array(
      z.strictObject({
        period: z.enum([...PERIODS, 'since_first_snapshot']),
        from: day.meta({ description: 'The session whose closing equity it starts from' }),
        time_weighted_return: fraction.nullable(),
        annualised: fraction.nullable().meta({ description: 'Null below a year' }),
        observations: z.int(),
        quality: z.enum(['ok', 'limited', 'insufficient', 'degenerate']),
      }),
    ),
  })
  .meta({ id: 'PortfolioReturns' });

export const portfolioReturnsView = (
  portfolioId: string,
  { date, returns, simulated }: PortfolioReturns,
): z.infer<typeof portfolioReturnsSchema> => ({
  available: true,
  portfolio_id: portfolioId,
  calculation_date: date,
  simulated,
  convention:
    'Time-weighted (GIPS, daily): flows are at the start of the day; periods that the history does not reach are left out',
  returns: returns.map(({ period, from, cumulative, annualised, observations, quality }) => ({
    period,
    from,
    time_weighted_return: cumulative,
    annualised,
    observations,
    quality,
  })),
});

export const symbolMetricsSchema = z
  .strictObject({
    symbol: z.string(),
    metrics_date: day.meta({ description: 'The last session with a price: what all figures are as of' }),
    current_price: decimalText.meta({ description: 'Raw close' }),
    returns: z.array(
      z.strictObject({
        period: z.enum(PERIODS),
        return: fraction
          .nullable()
          .meta({ description: 'Of adjusted closes; null where a close is missing' }),
        from: day.nullable(),
      }),
    ),
    volatility: z.array(
      z.strictObject({ window: z.int(), value: z.number().nullable(), observations: z.int() }),
    ),
    drawdown: z.strictObject({ deepest: fraction, current: fraction, observations: z.int() }).nullable(),
    simulated: z.boolean(),
  })
  .meta({ id: 'SymbolMetrics' });

export const symbolMetricsView = (metrics: SymbolMetrics): z.infer<typeof symbolMetricsSchema> => ({
  symbol: metrics.symbol,
  metrics_date: metrics.date,
  current_price: metrics.close,
  returns: PERIODS.map((period) => ({ period, ...metrics.returns[period] })),
  volatility: metrics.volatility.map((each) => ({ ...each })),
  drawdown: metrics.drawdown === null ? null : { ...metrics.drawdown },
  simulated: metrics.simulated,
});
