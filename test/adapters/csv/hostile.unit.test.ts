import fc from 'fast-check';
import { errorCodes } from '../../../domain/errors/catalogue.ts';
import { errorsIn, HEADER, ROW, read } from './read.ts';

const MB = 1_000_000;
/** Far above what linear time needs and far below what quadratic time would take. */
const BOUND = 20_000;

describe('large and strange files', () => {
  it(
    'stops at the row limit of a million tiny rows',
    async () => {
      expect(await errorsIn(HEADER + 'A,1,1,1\n'.repeat(MB))).toEqual(['ERR_CSV_008']);
    },
    BOUND,
  );

  it(
    'reads as many rows as the limit allows',
    async () => {
      const rows = Array.from({ length: 100_000 }, (_, i) => `S${i},1.5,12.25,2024-01-16`).join('\n');
      const parsed = await read(HEADER + rows);
      expect(parsed.ok && parsed.value.positions.length).toBe(100_000);
    },
    BOUND,
  );

  it.each([
    ['one line of 9 MB', 'a,'.repeat(4.5 * MB), '1 ERR_CSV_006'],
    ['one field of 9 MB', `${HEADER}${'a'.repeat(9 * MB)}`, '2 ERR_CSV_006'],
    ['a quote that is not closed for 9 MB', `${HEADER}# c\n\n"${ROW.repeat(330_000)}`, '4 ERR_CSV_006'],
    ['a header whose quote is not closed for 9 MB', `"${ROW.repeat(330_000)}`, '1 ERR_CSV_006'],
    ['9 MB of quotes', `${HEADER}${'"'.repeat(9 * MB)}`, '2 ERR_CSV_006'],
    ['9 MB of blank lines', `${HEADER}${'\r\n'.repeat(4.5 * MB)}`, 'ERR_CSV_003'],
    ['9 MB of blanks', ' '.repeat(9 * MB), 'ERR_CSV_003'],
    ['a comment of 9 MB', `#${'x'.repeat(9 * MB)}`, 'ERR_CSV_003'],
    ['9 MB of comments', '#\n'.repeat(4.5 * MB), 'ERR_CSV_003'],
    ['9 MB of carriage returns', '\r'.repeat(9 * MB), 'ERR_CSV_003'],
  ])(
    'answers %s in linear time',
    async (_, file, expected) => {
      expect(await errorsIn(file)).toEqual([expected]);
    },
    BOUND,
  );

  it.each([
    ['digits and a letter', `A,${'1'.repeat(MB)}x,1,2024-01-16`, '2 ERR_POS_005'],
    ['zeros after the point', `A,0.${'0'.repeat(MB)}1,1,2024-01-16`, '2 ERR_POS_007'],
    ['zeros before the point', `A,${'0'.repeat(MB)}x,1,2024-01-16`, '2 ERR_POS_005'],
    ['letters and a mark', `${'A'.repeat(MB)}!,1,1,2024-01-16`, '2 ERR_POS_002'],
    ['blanks inside', `A${' '.repeat(MB)}B,1,1,2024-01-16`, '2 ERR_POS_002'],
  ])(
    'answers a field of a million %s in linear time',
    async (_, row, expected) => {
      expect(await errorsIn(`${HEADER}${row}\n`)).toEqual([expected]);
    },
    BOUND,
  );

  it(
    'reads a header of 10,000 columns',
    async () => {
      const many = Array.from({ length: 10_000 }, (_, i) => `c${i}`).join(',');
      expect(await errorsIn(`${many}\n`)).toEqual(['1 ERR_CSV_005']);
      const parsed = await read(`${many},${HEADER}${','.repeat(10_000)}${ROW}`);
      expect(parsed).toMatchObject({ ok: true, value: { positions: [{ symbol: 'AAPL' }] } });
      expect(parsed.ok && parsed.value.warnings.length).toBe(1000);
    },
    BOUND,
  );

  it(
    'counts 10,000 errors',
    async () => {
      const parsed = await read(HEADER + 'A B,x,y,z\n'.repeat(10_000));
      expect(parsed).toMatchObject({ error: { code: 'ERR_PORT_008', details: { total_errors: 40_000 } } });
    },
    BOUND,
  );

  it(
    'gives other work its turn',
    async () => {
      let turns = 0;
      const timer = setInterval(() => turns++, 1);
      await read(HEADER + Array.from({ length: 50_000 }, (_, i) => `S${i},1.5,12.25,2024-01-16`).join('\n'));
      clearInterval(timer);
      expect(turns).toBeGreaterThan(5);
    },
    BOUND,
  );
});

describe('any bytes at all', () => {
  const known: ReadonlySet<string> = new Set(errorCodes);

  const isAnswered = async (file: Buffer): Promise<void> => {
    const parsed = await read(file);
    if (parsed.ok) return;
    expect(known).toContain(parsed.error.code);
    for (const error of (parsed.error.details as { errors?: { code: string }[] })?.errors ?? [])
      expect(known).toContain(error.code);
  };

  it('give a result or a code of the catalogue', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), (bytes) => isAnswered(Buffer.from(bytes))),
      { numRuns: 300 },
    );
  });

  it('give one also after a good header', async () => {
    const piece = fc.oneof(
      fc.constantFrom(
        ',',
        '"',
        '""',
        '\n',
        '\r',
        '\r\n',
        ';',
        '#',
        '\t',
        ' ',
        'AAPL',
        '-',
        '1',
        '2024-01-16',
        'OPTIONS',
        'CALL',
        '0',
        '.',
        '\ufeff',
        '\0',
      ),
      fc.string({ unit: 'binary', maxLength: 5 }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 60 }), (pieces) =>
        isAnswered(Buffer.from(HEADER + pieces.join(''))),
      ),
      { numRuns: 500 },
    );
  });
});
