import fc from 'fast-check';
import { drawdownSeries } from '../../../domain/risk/drawdown-series.ts';
import { finiteValues } from '../../../domain/risk/finite-values.ts';
import { harVolatility } from '../../../domain/risk/har-volatility.ts';
import { historicalTail } from '../../../domain/risk/historical-tail.ts';
import { leastSquares } from '../../../domain/risk/least-squares.ts';
import { maxDrawdown } from '../../../domain/risk/max-drawdown.ts';
import { normalCdf } from '../../../domain/risk/normal.ts';
import { normalQuantile } from '../../../domain/risk/normal-quantile.ts';
import { parametricTail } from '../../../domain/risk/parametric-tail.ts';
import { rollingVolatility } from '../../../domain/risk/rolling-volatility.ts';
import { downsideDeviation, sortino } from '../../../domain/risk/sortino.ts';
import { volatilityPercentile } from '../../../domain/risk/volatility-percentile.ts';
import { volatilityTrend } from '../../../domain/risk/volatility-trend.ts';
import { csvRows, expectRelative, fixture, golden, goldenReturns, nistData } from './reference-data.ts';

type Case = ReturnType<typeof fixture>;

const { cases } = fixture('series');
const numbered: [number, Case][] = cases.map((one: Case, i: number) => [i, one]);
const NOWHERE = Number.NaN;

/** 50 % AAPL, 30 % XOM, 20 % JPM: the portfolio of the golden file. */
const goldenPortfolio = (): Float64Array => {
  const returns = new Float64Array(260);
  for (const [symbol, weight] of Object.entries({ AAPL: 0.5, XOM: 0.3, JPM: 0.2 })) {
    for (const [i, value] of goldenReturns().get(symbol)!.entries()) returns[i]! += weight * value;
  }
  return returns;
};

describe('least squares', () => {
  // Relative to each certified value; the worst of coefficients and of standard errors.
  it.each([
    ['Norris', 1e-11],
    ['NoInt1', 1e-13],
    ['Longley', 1e-9],
    ['Wampler1', 1e-6],
    ['Wampler3', 1e-6],
    ['Wampler5', 1e-4],
  ])("reaches NIST's certified %s to %d", (name, tolerance) => {
    const data = nistData(`${name}.dat`);
    const rows = data.filter((row) => row.length > 1);
    const y = rows.map(([value]) => value!);
    const powers = (degree: number) => rows.map(([, x]) => x! ** degree);
    const columns =
      name === 'Longley'
        ? [powers(0), ...[1, 2, 3, 4, 5, 6].map((j) => rows.map((row) => row[j]!))]
        : ({ Norris: [0, 1], NoInt1: [1] }[name] ?? [0, 1, 2, 3, 4, 5]).map(powers);
    const fit = leastSquares(columns, y)!;
    const certified = csvRows('nist-strd/certified.csv').filter(
      (row) => row.dataset === name && row.quantity!.startsWith('B'),
    );
    expect(certified.length).toBe(columns.length);
    certified.forEach((row, j) => {
      expectRelative(fit.coefficients[j]!, Number(row.value), tolerance);
      const error = Number(row.standard_error);
      if (error > 0) expectRelative(fit.standardErrors![j]!, error, tolerance);
    });
  });

  it('has no answer for dependent columns, too few rows or none', () => {
    expect(
      leastSquares(
        [
          [1, 1, 1],
          [2, 2, 2],
        ],
        [1, 2, 3],
      ),
    ).toBeNull();
    expect(leastSquares([[0, 0, 0]], [1, 2, 3])).toBeNull();
    expect(leastSquares([[1], [2]], [1])).toBeNull();
    expect(leastSquares([], [1])).toBeNull();
    expect(leastSquares([[1, 1, NOWHERE]], [1, 2, 3])).toBeNull();
    expect(() => leastSquares([[1, 2]], [1, 2, 3])).toThrow(RangeError);
    expect(leastSquares([[2]], [3])).toMatchObject({ standardErrors: null, observations: 1 });
  });
});

describe('the HAR forecast', () => {
  it.each(numbered)('equals statsmodels on series %d for 1, 5 and 21 sessions', (_, one: Case) => {
    for (const wanted of one.har) {
      const forecast = harVolatility(one.returns, wanted.horizon);
      expect(forecast).toMatchObject({ horizon: wanted.horizon, floored: wanted.floored });
      if (wanted.observations < 30) throw new Error('the fixture is too short');
      expect(forecast).toMatchObject({ observations: wanted.observations, quality: 'ok' });
      expectRelative(forecast.volatility, wanted.volatility, 1e-9);
      expectRelative(forecast.rSquared, wanted.r_squared, 1e-8);
      const { intercept, daily, weekly, monthly } = forecast.coefficients!;
      for (const [i, value] of [intercept, daily, weekly, monthly].entries()) {
        expectRelative(value, wanted.coefficients[i], 1e-8);
      }
    }
  });

  it('is a name, a number of sessions and no number with too little to go on', () => {
    const { returns } = cases[0];
    expect(harVolatility(returns.slice(0, 71))).toMatchObject({
      volatility: null,
      horizon: 21,
      observations: 29,
      quality: 'insufficient',
    });
    expect(harVolatility([])).toMatchObject({ volatility: null, observations: 0 });
    expect(harVolatility(new Float64Array(200))).toMatchObject({ volatility: null, quality: 'degenerate' });
    expect(() => harVolatility(returns, 0)).toThrow(RangeError);
  });

  it('is never negative: 0 stands for a negative variance and says so', () => {
    // Variance that falls in a straight line: the line goes below zero.
    const falling = Array.from(
      { length: 100 },
      (_, i) => Math.sqrt(Math.max(0, 100 - i - (i > 95 ? 3 : 0))) / 100,
    );
    const forecast = harVolatility(
      falling.map((value, i) => (i % 7 === 0 ? value * 1.01 : value)),
      21,
    );
    expect(forecast).toMatchObject({ volatility: 0, floored: true });
  });

  it('does not see missing returns', () => {
    const { returns } = cases[2];
    const gaps = [NOWHERE, ...returns.slice(0, 50), Infinity, ...returns.slice(50), NOWHERE];
    expect(harVolatility(gaps)).toEqual(harVolatility(returns));
  });
});

describe('rolling volatility, its trend and its percentile', () => {
  it.each(numbered)('equal pandas and scipy on series %d', (_, one: Case) => {
    const rolling = rollingVolatility(one.returns);
    expect(rolling.length).toBe(one.returns.length - 20);
    one.rolling_tail.forEach((wanted: number, i: number) => {
      expectRelative(rolling.at(i - 5)!, wanted, 1e-10);
    });
    const trend = volatilityTrend(one.returns);
    expectRelative(trend.slope, one.trend.slope, 1e-9);
    expectRelative(trend.rSquared, one.trend.r_squared, 1e-9);
    const moves = Math.abs(one.trend.slope) > 0.001 && one.trend.r_squared > 0.3;
    expect(trend.direction).toBe(moves ? (one.trend.slope > 0 ? 'increasing' : 'decreasing') : 'stable');
    const { percentile, observations } = volatilityPercentile(one.returns);
    expect({ percentile, observations }).toEqual({
      percentile: one.percentile,
      observations: one.percentile_n,
    });
  });

  it('a trend needs 42 returns, and a volatility that does not change is stable', () => {
    const { returns } = cases[0];
    expect(volatilityTrend(returns.slice(0, 41))).toMatchObject({
      direction: null,
      slope: null,
      observations: 41,
      quality: 'insufficient',
    });
    expect(volatilityTrend(returns.slice(0, 42)).direction).not.toBeNull();
    expect(volatilityTrend(new Float64Array(60))).toMatchObject({ direction: 'stable', slope: 0 });
    expect(volatilityTrend([])).toMatchObject({ observations: 0, quality: 'insufficient' });
  });

  it('a percentile needs 252 returns, and the lowest volatility of the year is 0 and not unknown', () => {
    const calming = Array.from({ length: 300 }, (_, i) => ((i % 2 === 0 ? 1 : -1) * (400 - i)) / 1e4);
    expect(volatilityPercentile(calming)).toMatchObject({ percentile: 0, observations: 252, quality: 'ok' });
    expect(volatilityPercentile(calming.slice(0, 252))).toMatchObject({ percentile: 0, observations: 232 });
    expect(volatilityPercentile(calming.slice(0, 251))).toMatchObject({
      percentile: null,
      quality: 'insufficient',
    });
    expect(volatilityPercentile(calming.toReversed()).percentile).toBeCloseTo(251 / 252, 12);
  });
});

describe('the Sortino ratio', () => {
  it('equals empyrical', () => {
    const returns = goldenPortfolio();
    expectRelative(sortino(returns, 0), golden.performance_full.sortino_rf0_empyrical, 1e-12);
    expectRelative(downsideDeviation(returns, 0), golden.performance_full.downside_dev_ann_full_n, 1e-12);
    for (const one of cases) expectRelative(sortino(one.returns, 0.03), one.sortino_rf3, 1e-11);
  });

  it('is unknown where nothing falls short, and blind to missing returns', () => {
    expect(sortino([0.01, 0.02], 0)).toBeNull();
    expect(sortino([-0.01], 0)).toBeNull();
    expect(downsideDeviation([NOWHERE], 0)).toBeNull();
    expect(sortino([0.01, NOWHERE, -0.02], 0)).toBe(sortino([0.01, -0.02], 0));
    expectRelative(sortino([0.01, -0.01, 0.02, 0], 0), 15.874507866387544, 1e-14);
  });
});

describe('drawdowns', () => {
  it.each(numbered)('equal pandas on series %d', (_, one: Case) => {
    const { drawdowns, deepest, observations } = drawdownSeries(one.returns);
    one.drawdowns_tail.forEach((wanted: number, i: number) => {
      expect(drawdowns.at(i - 10)!).toBeCloseTo(wanted, 13);
    });
    expectRelative(deepest, one.max_drawdown, 1e-11);
    expect(deepest).toBe(maxDrawdown(one.returns));
    expect(observations).toBe(one.returns.length);
  });

  it('see a loss on the first day, stand still where a return is missing and are 0 for none', () => {
    const { drawdowns, ...rest } = drawdownSeries([-0.1, NOWHERE, 0.2, -0.5]);
    expect([...drawdowns].map((value) => Number(value.toFixed(12)))).toEqual([-0.1, -0.1, 0, -0.5]);
    expect(rest).toEqual({ deepest: drawdowns[3], deepestAt: 3, current: drawdowns[3], observations: 3 });
    expect(drawdownSeries([])).toMatchObject({ deepest: 0, deepestAt: null, current: 0, observations: 0 });
    expect(drawdownSeries([0.1]).deepestAt).toBeNull();
    // Wealth itself would be more than a number can hold.
    const beyond = drawdownSeries([...Array.from({ length: 40 }, () => 1e10), -0.25]);
    expect(beyond).toMatchObject({ deepest: -0.25, current: -0.25, deepestAt: 40 });
  });
});

describe('tails', () => {
  it('equal the golden ones: order statistic, Rockafellar and Uryasev, normal', () => {
    const returns = goldenPortfolio();
    for (const [wanted, own] of [
      [golden.tail_95, returns],
      [golden.tail_95_n250, returns.slice(-250)],
      [golden.tail_99_n250, returns.slice(-250)],
    ] as const) {
      const historical = historicalTail(own, wanted.alpha);
      const normal = parametricTail(own, wanted.alpha);
      expect(historical).toMatchObject({ observations: wanted.n, tail: wanted.alpha });
      expectRelative(historical.valueAtRisk, wanted.var_order_stat_ceil, 1e-12);
      expectRelative(historical.expectedShortfall, wanted.es_rockafellar_uryasev, 1e-12);
      expectRelative(normal.valueAtRisk, wanted.var_normal_ddof1, 1e-12);
      expectRelative(normal.expectedShortfall, wanted.es_normal_ddof1, 1e-12);
    }
  });

  it.each(numbered)('equal numpy and scipy on series %d', (_, one: Case) => {
    for (const wanted of one.tails) {
      const historical = historicalTail(one.returns, wanted.tail);
      const normal = parametricTail(one.returns, wanted.tail);
      expectRelative(historical.valueAtRisk, wanted.historical_var, 1e-12);
      expectRelative(historical.expectedShortfall, wanted.historical_es, 1e-12);
      expectRelative(normal.valueAtRisk, wanted.normal_var, 1e-11);
      expectRelative(normal.expectedShortfall, wanted.normal_es, 1e-11);
      expect(historical.quality).toBe(wanted.tail * wanted.n < 5 ? 'limited' : 'ok');
    }
  });

  it('are unknown below 30 returns, and refuse a tail that is no probability', () => {
    const few = new Float64Array(29).fill(0.01);
    for (const tail of [historicalTail, parametricTail]) {
      expect(tail(few)).toMatchObject({
        valueAtRisk: null,
        expectedShortfall: null,
        quality: 'insufficient',
      });
      expect(tail([])).toMatchObject({ observations: 0, quality: 'insufficient' });
      for (const wrong of [0, 1, NOWHERE]) expect(() => tail(few, wrong)).toThrow(RangeError);
      const still = tail([...few, 0.01, NOWHERE], 0.05);
      expect(still).toMatchObject({ observations: 30, quality: 'limited' });
      expect(still.valueAtRisk).toBeCloseTo(-0.01, 12);
      expect(still.expectedShortfall).toBeCloseTo(-0.01, 12);
    }
  });

  it('keep their order, grow with the scale and do not depend on the order of days', () => {
    const some = fc.array(fc.double({ min: -0.3, max: 0.3, noNaN: true }), { minLength: 30, maxLength: 120 });
    fc.assert(
      fc.property(some, fc.double({ min: 0.005, max: 0.2, noNaN: true }), (returns, alpha) => {
        for (const tail of [historicalTail, parametricTail]) {
          const { valueAtRisk, expectedShortfall } = tail(returns, alpha);
          expect(expectedShortfall!).toBeGreaterThanOrEqual(valueAtRisk! - 1e-12);
          const doubled = tail(
            returns.map((value) => 2 * value),
            alpha,
          );
          expect(doubled.valueAtRisk!).toBeCloseTo(2 * valueAtRisk!, 10);
          expect(tail(returns.toReversed(), alpha).expectedShortfall!).toBeCloseTo(expectedShortfall!, 12);
        }
      }),
      { numRuns: 50 },
    );
  });
});

describe('the normal quantile', () => {
  it('equals scipy and undoes the distribution', () => {
    for (const [p, wanted] of fixture('implied-volatility').quantiles) {
      expect(normalQuantile(p)).toBeCloseTo(wanted, 12);
    }
    fc.assert(
      fc.property(fc.double({ min: 1e-10, max: 1 - 1e-10, noNaN: true }), (p) => {
        expectRelative(normalCdf(normalQuantile(p)), p, 1e-11);
      }),
    );
    for (const p of [0, 1, NOWHERE]) expect(() => normalQuantile(p)).toThrow(RangeError);
  });
});

it('no series with gaps of any kind gives anything but numbers and nulls', () => {
  const value = fc.oneof(
    { weight: 6, arbitrary: fc.double({ min: -0.5, max: 0.5, noNaN: true }) },
    { weight: 1, arbitrary: fc.constantFrom(Number.NaN, Infinity, -Infinity, 0) },
  );
  const numbers = (result: object): unknown[] =>
    Object.values(result).filter((inner) => typeof inner === 'number');
  fc.assert(
    fc.property(fc.array(value, { maxLength: 320 }), (returns) => {
      expect([...finiteValues(returns)].every(Number.isFinite)).toBe(true);
      const results = [
        harVolatility(returns),
        volatilityTrend(returns),
        volatilityPercentile(returns),
        historicalTail(returns),
        parametricTail(returns),
        { sortino: sortino(returns, 0.02) },
        drawdownSeries(returns),
      ];
      for (const result of results) expect(numbers(result).every(Number.isFinite)).toBe(true);
    }),
    { numRuns: 100 },
  );
});
