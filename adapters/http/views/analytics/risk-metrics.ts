import { z } from 'zod';
import type { Book } from '../../../../application/analytics/book.ts';
import { type ReturnStatistics, RISK_WINDOW } from '../../../../application/analytics/risk-metrics.ts';
import { type Decimal, decimal, toMoney } from '../../../../domain/decimal.ts';
import type { Tail } from '../../../../domain/risk/historical-tail.ts';
import { day, fraction, money } from '../scalars.ts';
import { computedFields, computedView } from './origin.ts';

const loss = z
  .strictObject({
    fraction_of_equity: fraction.meta({ description: 'Of one day, decimal, positive = loss' }),
    dollars: money,
  })
  .nullable();

const tailSchema = z
  .strictObject({
    confidence: z.number(),
    value_at_risk: loss,
    expected_shortfall: loss,
    observations: z.int(),
    quality: z.string(),
  })
  .meta({ id: 'TailRisk' });

const returnStatisticsSchema = z
  .strictObject({
    basis: z.enum(['constant_weights', 'recorded']).meta({
      description:
        '`constant_weights`: what is held today, had it been held then; `recorded`: the daily returns of the snapshots',
    }),
    observations: z.int(),
    from: day.nullable(),
    to: day.nullable(),
    quality: z.enum(['full', 'limited', 'insufficient']),
    coverage: fraction.nullable().meta({ description: 'Share of gross exposure with all these returns' }),
    annualised_volatility: z.number().nullable(),
    downside_deviation: z.number().nullable(),
    sharpe_ratio: z.number().nullable(),
    sortino_ratio: z.number().nullable(),
    drawdown: z
      .strictObject({
        maximum: fraction,
        peak_date: day.nullable(),
        trough_date: day.nullable(),
        current: fraction,
      })
      .nullable(),
    historical: z.array(tailSchema),
    parametric: z.array(tailSchema),
  })
  .meta({ id: 'ReturnStatistics' });

export const riskMetricsFields = {
  window: z.int().meta({ description: 'Returns looked at' }),
  risk_free_rate: z.number(),
  convention: z.string(),
  returns: z.array(returnStatisticsSchema),
};

export const riskMetricsSchema = z
  .strictObject({ ...computedFields, equity_balance: money, ...riskMetricsFields })
  .meta({ id: 'RiskMetrics' });

const lossView = (equity: Decimal, value: number | null) =>
  value === null
    ? null
    : { fraction_of_equity: value, dollars: toMoney(decimal(equity).times(decimal(value))) };

const tailView =
  (equity: Decimal) =>
  (tail: Tail): z.infer<typeof tailSchema> => ({
    confidence: 1 - tail.tail,
    value_at_risk: lossView(equity, tail.valueAtRisk),
    expected_shortfall: lossView(equity, tail.expectedShortfall),
    observations: tail.observations,
    quality: tail.quality,
  });

const statisticsView = (
  equity: Decimal,
  statistics: ReturnStatistics,
): z.infer<typeof returnStatisticsSchema> => ({
  basis: statistics.basis,
  observations: statistics.observations,
  from: statistics.from,
  to: statistics.to,
  quality: statistics.quality,
  coverage: statistics.coverage,
  annualised_volatility: statistics.volatility,
  downside_deviation: statistics.downsideDeviation,
  sharpe_ratio: statistics.sharpe,
  sortino_ratio: statistics.sortino,
  drawdown:
    statistics.drawdown === null
      ? null
      : {
          maximum: statistics.drawdown.deepest,
          peak_date: statistics.drawdown.peak,
          trough_date: statistics.drawdown.trough,
          current: statistics.drawdown.current,
        },
  historical: statistics.historical.map(tailView(equity)),
  parametric: statistics.parametric.map(tailView(equity)),
});

export const riskMetricsBody = (
  { equity }: Pick<Book, 'equity'>,
  riskFreeRate: number,
  statistics: readonly ReturnStatistics[],
) => ({
  window: RISK_WINDOW,
  risk_free_rate: riskFreeRate,
  convention:
    'Simple daily returns; ratios annualised by 252 (empyrical), the risk-free rate a year spread over 252 days; VaR and expected shortfall of one day, losses positive; historical: the ⌈αn⌉-th largest loss and Rockafellar–Uryasev; parametric: normal, ddof 1; drawdown from a wealth of 1 before the first return.',
  returns: statistics.map((each) => statisticsView(equity, each)),
});

export const riskMetricsView = (
  portfolioId: string,
  book: Book,
  riskFreeRate: number,
  statistics: readonly ReturnStatistics[],
): z.infer<typeof riskMetricsSchema> => ({
  ...computedView(portfolioId, book, ['equity_balance', 'daily_return']),
  equity_balance: book.equity,
  ...riskMetricsBody(book, riskFreeRate, statistics),
});
