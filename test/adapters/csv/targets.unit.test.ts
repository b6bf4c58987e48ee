import fc from 'fast-check';
import { parseTargetsCsv } from '../../../adapters/csv/parse-targets-csv.ts';
import { writeTargetsCsv } from '../../../adapters/csv/write-targets-csv.ts';
import type { NewTarget } from '../../../domain/targets/target-price.ts';
import { piecesOf } from './read.ts';

const parse = (file: string | Buffer, pieces = 1_000_000, fileName = 'targets.csv') =>
  parseTargetsCsv(piecesOf(Buffer.from(file), pieces), { fileName });

const price = fc
  .integer({ min: 1, max: 2_000_000_000 })
  .map((units) => String(units / 1e4))
  .filter((text) => !text.includes('e'));

const target: fc.Arbitrary<NewTarget> = fc.record({
  symbol: fc.stringMatching(/^[-A-Z0-9_]{0,8}[A-Z0-9]$/),
  positionType: fc.constantFrom('LONG', 'SHORT'),
  prices: fc.record({ eoy: fc.option(price), nextYear: fc.option(price), downside: price }),
  userPrice: fc.option(price),
});

describe('a file of target prices', () => {
  it('that was exported is read again as it was, cut anywhere', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(target, {
          minLength: 1,
          maxLength: 20,
          selector: ({ symbol, positionType }) => `${symbol} ${positionType}`,
        }),
        fc.integer({ min: 1, max: 50 }),
        async (targets, pieces) => {
          expect(await parse(writeTargetsCsv(targets), pieces)).toEqual({ ok: true, value: targets });
        },
      ),
      { numRuns: 50 },
    );
  });

  it('gives a spreadsheet nothing to run', () => {
    const symbol = '-2+3';
    const prices = { eoy: '1', nextYear: null, downside: null };
    const file = writeTargetsCsv([{ symbol, positionType: 'LONG', prices, userPrice: null }]);
    expect(file).toBe(
      "symbol,position_type,target_eoy,target_next_year,downside,current_price\r\n'-2+3,LONG,1,,,\r\n",
    );
  });

  it('may have its columns in any order and spelling, comments, a byte-order mark and more columns', async () => {
    const file =
      '\uFEFF# my targets\nNotes;Downside;Target EOY;POSITION_TYPE;Symbol\n"a; b";80;261.38;long;aapl\n\n;;1;SHORT;GE\n';
    expect(await parse(file)).toEqual({
      ok: true,
      value: [
        {
          symbol: 'AAPL',
          positionType: 'LONG',
          prices: { eoy: '261.38', nextYear: null, downside: '80' },
          userPrice: null,
        },
        {
          symbol: 'GE',
          positionType: 'SHORT',
          prices: { eoy: '1', nextYear: null, downside: null },
          userPrice: null,
        },
      ],
    });
  });

  it.each([
    ['that is a workbook', Buffer.from('504b0304', 'hex'), 'targets.csv', 'ERR_CSV_002'],
    ['of another name', 'symbol,position_type,downside\nA,LONG,1\n', 'targets.xlsx', 'ERR_CSV_002'],
    [
      'with a quote that is never closed',
      'symbol,position_type,downside\n"A,LONG,1\n',
      'targets.csv',
      'ERR_CSV_006',
    ],
    ['that is no text', Buffer.from([0x61, 0x00, 0xff, 0x0a]), 'targets.csv', 'ERR_CSV_006'],
  ])('%s is refused', async (_how, file, name, code) => {
    expect(await parse(file, 1_000_000, name)).toMatchObject({ ok: false, error: { code } });
  });
});
