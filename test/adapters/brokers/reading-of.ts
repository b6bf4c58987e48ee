import { readPositionsFile } from '../../../adapters/brokers/read-positions-file.ts';
import type { FileReading, ReadingOptions } from '../../../application/imports/reading.ts';
import type { Refusal } from '../../../domain/errors/refusal.ts';
import type { Result } from '../../../domain/result.ts';

async function* pieces(bytes: Buffer): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += 65_536) yield bytes.subarray(at, at + 65_536);
}

export const TODAY = '2026-11-20';

export const readFile = (
  file: Buffer | string,
  options: Partial<ReadingOptions> = {},
): Promise<Result<FileReading, Refusal>> =>
  readPositionsFile(pieces(Buffer.from(file)), { today: TODAY, onDuplicate: 'refuse', ...options });

export const readingOf = async (
  file: Buffer | string,
  options: Partial<ReadingOptions> = {},
): Promise<FileReading> => {
  const read = await readFile(file, options);
  if (!read.ok) throw new Error(`${read.error.code} ${read.error.message}`);
  return read.value;
};

/** `symbol quantity price` of every position, account by account. */
export const positionsIn = ({ accounts }: FileReading): readonly string[] =>
  accounts.flatMap(({ positions }) =>
    positions.map(({ symbol, quantity, entryPrice }) => `${symbol} ${quantity} ${entryPrice}`),
  );

/** `line outcome code` of every row. */
export const notesIn = ({ rows }: FileReading): readonly string[] =>
  rows.map(({ row, outcome, code }) => `${row} ${outcome} ${code}`);

export const questionsIn = ({ questions }: FileReading): readonly string[] => questions.map(({ id }) => id);
