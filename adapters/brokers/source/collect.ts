import { refuse } from '../../../domain/errors/refusal.ts';
import { FileRefused } from '../../csv/file-refused.ts';

/** All bytes of a file, so that more than one reader can look at it; ERR_CSV_001 at the first byte above the limit. */
export const collect = async (bytes: AsyncIterable<Buffer>, maxBytes: number): Promise<Buffer> => {
  const parts: Buffer[] = [];
  let total = 0;
  for await (const part of bytes) {
    total += part.length;
    if (total > maxBytes) {
      const message = `The file is larger than ${maxBytes} bytes.`;
      throw new FileRefused(refuse('ERR_CSV_001', { message, details: { max_bytes: maxBytes } }));
    }
    parts.push(part);
  }
  return Buffer.concat(parts);
};
