import { isUtf8 } from 'node:buffer';
import { refuse } from '../../domain/errors/refusal.ts';
import { foreignKindOf } from './file-kind.ts';
import { FileRefused } from './file-refused.ts';

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

const encodingOf = (start: Buffer): Encoding => {
  if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le';
  if (start[0] === 0xfe && start[1] === 0xff) return 'utf-16be';
  return 'utf-8';
};

const countLineEnds = (text: string): number => {
  let count = 0;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count++;
  return count;
};

/** How many lines are good before the first that is not UTF-8. No byte of a longer character is a line end. */
const goodLines = (bytes: Buffer): number => {
  // At most three bytes belong to a character that began in the chunk before.
  const ownBytes = bytes.findIndex((byte) => (byte & 0xc0) !== 0x80);
  const lines = bytes.subarray(ownBytes > 0 && ownBytes <= 3 ? ownBytes : 0).toString('latin1');
  const bad = lines.split(/\r\n|\r|\n/).findIndex((line) => !isUtf8(Buffer.from(line, 'latin1')));
  return Math.max(0, bad);
};

const malformed = (line: number, message: string): FileRefused =>
  new FileRefused(refuse('ERR_CSV_006', { message, details: { line } }));

const wrongEncoding = (encoding: Encoding, line: number): FileRefused =>
  malformed(
    line,
    encoding === 'utf-8'
      ? `Line ${line} is not UTF-8; it may be Latin-1 (Windows-1252). Save the file as "CSV UTF-8".`
      : 'The file is marked as UTF-16 and is not. Save it as "CSV UTF-8".',
  );

const nulCharacter = (line: number): FileRefused =>
  malformed(
    line,
    `Line ${line} has a NUL character; the file may be UTF-16, or no text. Save it as "CSV UTF-8".`,
  );

/**
 * Text with `\n` as its only line end and without byte-order marks. Takes UTF-8, UTF-16 that says so, or what the caller
 * knows it is; refuses what is no text by its first bytes (ERR_CSV_002), other encodings and NUL by their line
 * (ERR_CSV_006).
 */
export async function* decode(chunks: AsyncIterable<Buffer>, known?: Encoding): AsyncGenerator<string> {
  let encoding: Encoding = 'utf-8';
  let decoder: InstanceType<typeof TextDecoder> | null = null;
  let lines = 0;
  let atStart = true;
  let heldReturn = '';

  const normalise = (decoded: string, last: boolean): string => {
    let text = heldReturn + decoded;
    // A carriage return at the end may be the first half of a line end.
    heldReturn = !last && text.endsWith('\r') ? '\r' : '';
    if (heldReturn !== '') text = text.slice(0, -1);
    text = text.replace(/\r\n?/g, '\n');
    if (atStart) text = text.replace(/^\uFEFF+/, '');
    if (text !== '') atStart = false;
    const nul = text.indexOf('\0');
    if (nul !== -1) throw nulCharacter(lines + 1 + countLineEnds(text.slice(0, nul)));
    lines += countLineEnds(text);
    return text;
  };

  const decoded = (bytes: Buffer | null): string => {
    try {
      return decoder?.decode(bytes ?? undefined, { stream: bytes !== null }) ?? '';
    } catch {
      const tail = Buffer.concat([Buffer.from(heldReturn), bytes ?? Buffer.alloc(0)]);
      throw wrongEncoding(encoding, lines + 1 + goodLines(tail));
    }
  };

  for await (const chunk of chunks) {
    if (decoder === null) {
      const kind = foreignKindOf(chunk);
      if (kind !== null) {
        throw new FileRefused(refuse('ERR_CSV_002', { message: `The file is ${kind}, not a CSV file.` }));
      }
      encoding = known ?? encodingOf(chunk);
      decoder = new TextDecoder(encoding, { fatal: true, ignoreBOM: true });
    }
    yield normalise(decoded(chunk), false);
  }
  yield normalise(decoded(null), true);
}
