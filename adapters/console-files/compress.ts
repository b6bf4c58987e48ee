import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { ConsoleFile } from '../http/services.ts';
import { contentTypeOf } from './content-type.ts';

const deflate = promisify(gzip);
const brotli = promisify(brotliCompress);

/** `once` takes its time, for files that are kept; otherwise somebody is waiting for them. */
export const compressed = async (name: string, bytes: Uint8Array, once: boolean): Promise<ConsoleFile> => {
  const [gzipped, brotlied] = await Promise.all([
    deflate(bytes, { level: once ? 9 : 6 }),
    brotli(bytes, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: once ? 11 : 5,
        [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
      },
    }),
  ]);
  return {
    contentType: contentTypeOf(name),
    bytes,
    gzip: gzipped.length < bytes.length ? gzipped : null,
    brotli: brotlied.length < bytes.length ? brotlied : null,
  };
};
