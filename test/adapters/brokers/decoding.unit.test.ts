import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { readSourceFile } from '../../../adapters/brokers/source/read-source-file.ts';
import { positionsIn, readFile, readingOf } from './reading-of.ts';
import { positionsFile } from './statement-of.ts';

const utf16be = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16();
const MARK = '\uFEFF';

const ENCODINGS: Readonly<Record<string, (text: string) => Buffer>> = {
  'UTF-8': (text) => Buffer.from(text),
  'UTF-8 with its mark': (text) => Buffer.from(MARK + text),
  'UTF-8 with its mark twice': (text) => Buffer.from(MARK + MARK + text),
  'UTF-16 LE with its mark': (text) => Buffer.from(MARK + text, 'utf16le'),
  'UTF-16 BE with its mark': (text) => utf16be(MARK + text),
  'UTF-16 LE': (text) => Buffer.from(text, 'utf16le'),
  'UTF-16 BE': utf16be,
  'Windows-1252': (text) => Buffer.from(text, 'latin1'),
};

const OWN = 'Symbol,Quantity,Entry Price Per Share,Entry Date\nAAPL,100,158.00,2024-01-16\n';
const FIDELITY =
  'Account Number,Account Name,Symbol,Description,Quantity,Last Price,Current Value,Cost Basis Total\n';

const rowsOf = async (bytes: Buffer): Promise<readonly (readonly string[])[]> => {
  const file = await readSourceFile(bytes, 1_000);
  return file.kind === 'delimited' ? file.rows.map(({ fields }) => fields) : [];
};

describe('a file', () => {
  const schwab = positionsFile('schwab_2025_robo_advisor.csv').toString('utf8');

  it.each(Object.entries(ENCODINGS))('in %s gives the same positions', async (_, encode) => {
    const expected = positionsIn(await readingOf(schwab));
    expect(positionsIn(await readingOf(encode(schwab)))).toEqual(expected);
  });

  it.each(Object.entries(ENCODINGS))('of our own template may be in %s', async (_, encode) => {
    expect(positionsIn(await readingOf(encode(OWN)))).toEqual(['AAPL 100 158']);
  });

  it.each([',', ';', '\t', '|'])('may be separated by %j', async (delimiter) => {
    const separated = (text: string): string => text.replaceAll(',', delimiter);
    expect(positionsIn(await readingOf(separated(OWN)))).toEqual(['AAPL 100 158']);
    const file = separated(`${FIDELITY}X1,A,AAPL,,10,200,2000,1500\nX1,A,MSFT,,5,300,1500,1200\n`);
    expect(positionsIn(await readingOf(file))).toEqual(['AAPL 10 150', 'MSFT 5 240']);
  });

  it('has empty fields where delimiters stand side by side, tabs too', async () => {
    expect(await rowsOf(Buffer.from('a\tb\tc\n1\t\t3\n'))).toEqual([
      ['a', 'b', 'c'],
      ['1', '', '3'],
    ]);
  });

  it('may have Latin letters of Windows', async () => {
    const file = Buffer.from(
      `${FIDELITY}X1,Caf\u00e9,AAPL,Soci\u00e9t\u00e9 \u00a9,10,200,2000,1500\n`,
      'latin1',
    );
    expect((await readingOf(file)).accounts[0]?.name).toBe('Caf\u00e9 X1');
  });

  it.each([
    ['a NUL', Buffer.from(`${FIDELITY}X1,A,AA\0PL,,10,200,2000,1500\n`), 2],
    [
      'a damaged character among good ones',
      Buffer.concat([Buffer.from(`${FIDELITY}X1,\u00e9\u00fc,`), Buffer.from([0xc3, 0x28, 0x0a])]),
      2,
    ],
    [
      'a byte that Windows-1252 does not have',
      Buffer.concat([Buffer.from(FIDELITY), Buffer.from([0x81, 0x0a])]),
      2,
    ],
  ])('with %s is refused by its line', async (_, file, line) => {
    expect(await readFile(file)).toMatchObject({ error: { code: 'ERR_CSV_006', details: { line } } });
  });

  it.each([
    ['a ZIP archive or workbook', Buffer.from('PK\x03\x04\x14\0\x06\0', 'latin1')],
    ['an old workbook', Buffer.from('d0cf11e0a1b11ae10000', 'hex')],
    ['a PNG image', Buffer.from('89504e470d0a1a0a0000000d', 'hex')],
    ['a PDF', Buffer.from('%PDF-1.7\n')],
    ['gzip', gzipSync(OWN)],
    ['a web page', Buffer.from('<!DOCTYPE html><html><table><tr><td>AAPL</td></tr></table></html>')],
    ['JSON', Buffer.from('[{"symbol":"AAPL"}]')],
  ])('that is %s is refused by its content', async (_, file) => {
    expect(await readFile(file)).toMatchObject({ error: { code: 'ERR_CSV_002' } });
  });

  it.each([
    ['', 'ERR_CSV_003'],
    ['\n\n', 'ERR_CSV_003'],
    ['Symbol,Quantity,Entry Price Per Share,Entry Date\n', 'ERR_CSV_003'],
    ['hello', 'ERR_CSV_005'],
    ['<Unknown><A/></Unknown>', 'ERR_CSV_009'],
    ['<FlexQueryResponse><FlexStatements/></FlexQueryResponse>', 'ERR_CSV_009'],
    ['<OFX><BANKMSGSRSV1/></OFX>', 'ERR_CSV_009'],
    ['<a><b></a>', 'ERR_CSV_006'],
    ['<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>', 'ERR_CSV_006'],
  ])('%j is refused with %s', async (file, code) => {
    expect(await readFile(file)).toMatchObject({ error: { code } });
  });

  it('has the same fields in every encoding, whatever stands in them', async () => {
    const letters = fc
      .stringMatching(/^[ -~\u00c0-\u00ff]{1,20}$/)
      .map((text) => text.replace(/["\s,;|<{[]/g, 'x'));
    const rows = fc.array(fc.array(letters, { minLength: 3, maxLength: 3 }), { minLength: 2, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(rows, fc.constantFrom(...Object.keys(ENCODINGS)), async (cells, name) => {
        const text = `Symbol,Quantity,Price\n${cells.map((row) => row.join(',')).join('\n')}\n`;
        const encode = ENCODINGS[name] ?? Buffer.from;
        const unguarded = (field: string): string => field.replace(/^'(?=[=+\-@])/, '');
        expect(await rowsOf(encode(text))).toEqual([
          ['Symbol', 'Quantity', 'Price'],
          ...cells.map((row) => row.map(unguarded)),
        ]);
      }),
      { numRuns: 300 },
    );
  });
});
