import type { Hash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { refuse } from '../../domain/errors/refusal.ts';
import { FileRefused } from './file-refused.ts';

const CHUNK_BYTES = 65_536;

/**
 * The file in chunks of 64 kB, however it arrives: byte by byte from a slow client or as one buffer. Hashes the bytes
 * and refuses the first one above the limit. Other work gets its turn between chunks, some milliseconds apart.
 */
export async function* chunksOf(
  bytes: AsyncIterable<Buffer>,
  maxBytes: number,
  hash: Hash,
): AsyncGenerator<Buffer> {
  let total = 0;
  let pending: Buffer[] = [];
  let pendingBytes = 0;
  for await (const buffer of bytes) {
    total += buffer.length;
    if (total > maxBytes) {
      const message = `The file is larger than ${maxBytes} bytes.`;
      throw new FileRefused(refuse('ERR_CSV_001', { message, details: { max_bytes: maxBytes } }));
    }
    hash.update(buffer);
    pending.push(buffer);
    pendingBytes += buffer.length;
    if (pendingBytes < CHUNK_BYTES) continue;
    const whole = pending.length === 1 ? buffer : Buffer.concat(pending);
    const full = whole.length - (whole.length % CHUNK_BYTES);
    for (let start = 0; start < full; start += CHUNK_BYTES) {
      yield whole.subarray(start, start + CHUNK_BYTES);
      await setImmediate();
    }
    pending = full < whole.length ? [whole.subarray(full)] : [];
    pendingBytes = whole.length - full;
  }
  if (pendingBytes > 0) yield Buffer.concat(pending);
}
