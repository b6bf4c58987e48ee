import { z } from 'zod';
import type { ChangedPositions, NamedLot } from '../../../application/application.ts';
import type { PositionRow } from '../../../application/ports/queries.ts';
import type { IsoDate } from '../../../domain/dates.ts';
import { decimal, toDecimal, toMoney } from '../../../domain/decimal.ts';
import type { PortfolioLot } from '../../../domain/portfolio/lot.ts';
import {
  multiplierOf,
  type Position,
  positionTypeOf,
  type UnidentifiedPosition,
} from '../../../domain/portfolio/position.ts';
import type { Mark } from '../../../domain/valuation/valuation.ts';
import { day, decimalText, fraction, money, uuid } from './scalars.ts';

const markBasis = z
  .enum(['close', 'last_close', 'entry_price', 'stated', 'intrinsic', 'exit_price'])
  .meta({ description: 'Where the price came from; anything but `close` and `stated` is a fallback' });

export const markSchema = z
  .strictObject({
    position_id: uuid,
    symbol: z.string(),
    quantity: decimalText.meta({ description: 'Signed, in the shares of the valuation date' }),
    price: decimalText,
    basis: markBasis,
    price_date: day.nullable(),
    price_symbol: z.string().nullable(),
    price_event_id: uuid.nullable(),
    market_value: decimalText,
    gain: decimalText.meta({ description: 'Since entry' }),
  })
  .meta({ id: 'Mark' });

export const markView = (mark: Mark): z.infer<typeof markSchema> => ({
  position_id: mark.positionId,
  symbol: mark.symbol,
  quantity: mark.quantity,
  price: mark.price,
  basis: mark.basis,
  price_date: mark.priceDate,
  price_symbol: mark.priceSymbol,
  price_event_id: mark.priceEventId,
  market_value: mark.marketValue,
  gain: mark.gain,
});

export const optionSchema = z.strictObject({
  underlying: z.string(),
  strike: decimalText,
  expiration: day,
  option_type: z.enum(['CALL', 'PUT']),
});

export const positionSchema = z
  .strictObject({
    position_id: uuid,
    import_id: uuid.nullable(),
    origin: z
      .enum(['import', 'hand'])
      .meta({ description: 'Whether a file brought it, or a person entered it' }),
    edited_by_hand: z.boolean().meta({ description: 'Entered by hand, or changed by hand last' }),
    stated_on: day.meta({ description: 'Its quantity is in the shares of this day' }),
    symbol: z.string(),
    position_type: z.enum(['LONG', 'SHORT', 'LC', 'LP', 'SC', 'SP']),
    investment_class: z.enum(['PUBLIC', 'OPTIONS', 'PRIVATE']),
    investment_subtype: z.string().nullable(),
    status: z.enum(['open', 'closed', 'expired']),
    quantity: decimalText.meta({ description: 'Signed; contracts for options' }),
    entry_price: decimalText,
    entry_date: day,
    cost_basis: money.meta({ description: 'quantity × entry price × multiplier, signed' }),
    exit_date: day.nullable(),
    exit_price: decimalText.nullable(),
    realized_pnl: money.nullable().meta({ description: 'Of a closed lot; null while it is open' }),
    option: optionSchema.nullable(),
    valued_on: day.nullable(),
    price: decimalText.nullable(),
    price_basis: markBasis.nullable(),
    price_date: day.nullable(),
    price_event_id: uuid.nullable(),
    market_value: money.nullable(),
    unrealized_pnl: money.nullable(),
    unrealized_pnl_fraction: fraction.nullable().meta({ description: 'Of the absolute cost basis' }),
  })
  .meta({ id: 'Position' });

export const namedLot = z.strictObject({ position_id: uuid, symbol: z.string() });

export const namedLotView = ({ positionId, symbol }: NamedLot): z.infer<typeof namedLot> => ({
  position_id: positionId,
  symbol,
});

export const subtypeOf = (position: UnidentifiedPosition): string | null =>
  position.investmentClass === 'OPTIONS' ? position.contract.right : position.subtype;

export const optionView = (position: UnidentifiedPosition): z.infer<typeof optionSchema> | null => {
  if (position.investmentClass !== 'OPTIONS') return null;
  const { underlying, strike, expiration, right } = position.contract;
  return { underlying, strike, expiration, option_type: right };
};

const statusOf = (position: Position, today: IsoDate): z.infer<typeof positionSchema>['status'] => {
  if (position.exit !== null) return 'closed';
  const expired = position.investmentClass === 'OPTIONS' && position.contract.expiration < today;
  return expired ? 'expired' : 'open';
};

/** A lot with its mark at the latest valued session; everything that needs one is null before the first. */
export const positionView = (
  { position, positionType, importId, byHand, statedOn, markDate, mark }: PositionRow,
  today: IsoDate,
): z.infer<typeof positionSchema> => {
  const { exit } = position;
  const size = decimal(position.quantity).times(multiplierOf(position));
  const cost = size.times(position.entryPrice);
  const open = exit === null ? mark : null;
  return {
    position_id: position.positionId,
    import_id: importId,
    origin: importId === null ? 'hand' : 'import',
    edited_by_hand: byHand,
    stated_on: statedOn,
    symbol: position.symbol,
    position_type: positionType,
    investment_class: position.investmentClass,
    investment_subtype: subtypeOf(position),
    status: statusOf(position, today),
    quantity: toDecimal(decimal(position.quantity)),
    entry_price: position.entryPrice,
    entry_date: position.entryDate,
    cost_basis: toMoney(cost),
    exit_date: exit?.date ?? null,
    exit_price: exit?.price ?? null,
    realized_pnl: exit === null ? null : toMoney(size.times(exit.price).minus(cost)),
    option: optionView(position),
    valued_on: open === null ? null : markDate,
    price: open?.price ?? null,
    price_basis: open?.basis ?? null,
    price_date: open?.priceDate ?? null,
    price_event_id: open?.priceEventId ?? null,
    market_value: open === null ? null : toMoney(decimal(open.marketValue)),
    unrealized_pnl: open === null ? null : toMoney(decimal(open.gain)),
    unrealized_pnl_fraction:
      open === null || cost.eq(0) ? null : Number(decimal(open.gain).div(cost.abs()).toFixed(8)),
  };
};

export const changedPositionsSchema = z
  .strictObject({
    portfolio_id: uuid,
    positions: z.array(positionSchema).meta({
      description:
        'The lots that were named or made, without a mark: the calculation that follows values them',
    }),
    pending_symbols: z
      .array(z.string())
      .meta({ description: 'Symbols of theirs that have no prices and factors yet' }),
    batch_run_id: uuid
      .nullable()
      .meta({ description: 'The calculation that follows; null when nothing changed' }),
    message: z.string(),
  })
  .meta({ id: 'ChangedPositions' });

const unvalued = ({ position, statedOn, importId, changedBy }: PortfolioLot): PositionRow => ({
  position,
  positionType: positionTypeOf(position),
  importId,
  byHand: changedBy === null,
  statedOn,
  markDate: null,
  mark: null,
});

export const changedPositionsView = (
  portfolioId: string,
  { lots, pendingSymbols, runId }: ChangedPositions,
  message: string,
  today: IsoDate,
): z.infer<typeof changedPositionsSchema> => ({
  portfolio_id: portfolioId,
  positions: lots.map((lot) => positionView(unvalued(lot), today)),
  pending_symbols: [...pendingSymbols],
  batch_run_id: runId,
  message,
});
