import { createHash } from 'node:crypto';
import {
  type PriceRowError,
  priceRowError,
  pricesRefused,
  type UploadedBar,
  type UploadedPrices,
} from '../../application/prices/upload-prices.ts';
import { type Refusal, refuse } from '../../domain/errors/refusal.ts';
import { limits } from '../../domain/limits.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { canonicalSymbol } from '../../domain/symbol/canonical-symbol.ts';
import { acceptRows, type PriceRow } from '../market-data/price-rows.ts';
import { isTicker } from '../market-data/ticker.ts';
import { chunksOf } from './chunks.ts';
import { decode } from './decode.ts';
import { FileRefused } from './file-refused.ts';
import { readRecords } from './records.ts';

const COLUMNS = ['symbol', 'date', 'close', 'adjusted_close', 'split_factor'] as const;
type Column = (typeof COLUMNS)[number];

type Row = PriceRow & { readonly line: number; readonly isAdjusted: boolean };

const unusable = (line: number, why: string): FileRefused =>
  new FileRefused(
    refuse('ERR_PRICE_002', { message: `The header on line ${line} ${why}.`, details: { line } }),
  );

/** Columns in any order and case; those with other names are ignored. */
const readHeader = (names: readonly string[], line: number): ReadonlyMap<Column, number> => {
  const places = new Map<Column, number>();
  for (const [index, name] of names.entries()) {
    const column = COLUMNS.find(
      (known) =>
        known ===
        name
          .trim()
          .toLowerCase()
          .replaceAll(/[\s-]+/g, '_'),
    );
    if (column === undefined) continue;
    if (places.has(column)) throw unusable(line, `names ${column} twice`);
    places.set(column, index);
  }
  for (const column of ['symbol', 'date', 'close'] as const)
    if (!places.has(column)) throw unusable(line, `lacks ${column}`);
  return places;
};

const read = async (
  bytes: AsyncIterable<Buffer>,
  maxBytes: number,
  now: Date,
): Promise<Result<UploadedPrices, Refusal>> => {
  const file: { places: ReadonlyMap<Column, number> | null; rows: number } = { places: null, rows: 0 };
  const bySymbol = new Map<string, Row[]>();
  const errors: PriceRowError[] = [];
  await readRecords(decode(chunksOf(bytes, maxBytes, createHash('sha256'))), (line, fields) => {
    if (fields.every((field) => field.trim() === '')) return;
    if (file.places === null) {
      file.places = readHeader(fields, line);
      return;
    }
    const { places } = file;
    file.rows += 1;
    if (file.rows > limits.fileRows)
      throw new FileRefused(refuse('ERR_CSV_008', { details: { max_rows: limits.fileRows } }));
    const cell = (column: Column): string => (fields[places.get(column) ?? -1] ?? '').trim();
    const symbol = canonicalSymbol(cell('symbol'));
    if (!isTicker(symbol)) {
      const message = 'This is not the symbol of a listed security.';
      errors.push(priceRowError({ row: line, symbol, field: 'symbol', value: cell('symbol'), message }));
      return;
    }
    const close = cell('close');
    const row: Row = {
      line,
      date: cell('date'),
      close,
      adjustedClose: cell('adjusted_close') === '' ? close : cell('adjusted_close'),
      splitFactor: cell('split_factor'),
      isAdjusted: cell('adjusted_close') !== '',
    };
    const rows = bySymbol.get(symbol);
    if (rows === undefined) bySymbol.set(symbol, [row]);
    else rows.push(row);
  });
  if (file.rows === 0) return fail(refuse('ERR_CSV_003', { message: 'The file has no prices.' }));

  const prices = new Map<string, readonly UploadedBar[]>();
  for (const [symbol, rows] of bySymbol) {
    const { bars, rejected } = acceptRows(rows, { from: '0000-01-01', to: '9999-12-31' }, now);
    for (const { date, reason } of rejected) {
      const ofDate = rows.filter((row) => row.date.slice(0, 40) === date);
      const row = reason.startsWith('a second row') ? ofDate.at(-1) : ofDate[0];
      const about = { row: row?.line ?? rows[0]?.line ?? 0, symbol, field: 'close' };
      errors.push(priceRowError({ ...about, value: row?.close ?? '', message: `${date}: ${reason}.` }));
    }
    const rowOf = new Map(rows.map((row) => [row.date, row]));
    prices.set(
      symbol,
      bars.map((bar) => ({
        bar,
        row: rowOf.get(bar.date)?.line ?? 0,
        isAdjusted: rowOf.get(bar.date)?.isAdjusted ?? false,
      })),
    );
  }
  return errors.length > 0 ? fail(pricesRefused(errors.sort((a, b) => a.row - b.row))) : ok(prices);
};

/**
 * Reads a file of prices, by the rules that a provider's prices pass. All or, with any error in any row, none:
 * ERR_PRICE_001 then lists every error by its line. `now` says which sessions are completed.
 */
export const parsePricesCsv = async (
  bytes: AsyncIterable<Buffer>,
  { now, maxBytes = limits.fileBytes }: { readonly now: Date; readonly maxBytes?: number },
): Promise<Result<UploadedPrices, Refusal>> => {
  try {
    return await read(bytes, maxBytes, now);
  } catch (error) {
    if (error instanceof FileRefused) return fail(error.refusal);
    throw error;
  }
};
