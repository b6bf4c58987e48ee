import { type Book, mergeBooks } from '../../../application/analytics/book.ts';
import { bookConcentration, bookSectors } from '../../../application/analytics/concentration.ts';
import { bookContributions } from '../../../application/analytics/contributions.ts';
import { bookCorrelation } from '../../../application/analytics/correlation.ts';
import { betaComparison, bookStress } from '../../../application/analytics/factors.ts';
import { bookGreeks } from '../../../application/analytics/greeks.ts';
import { bookReturns, returnStatistics } from '../../../application/analytics/risk-metrics.ts';
import { volatilityOutlook } from '../../../application/analytics/volatility.ts';
import type { Position } from '../../../domain/portfolio/position.ts';
import type { Holding } from '../../../domain/risk/holdings.ts';
import { SCENARIOS } from '../../../domain/risk/scenarios.ts';
import { noRows } from '../../support/http.ts';
import { mark } from '../../support/http-rows.ts';

const position: Position = {
  positionId: mark.positionId,
  symbol: 'AAPL',
  quantity: '100',
  entryPrice: '158.00',
  entryDate: '2024-01-16',
  exit: null,
  investmentClass: 'PUBLIC',
  subtype: 'STOCK',
};

const put: Position = {
  ...position,
  symbol: 'SPY240920P00500000',
  investmentClass: 'OPTIONS',
  contract: { underlying: 'SPY', strike: '500', expiration: '2024-09-20', right: 'PUT' },
};

const bookOf = (equity: string, lots: readonly { position: Position; holding: Holding }[]): Book => ({
  date: '2024-06-28',
  equity,
  held: lots.map((each) => ({
    lot: { position: each.position, statedOn: '2024-06-28' },
    mark,
    holding: each.holding,
    option: null,
  })),
  totals: {
    netMarketValue: '0.10',
    grossExposure: '0.10',
    longValue: '0.10',
    shortValue: '0.00',
    cash: '0.20',
    dailyPnl: '0.00',
    unrealizedPnl: '0.00',
  },
  simulated: false,
});

const shares: Holding = { symbol: 'AAPL', kind: 'public', marketValue: 21_062, exposure: 21_062 };
const unpriced: Holding = { symbol: 'SPY', kind: 'option', marketValue: 1700, exposure: null };
const cash: Holding = { symbol: 'CASH', kind: 'cash', marketValue: 500, exposure: 500 };

const options = {
  lookback: 90,
  minimumOverlap: 30,
  maximumSymbols: 25,
  minimumValue: 0,
  minimumWeight: 0,
  selection: 'both',
  threshold: 0.7,
} as const;

describe('analytics without data', () => {
  const withoutPrices = bookOf('100000.00', [
    { position, holding: shares },
    { position: put, holding: unpriced },
  ]);

  it('knows no statistic without returns, and says how few there were', async () => {
    const { series, coverage } = await bookReturns(noRows, withoutPrices, 252);
    const statistics = returnStatistics('constant_weights', series, coverage, 0);
    expect(statistics).toMatchObject({
      observations: 0,
      quality: 'insufficient',
      coverage: null,
      volatility: null,
      sharpe: null,
      sortino: null,
      drawdown: null,
      from: null,
    });
    expect(statistics.historical.map(({ valueAtRisk }) => valueAtRisk)).toEqual([null, null]);
    expect(statistics.parametric.map(({ expectedShortfall }) => expectedShortfall)).toEqual([null, null]);
    const outlook = await volatilityOutlook(noRows, withoutPrices);
    expect(outlook.forecast.volatility).toBeNull();
    expect(outlook.percentile.percentile).toBeNull();
    expect(outlook.trend.direction).toBeNull();
  });

  it('counts a symbol without a profile as unclassified, and drops nothing', async () => {
    const sectors = await bookSectors(noRows, withoutPrices);
    expect(sectors?.sectors.find(({ bucket }) => bucket === 'Unclassified')?.weight).toBe(1);
    const concentration = await bookConcentration(noRows, withoutPrices);
    expect(concentration?.capBands.unclassified).toBe(1);
    expect(concentration?.styleBox.coverage).toBe(0);
  });

  it('gives no beta, no loss and no Greeks of an option that cannot be known', async () => {
    const comparison = await betaComparison(noRows, withoutPrices);
    expect(comparison).toMatchObject({
      calculated: { beta: null },
      filled: { beta: null },
      sources: { published: 0, calculated: 0, none: 2 },
    });
    const { scenarios } = await bookStress(noRows, withoutPrices, SCENARIOS);
    expect(scenarios.map(({ status, conditional }) => [status, conditional])).toEqual(
      SCENARIOS.map(() => ['failed', null]),
    );
    const contributions = await bookContributions(noRows, withoutPrices, SCENARIOS);
    expect(contributions).toMatchObject({ factors: [], stress: [], variance: { variance: null } });
    expect(contributions?.positions.map(({ weight }) => weight)).toEqual([0.21062, null]);
    const greeks = bookGreeks(withoutPrices);
    expect(greeks?.positions[1]?.greeks).toBeNull();
    expect(greeks?.underlyings).toContainEqual({ underlying: 'SPY', total: null, positions: 1, computed: 0 });
  });

  it('has nothing to say of cash alone', async () => {
    const book = bookOf('500.00', [{ position, holding: cash }]);
    expect(await bookConcentration(noRows, book)).toBeNull();
    expect(await bookSectors(noRows, book)).toBeNull();
    expect(await bookCorrelation(noRows, book, options)).toBeNull();
    expect(await betaComparison(noRows, book)).toBeNull();
    expect(await bookContributions(noRows, book, SCENARIOS)).toBeNull();
    expect(bookGreeks(book)).toBeNull();
  });

  it('weighs nothing on an equity that is not positive', async () => {
    const book = bookOf('-1.00', [{ position, holding: shares }]);
    expect(await bookContributions(noRows, book, SCENARIOS)).toBeNull();
    expect((await bookReturns(noRows, book, 252)).series).toEqual([]);
    expect((await betaComparison(noRows, book))?.calculated.beta).toBeNull();
  });

  it('adds books up to the cent, as of the latest of their sessions', () => {
    const one = bookOf('0.10', [{ position, holding: shares }]);
    const other = { ...bookOf('0.20', [{ position, holding: shares }]), date: '2024-06-27', simulated: true };
    expect(mergeBooks([other, one, one])).toMatchObject({
      date: '2024-06-28',
      equity: '0.40',
      simulated: true,
      totals: { netMarketValue: '0.30', cash: '0.60' },
    });
    expect(mergeBooks([other, one, one])?.held).toHaveLength(3);
    expect(mergeBooks([])).toBeNull();
  });
});
