import type { FileReading, ReadingOptions } from '../../application/imports/reading.ts';
import type { Refusal } from '../../domain/errors/refusal.ts';
import { COLUMNS, HEADERS } from '../../domain/import/columns.ts';
import { matchHeader } from '../../domain/import/header.ts';
import type { RowError } from '../../domain/import/report.ts';
import { ok, type Result } from '../../domain/result.ts';
import { anyDelimiterOf } from '../csv/delimiter.ts';
import { type ParsedPositions, parsePositionsCsv } from '../csv/parse-positions-csv.ts';
import type { SourceFile } from './format.ts';
import { collectRowNotes } from './row-notes.ts';
import { encodingOf } from './source/encoding-of.ts';
import { once } from './source/once.ts';

export type TemplateLimits = {
  readonly maxBytes: number;
  readonly maxRows: number;
  /** Decimals that a price in our template may have. */
  readonly priceDecimals: number;
};

const BYTE_ORDER_MARKS = { 'utf-16le': Buffer.from([0xff, 0xfe]), 'utf-16be': Buffer.from([0xfe, 0xff]) };

/** The template's own reader goes by the mark; a file of UTF-16 that lacks it gets one. */
const marked = (bytes: Buffer): Buffer => {
  const encoding = encodingOf(bytes);
  return encoding === 'utf-16le' || encoding === 'utf-16be'
    ? Buffer.concat([BYTE_ORDER_MARKS[encoding], bytes])
    : bytes;
};

const EMPTY = {
  format: { id: 'own', broker: null, name: 'Our template', confidence: 1 },
  asOf: null,
  totals: [],
  questions: [],
  proposedMapping: null,
  columns: COLUMNS.map((column) => HEADERS[column]),
} as const;

const readingOf = ({ positions, lines, warnings }: ParsedPositions): FileReading => {
  const notes = collectRowNotes();
  for (const [index, row] of lines.entries()) {
    const symbol = positions[index]?.symbol ?? null;
    notes.add({ row, symbol, outcome: 'taken', code: 'taken', message: 'Taken as it is written.' });
  }
  for (const { row, symbol, code, message } of warnings) {
    if (code === 'merged') notes.add({ row, symbol, outcome: 'assumed', code, message });
  }
  return {
    ...EMPTY,
    ...notes.finish(),
    accounts: [{ key: 'own', name: '', positions, lines, undated: [], totals: [] }],
    warnings,
    errors: [],
    totalErrors: 0,
  };
};

type RowErrors = { readonly errors: readonly RowError[]; readonly total_errors: number };

/** The errors of rows in a refusal of the template's reader; null where the file as a whole is refused. */
const rowErrorsIn = ({ details }: Refusal): RowErrors | null =>
  details !== undefined && Array.isArray(details.errors) ? (details as unknown as RowErrors) : null;

const failedReading = ({ errors, total_errors }: RowErrors): FileReading => {
  const notes = collectRowNotes();
  for (const { row, symbol, code, message } of errors) {
    notes.add({ row, symbol, outcome: 'skipped', code, message });
  }
  return { ...EMPTY, ...notes.finish(), accounts: [], warnings: [], errors, totalErrors: total_errors };
};

/**
 * Reads a file as our twelve-column template: a reading, also of a file with errors in its rows, or why it cannot be
 * read as one.
 */
export const readOwnTemplate = async (
  bytes: Buffer,
  { today, onDuplicate }: ReadingOptions,
  limits: TemplateLimits,
): Promise<Result<FileReading, Refusal>> => {
  const parsed = await parsePositionsCsv(once(marked(bytes)), {
    ...limits,
    today,
    onDuplicate,
    delimiterOf: anyDelimiterOf,
  });
  if (parsed.ok) return ok(readingOf(parsed.value));
  const errors = rowErrorsIn(parsed.error);
  return errors === null ? parsed : ok(failedReading(errors));
};

const DISTINCTIVE: ReadonlySet<string> = new Set([HEADERS.entryPrice, HEADERS.entryDate]);

/** Whether what our template's reader refused was meant to be our template: no other layout has its two titles. */
export const isMeantAsTemplate = (refusal: Refusal, file: SourceFile | null): boolean => {
  if (refusal.code === 'ERR_CSV_008') return true;
  if (refusal.code === 'ERR_CSV_005' && refusal.details?.duplicated !== undefined) return true;
  if (refusal.code === 'ERR_CSV_004') {
    const { missing } = refusal.details as { readonly missing: readonly string[] };
    return missing.filter((title) => DISTINCTIVE.has(title)).length < DISTINCTIVE.size;
  }
  if (file?.kind !== 'delimited') return false;
  const header = file.rows.find(({ fields }) => !(fields[0] ?? '').startsWith('#'));
  return header !== undefined && matchHeader(header.fields, header.line).ok;
};
