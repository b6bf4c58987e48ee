import fc from 'fast-check';
import { addDays } from '../../../domain/dates.ts';
import { orderShownBy, readPrintedDate } from '../../../domain/import/printed-date.ts';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

describe('a printed date', () => {
  it.each([
    ['2024-01-15', '2024-01-15'],
    ['2024/1/5', '2024-01-05'],
    ['20240115', '2024-01-15'],
    ['20250919;162000', '2025-09-19'],
    ['2024-01-15T10:00:00Z', '2024-01-15'],
    ['1/15/2024', '2024-01-15'],
    ['15/01/2024', '2024-01-15'],
    ['01/01/24', '2024-01-01'],
    ['12/31/69', '2069-12-31'],
    ['12/31/70', '1970-12-31'],
    ['02.01.2024', '2024-01-02'],
    ['Nov-15-2020', '2020-11-15'],
    ['15 Nov 2020', '2020-11-15'],
    ['15-Nov-2020', '2020-11-15'],
    ['November 15, 2020', '2020-11-15'],
    ["Feb 15 '19", '2019-02-15'],
    ['09/24/2020 13:42:07', '2020-09-24'],
    ['Jan 1 2026 12:00 PM ET', '2026-01-01'],
  ])('%j is %s', (text, date) => {
    expect(readPrintedDate(text)).toEqual({ kind: 'date', date });
  });

  it.each([
    '2024-02-30',
    '2023-02-29',
    '13/13/2024',
    '15 Foo 2020',
    '0000-00-00',
    'yesterday',
    '1'.repeat(65),
  ])('%j is none', (text) => {
    expect(readPrintedDate(text)).toEqual({ kind: 'invalid' });
  });

  it.each(['', '--', 'N/A', 'Various'])('%j says that there is none', (text) => {
    expect(readPrintedDate(text)).toEqual({ kind: 'none' });
  });

  it('has two readings where nothing tells the day from the month, and one where something does', () => {
    const readings = ['2024-01-02', '2024-02-01'];
    expect(readPrintedDate('01/02/2024')).toEqual({ kind: 'ambiguous', readings });
    expect(readPrintedDate('01-02-2024')).toEqual({ kind: 'ambiguous', readings });
    expect(readPrintedDate('01/02/2024', 'mdy')).toEqual({ kind: 'date', date: '2024-01-02' });
    expect(readPrintedDate('01/02/2024', 'dmy')).toEqual({ kind: 'date', date: '2024-02-01' });
    expect(readPrintedDate('15/01/2024', 'mdy')).toEqual({ kind: 'invalid' });
  });

  it('is the same day however it is written', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 40_000 }), (days) => {
        const date = addDays('1975-01-01', days);
        const [y = '', m = '', d = ''] = date.split('-');
        const month = MONTHS[Number(m) - 1];
        for (const text of [
          date,
          `${y}${m}${d}`,
          `${month}-${d}-${y}`,
          `${Number(d)} ${month} ${y}`,
          `${d}.${m}.${y}`,
        ]) {
          expect(readPrintedDate(text)).toEqual({ kind: 'date', date });
        }
        expect(readPrintedDate(`${m}/${d}/${y}`, 'mdy')).toEqual({ kind: 'date', date });
        expect(readPrintedDate(`${d}/${m}/${y}`, 'dmy')).toEqual({ kind: 'date', date });
      }),
    );
  });
});

describe('dates of a file', () => {
  it.each([
    [['01/02/2024', '15/01/2024'], 'dmy'],
    [['01/02/2024', '01/15/2024'], 'mdy'],
    [['01/02/2024', '03/04/2024'], null],
    [['15/01/2024', '01/15/2024'], null],
    [['2024-01-15'], null],
  ])('%j show the order %s', (cells, order) => {
    expect(orderShownBy(cells)).toBe(order);
  });
});
