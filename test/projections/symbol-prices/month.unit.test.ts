import type { PriceBar } from '../../../domain/symbol/events.ts';
import { type MonthColumns, type MonthPart, withBars } from '../../../projections/symbol-prices/month.ts';

const bar = (day: string, close: string, splitFactor = 1): PriceBar => ({
  date: `2024-06-${day}`,
  close,
  adjustedClose: Number(close) / 3,
  splitFactor,
});
const part = (eventId: string, bars: readonly PriceBar[], simulated = false): MonthPart => ({
  bars,
  eventId,
  source: `source of ${eventId}`,
  simulated,
});
const fold = (...parts: readonly MonthPart[]): MonthColumns | null =>
  parts.reduce<MonthColumns | null>((month, next) => withBars(month, next), null);

describe('a month of prices', () => {
  const begun = part('a', [bar('03', '10.10'), bar('04', '10.20')]);

  it('takes one price more behind the others, with the event that it came from', () => {
    expect(fold(begun, part('b', [bar('05', '10.30')], true))).toEqual({
      days: '03,04,05',
      closes: '10.10,10.20,10.30',
      adjusted_closes: [10.1 / 3, 10.2 / 3, 10.3 / 3].join(),
      split_factors: null,
      event_ids: 'a,,b',
      source: 'source of b',
      simulated: true,
    });
  });

  it('is the same whether its nights come one by one or the last first', () => {
    const nights = ['05', '06', '07', '10'].map((day, i) => part(`n${i}`, [bar(day, `1${i}.00`)]));
    const inOrder = fold(begun, ...nights);
    expect(inOrder?.event_ids).toBe('a,,n0,n1,n2,n3');
    expect({ ...fold(...nights.toReversed(), begun), source: '' }).toEqual({ ...inOrder, source: '' });
  });

  it('has the new price of a day that it knows, and a split among the others', () => {
    const month = fold(begun, part('b', [bar('04', '9.90')]), part('c', [bar('05', '5.00', 2)]));
    expect(month).toMatchObject({
      days: '03,04,05',
      closes: '10.10,9.90,5.00',
      split_factors: '1,1,2',
      event_ids: 'a,b,c',
    });
    expect(withBars(month, part('d', [bar('06', '5.10')]))).toMatchObject({
      days: '03,04,05,06',
      split_factors: '1,1,2,1',
      event_ids: 'a,b,c,d',
    });
  });
});
