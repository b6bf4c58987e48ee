import { PassThrough, Readable } from 'node:stream';
import yazl from 'yazl';
import type { ArchivedFile } from '../../application/exports/archived-file.ts';

/** A zip archive that is made while it is read: no file of it is begun before the one ahead of it was taken. */
export const zip = (files: Iterable<ArchivedFile>, modified: Date): AsyncIterable<Uint8Array> => {
  const archive = new yazl.ZipFile();
  const output = new PassThrough();
  // What cannot be made breaks the archive off, and whoever reads it is told why.
  const breakOff = (error: Error): void => {
    output.destroy(error);
  };
  let current: Readable | undefined;
  archive.on('error', breakOff);
  // When nobody reads on, nothing more is made.
  output.once('close', () => current?.destroy());
  archive.outputStream.pipe(output);
  for (const { path, content } of files) {
    archive.addReadStreamLazy(path, { mtime: modified, mode: 0o100644 }, (open) => {
      current = Readable.from(content(), { objectMode: false }).on('error', breakOff);
      open(null, current);
    });
  }
  archive.end();
  return output;
};
