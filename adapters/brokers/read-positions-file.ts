import type { FileReading, ReadingOptions, ReadPositionsFile } from '../../application/imports/reading.ts';
import { type Refusal, refuse } from '../../domain/errors/refusal.ts';
import { limits } from '../../domain/limits.ts';
import { fail, type Result } from '../../domain/result.ts';
import { FileRefused } from '../csv/file-refused.ts';
import { readOwnTemplate, type TemplateLimits } from './own-template.ts';
import { collect } from './source/collect.ts';

const DEFAULT_LIMITS: TemplateLimits = {
  maxBytes: limits.fileBytes,
  maxRows: limits.fileRows,
  priceDecimals: 2,
};

const read = async (
  stream: AsyncIterable<Buffer>,
  options: ReadingOptions,
  fileLimits: TemplateLimits,
): Promise<Result<FileReading, Refusal>> => {
  const bytes = await collect(stream, fileLimits.maxBytes);
  if (bytes.length === 0) return fail(refuse('ERR_CSV_003'));
  return readOwnTemplate(bytes, options, fileLimits);
};

/**
 * Reads any file of positions: our own template first, which keeps its own errors; then the layouts of brokers, by
 * their fingerprints; then what is told apart from positions and named; then any table, by a mapping of its columns.
 */
export const readPositionsFile = async (
  bytes: Parameters<ReadPositionsFile>[0],
  options: ReadingOptions,
  fileLimits: Partial<TemplateLimits> = {},
): Promise<Result<FileReading, Refusal>> => {
  try {
    return await read(bytes, options, { ...DEFAULT_LIMITS, ...fileLimits });
  } catch (error) {
    if (error instanceof FileRefused) return fail(error.refusal);
    throw error;
  }
};
