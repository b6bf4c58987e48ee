import { acceptRows, type PriceRow } from '../../../adapters/market-data/price-rows.ts';

/** Friday evening: the session of 2024-06-28 is completed. */
const now = new Date('2024-06-28T21:00:00Z');
const range = { from: '2024-06-24', to: '2024-06-28' };
const row = (date: string, close: string, splitFactor = '', adjustedClose = close): PriceRow => ({
  date,
  close,
  adjustedClose,
  splitFactor,
});

const reasonOf = (
  bad: PriceRow,
  others: readonly PriceRow[] = [row('2024-06-24', '10')],
): string | undefined => {
  const { bars, rejected } = acceptRows([...others, bad], range, now);
  expect(bars).toHaveLength(others.length);
  expect(rejected).toHaveLength(1);
  return rejected[0]?.reason;
};

describe('accepting price rows', () => {
  it.each([
    ['zero', '0.00', 'close is zero'],
    ['negative', '-1.5', 'close is negative'],
    ['absent', '', 'no close'],
    ['a word', 'N/A', 'close is not a number'],
    ['NaN', 'NaN', 'close is not a number'],
    ['infinite', 'Infinity', 'close is not a number'],
    ['with a thousands comma', '1,234.50', 'close is not a number'],
    ['in hexadecimal', '0x10', 'close is not a number'],
    ['in foreign digits', '١٢', 'close is not a number'],
    ['a megabyte long', '9'.repeat(1_000_000), 'close is not a number'],
  ])('refuses a close that is %s', (_, close, reason) => {
    expect(reasonOf(row('2024-06-25', close, '', '10'))).toBe(reason);
  });

  it.each([
    ['no date at all', 'yesterday', 'not a date of the form YYYY-MM-DD'],
    ['a day that does not exist', '2024-02-30', 'not a date of the form YYYY-MM-DD'],
    ['the future', '2024-07-01', 'the session is not completed yet'],
    ['the far future', '2999-01-04', 'outside the trading calendar'],
  ])('refuses a row of %s', (_, date, reason) => {
    expect(reasonOf(row(date, '10'))).toBe(reason);
  });

  it('refuses a Sunday and a holiday', () => {
    const saturday = acceptRows([row('2024-06-22', '10')], { from: '2024-06-01', to: '2024-06-28' }, now);
    const juneteenth = acceptRows([row('2024-06-19', '10')], { from: '2024-06-01', to: '2024-06-28' }, now);
    for (const { bars, rejected } of [saturday, juneteenth]) {
      expect(bars).toEqual([]);
      expect(rejected[0]?.reason).toBe('not a trading session');
    }
  });

  it('refuses the session that is still open, and takes it once it is completed', () => {
    const open = new Date('2024-06-28T19:59:00Z');
    expect(acceptRows([row('2024-06-28', '10')], range, open).rejected).toEqual([
      { date: '2024-06-28', reason: 'the session is not completed yet' },
    ]);
    expect(acceptRows([row('2024-06-28', '10')], range, now).bars).toHaveLength(1);
  });

  it('takes the first of two rows of one date', () => {
    const { bars, rejected } = acceptRows([row('2024-06-25', '10'), row('2024-06-25', '11')], range, now);
    expect(bars.map(({ close }) => close)).toEqual(['10']);
    expect(rejected).toEqual([{ date: '2024-06-25', reason: 'a second row of the same date' }]);
  });

  it('refuses an adjusted close and a split factor that are no positive numbers', () => {
    expect(reasonOf(row('2024-06-25', '10', '', '0'))).toBe('adjusted close is zero');
    expect(reasonOf(row('2024-06-25', '10', '-2'))).toBe('split factor is not a positive number');
  });

  it('keeps the old price when a split comes without its factor', () => {
    const { bars, rejected } = acceptRows(
      [row('2024-06-24', '1200'), row('2024-06-25', '120'), row('2024-06-26', '121')],
      range,
      now,
    );
    expect(bars.map(({ close }) => close)).toEqual(['1200']);
    expect(rejected.map(({ date }) => date)).toEqual(['2024-06-25', '2024-06-26']);
    expect(rejected[0]?.reason).toContain('without a split');
  });

  it('takes a split with its factor, forwards and in reverse', () => {
    const forward = [row('2024-06-24', '1200', '', '120'), row('2024-06-25', '121', '10')];
    const reverse = [row('2024-06-24', '1', '', '10'), row('2024-06-25', '10.5', '0.1')];
    for (const rows of [forward, reverse]) {
      const { bars, rejected } = acceptRows(rows, range, now);
      expect(rejected).toEqual([]);
      expect(bars.map(({ splitFactor }) => splitFactor)).toEqual([1, Number(rows[1]!.splitFactor)]);
    }
  });

  it('hands the factor of a refused row on to the next bar', () => {
    const { bars } = acceptRows(
      [row('2024-06-24', '1200', '', '120'), row('2024-06-25', '0', '10'), row('2024-06-26', '121')],
      range,
      now,
    );
    expect(bars.map(({ close, splitFactor }) => [close, splitFactor])).toEqual([
      ['1200', 1],
      ['121', 10],
    ]);
  });

  it('believes in a wild but possible day', () => {
    const { bars } = acceptRows([row('2024-06-24', '5'), row('2024-06-25', '20')], range, now);
    expect(bars).toHaveLength(2);
  });

  it('passes over past rows outside the range without a word, and leaves printed decimals as they are', () => {
    const { bars, rejected } = acceptRows(
      [row('2020-01-02', '10'), row('2024-06-24', '10.500'), row('2024-06-27', '11')],
      { from: '2024-06-24', to: '2024-06-26' },
      now,
    );
    expect(bars).toEqual([{ date: '2024-06-24', close: '10.500', adjustedClose: 10.5, splitFactor: 1 }]);
    expect(rejected).toEqual([]);
  });

  it('lists a hundred refusals and counts the rest', () => {
    const rows = Array.from({ length: 250 }, () => row('2024-06-24', '0'));
    const { rejected } = acceptRows(rows, range, now);
    expect(rejected).toHaveLength(101);
    expect(rejected.at(-1)?.reason).toBe('150 more rows refused');
  });
});
