import { createHash } from 'node:crypto';
import { type Refusal, refuse } from '../../domain/errors/refusal.ts';
import { limits } from '../../domain/limits.ts';
import { fail, type Result } from '../../domain/result.ts';
import { collectTargets } from '../../domain/targets/collect-targets.ts';
import { TARGET_COLUMNS, type TargetColumn, type TargetText } from '../../domain/targets/parse-target.ts';
import type { NewTarget } from '../../domain/targets/target-price.ts';
import { chunksOf } from './chunks.ts';
import { decode } from './decode.ts';
import { FileRefused } from './file-refused.ts';
import { readRecords } from './records.ts';

type Header = { readonly places: ReadonlyMap<TargetColumn, number>; readonly width: number };

/** `Target EOY`, `target_eoy` and `TARGET-EOY` are one column. */
const comparable = (name: string): string =>
  name
    .trim()
    .toLowerCase()
    .replace(/[\s_-]+/g, '_');

const unusable = (line: number, why: string): FileRefused =>
  new FileRefused(
    refuse('ERR_TARGET_012', { message: `The header on line ${line} ${why}.`, details: { line } }),
  );

/** Columns in any order and case; those with other names are ignored. */
const readHeader = (names: readonly string[], line: number): Header => {
  const places = new Map<TargetColumn, number>();
  for (const [index, name] of names.entries()) {
    const column = TARGET_COLUMNS.find((known) => known === comparable(name));
    if (column === undefined) continue;
    if (places.has(column)) throw unusable(line, `names ${column} twice`);
    places.set(column, index);
  }
  for (const column of ['symbol', 'position_type'] as const) {
    if (!places.has(column)) throw unusable(line, `lacks ${column}`);
  }
  if (!places.has('target_eoy') && !places.has('target_next_year') && !places.has('downside')) {
    throw unusable(line, 'names none of target_eoy, target_next_year and downside');
  }
  return { places, width: names.findLastIndex((name) => name.trim() !== '') + 1 };
};

const textOf = ({ places }: Header, fields: readonly string[]): TargetText => {
  const cell = (column: TargetColumn): string => (fields[places.get(column) ?? -1] ?? '').trim();
  return {
    symbol: cell('symbol'),
    position_type: cell('position_type'),
    target_eoy: cell('target_eoy'),
    target_next_year: cell('target_next_year'),
    downside: cell('downside'),
    current_price: cell('current_price'),
  };
};

export type TargetsFileOptions = { readonly fileName: string; readonly maxBytes?: number };

const read = async (
  bytes: AsyncIterable<Buffer>,
  { fileName, maxBytes = limits.fileBytes }: TargetsFileOptions,
): Promise<Result<readonly NewTarget[], Refusal>> => {
  if (!fileName.trim().toLowerCase().endsWith('.csv')) {
    return fail(refuse('ERR_CSV_002', { message: 'The name of the file does not end with .csv.' }));
  }
  const file: { header: Header | null; rows: number } = { header: null, rows: 0 };
  const collection = collectTargets();
  await readRecords(decode(chunksOf(bytes, maxBytes, createHash('sha256'))), (line, fields) => {
    if (fields.every((field) => field.trim() === '')) return;
    if (file.header === null) {
      file.header = readHeader(fields, line);
      return;
    }
    file.rows += 1;
    if (file.rows > limits.targetsPerPortfolio) {
      const details = { max_targets: limits.targetsPerPortfolio };
      throw new FileRefused(refuse('ERR_TARGET_011', { details }));
    }
    const text = textOf(file.header, fields);
    const { width } = file.header;
    const fits = fields.length >= width && fields.slice(width).every((field) => field.trim() === '');
    if (fits) collection.add(line, text);
    else {
      const message = `Line ${line} has ${fields.length} fields, the header has ${width}.`;
      collection.reject(line, text.symbol, message);
    }
  });
  const collected = collection.finish();
  return collected.ok && collected.value.length === 0
    ? fail(refuse('ERR_CSV_003', { message: 'The file has no targets.' }))
    : collected;
};

/**
 * Reads a file of target prices. All targets or, with any error in any row, none: ERR_TARGET_009 then lists every error
 * by its line. What is wrong with the file as a whole is its own code.
 */
export const parseTargetsCsv = async (
  bytes: AsyncIterable<Buffer>,
  options: TargetsFileOptions,
): Promise<Result<readonly NewTarget[], Refusal>> => {
  try {
    return await read(bytes, options);
  } catch (error) {
    if (error instanceof FileRefused) return fail(error.refusal);
    throw error;
  }
};
