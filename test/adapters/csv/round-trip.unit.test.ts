import fc from 'fast-check';
import { csvTemplate } from '../../../adapters/csv/template.ts';
import { csvLine } from '../../../adapters/csv/write-csv.ts';
import { writeErrorsCsv } from '../../../adapters/csv/write-errors-csv.ts';
import { writePositionsCsv } from '../../../adapters/csv/write-positions-csv.ts';
import { COLUMNS, HEADERS } from '../../../domain/import/columns.ts';
import type { RowError } from '../../../domain/import/report.ts';
import type { UnidentifiedPosition } from '../../../domain/portfolio/position.ts';
import { heldPositions } from '../../support/positions.ts';
import { errorsIn, read } from './read.ts';

describe('positions written as a file', () => {
  it('are the same when they are read again', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(heldPositions, { minLength: 1, maxLength: 20 }), async (positions) => {
        const file = writePositionsCsv(positions);
        const parsed = await read(file);
        expect(parsed.ok ? parsed.value.positions : parsed.error.details).toEqual(positions);
      }),
      { numRuns: 200 },
    );
  });

  it('are the same with the columns in another order and the header in another case', async () => {
    const shuffled = fc.shuffledSubarray([...COLUMNS.keys()], { minLength: COLUMNS.length });
    await fc.assert(
      fc.asyncProperty(heldPositions, shuffled, fc.boolean(), async (one, order, upper) => {
        const [, header = '', row = ''] = writePositionsCsv([one]).trimEnd().split('\r\n');
        const [names, values] = [header.split(','), row.split(',')];
        const cased = names.map((name) => (upper ? name.toUpperCase() : name.toLowerCase()));
        const file = [cased, values].map((cells) => order.map((i) => cells[i]).join(',')).join('\n');
        const parsed = await read(file, { priceDecimals: 6 });
        expect(parsed.ok ? parsed.value.positions : parsed.error.details).toEqual([one]);
      }),
      { numRuns: 100 },
    );
  });

  it('never are formulas, and stay negative numbers', async () => {
    const short: UnidentifiedPosition = {
      symbol: '-ABC',
      quantity: '-12.5',
      entryPrice: '1',
      entryDate: '2024-01-16',
      exit: null,
      investmentClass: 'PUBLIC',
      subtype: null,
    };
    const file = writePositionsCsv([short]);
    expect(file).toContain("'-ABC,-12.5,1,");
    expect(await read(file)).toMatchObject({ ok: true, value: { positions: [short] } });
  });
});

describe('cells that a spreadsheet would run', () => {
  it.each([
    ['=HYPERLINK("http://x","y")', `"'=HYPERLINK(""http://x"",""y"")"`],
    ['@SUM(1)', "'@SUM(1)"],
    ["+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"],
    ['-1+1', "'-1+1"],
    ['\t=1', "'\t=1"],
    ['\r=1', `"'\r=1"`],
    ['-12.5', '-12.5'],
    ['AAPL', 'AAPL'],
    ['a,b', '"a,b"'],
    ['# not a comment', '"# not a comment"'],
    [' x', '" x"'],
    [-3, '-3'],
    [null, ''],
  ])('writes %j as %s', (value, cell) => {
    expect(csvLine([value])).toBe(`${cell}\r\n`);
  });

  it('are harmless in the file of errors too', async () => {
    const parsed = await read(
      `${COLUMNS.map((column) => HEADERS[column]).join(',')}\n=1+1,-5,1,2024-01-16,,,,,,,,\n`,
    );
    const errors = parsed.ok ? [] : (parsed.error.details as { errors: readonly RowError[] }).errors;
    expect(writeErrorsCsv(errors).split('\r\n')).toEqual([
      'Row,Symbol,Field,Value,Code,Message,Fix',
      expect.stringMatching(/^2,'=1\+1,Symbol,'=1\+1,ERR_POS_003,/),
      '',
    ]);
  });
});

describe('the template', () => {
  it('imports as it is, with four examples and no warning', async () => {
    const parsed = await read(csvTemplate(), { fileName: 'template.csv', today: '2024-03-01' });
    expect(parsed).toMatchObject({
      ok: true,
      value: {
        warnings: [],
        positions: [
          { symbol: 'AAPL', quantity: '100', subtype: 'STOCK' },
          { symbol: 'SPY240315C00500000', contract: { right: 'CALL' }, exit: { price: '7.2' } },
          { symbol: 'SHOP', quantity: '-25' },
          { symbol: 'TSLA', exit: { date: '2024-01-16', price: '215' } },
        ],
      },
    });
  });

  it('names all twelve columns, and says how many decimals a price may have', () => {
    const lines = csvTemplate(4).split('\r\n');
    const header = lines.find((line) => !line.startsWith('#'));
    expect(header).toBe(
      'Symbol,Quantity,Entry Price Per Share,Entry Date,Investment Class,Investment Subtype,Underlying Symbol,Strike Price,Expiration Date,Option Type,Exit Date,Exit Price Per Share',
    );
    expect(csvTemplate(4)).toContain('up to 4 decimals');
    for (const type of ['taxable', 'roth_ira', '529', 'other'])
      expect(csvTemplate()).toContain(`# - ${type}:`);
  });

  it('has no row without all its commas', async () => {
    const rows = csvTemplate()
      .split('\r\n')
      .filter((line) => line !== '' && !line.startsWith('#'));
    for (const row of rows) expect(row.split(',')).toHaveLength(12);
    expect(await errorsIn(csvTemplate())).toEqual([]);
  });
});
