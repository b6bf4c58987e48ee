import { createHash } from 'node:crypto';
import { refuse } from '../../../domain/errors/refusal.ts';
import { chunksOf } from '../../csv/chunks.ts';
import { decode } from '../../csv/decode.ts';
import { sniffDelimiter } from '../../csv/delimiter.ts';
import { FileRefused } from '../../csv/file-refused.ts';
import { readRecords } from '../../csv/records.ts';
import type { SourceFile, SourceRow } from '../format.ts';
import { encodingOf } from './encoding-of.ts';
import { once } from './once.ts';
import { readXmlElements } from './xml-elements.ts';

/** Titles, totals and footnotes that may stand around as many positions as the limit allows. */
const MORE_ROWS = 1_000;
/** Far above the columns of any table of positions. */
const MAX_FIELDS = 20_000;
const SNIFFED_CHARACTERS = 65_536;

/** What text is when it is no table, by how it begins. */
const kindOfText = (start: string): 'xml' | 'page' | 'json' | 'delimited' => {
  const text = start.trimStart().slice(0, 200).toLowerCase();
  if (/^<(?:!doctype html|html|head|body|table|div)\b/.test(text)) return 'page';
  if (text.startsWith('<')) return 'xml';
  return /^(?:\{|\[\s*[{[])/.test(text) ? 'json' : 'delimited';
};

/** Text of a file in parts, other work getting its turn between them. ERR_CSV_002 and ERR_CSV_006 as `decode`. */
const textOf = (bytes: Buffer): AsyncGenerator<string> =>
  decode(chunksOf(once(bytes), bytes.length, createHash('sha256')), encodingOf(bytes));

const startOf = async (bytes: Buffer): Promise<string> => {
  let start = '';
  for await (const part of textOf(bytes)) {
    start = (start + part).trimStart();
    if (start.length >= SNIFFED_CHARACTERS) break;
  }
  return start;
};

/**
 * A file as rows or as elements, whoever wrote it and however: throws `FileRefused` with ERR_CSV_002 for what is no
 * table, ERR_CSV_006 for what cannot be read, ERR_CSV_008 for too many rows.
 */
export const readSourceFile = async (bytes: Buffer, maxRows: number): Promise<SourceFile> => {
  const start = await startOf(bytes);
  const kind = kindOfText(start);
  if (kind === 'page' || kind === 'json') {
    const what = kind === 'page' ? 'a web page' : 'JSON';
    throw new FileRefused(refuse('ERR_CSV_002', { message: `The file is ${what}, not a CSV file.` }));
  }
  if (kind === 'xml') return { kind, elements: await readXmlElements(textOf(bytes)) };

  const delimiter = sniffDelimiter(start);
  const rows: SourceRow[] = [];
  const style = { delimiterOf: () => delimiter, comments: false, relaxQuotes: true };
  const take = (line: number, fields: readonly string[]): void => {
    if (rows.length >= maxRows + MORE_ROWS) {
      const message = `The file has more than ${maxRows} rows.`;
      throw new FileRefused(refuse('ERR_CSV_008', { message, details: { max_rows: maxRows } }));
    }
    if (fields.length > MAX_FIELDS) {
      const message = `The row on line ${line} has more than ${MAX_FIELDS} fields.`;
      throw new FileRefused(refuse('ERR_CSV_006', { message, details: { line } }));
    }
    rows.push({ line, fields: fields.map((field) => field.trim()) });
  };
  await readRecords(textOf(bytes), take, style);
  return { kind, rows, delimiter };
};
