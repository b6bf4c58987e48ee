import fc from 'fast-check';
import { decode } from '../../../adapters/csv/decode.ts';
import { readRecords } from '../../../adapters/csv/records.ts';
import { piecesOf } from './read.ts';

const decoded = async (file: Buffer, size: number): Promise<string> => {
  let text = '';
  for await (const part of decode(piecesOf(file, size))) text += part;
  return text;
};

async function* slicesOf(text: string, size: number): AsyncGenerator<string> {
  // A decoder never gives half a character.
  const characters = Array.from(text);
  for (let start = 0; start < characters.length; start += size) {
    yield characters.slice(start, start + size).join('');
  }
}

const recordsOf = async (text: string, size: number): Promise<readonly unknown[]> => {
  const records: unknown[] = [];
  await readRecords(slicesOf(text, size), (line, fields) => records.push([line, ...fields]));
  return records;
};

describe('a file that is cut anywhere', () => {
  const text = fc
    .array(fc.constantFrom('\r', '\n', '\r\n', 'é', '€', '🦊', 'a', '\ufeff'), { maxLength: 40 })
    .map((parts) => parts.join(''));

  it('is decoded to the same text, with one kind of line end', async () => {
    await fc.assert(
      fc.asyncProperty(text, fc.integer({ min: 1, max: 9 }), async (original, size) => {
        const expected = original.replace(/^\ufeff+/, '').replace(/\r\n|\r/g, '\n');
        expect(await decoded(Buffer.from(original), size)).toBe(expected);
        const utf16 = Buffer.from(`\ufeff${original}`, 'utf16le');
        expect(await decoded(utf16, size + 1)).toBe(expected);
        expect(await decoded(utf16.swap16(), size + 1)).toBe(expected);
      }),
      { numRuns: 500 },
    );
  });

  it('gives the same records on the same lines', async () => {
    const file = [
      '# a "comment',
      '',
      '  # another; one',
      'Symbol,"Notes, ""mine"""',
      'AAPL,"two',
      'lines"',
      '',
      ' # a third',
      '"MSFT" , é🦊 ',
      ',',
      'KO,"a ""quote"""',
    ].join('\n');
    const records = [
      [4, 'Symbol', 'Notes, "mine"'],
      [5, 'AAPL', 'two\nlines'],
      [9, 'MSFT', 'é🦊'],
      [10, '', ''],
      [11, 'KO', 'a "quote"'],
    ];
    for (let size = 1; size <= file.length; size++) expect(await recordsOf(file, size)).toEqual(records);
  });

  it('has its errors on the same lines', async () => {
    const file = 'Symbol,Notes\n# c\n\nAAPL,x\n\n# d\n"MSFT\n# not a comment\nKO,1\n';
    for (let size = 1; size <= file.length; size++) {
      await expect(recordsOf(file, size)).rejects.toThrow(
        'The row that starts on line 7 has a quote that is never closed',
      );
    }
  });
});
