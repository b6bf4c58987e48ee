import { equitySeries } from '../../../application/analytics/equity-series.ts';

const day = (
  date: string,
  equity: string,
  dailyReturn: number | null,
  previousEquity: string | null,
  netFlow = '0.00',
) => ({
  date,
  equity,
  dailyReturn,
  previousEquity,
  netFlow,
  cumulativePnl: '5.00',
  cumulativeRealized: '1.00',
});

describe('the equity of portfolios, day by day', () => {
  const first = [
    day('2024-06-26', '100.00', null, null),
    day('2024-06-27', '110.00', 0.1, '100.00'),
    day('2024-06-28', '209.00', -0.05, '110.00', '110.00'),
  ];

  it('is that of one portfolio as it was recorded, and a deposit is neither return nor drawdown', () => {
    const series = equitySeries([first]);
    expect(series).toMatchObject({
      dates: ['2024-06-26', '2024-06-27', '2024-06-28'],
      equity: ['100.00', '110.00', '209.00'],
      returns: [null, 0.1, -0.05],
      portfolios: [1, 1, 1],
      observations: 2,
      totalPnl: '5.00',
      realizedPnl: '1.00',
    });
    expect(series.drawdowns).toEqual([0, 0, expect.closeTo(-0.05, 12)]);
  });

  it('adds portfolios up from their first day on, and weighs returns by what they were earned on', () => {
    const later = [day('2024-06-27', '300.00', null, null), day('2024-06-28', '330.00', 0.1, '300.00')];
    const series = equitySeries([first, later]);
    expect(series.equity).toEqual(['100.00', '410.00', '539.00']);
    expect(series.portfolios).toEqual([1, 2, 2]);
    expect(series.returns).toEqual([null, 0.1, expect.closeTo((-0.05 * 220 + 0.1 * 300) / 520, 12)]);
    expect(series.totalPnl).toBe('10.00');
  });

  it('lets a portfolio that has not been valued since count with what it last had', () => {
    const series = equitySeries([first, [day('2024-06-27', '50.00', null, null)]]);
    expect(series.equity).toEqual(['100.00', '160.00', '259.00']);
    expect(series.returns[2]).toBe(-0.05);
  });

  it('of nothing is nothing', () => {
    expect(equitySeries([])).toMatchObject({ dates: [], equity: [], totalPnl: '0.00', observations: 0 });
  });
});
