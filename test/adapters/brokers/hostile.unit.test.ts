import { readFile, readingOf } from './reading-of.ts';

/** Far above what linear time needs and far below what quadratic time would take. */
const BOUND = 60_000;

const TITLE = '"Positions for account X ...000 as of 11:52 AM ET, 2025/11/16"\n\n';
const HEADER = '"Symbol","Description","Qty (Quantity)","Price","Mkt Val (Market Value)","Cost Basis"\n';
const rows = (count: number): string =>
  Array.from({ length: count }, (_, i) => `"S${i}","N","54","$57.35","$3,096.90","$2,984.33"\n`).join('');

describe('a large or strange file', () => {
  it(
    'of tens of thousands of positions is read whole, and other work gets its turn',
    async () => {
      let turns = 0;
      const timer = setInterval(() => turns++, 1);
      const reading = await readingOf(TITLE + HEADER + rows(60_000));
      clearInterval(timer);
      expect(reading.counts.taken).toBe(60_000);
      expect(reading.rows).toHaveLength(1_000);
      expect(turns).toBeGreaterThan(20);
    },
    BOUND,
  );

  it(
    'of more rows than the limit is refused, of more bytes too',
    async () => {
      expect(await readFile(`${HEADER}${'"A"\n'.repeat(101_500)}`)).toMatchObject({
        error: { code: 'ERR_CSV_008' },
      });
      expect(await readFile(`${HEADER}${' '.repeat(10_485_760)}`)).toMatchObject({
        error: { code: 'ERR_CSV_001' },
      });
    },
    BOUND,
  );

  it.each([
    ['a line of nothing but commas', ','.repeat(2_000_000), 'ERR_CSV_006'],
    ['one long line', 'a,'.repeat(1_500_000), 'ERR_CSV_006'],
    ['a quote that is never closed', `${TITLE}${HEADER}"${'AAPL,1\n'.repeat(400_000)}`, 'ERR_CSV_006'],
    ['nothing but quotes', '"'.repeat(3_000_000), 'ERR_CSV_006'],
    ['nothing but blanks', ' '.repeat(3_000_000), 'ERR_CSV_003'],
    ['tags inside tags', `<${'a><'.repeat(300_000)}a>`, 'ERR_CSV_008'],
    ['one long tag', `<a ${'b="c" '.repeat(400_000)}/>`, 'ERR_CSV_006'],
    ['fifty rows of ten thousand columns', `${'c,'.repeat(10_000)}\n`.repeat(50), 'ERR_CSV_005'],
  ])(
    'of %s is answered in linear time',
    async (_, file, code) => {
      expect(await readFile(file)).toMatchObject({ error: { code } });
    },
    BOUND,
  );

  it(
    'with fields of parentheses and digits by the thousand is answered in linear time',
    async () => {
      const row = `"S","${'('.repeat(50_000)}","${'1'.repeat(50_000)}","1","1","1"\n`;
      const reading = await readingOf(TITLE + HEADER + row.repeat(50));
      expect(reading.totalErrors).toBe(50);
      expect(JSON.stringify(reading).length).toBeLessThan(100_000);
    },
    BOUND,
  );

  it('counts all errors and lists a thousand', async () => {
    const reading = await readingOf(`${TITLE}${HEADER}${'"A","N","LOTS","1","1","1"\n'.repeat(3_000)}`);
    expect(reading.totalErrors).toBe(3_000);
    expect(reading.errors).toHaveLength(1_000);
  });
});
