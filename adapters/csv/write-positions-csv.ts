import { COLUMNS, HEADERS } from '../../domain/import/columns.ts';
import type { UnidentifiedPosition } from '../../domain/portfolio/position.ts';
import { POSITIONS_EXPORT } from './positions-export.ts';
import { writeCsv } from './write-csv.ts';

type Fields = readonly (string | null)[];

const classFields = (position: UnidentifiedPosition): Fields => {
  if (position.investmentClass !== 'OPTIONS') {
    return [position.investmentClass, position.subtype, null, null, null, null];
  }
  const { underlying, strike, expiration, right } = position.contract;
  return [position.investmentClass, null, underlying, strike, expiration, right];
};

/** Positions in the twelve columns that the import reads, which gives the same positions again. */
export const writePositionsCsv = (positions: readonly UnidentifiedPosition[]): string =>
  `${POSITIONS_EXPORT}\r\n${writeCsv(
    COLUMNS.map((column) => HEADERS[column]),
    positions.map((position) => [
      position.symbol,
      position.quantity,
      position.entryPrice,
      position.entryDate,
      ...classFields(position),
      position.exit?.date ?? null,
      position.exit?.price ?? null,
    ]),
  )}`;
