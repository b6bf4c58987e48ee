/** First bytes of files that people rename to `.csv`, and what to say about them. */
const SIGNATURES: readonly (readonly [signature: Buffer, kind: string])[] = [
  [Buffer.from('504b0304', 'hex'), 'a ZIP archive or an Excel workbook'],
  [Buffer.from('504b0506', 'hex'), 'an empty ZIP archive'],
  [Buffer.from('504b0708', 'hex'), 'a ZIP archive'],
  [Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'an old Excel workbook'],
  [Buffer.from('89504e47', 'hex'), 'a PNG image'],
  [Buffer.from('ffd8ff', 'hex'), 'a JPEG image'],
  [Buffer.from('47494638', 'hex'), 'a GIF image'],
  [Buffer.from('25504446', 'hex'), 'a PDF document'],
  [Buffer.from('1f8b', 'hex'), 'gzip-compressed'],
  [Buffer.from('28b52ffd', 'hex'), 'zstd-compressed'],
  [Buffer.from('425a68', 'hex'), 'bzip2-compressed'],
  [Buffer.from('fd377a585a00', 'hex'), 'xz-compressed'],
  [Buffer.from('377abcaf271c', 'hex'), 'a 7-Zip archive'],
  [Buffer.from('526172211a07', 'hex'), 'a RAR archive'],
];

/** What a file that is not text is, by its first bytes; null for anything else. */
export const foreignKindOf = (start: Buffer): string | null =>
  SIGNATURES.find(([signature]) => start.subarray(0, signature.length).equals(signature))?.[1] ?? null;
