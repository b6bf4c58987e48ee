import fc from 'fast-check';
import { decimal, toDecimal } from '../../../domain/decimal.ts';
import { readPrintedNumber, showDecimalComma } from '../../../domain/import/printed-number.ts';

const number = (value: string) => ({ kind: 'number', value });

describe('a printed number', () => {
  it.each([
    ['$1,234.56', '1234.56'],
    ['(12.30)', '-12.3'],
    ['($1,365.00)', '-1365'],
    ['$(12.30)', '-12.3'],
    ['-$5', '-5'],
    ['$-5', '-5'],
    ['5-', '-5'],
    ['- 5', '-5'],
    ['\u22125', '-5'],
    ['+3.2%', '3.2'],
    ['+$333.35', '333.35'],
    ['$.50', '0.5'],
    ["1'234.56", '1234.56'],
    ['1\u2019234.56', '1234.56'],
    ['1\u00a0234.56', '1234.56'],
    ['USD 12.50', '12.5'],
    ['12.50 EUR', '12.5'],
    ['C$5', '5'],
    ['0.', '0'],
    ['-0.00', '0'],
    ['(0.00)', '0'],
    ['0010.50', '10.5'],
    ['123456789012345678901234.5', '123456789012345678901234.5'],
  ])('%j is %s', (text, value) => {
    expect(readPrintedNumber(text)).toEqual(number(value));
  });

  it.each([
    ['1.234,56', '1234.56'],
    ['1 234,56', '1234.56'],
    ["1'234,56", '1234.56'],
    ['-4745,00', '-4745'],
    ['1.234', '1234'],
    ['1.234.567', '1234567'],
    ['2486.98', '2486.98'],
    ['0,72', '0.72'],
    ['960,35 €', '960.35'],
  ])('%j is %s where the comma is decimal', (text, value) => {
    expect(readPrintedNumber(text, true)).toEqual(number(value));
  });

  it.each(['', '--', '-', '\u2014', 'n/a', 'N/A', 'not applicable', 'unavailable', 'Incomplete', '  '])(
    '%j says that there is none',
    (text) => {
      expect(readPrintedNumber(text)).toEqual({ kind: 'none' });
    },
  );

  it.each([
    'LOTS',
    '1,23',
    '1,2345',
    '12,345,67',
    '1.2.3',
    '1e5',
    '0x10',
    '\u0661\u0662',
    '(-5)',
    '--5',
    '+-5',
    '5 5',
    'NaN',
    'Infinity',
    '$',
    '1'.repeat(65),
  ])('%j is none', (text) => {
    expect(readPrintedNumber(text).kind).toBe(text === 'NaN' ? 'none' : 'invalid');
  });

  const amounts = fc
    .tuple(fc.bigInt({ min: -(10n ** 14n), max: 10n ** 14n }), fc.integer({ min: 0, max: 6 }))
    .map(([digits, places]) => decimal(`${digits}e-${places}`));

  const grouped = (whole: string, mark: string): string => whole.replace(/\B(?=(?:\d{3})+$)/g, mark);

  it('is the same in every way of printing it', () => {
    const ways = fc.record({
      group: fc.constantFrom('', ',', "'", ' '),
      sign: fc.constantFrom('minus', 'parentheses', 'behind'),
      currency: fc.constantFrom('', '$'),
    });
    fc.assert(
      fc.property(amounts, ways, fc.boolean(), (amount, { group, sign, currency }, comma) => {
        const [whole = '', fraction] = toDecimal(amount.abs()).split('.');
        const mark = comma && group === ',' ? '.' : group;
        const size = `${grouped(whole, mark)}${fraction === undefined ? '' : `${comma ? ',' : '.'}${fraction}`}`;
        const printed = {
          minus: `-${currency}${size}`,
          parentheses: `(${currency}${size})`,
          behind: `${currency}${size}-`,
        }[sign];
        // One group alone, `1.234` or `1,234`, is thousands whoever reads it; three decimals look the same.
        fc.pre(!/^\d{1,3}$/.test(whole) || fraction?.length !== 3);
        expect(readPrintedNumber(amount.lt(0) ? printed : `${currency}${size}`, comma)).toEqual(
          number(toDecimal(amount)),
        );
      }),
      { numRuns: 2_000 },
    );
  });

  it('is an answer for any text, at once', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 100 }), fc.boolean(), (text, comma) => {
        expect(['number', 'none', 'invalid']).toContain(readPrintedNumber(text, comma).kind);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('numbers of a file', () => {
  it.each([
    [['960,35', '65', '313,00'], true],
    [['1.234,56'], true],
    [['0,725'], true],
    [['1,234', '5.25', '12'], false],
    [['1,234', '12'], false],
    [['3.5', '1,5', '2.5'], false],
    [[], false],
  ])('%j have a decimal comma: %s', (cells, expected) => {
    expect(showDecimalComma(cells)).toBe(expected);
  });
});
