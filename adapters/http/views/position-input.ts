import { z } from 'zod';
import type { Cells, Column } from '../../../domain/import/columns.ts';
import { FIELD_NAMES, NO_CELLS } from '../../../domain/import/position-cells.ts';
import type { Adjustment } from '../../../domain/portfolio/decide-positions.ts';
import { hasControlCharacters } from '../../../domain/text.ts';
import { uuid } from './scalars.ts';

/** What one request may carry; more comes as a file. */
export const POSITIONS_AT_ONCE = 200;

/** Permissive on purpose: what is wrong with a value has a code of its own. */
const text = (description: string, example?: string) =>
  z.string().max(1000).nullable().optional().meta({ description, example });
const number = (description: string, example: string) =>
  z
    .union([z.string().max(100), z.number()])
    .nullable()
    .optional()
    .meta({ description, example });

const quantity = number('Signed: negative is short; contracts for options. Text is exact.', '100');
const entryPrice = number('Per share, positive also for shorts, at most six decimals', '158.25');
const entryDate = text('YYYY-MM-DD, today in New York or earlier', '2024-01-16');
const subtype = text('One of those of the class, or nothing', 'STOCK');
const exitDate = text('YYYY-MM-DD; with an exit price the lot is closed');
const exitPrice = number('Per share as it is on the exit date', '171.10');

/** A lot, as the import's columns have it. */
export const newPosition = {
  symbol: text('May be left out for an option that is described by its contract', 'AAPL'),
  quantity,
  entry_price: entryPrice,
  entry_date: entryDate,
  investment_class: text('PUBLIC, OPTIONS or PRIVATE; without it the symbol decides', 'PUBLIC'),
  investment_subtype: subtype,
  underlying: text('Of an option'),
  strike: number('Of an option', '150'),
  expiration: text('Of an option'),
  option_type: text('CALL or PUT'),
  exit_date: exitDate,
  exit_price: exitPrice,
};

const onDuplicate = z.enum(['refuse', 'keep']).default('refuse').meta({
  description: 'What to do with a lot of the same symbol or contract and entry date as one that is there',
});

export const newPositionInput = z
  .strictObject({ ...newPosition, on_duplicate: onDuplicate })
  .meta({ id: 'NewPosition' });

export const newPositionsInput = z
  .strictObject({
    positions: z.array(z.strictObject(newPosition)).min(1).max(POSITIONS_AT_ONCE),
    on_duplicate: onDuplicate,
  })
  .meta({ id: 'NewPositions' });

const adjustment = {
  quantity,
  entry_price: entryPrice,
  entry_date: entryDate,
  investment_subtype: subtype,
  exit_date: exitDate,
  exit_price: exitPrice,
};

export const adjustmentInput = z.strictObject(adjustment).meta({ id: 'PositionChanges' });

export const adjustmentsInput = z
  .strictObject({
    positions: z
      .array(z.strictObject({ position_id: uuid, ...adjustment }))
      .min(1)
      .max(POSITIONS_AT_ONCE),
  })
  .meta({ id: 'ChangesOfPositions' });

const closing = {
  quantity: number(
    'Shares or contracts as they are on the exit date, without a sign; without it all of it is closed',
    '40',
  ),
  exit_date: exitDate,
  exit_price: exitPrice,
};

export const closingInput = z.strictObject(closing).meta({ id: 'PositionClosing' });

export const closingsInput = z
  .strictObject({
    positions: z
      .array(z.strictObject({ position_id: uuid, ...closing }))
      .min(1)
      .max(POSITIONS_AT_ONCE),
  })
  .meta({ id: 'ClosingsOfPositions' });

export const reasonField = z
  .string()
  .trim()
  .min(1)
  .max(500)
  .refine((reason) => !hasControlCharacters(reason), 'Control characters.')
  .optional();

export const removalsInput = z
  .strictObject({ position_ids: z.array(uuid).min(1).max(POSITIONS_AT_ONCE), reason: reasonField })
  .meta({ id: 'RemovalOfPositions' });

type Value = string | number | null | undefined;
type Named = Readonly<Record<string, unknown>>;

const COLUMNS = Object.entries(FIELD_NAMES) as readonly (readonly [Column, string])[];

const cellOf = (value: Value): string => (value == null ? '' : String(value).trim());

/** The row that says the same. */
export const cellsOfInput = (input: Named): Cells => ({
  ...NO_CELLS,
  ...Object.fromEntries(COLUMNS.map(([column, name]) => [column, cellOf(input[name] as Value)])),
});

/** Only what is named is changed; null and blank clear it. */
export const adjustmentOf = (input: Named): Adjustment =>
  Object.fromEntries(
    COLUMNS.filter(([, name]) => input[name] !== undefined).map(([column, name]) => [
      column,
      cellOf(input[name] as Value),
    ]),
  );

export const closingOf = (input: z.output<typeof closingInput>) => ({
  quantity: input.quantity == null ? null : cellOf(input.quantity),
  exitDate: cellOf(input.exit_date),
  exitPrice: cellOf(input.exit_price),
});
