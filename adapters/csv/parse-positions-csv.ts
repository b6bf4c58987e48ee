import { createHash } from 'node:crypto';
import type { IsoDate } from '../../domain/dates.ts';
import { type Refusal, refuse } from '../../domain/errors/refusal.ts';
import { matchHeader } from '../../domain/import/header.ts';
import {
  type ImportedPositions,
  importPositions,
  type OnDuplicate,
  type PositionsImport,
} from '../../domain/import/positions-import.ts';
import { limits } from '../../domain/limits.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { chunksOf } from './chunks.ts';
import { decode } from './decode.ts';
import { delimiterOf } from './delimiter.ts';
import { FileRefused } from './file-refused.ts';
import { noticeExport } from './positions-export.ts';
import { type RecordStyle, readRecords, TEMPLATE_STYLE } from './records.ts';

export type CsvOptions = {
  /** The name the file was uploaded under; only its ending is looked at. */
  readonly fileName?: string;
  /** New York's date. */
  readonly today: IsoDate;
  /** Decimals that a price may have, 2 (the default) to 6. */
  readonly priceDecimals?: number;
  readonly onDuplicate?: OnDuplicate;
  readonly maxBytes?: number;
  readonly maxRows?: number;
  /** How the header tells what separates fields; comma and semicolon are told apart unless given. */
  readonly delimiterOf?: RecordStyle['delimiterOf'];
};

export type ParsedPositions = ImportedPositions & {
  /** SHA-256 of the file's bytes, in hexadecimal. */
  readonly sha256: string;
  /** Rows of data, before duplicates were merged. */
  readonly rows: number;
};

const read = async (
  bytes: AsyncIterable<Buffer>,
  options: CsvOptions,
): Promise<Result<ParsedPositions, Refusal>> => {
  const { today, fileName } = options;
  let { onDuplicate = 'refuse', priceDecimals = 2 } = options;
  const { maxBytes = limits.fileBytes, maxRows = limits.fileRows } = options;
  if (fileName !== undefined && !fileName.trim().toLowerCase().endsWith('.csv')) {
    return fail(refuse('ERR_CSV_002', { message: 'The name of the file does not end with .csv.' }));
  }
  const hash = createHash('sha256');
  const file: { import: PositionsImport | null; rows: number } = { import: null, rows: 0 };

  const text = noticeExport(decode(chunksOf(bytes, maxBytes, hash)), (isExport) => {
    if (!isExport) return;
    priceDecimals = limits.price.decimals;
    if (onDuplicate === 'refuse') onDuplicate = 'keep';
  });
  const take = (line: number, fields: readonly string[]): void => {
    if (file.import === null) {
      const header = matchHeader(fields, line);
      if (!header.ok) throw new FileRefused(header.error);
      file.import = importPositions(header.value, { today, priceDecimals, onDuplicate });
      return;
    }
    file.rows++;
    if (file.rows > maxRows) {
      const message = `The file has more than ${maxRows} rows.`;
      throw new FileRefused(refuse('ERR_CSV_008', { message, details: { max_rows: maxRows } }));
    }
    file.import.add(line, fields);
  };
  await readRecords(text, take, { ...TEMPLATE_STYLE, delimiterOf: options.delimiterOf ?? delimiterOf });

  const imported = file.import?.finish() ?? fail(refuse('ERR_CSV_003'));
  return imported.ok ? ok({ ...imported.value, sha256: hash.digest('hex'), rows: file.rows }) : imported;
};

/**
 * Reads a file in our own twelve-column format. All positions or, with any error in any row, none: ERR_PORT_008 (or
 * ERR_CSV_006 where rows have too few or too many fields) then has `details: { total_errors, errors }`. What is wrong
 * with the file as a whole is its own code. Reading stops at the first byte or row beyond a limit.
 */
export const parsePositionsCsv = async (
  bytes: AsyncIterable<Buffer>,
  options: CsvOptions,
): Promise<Result<ParsedPositions, Refusal>> => {
  try {
    return await read(bytes, options);
  } catch (error) {
    if (error instanceof FileRefused) return fail(error.refusal);
    throw error;
  }
};
