import { z } from 'zod';
import type { SnapshotRow } from '../../../application/ports/queries.ts';
import { decimal, toMoney } from '../../../domain/decimal.ts';
import { day, fraction, money, uuid } from './scalars.ts';

export const overviewSchema = z
  .strictObject({
    available: z.literal(true),
    portfolio_id: uuid,
    snapshot_date: day,
    equity_balance: money,
    net_asset_value: money.meta({ description: 'The equity balance, under its name in finance' }),
    total_value: money.meta({ description: 'Net market value of the positions' }),
    cash_balance: money,
    leverage: z.number().nullable(),
    exposures: z.strictObject({
      long: money,
      short: money,
      gross: money,
      net: money,
      fractions_of_equity: z
        .strictObject({ long: fraction, short: fraction, gross: fraction, net: fraction })
        .nullable()
        .meta({ description: 'Null where the equity is not positive' }),
    }),
    pnl: z.strictObject({
      daily: money,
      total: money.meta({ description: 'Since the first snapshot' }),
      realized: money,
      unrealized: money.nullable().meta({
        description: 'Since entry, of the lots that are held; null where an imported snapshot does not say',
      }),
      mtd: money.meta({
        description: 'Since the last session of the previous month, or since the first snapshot',
      }),
      ytd: money.meta({
        description: 'Since the last session of the previous year, or since the first snapshot',
      }),
    }),
    position_count: z
      .strictObject({ total: z.int(), long: z.int(), short: z.int(), options: z.int().nullable() })
      .nullable(),
    simulated: z.boolean(),
    event_id: uuid,
  })
  .meta({ id: 'Overview' });

/** Of equity; four decimals of a percent are enough for a share. */
const share = (value: string, equity: string): number => Number(decimal(value).div(equity).toFixed(6));

/** `monthStart` and `yearStart` are the last snapshots before this month and this year; null where history is shorter. */
export const overviewView = (
  portfolioId: string,
  row: SnapshotRow,
  before: { readonly month: SnapshotRow | null; readonly year: SnapshotRow | null },
): z.infer<typeof overviewSchema> => {
  const { valuation } = row;
  const { equity, longValue, shortValue, grossExposure, netMarketValue } = valuation;
  const since = (start: SnapshotRow | null): string =>
    toMoney(decimal(valuation.cumulativePnl).minus(start?.valuation.cumulativePnl ?? '0'));
  return {
    available: true,
    portfolio_id: portfolioId,
    snapshot_date: valuation.date,
    equity_balance: equity,
    net_asset_value: equity,
    total_value: netMarketValue,
    cash_balance: valuation.cash,
    leverage: valuation.leverage,
    exposures: {
      long: longValue,
      short: shortValue,
      gross: grossExposure,
      net: netMarketValue,
      fractions_of_equity: decimal(equity).gt(0)
        ? {
            long: share(longValue, equity),
            short: share(shortValue, equity),
            gross: share(grossExposure, equity),
            net: share(netMarketValue, equity),
          }
        : null,
    },
    pnl: {
      daily: valuation.dailyPnl,
      total: valuation.cumulativePnl,
      realized: valuation.cumulativeRealized,
      unrealized: valuation.unrealizedPnl,
      mtd: since(before.month),
      ytd: since(before.year),
    },
    position_count: valuation.positions,
    simulated: row.simulated,
    event_id: row.eventId,
  };
};
