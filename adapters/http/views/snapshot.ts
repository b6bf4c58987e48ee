import { z } from 'zod';
import type { SnapshotRow } from '../../../application/ports/queries.ts';
import type { Mark } from '../../../domain/valuation/valuation.ts';
import { markSchema, markView } from './position.ts';
import { day, decimalText, fraction, money, uuid } from './scalars.ts';

const figures = {
  snapshot_date: day.meta({ description: 'The session of the prices used' }),
  basis: z.enum(['reconstructed', 'recorded', 'imported']).meta({
    description:
      'Reconstructed before the day the equity was stated, recorded from then on; imported from an earlier system',
  }),
  equity_balance: money,
  previous_date: day.nullable(),
  previous_equity: decimalText.nullable(),
  daily_pnl: money,
  daily_realized_pnl: money,
  daily_unrealized_pnl: money,
  daily_capital_flow: money,
  daily_return: fraction.nullable(),
  cumulative_pnl: money,
  cumulative_realized_pnl: money,
  unrealized_pnl: money.nullable().meta({ description: 'Null where an imported snapshot does not say' }),
  long_value: money,
  short_value: money.meta({ description: 'Negative or zero' }),
  gross_exposure: money,
  net_market_value: money,
  cash_value: money.meta({ description: 'Equity less net market value; negative is margin' }),
  leverage: z.number().nullable(),
  num_positions: z.int().nullable(),
  num_long_positions: z.int().nullable(),
  num_short_positions: z.int().nullable(),
  num_options: z.int().nullable(),
  simulated: z.boolean().meta({ description: 'True when any price used was made up' }),
  restatements: z
    .int()
    .meta({ description: 'How often this date was valued anew because its inputs changed' }),
  engine_version: z.string(),
  event_id: uuid,
};

export const snapshotSchema = z.strictObject(figures).meta({ id: 'Snapshot' });

/** Flat, so that the figures have the names by which `explain` knows them. */
export const snapshotWithMarksSchema = z
  .strictObject({ available: z.literal(true), ...figures, marks: z.array(markSchema) })
  .meta({ id: 'SnapshotWithMarks' });

export const snapshotView = (row: SnapshotRow): z.infer<typeof snapshotSchema> => {
  const { valuation } = row;
  return {
    snapshot_date: valuation.date,
    basis: valuation.basis,
    equity_balance: valuation.equity,
    previous_date: valuation.previousDate,
    previous_equity: valuation.previousEquity,
    daily_pnl: valuation.dailyPnl,
    daily_realized_pnl: valuation.dailyRealized,
    daily_unrealized_pnl: valuation.dailyUnrealized,
    daily_capital_flow: valuation.netFlow,
    daily_return: valuation.dailyReturn,
    cumulative_pnl: valuation.cumulativePnl,
    cumulative_realized_pnl: valuation.cumulativeRealized,
    unrealized_pnl: valuation.unrealizedPnl,
    long_value: valuation.longValue,
    short_value: valuation.shortValue,
    gross_exposure: valuation.grossExposure,
    net_market_value: valuation.netMarketValue,
    cash_value: valuation.cash,
    leverage: valuation.leverage,
    num_positions: valuation.positions?.total ?? null,
    num_long_positions: valuation.positions?.long ?? null,
    num_short_positions: valuation.positions?.short ?? null,
    num_options: valuation.positions?.options ?? null,
    simulated: row.simulated,
    restatements: row.restatements,
    engine_version: row.engineVersion,
    event_id: row.eventId,
  };
};

export const snapshotWithMarksView = (
  row: SnapshotRow & { readonly marks: readonly Mark[] },
): z.infer<typeof snapshotWithMarksSchema> => ({
  available: true,
  ...snapshotView(row),
  marks: row.marks.map(markView),
});
