import {
  counted,
  day,
  grouped,
  money,
  percent,
  seconds,
  shortMoney,
  signedMoney,
  signedPercent,
  statistic,
  toneOf,
  unitPrice,
} from '../../../adapters/console/components/format.ts';
import { nextOrder, sortRows } from '../../../adapters/console/components/sort-rows.ts';

describe('numbers as they are shown', () => {
  it('keep every digit of an exact decimal', () => {
    expect(grouped('123456789012345678.123456')).toBe('123,456,789,012,345,678.123456');
    expect(money('-1234.50')).toBe('−$1,234.50');
    expect(money('999')).toBe('$999');
    expect([unitPrice('521.5'), unitPrice('1234'), unitPrice('0.123456')]).toEqual([
      '521.50',
      '1,234.00',
      '0.123456',
    ]);
    expect([grouped('2026-11-19'), grouped('recorded')]).toEqual(['2026-11-19', 'recorded']);
  });

  it('have a sign where it matters, and none for nothing', () => {
    expect([signedMoney('5.00'), signedMoney('-5.00'), signedMoney('0.00')]).toEqual([
      '+$5.00',
      '−$5.00',
      '$0.00',
    ]);
    expect([signedPercent(0.05), signedPercent(-0.05), signedPercent(0)]).toEqual([
      '+5.00 %',
      '−5.00 %',
      '0.00 %',
    ]);
    expect([statistic(1172.687), percent(-12.5)]).toEqual(['1,172.69', '−1,250.00 %']);
    expect([statistic(-0.001), percent(-0.00001), signedPercent(-0.00001), signedPercent(0.00001)]).toEqual([
      '0.00',
      '0.00 %',
      '0.00 %',
      '0.00 %',
    ]);
    expect([toneOf('1'), toneOf('-1'), toneOf('0.00'), toneOf(null)]).toEqual(['gain', 'loss', '', '']);
  });

  it('are short where there is little room', () => {
    expect([3_250_000, 48_000, -400e9, 0, 999].map(shortMoney)).toEqual([
      '$3.25M',
      '$48K',
      '−$400B',
      '$0',
      '$999',
    ]);
  });

  it('are a dash where nothing is known, never a zero', () => {
    for (const shown of [money(null), percent(null), statistic(null), seconds(null), day(null)]) {
      expect(shown).toBe('–');
    }
  });

  it('say days and durations as people do', () => {
    expect(day('2024-06-28')).toBe('28 Jun 2024');
    expect([seconds(1.234), seconds(42.4), seconds(75)]).toEqual(['1.2 s', '42 s', '1 min 15 s']);
    expect([counted(1, 'line'), counted(1234, 'line')]).toEqual(['1 line', '1,234 lines']);
  });
});

describe('sorting a table', () => {
  const rows = [{ value: 2 }, { value: null }, { value: 10 }];
  const keyOf = ({ value }: { readonly value: number | null }) => value;

  it('puts what is not known last in either direction', () => {
    expect(sortRows(rows, keyOf, false).map(keyOf)).toEqual([2, 10, null]);
    expect(sortRows(rows, keyOf, true).map(keyOf)).toEqual([10, 2, null]);
  });

  it('turns round when the same column is pressed again', () => {
    const first = nextOrder(null, 'a', true);
    expect(first).toEqual({ column: 'a', descending: true });
    expect(nextOrder(first, 'a', true)).toEqual({ column: 'a', descending: false });
    expect(nextOrder(first, 'b', false)).toEqual({ column: 'b', descending: false });
  });
});
