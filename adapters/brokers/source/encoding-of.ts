import { isUtf8 } from 'node:buffer';
import type { Encoding } from '../../csv/decode.ts';

const SAMPLE_BYTES = 4096;

/** UTF-16 without a mark: in Latin text every second byte is zero, and hardly any of the others. */
const unmarkedUtf16 = (bytes: Buffer): Encoding | null => {
  const sample = bytes.subarray(0, Math.min(SAMPLE_BYTES, bytes.length - (bytes.length % 2)));
  if (bytes.length % 2 === 1 || sample.length < 4) return null;
  let even = 0;
  let odd = 0;
  for (let at = 0; at < sample.length; at += 2) {
    if (sample[at] === 0) even++;
    if (sample[at + 1] === 0) odd++;
  }
  const most = (sample.length / 2) * 0.8;
  const few = (sample.length / 2) * 0.1;
  if (odd >= most && even <= few) return 'utf-16le';
  return even >= most && odd <= few ? 'utf-16be' : null;
};

/** Bytes that Windows-1252 does not define, and NUL. */
const NOT_WINDOWS_1252 = new Set([0x00, 0x81, 0x8d, 0x8f, 0x90, 0x9d]);

/**
 * A file that is not UTF-8 but has characters beyond ASCII that are well-formed UTF-8 is a damaged UTF-8 file, whose
 * bad byte is worth an error; one without any is what Windows programs write.
 */
const isWindows1252 = (bytes: Buffer): boolean =>
  !bytes.some((byte) => NOT_WINDOWS_1252.has(byte)) && !/[^\0-\x7f\ufffd]/.test(bytes.toString('utf8'));

/** The encoding of a file, by its byte-order mark or else by its bytes. */
export const encodingOf = (bytes: Buffer): Encoding => {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  const unmarked = unmarkedUtf16(bytes);
  if (unmarked !== null) return unmarked;
  return !isUtf8(bytes) && isWindows1252(bytes) ? 'windows-1252' : 'utf-8';
};
