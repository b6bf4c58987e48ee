import { z } from 'zod';
import type { Aggregate } from '../../../../application/analytics/aggregate.ts';
import type { Book } from '../../../../application/analytics/book.ts';
import { decimal } from '../../../../domain/decimal.ts';
import type { FactorExposures } from '../../../../domain/risk/factor-exposure.ts';
import { exposureView, factorExposureSchema } from '../risk.ts';
import { day, fraction, money, uuid } from '../scalars.ts';

export const overviewFields = {
  net_market_value: money,
  gross_exposure: money,
  long_value: money,
  short_value: money,
  cash_value: money,
  daily_pnl: money,
  unrealized_pnl: money,
  leverage: z.number().nullable().meta({ description: 'Gross / equity; null where equity is not positive' }),
  positions: z.int(),
};

/** Null where the base is not positive: weights on it would mean nothing. */
const ratio = (amount: string, base: string): number | null =>
  decimal(base).gt(0) ? Number(decimal(amount).div(decimal(base))) : null;

export const overviewBody = ({ totals, equity, held }: Book) => ({
  net_market_value: totals.netMarketValue,
  gross_exposure: totals.grossExposure,
  long_value: totals.longValue,
  short_value: totals.shortValue,
  cash_value: totals.cash,
  daily_pnl: totals.dailyPnl,
  unrealized_pnl: totals.unrealizedPnl,
  leverage: ratio(totals.grossExposure, equity),
  positions: held.length,
});

export const breakdownFields = {
  portfolios: z.array(
    z.strictObject({
      portfolio_id: uuid,
      portfolio_name: z.string(),
      account_name: z.string(),
      snapshot_date: day,
      equity_balance: money,
      weight: fraction.nullable().meta({ description: 'Equity / equity of all' }),
      ...overviewFields,
    }),
  ),
};

export const breakdownBody = ({ book, portfolios }: Aggregate) => ({
  portfolios: portfolios.map(({ portfolio, book: own }) => ({
    portfolio_id: portfolio.portfolioId,
    portfolio_name: portfolio.portfolioName,
    account_name: portfolio.accountName,
    snapshot_date: own.date,
    equity_balance: own.equity,
    weight: ratio(own.equity, book.equity),
    ...overviewBody(own),
  })),
});

export const factorFields = {
  quality: z.enum(['full', 'limited', 'partial', 'no_public_positions', 'unavailable']),
  private_allocation: fraction,
  factors: z.array(factorExposureSchema),
};

export const factorBody = (exposures: FactorExposures) => ({
  quality: exposures.quality,
  private_allocation: exposures.privateAllocation,
  factors: exposures.exposures.map(exposureView),
});
