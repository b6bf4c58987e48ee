import { catalogue, type ErrorCode } from '../errors/catalogue.ts';
import { limits } from '../limits.ts';
import type { Result } from '../result.ts';
import { cutTo } from '../text.ts';
import { type Column, HEADERS } from './columns.ts';

/** What is wrong with one field, before it is known where the row is. */
export type FieldError = {
  readonly column: Column | null;
  readonly value: string;
  readonly code: ErrorCode;
  readonly message?: string;
  readonly fix?: string;
};

export type Checked<Value> = Result<Value, FieldError>;

/** One flat entry of `details.errors`. `row` is the line of the file on which the row starts, counted from 1. */
export type RowError = {
  readonly row: number;
  readonly symbol: string | null;
  readonly field: string | null;
  readonly value: string | null;
  readonly code: ErrorCode;
  readonly message: string;
  readonly fix: string;
};

export type WarningCode =
  | 'unknown_column'
  | 'option_columns_ignored'
  | 'looks_like_option'
  | 'expired_option'
  | 'merged'
  | 'other_currency'
  | 'totals_differ';

/** Something that was imported, or left out, in a way the person may not have meant. */
export type ImportWarning = {
  readonly row: number;
  readonly symbol: string | null;
  readonly field: string | null;
  readonly code: WarningCode;
  readonly message: string;
};

const shown = (text: string): string | null => (text === '' ? null : cutTo(text, limits.shownValueLength));

export const rowError = (row: number, symbol: string, error: FieldError): RowError => ({
  row,
  symbol: shown(symbol),
  field: error.column === null ? null : HEADERS[error.column],
  value: shown(error.value),
  code: error.code,
  message: error.message ?? catalogue[error.code].message,
  fix: error.fix ?? catalogue[error.code].fix,
});

export const rowWarning = (
  row: number,
  symbol: string,
  column: Column | null,
  code: WarningCode,
  message: string,
): ImportWarning => ({
  row,
  symbol: shown(symbol),
  field: column === null ? null : HEADERS[column],
  code,
  message,
});
