import { catalogue } from '../errors/catalogue.ts';
import { type Refusal, refuse } from '../errors/refusal.ts';
import { FIELD_NAMES } from '../import/position-cells.ts';
import type { FieldError } from '../import/report.ts';
import { limits } from '../limits.ts';
import { cutTo } from '../text.ts';

/** Everything that is wrong with one entry of a command; `row` is its place in the list, from 1. */
export type EntryErrors = {
  readonly row: number;
  readonly symbol: string;
  readonly errors: readonly FieldError[];
};

const shown = (text: string): string | null => (text === '' ? null : cutTo(text, limits.shownValueLength));

const listed = ({ row, symbol, errors }: EntryErrors) =>
  errors.map((error) => ({
    row,
    symbol: shown(symbol),
    field: error.column === null ? null : FIELD_NAMES[error.column],
    value: shown(error.value),
    code: error.code,
    message: error.message ?? catalogue[error.code].message,
    fix: error.fix ?? catalogue[error.code].fix,
  }));

/** All errors at once: under the code of the first where there was one entry, under ERR_POS_044 where there were more. */
export const refuseEntries = (found: readonly EntryErrors[], entries: number): Refusal => {
  const errors = found.flatMap(listed);
  const [first] = errors;
  const details = { total_errors: errors.length, errors: errors.slice(0, limits.listedErrors) };
  if (first === undefined || entries > 1) return refuse('ERR_POS_044', { details });
  return refuse(first.code, { message: first.message, details });
};
