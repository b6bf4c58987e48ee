import { zip } from '../../../adapters/archive/zip.ts';
import { unzip } from '../../support/unzip.ts';

const MODIFIED = new Date('2024-06-28T21:00:00Z');

async function* texts(...parts: readonly string[]): AsyncGenerator<string> {
  yield* parts;
}

const bytesOf = async (archive: AsyncIterable<Uint8Array>): Promise<Buffer> => {
  const chunks: Uint8Array[] = [];
  for await (const chunk of archive) chunks.push(chunk);
  return Buffer.concat(chunks);
};

describe('an archive', () => {
  it('has every file as it was given', async () => {
    const large = 'a line of text\n'.repeat(100_000);
    const archive = zip(
      [
        { path: 'a.txt', content: () => texts('one ', 'and two') },
        { path: 'folder/empty.csv', content: () => texts() },
        { path: 'folder/large.csv', content: () => texts(large, 'é') },
      ],
      MODIFIED,
    );
    expect(unzip(await bytesOf(archive))).toEqual(
      new Map([
        ['a.txt', 'one and two'],
        ['folder/empty.csv', ''],
        ['folder/large.csv', `${large}é`],
      ]),
    );
  });

  it('makes its files only as they are read', async () => {
    let made = 0;
    async function* endless(): AsyncGenerator<string> {
      for (;;) {
        made += 1;
        yield crypto.randomUUID().repeat(100);
      }
    }
    for await (const _ of zip([{ path: 'endless', content: endless }], MODIFIED)) break;
    await new Promise((resolve) => setTimeout(resolve, 50));
    const sofar = made;
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(made).toBe(sofar);
  });

  it('breaks off when a file cannot be made', async () => {
    async function* broken(): AsyncGenerator<string> {
      yield 'so far';
      throw new Error('and no further');
    }
    await expect(bytesOf(zip([{ path: 'a', content: broken }], MODIFIED))).rejects.toThrow('and no further');
  });
});
