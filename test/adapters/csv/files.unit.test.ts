import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { parsePositionsCsv } from '../../../adapters/csv/parse-positions-csv.ts';
import { errorsIn, HEADER, piecesOf, ROW, read } from './read.ts';

const utf16 = (text: string, order: 'le' | 'be'): Buffer => {
  const bytes = Buffer.from(`\ufeff${text}`, 'utf16le');
  return order === 'le' ? bytes : bytes.swap16();
};

describe('a file', () => {
  it('gives positions, the lines they stand on, the number of rows and the hash of its bytes', async () => {
    const file = `# mine\n${HEADER}${ROW}\nMSFT,-5,380.5,2024-01-22\n`;
    expect(await read(file)).toEqual({
      ok: true,
      value: {
        positions: [
          expect.objectContaining({ symbol: 'AAPL', quantity: '100' }),
          expect.objectContaining({ symbol: 'MSFT', quantity: '-5', entryPrice: '380.5' }),
        ],
        lines: [3, 5],
        warnings: [],
        rows: 2,
        sha256: createHash('sha256').update(file).digest('hex'),
      },
    });
  });

  it.each([1, 2, 3, 7, 64, 1000])('is the same when it comes %d bytes at a time', async (size) => {
    const file = `\ufeff# ünï\r\n\r\n"Symbol",Quantity,Entry Price Per Share,Entry Date,"Nötes\r\n""x"""\r\n${ROW.trim()},"a\r\nb"\r\nKO,1,2,2024-01-16,é\r\n`;
    const whole = await read(file);
    expect(whole).toMatchObject({ ok: true, value: { lines: [5, 7], rows: 2 } });
    expect(await read(file, {}, size)).toEqual(whole);
  });

  it.each([
    ['CRLF', '\r\n'],
    ['LF', '\n'],
    ['CR', '\r'],
  ])('may end its lines with %s', async (_, end) => {
    const file = `# c\n${HEADER}\n${ROW}MSFT,x,1,2024-01-16\n`.replaceAll('\n', end);
    expect(await errorsIn(file)).toEqual(['5 ERR_POS_005']);
  });

  it('may mix line ends', async () => {
    expect(await errorsIn(`# a\r\n# b\r${HEADER}\r\r\n\nKO,x,1,2024-01-16`)).toEqual(['7 ERR_POS_005']);
  });

  it.each(['', '\n', '\n\n# the end', '\r\n  \r\n,,,\r\n'])('may end with %j', async (end) => {
    expect(await read(HEADER + ROW.trim() + end)).toMatchObject({ ok: true, value: { lines: [2] } });
  });

  it('may be separated by semicolons', async () => {
    const file = `Symbol;Quantity;Entry Price Per Share;Entry Date;"Notes, mine"\nAAPL;100;158.00;2024-01-16;a,b,c,d,e,f\n`;
    expect(await read(file)).toMatchObject({ ok: true, value: { positions: [{ symbol: 'AAPL' }] } });
    expect(await errorsIn(file.replace('158.00', '158,00'))).toEqual(['2 ERR_POS_009']);
  });

  it('may have a mark of its encoding, also twice', async () => {
    for (const marks of ['\ufeff', '\ufeff\ufeff']) {
      expect(await read(marks + HEADER + ROW)).toMatchObject({ ok: true, value: { lines: [2] } });
    }
  });

  it.each(['le', 'be'] as const)('may be UTF-16 %s when it says so', async (order) => {
    const file = utf16(`${HEADER}${ROW}`, order);
    expect(await read(file)).toMatchObject({ ok: true, value: { positions: [{ symbol: 'AAPL' }] } });
    expect(await read(file, {}, 1)).toMatchObject({ ok: true });
    expect(await errorsIn(file.subarray(0, -1))).toEqual(['2 ERR_CSV_006']);
  });

  it('has comments where # is the first character that is not blank, and only there', async () => {
    const file = [
      '# "a quote that is not closed',
      '  # and, one, with, blanks',
      'Symbol,Quantity,Entry Price Per Share,Entry Date,Notes',
      'AAPL,1,1,2024-01-16,a # b',
      '\t#KO,1,1,2024-01-16,',
      'MSFT,1,1,2024-01-16,"a',
      '# not a comment',
      'b"',
      'KO,x,1,2024-01-16,',
    ].join('\n');
    expect(await errorsIn(file)).toEqual(['9 ERR_POS_005']);
    expect(await errorsIn(file.replace('x', '1'))).toEqual([]);
    expect(await errorsIn(`${HEADER}"#AAPL",1,1,2024-01-16`)).toEqual(['2 ERR_POS_003']);
  });

  it('may have blank lines and rows of nothing but commas anywhere', async () => {
    expect(await read(`\n \n${HEADER}\n,,,\n${ROW}  ,\t,,\n\n`)).toMatchObject({
      ok: true,
      value: { lines: [6] },
    });
  });

  it('names the line on which a row starts, after quoted line breaks', async () => {
    const file = `Symbol,Quantity,Entry Price Per Share,Entry Date,Notes\nA,1,1,2024-01-16,"1\n2\r\n3\r4"\nB,x,1,2024-01-16,"5\n6"\nC,x,1,2024-01-16,\n`;
    expect(await errorsIn(file)).toEqual(['6 ERR_POS_005', '8 ERR_POS_005']);
  });

  it('may quote any value, with commas and quotes inside', async () => {
    expect(
      await read(
        `"Symbol","Quantity","Entry Price Per Share","Entry Date","N, ""o"""\n" AAPL ","1" ,"2",2024-01-16,"x, ""y"""`,
      ),
    ).toMatchObject({
      ok: true,
      value: { positions: [{ symbol: 'AAPL', quantity: '1' }], warnings: [{ field: 'N, "o"' }] },
    });
  });
});

describe('a file that is refused', () => {
  it.each<[string, string | Buffer, string]>([
    ['nothing', '', 'ERR_CSV_003'],
    ['a mark of its encoding alone', '\ufeff', 'ERR_CSV_003'],
    ['blank lines alone', '\n\r\n \n', 'ERR_CSV_003'],
    ['comments alone', '# a\n#b', 'ERR_CSV_003'],
    ['a header alone', HEADER, 'ERR_CSV_003'],
    ['a header and blank rows', `${HEADER},,,\n\n# x\n`, 'ERR_CSV_003'],
    ['positions without header', `# x\n${ROW}`, '2 ERR_CSV_005'],
    ['a header that lacks a column', 'Symbol,Quantity\nAAPL,1\n', '1 ERR_CSV_004'],
    ['a header with a column twice', `Symbol,${HEADER}A,${ROW}`, '1 ERR_CSV_005'],
    ['tabs', `${HEADER}${ROW}`.replaceAll(',', '\t'), '1 ERR_CSV_005'],
    ['JSON', '{"error": "x"}', '1 ERR_CSV_006'],
    ['HTML', '<!doctype html>\n<html>', '1 ERR_CSV_005'],
    ['a quote that is never closed', `${HEADER}${ROW}\n# c\n"KO,1,1,2024-01-16\n${ROW}`, '5 ERR_CSV_006'],
    ['text after a closing quote', `${HEADER}${ROW}"KO"x,1,1,2024-01-16\n`, '3 ERR_CSV_006'],
    ['a quote inside a field', `${HEADER}K"O,1,1,2024-01-16\n`, '2 ERR_CSV_006'],
    ['a NUL', `${HEADER}${ROW}KO\0,1,1,2024-01-16\n`, '3 ERR_CSV_006'],
    ['UTF-16 that does not say so', Buffer.from(HEADER + ROW, 'utf16le'), '1 ERR_CSV_006'],
    ['Latin-1', Buffer.from(`${HEADER}${ROW}# caf\xe9\n`, 'latin1'), '3 ERR_CSV_006'],
    [
      'an overlong character',
      Buffer.concat([Buffer.from(HEADER + ROW), Buffer.from([0xc0, 0xaf])]),
      '3 ERR_CSV_006',
    ],
    [
      'a surrogate in UTF-8',
      Buffer.concat([Buffer.from(`${HEADER}\r\n`), Buffer.from([0xed, 0xa0, 0x80])]),
      '3 ERR_CSV_006',
    ],
    [
      'a character cut off at the end',
      Buffer.concat([Buffer.from(HEADER), Buffer.from([0xe2, 0x82])]),
      '2 ERR_CSV_006',
    ],
    ['an XLSX or ZIP', Buffer.from('PK\x03\x04\x14\0\x06\0', 'latin1'), 'ERR_CSV_002'],
    ['an old Excel workbook', Buffer.from('d0cf11e0a1b11ae10000', 'hex'), 'ERR_CSV_002'],
    ['a PNG', Buffer.from('89504e470d0a1a0a0000000d', 'hex'), 'ERR_CSV_002'],
    ['a PDF', '%PDF-1.7\n', 'ERR_CSV_002'],
    ['gzip', gzipSync(HEADER + ROW), 'ERR_CSV_002'],
  ])('when it is or has %s', async (_, file, expected) => {
    expect(await errorsIn(file)).toEqual([expected]);
    expect(await errorsIn(file, { fileName: 'p.csv' })).toEqual([expected]);
  });

  it.each([
    ['positions.CSV', []],
    ['../../etc/x.csv', []],
    ['positions.xlsx', ['ERR_CSV_002']],
    ['csv', ['ERR_CSV_002']],
    ['', ['ERR_CSV_002']],
    ['../../etc/passwd', ['ERR_CSV_002']],
    ['a.csv\0.exe', ['ERR_CSV_002']],
    [`${'x'.repeat(5000)}.csv`, []],
  ])('by its name when that is %j', async (fileName, expected) => {
    expect(await errorsIn(HEADER + ROW, { fileName })).toEqual(expected);
  });

  it('at the first byte above the limit, without reading on', async () => {
    const exactly = Buffer.from(HEADER + ROW);
    expect(await errorsIn(exactly, { maxBytes: exactly.length })).toEqual([]);
    expect(await errorsIn(exactly, { maxBytes: exactly.length - 1 })).toEqual(['ERR_CSV_001']);

    let sent = 0;
    let closed = false;
    async function* endless(): AsyncGenerator<Buffer> {
      try {
        for (;;) {
          sent += 65_536;
          yield Buffer.alloc(65_536, '# x\n');
        }
      } finally {
        closed = true;
      }
    }
    expect(await parsePositionsCsv(endless(), { today: '2026-11-21' })).toMatchObject({
      error: { code: 'ERR_CSV_001', details: { max_bytes: 10_485_760 } },
    });
    expect(sent).toBe(10_485_760 + 65_536);
    expect(closed).toBe(true);
  });

  it('at the first row above the limit', async () => {
    expect(await errorsIn(HEADER + ROW + ROW.replace('AAPL', 'KO'), { maxRows: 2 })).toEqual([]);
    expect(await errorsIn(`${HEADER}A,1,1,2024-01-16\n`.repeat(1) + ROW.repeat(9), { maxRows: 2 })).toEqual([
      'ERR_CSV_008',
    ]);
  });

  it('with an error of its transport, which is not ours to explain', async () => {
    async function* broken(): AsyncGenerator<Buffer> {
      yield Buffer.from(HEADER);
      throw new Error('connection reset');
    }
    await expect(parsePositionsCsv(broken(), { today: '2026-11-21' })).rejects.toThrow('connection reset');
  });

  it('says what to do about a spreadsheet or another encoding', async () => {
    expect(await read(Buffer.from(`${HEADER}caf\xe9`, 'latin1'))).toMatchObject({
      error: { message: expect.stringContaining('CSV UTF-8') },
    });
    expect(await read(Buffer.from('PK\x03\x04', 'latin1'))).toMatchObject({
      error: { message: expect.stringContaining('Excel') },
    });
  });

  it('has its bad byte named by line wherever chunks are cut', async () => {
    const lines = 30_000;
    const good = 'é'.repeat(4);
    const bytes = Buffer.concat([
      Buffer.from(`${HEADER}${`# ${good}\r\n`.repeat(lines)}`),
      Buffer.from([0xff]),
      Buffer.from(`\n# ${good}\n`.repeat(20_000)),
    ]);
    expect(await errorsIn(bytes)).toEqual([`${lines + 2} ERR_CSV_006`]);
    const parsed = await parsePositionsCsv(piecesOf(bytes, 777), { today: '2026-11-21' });
    expect(parsed).toMatchObject({ error: { details: { line: lines + 2 } } });
  });
});

describe('a row of another width than the header', () => {
  const file = (...rows: string[]) =>
    `Symbol,Quantity,Entry Price Per Share,Entry Date,Exit Date,Exit Price Per Share\n${rows.join('\n')}`;

  it('is named by its line, together with every other error', async () => {
    const parsed = await read(
      file('A,1,1,2024-01-16,2024-02-01', 'B,1,1,2024-01-16,,', 'C,x,1,2024-01-16,,', 'D,1,1,2024-01-16,,,z'),
    );
    expect(parsed).toMatchObject({
      ok: false,
      error: {
        code: 'ERR_CSV_006',
        message: 'Line 2 has 5 fields, the header has 6. 3 errors in 3 rows; nothing was imported.',
        details: {
          line: 2,
          total_errors: 3,
          errors: [
            {
              row: 2,
              symbol: 'A',
              field: null,
              code: 'ERR_CSV_006',
              message: 'Line 2 has 5 fields, the header has 6.',
            },
            { row: 4, symbol: 'C', code: 'ERR_POS_005' },
            { row: 5, symbol: 'D', code: 'ERR_CSV_006', message: 'Line 5 has 7 fields, the header has 6.' },
          ],
        },
      },
    });
  });

  it('may have more fields when they are blank', async () => {
    expect(await errorsIn(file('A,1,1,2024-01-16,,,,', 'B,1,1,2024-01-16,,, ,'))).toEqual([]);
    expect(await errorsIn(`${HEADER.trim()},,\n${ROW}${ROW.replace('AAPL', 'KO').trim()},,,,\n`)).toEqual([]);
  });
});
