import { type CsvOptions, parsePositionsCsv } from '../../../adapters/csv/parse-positions-csv.ts';
import type { RowError } from '../../../domain/import/report.ts';

export const HEADER = 'Symbol,Quantity,Entry Price Per Share,Entry Date\n';
export const ROW = 'AAPL,100,158.00,2024-01-16\n';

/** `size` bytes at a time, as they might come over the wire. */
export async function* piecesOf(file: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let start = 0; start < file.length; start += size) yield file.subarray(start, start + size);
}

export const read = (file: string | Buffer, options: Partial<CsvOptions> = {}, pieces = 1_000_000) =>
  parsePositionsCsv(piecesOf(Buffer.from(file), pieces), { today: '2026-11-21', ...options });

/** `row code` of each error, or the code and line of what is wrong with the file. */
export const errorsIn = async (
  file: string | Buffer,
  options: Partial<CsvOptions> = {},
): Promise<readonly string[]> => {
  const parsed = await read(file, options);
  if (parsed.ok) return [];
  const details = (parsed.error.details ?? {}) as {
    readonly errors?: readonly RowError[];
    readonly line?: number;
  };
  return (
    details.errors?.map(({ row, code }) => `${row} ${code}`) ?? [
      `${details.line ?? ''} ${parsed.error.code}`.trim(),
    ]
  );
};
