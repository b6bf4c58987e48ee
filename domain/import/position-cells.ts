import type { UnidentifiedPosition } from '../portfolio/position.ts';
import type { Cells, Column } from './columns.ts';

export const NO_CELLS: Cells = {
  symbol: '',
  quantity: '',
  entryPrice: '',
  entryDate: '',
  investmentClass: '',
  investmentSubtype: '',
  underlying: '',
  strike: '',
  expiration: '',
  optionType: '',
  exitDate: '',
  exitPrice: '',
};

/** The row that is read as this position. */
export const cellsOfPosition = (position: UnidentifiedPosition): Cells => ({
  ...NO_CELLS,
  symbol: position.symbol,
  quantity: position.quantity,
  entryPrice: position.entryPrice,
  entryDate: position.entryDate,
  investmentClass: position.investmentClass,
  ...(position.investmentClass === 'OPTIONS'
    ? {
        underlying: position.contract.underlying,
        strike: position.contract.strike,
        expiration: position.contract.expiration,
        optionType: position.contract.right,
      }
    : { investmentSubtype: position.subtype ?? '' }),
  exitDate: position.exit?.date ?? '',
  exitPrice: position.exit?.price ?? '',
});

/** What stands in each column, by the name that the API gives the field. */
export const FIELD_NAMES = {
  symbol: 'symbol',
  quantity: 'quantity',
  entryPrice: 'entry_price',
  entryDate: 'entry_date',
  investmentClass: 'investment_class',
  investmentSubtype: 'investment_subtype',
  underlying: 'underlying',
  strike: 'strike',
  expiration: 'expiration',
  optionType: 'option_type',
  exitDate: 'exit_date',
  exitPrice: 'exit_price',
} as const satisfies Readonly<Record<Column, string>>;
