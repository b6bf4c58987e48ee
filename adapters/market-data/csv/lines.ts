import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { createGunzip, gunzip } from 'node:zlib';
import { parse } from 'csv-parse/sync';

/** A header longer than this is no header. */
const MAX_HEADER_BYTES = 4 * 1024 * 1024;
/** Of one file, unpacked. */
const MAX_FILE_BYTES = 512 * 1024 * 1024;

const unpack = promisify(gunzip);
const isGzip = (path: string): boolean => path.toLowerCase().endsWith('.gz');
const withoutMark = (line: string): string => line.replace(/^\uFEFF/, '').replace(/\r$/, '');

/** The first line of a file, plain or gzip, without reading the rest. */
export const firstLine = async (path: string): Promise<string> => {
  const source = createReadStream(path);
  const stream = isGzip(path) ? source.pipe(createGunzip()) : source;
  source.once('error', (error) => stream.destroy(error));
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      length += chunk.length;
      if (chunk.includes(0x0a) || length > MAX_HEADER_BYTES) break;
    }
  } finally {
    source.destroy();
  }
  const text = Buffer.concat(chunks).toString('utf8');
  return withoutMark(text.split('\n', 1)[0] ?? '');
};

/** A file's bytes, unpacked. */
export const readBytes = async (path: string): Promise<Buffer> => {
  const bytes = await readFile(path);
  return isGzip(path) ? await unpack(bytes, { maxOutputLength: MAX_FILE_BYTES }) : bytes;
};

/** The non-empty lines after the header. */
export function* dataLines(bytes: Buffer): Generator<string> {
  let start = bytes.indexOf(0x0a) + 1;
  if (start === 0) return;
  while (start < bytes.length) {
    const next = bytes.indexOf(0x0a, start);
    const end = next === -1 ? bytes.length : next;
    const line = bytes.toString('utf8', start, end).replace(/\r$/, '');
    if (line.trim() !== '') yield line;
    start = end + 1;
  }
}

/** The separator of a header line: whichever of comma, semicolon and tab there is most of. */
export const delimiterOf = (header: string): string =>
  [',', ';', '\t'].reduce((best, mark) =>
    header.split(mark).length > header.split(best).length ? mark : best,
  );

/** The fields of one line, trimmed. Quoting is rare in price files, so the plain split comes first. */
export const fieldsOf = (line: string, delimiter: string): readonly string[] => {
  if (!line.includes('"')) return line.split(delimiter).map((field) => field.trim());
  const records: string[][] = parse(line, {
    delimiter,
    relax_quotes: true,
    relax_column_count: true,
    trim: true,
  });
  return records[0] ?? [];
};
