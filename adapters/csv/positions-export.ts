/**
 * The first line of a file of positions that we wrote. Such a file gives back what was held: prices keep their six
 * decimals, and lots of one security and day stay apart, because nobody typed them twice.
 */
export const POSITIONS_EXPORT = '# Sigmafold positions export';

/** Passes text on, and says of its beginning whether we wrote it. */
export async function* noticeExport(
  text: AsyncIterable<string>,
  notice: (isExport: boolean) => void,
): AsyncGenerator<string> {
  let start: string | null = '';
  for await (const part of text) {
    if (start !== null) {
      start += part;
      if (start.length < POSITIONS_EXPORT.length) continue;
      notice(start.startsWith(POSITIONS_EXPORT));
      yield start;
      start = null;
    } else yield part;
  }
  if (start !== null) yield start;
}
