import { createHash } from 'node:crypto';
import { type Refusal, refuse } from '../../domain/errors/refusal.ts';
import { limits } from '../../domain/limits.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import {
  SNAPSHOT_COLUMNS,
  type SnapshotColumn,
  type SnapshotText,
} from '../../domain/valuation/import-snapshots.ts';
import { chunksOf } from './chunks.ts';
import { decode } from './decode.ts';
import { FileRefused } from './file-refused.ts';
import { readRecords } from './records.ts';

export type SnapshotRecord = { readonly line: number; readonly text: SnapshotText };

/** Forty years of sessions. */
const MAX_ROWS = 10_000;

const read = async (bytes: AsyncIterable<Buffer>, maxBytes: number): Promise<readonly SnapshotRecord[]> => {
  const file: { places: ReadonlyMap<SnapshotColumn, number> | null; readonly rows: SnapshotRecord[] } = {
    places: null,
    rows: [],
  };
  await readRecords(decode(chunksOf(bytes, maxBytes, createHash('sha256'))), (line, fields) => {
    if (fields.every((field) => field.trim() === '')) return;
    if (file.places === null) {
      file.places = readHeader(fields);
      return;
    }
    if (file.rows.length === MAX_ROWS) {
      const message = `The table has more than ${MAX_ROWS} rows.`;
      throw new FileRefused(refuse('ERR_SNAPSHOT_002', { message }));
    }
    const text: Partial<Record<SnapshotColumn, string>> = {};
    for (const [column, place] of file.places) {
      const cell = (fields[place] ?? '').trim();
      if (cell !== '') text[column] = cell;
    }
    file.rows.push({ line, text });
  });
  return file.rows;
};

/** Columns in any order; those with other names are ignored. */
const readHeader = (names: readonly string[]): ReadonlyMap<SnapshotColumn, number> => {
  const places = new Map<SnapshotColumn, number>();
  for (const [index, name] of names.entries()) {
    const column = SNAPSHOT_COLUMNS.find((known) => known === name.trim().toLowerCase());
    if (column !== undefined) places.set(column, index);
  }
  const missing = (['snapshot_date', 'equity_balance'] as const).filter((column) => !places.has(column));
  if (missing.length > 0) {
    const message = `The header lacks ${missing.join(' and ')}.`;
    throw new FileRefused(refuse('ERR_SNAPSHOT_002', { message, details: { missing } }));
  }
  return places;
};

/** Reads the table of snapshots that an earlier system kept of one portfolio. What a cell means is the domain's. */
export const parseSnapshotsCsv = async (
  bytes: AsyncIterable<Buffer>,
  { maxBytes = limits.fileBytes }: { readonly maxBytes?: number } = {},
): Promise<Result<readonly SnapshotRecord[], Refusal>> => {
  try {
    return ok(await read(bytes, maxBytes));
  } catch (error) {
    if (error instanceof FileRefused) return fail(error.refusal);
    throw error;
  }
};
