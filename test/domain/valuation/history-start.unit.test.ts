import type { Position } from '../../../domain/portfolio/position.ts';
import { historyStart } from '../../../domain/valuation/history-start.ts';
import type { Lot } from '../../../domain/valuation/mark.ts';
import type { PriceSeries } from '../../../domain/valuation/price-series.ts';

const lot = (symbol: string, entryDate: string, more: object = {}): Lot => ({
  statedOn: '2024-06-28',
  position: {
    positionId: symbol,
    symbol,
    quantity: '1',
    entryPrice: '1',
    entryDate,
    exit: null,
    investmentClass: 'PUBLIC',
    subtype: 'STOCK',
    ...more,
  } as Position,
});

const from = (first: string): PriceSeries => ({
  dates: [first],
  closes: ['1'],
  splitFactors: [1],
  eventIds: ['event'],
  simulated: false,
});

const start = (lots: readonly Lot[], prices: Readonly<Record<string, string>>, anchor = '2024-06-28') =>
  historyStart(lots, anchor, (symbol) => (prices[symbol] === undefined ? undefined : from(prices[symbol])));

describe('the start of a portfolio’s history', () => {
  it('is its first entry, or the session after when that is none', () => {
    expect(start([lot('AAPL', '2024-03-01'), lot('SPY', '2024-05-01')], { AAPL: '2023-01-03' })).toBe(
      '2024-03-01',
    );
    expect(start([lot('AAPL', '2024-03-02')], { AAPL: '2023-01-03' })).toBe('2024-03-04');
  });

  it('is a year before the equity was stated at the most', () => {
    expect(start([lot('AAPL', '2010-01-04')], { AAPL: '2009-01-02' })).toBe('2023-06-29');
  });

  it('is not before the first price of any symbol held', () => {
    const lots = [lot('AAPL', '2010-01-04'), lot('SPY', '2010-01-04')];
    expect(start(lots, { AAPL: '2024-02-01', SPY: '2024-04-01' })).toBe('2024-02-01');
  });

  it('is the day on which the equity was stated where nothing before is known', () => {
    expect(start([lot('AAPL', '2010-01-04')], {})).toBe('2024-06-28');
    expect(start([lot('AAPL', '2024-07-15')], { AAPL: '2023-01-03' })).toBe('2024-06-28');
    expect(start([], {})).toBe('2024-06-28');
  });

  it('needs no prices where nothing has a market', () => {
    const house = lot('HOME', '2024-03-01', { investmentClass: 'PRIVATE', subtype: 'REAL_ESTATE' });
    expect(start([house], {})).toBe('2024-03-01');
  });

  it('counts from the session before when the equity was stated on a weekend', () => {
    expect(start([], {}, '2024-06-30')).toBe('2024-06-28');
  });
});
