import type { FileReading, ReadingOptions, ReadPositionsFile } from '../../application/imports/reading.ts';
import { type Refusal, refuse } from '../../domain/errors/refusal.ts';
import { limits } from '../../domain/limits.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { FileRefused } from '../csv/file-refused.ts';
import { convertStatement } from './convert/convert-statement.ts';
import type { SourceFile } from './format.ts';
import { readByMapping } from './mapped/mapped-reading.ts';
import { isMeantAsTemplate, readOwnTemplate, type TemplateLimits } from './own-template.ts';
import { recognise } from './recognise.ts';
import { brokerFormats, otherFormats } from './registry.ts';
import { collect } from './source/collect.ts';
import { readSourceFile } from './source/read-source-file.ts';

const DEFAULT_LIMITS: TemplateLimits = {
  maxBytes: limits.fileBytes,
  maxRows: limits.fileRows,
  priceDecimals: 2,
};

const UNKNOWN_XML = refuse('ERR_CSV_009', {
  message: 'The XML file is none that is known.',
  details: {
    kind: 'xml',
    what: 'an XML file of an unknown kind',
    instead: 'Download your positions as CSV instead.',
  },
});

/** By its layout; a value where a layout is recognised. */
const readByLayout = async (
  file: SourceFile,
  options: ReadingOptions,
): Promise<Result<FileReading, Refusal> | null> => {
  const recognised = recognise(file, brokerFormats, otherFormats);
  if (recognised === null) return null;
  if (recognised.kind === 'other') {
    const { id, what, instead } = recognised.by.format;
    const message = `The file is ${what}, not a list of positions. ${instead}`;
    return fail(refuse('ERR_CSV_009', { message, details: { kind: id, what, instead } }));
  }
  const { format, confidence } = recognised.by;
  const { id, broker, name } = format;
  return ok(await convertStatement(await format.read(file), { id, broker, name, confidence }, options));
};

const read = async (
  stream: AsyncIterable<Buffer>,
  options: ReadingOptions,
  fileLimits: TemplateLimits,
): Promise<Result<FileReading, Refusal>> => {
  const bytes = await collect(stream, fileLimits.maxBytes);
  if (bytes.length === 0) return fail(refuse('ERR_CSV_003'));
  const own = await readOwnTemplate(bytes, options, fileLimits);
  if (own.ok || isMeantAsTemplate(own.error, null)) return own;

  const file = await readSourceFile(bytes, fileLimits.maxRows);
  if (isMeantAsTemplate(own.error, file)) return own;
  // A header that names one of our columns lacks the others: that is worth more than a guess at a mapping.
  const partial = own.error.code !== 'ERR_CSV_004';
  const mapped = options.mapping === undefined ? null : await readByMapping(file, options, partial);
  const reading =
    mapped ?? (await readByLayout(file, options)) ?? (await readByMapping(file, options, partial));
  return reading ?? fail(file.kind === 'xml' ? UNKNOWN_XML : own.error);
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
