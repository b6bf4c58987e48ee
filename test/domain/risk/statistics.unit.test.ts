import fc from 'fast-check';
import { choleskyFactor, choleskySolve } from '../../../domain/risk/cholesky.ts';
import { dot } from '../../../domain/risk/dot.ts';
import { regularisedIncompleteBeta } from '../../../domain/risk/incomplete-beta.ts';
import {
  fitQuality,
  rateSensitivity,
  significanceStars,
  spreadDirection,
  spreadMagnitude,
} from '../../../domain/risk/interpretation.ts';
import { logGamma } from '../../../domain/risk/log-gamma.ts';
import { maxDrawdown } from '../../../domain/risk/max-drawdown.ts';
import { mean } from '../../../domain/risk/mean.ts';
import { ols } from '../../../domain/risk/ols.ts';
import { sessionReturns, simpleReturns } from '../../../domain/risk/returns.ts';
import { ridge, ridgeDesign } from '../../../domain/risk/ridge.ts';
import { sharpe } from '../../../domain/risk/sharpe.ts';
import { standardDeviation } from '../../../domain/risk/standard-deviation.ts';
import { studentTTwoSided } from '../../../domain/risk/student-t.ts';
import { annualisedVolatility } from '../../../domain/risk/volatility.ts';
import { csvRows, expectRelative, golden, goldenReturns, nistData } from './reference-data.ts';

describe('ordinary least squares', () => {
  it("reaches NIST's certified values of Norris to 1e-12", () => {
    const data = nistData('Norris.dat');
    expect(data.length).toBe(36);
    const certified = new Map(
      csvRows('nist-strd/certified.csv')
        .filter((row) => row.dataset === 'Norris')
        .map((row) => [row.quantity, row]),
    );
    const fit = ols(
      data.map(([, x]) => x!),
      data.map(([y]) => y!),
    )!;
    expectRelative(fit.beta, Number(certified.get('B1')!.value), 1e-12);
    expectRelative(fit.standardError, Number(certified.get('B1')!.standard_error), 1e-12);
    expectRelative(fit.alpha, Number(certified.get('B0')!.value), 1e-10);
  });

  const x = [0.01, -0.004, 0.006, -0.012, 0.003, 0.008, -0.007, 0.002];
  const y = [0.015, -0.003, 0.007, -0.019, 0.006, 0.01, -0.012, 0.004];

  it('gives the published eight-row example', () => {
    const fit = ols(x, y)!;
    expectRelative(fit.beta, 1.475449101796407, 1e-13);
    expectRelative(fit.alpha, -0.000106586826347, 1e-9);
    expectRelative(fit.rSquared, 0.975189535092904, 1e-13);
    expectRelative(fit.standardError, 0.096077466443744, 1e-12);
    expect(fit.observations).toBe(8);
  });

  it('gives the published ridge example', () => {
    const x2 = [0.012, -0.001, 0.004, -0.015, 0.006, 0.005, -0.01, 0];
    const fit = ridge([x, x2], y);
    expectRelative(fit.betas[0]!, 0.73247116296127, 1e-12);
    expectRelative(fit.betas[1]!, 0.59740241767518, 1e-12);
    expectRelative(fit.rSquared, 0.98967533166655, 1e-12);
    const { scales } = ridgeDesign([x, x2]);
    expectRelative(scales[0]!, 0.00722409163839995, 1e-12);
    expectRelative(scales[1]!, 0.00826797284707685, 1e-12);
  });

  it('has the golden alphas and ridge intercepts', () => {
    const returns = goldenReturns();
    const last = (symbol: string, n: number) => returns.get(symbol)!.slice(-n);
    for (const symbol of ['AAPL', 'XOM', 'JPM']) {
      expectRelative(
        ols(last('SPY', 90), last(symbol, 90))!.alpha,
        golden.ols_market_beta_90[symbol].alpha,
        1e-9,
      );
      const styles = ['VTV', 'VUG', 'MTUM', 'QUAL', 'IWM', 'USMV'].map((etf) => last(etf, 90));
      expectRelative(
        ridge(styles, last(symbol, 90)).intercept,
        golden.ridge_90[symbol].standardised_alpha1.intercept_original_scale,
        1e-9,
      );
    }
  });

  it('has no slope on a regressor that does not vary, or with fewer than three rows', () => {
    expect(ols([0.1, 0.1, 0.1], [1, 2, 3])).toBeNull();
    expect(ols([1, 2], [1, 2])).toBeNull();
    expect(() => ols([1, 2, 3], [1, 2])).toThrow(RangeError);
    expect(() => ridge([[1, 2]], [1])).toThrow(RangeError);
    expect(() => ridgeDesign([[1, 2]], 0)).toThrow(RangeError);
  });

  it('fits a line exactly and then offers no t statistic', () => {
    const fit = ols([1, 2, 3, 4], [3, 5, 7, 9])!;
    expect(fit).toMatchObject({ beta: 2, alpha: 1, rSquared: 1, tStatistic: null, pValue: null });
  });
});

describe('distributions', () => {
  it('Student t: two-sided p-values to 1e-12 (closed forms for 1 and 2 degrees of freedom)', () => {
    const closed: [number, (t: number) => number][] = [
      [1, (t) => (2 / Math.PI) * Math.atan(1 / t)],
      [2, (t) => 2 / (Math.sqrt(2 + t * t) * (Math.sqrt(2 + t * t) + t))],
    ];
    for (const [df, p] of closed) {
      for (const t of [1e-6, 0.01, 0.5, 1, 2, 10, 1e4]) expectRelative(studentTTwoSided(t, df), p(t), 1e-12);
    }
    expectRelative(studentTTwoSided(2, 10), 0.0733880347707404, 1e-12);
    expect(studentTTwoSided(-2, 10)).toBe(studentTTwoSided(2, 10));
    expect(studentTTwoSided(0, 88)).toBe(1);
    expect(studentTTwoSided(1e200, 88)).toBe(0);
  });

  it('incomplete beta: symmetry, a polynomial case, and its limits', () => {
    expectRelative(regularisedIncompleteBeta(0.5, 2, 3), 0.6875, 1e-14);
    expectRelative(regularisedIncompleteBeta(0.25, 1, 7), 1 - 0.75 ** 7, 1e-13);
    expect(regularisedIncompleteBeta(0, 2, 3)).toBe(0);
    expect(regularisedIncompleteBeta(1, 2, 3)).toBe(1);
    expect(() => regularisedIncompleteBeta(1.1, 2, 3)).toThrow(RangeError);
    fc.assert(
      fc.property(
        fc.double({ min: 0.01, max: 0.99, noNaN: true }),
        fc.double({ min: 0.5, max: 90, noNaN: true }),
        fc.double({ min: 0.5, max: 90, noNaN: true }),
        (x, a, b) => {
          const both = regularisedIncompleteBeta(x, a, b) + regularisedIncompleteBeta(1 - x, b, a, x);
          expect(Math.abs(both - 1)).toBeLessThan(1e-12);
        },
      ),
    );
  });

  it('log gamma: factorials and halves', () => {
    expectRelative(logGamma(0.5), Math.log(Math.sqrt(Math.PI)), 1e-14);
    expectRelative(logGamma(0.25), 1.2880225246980774, 1e-13);
    expectRelative(logGamma(11), Math.log(3628800), 1e-14);
    expect(() => logGamma(0)).toThrow(RangeError);
  });
});

describe('moments', () => {
  it.each([
    ['Lew', -177.435, 277.332168044316],
    ['Lottery', 518.95871559633, 291.699727470969],
    ['NumAcc1', 10000002, 1],
    ['NumAcc3', 1000000.2, 0.1],
  ])("reach NIST's certified mean and deviation of %s", (name, average, deviation) => {
    const values = nistData(`univariate_${name}.dat`).map(([value]) => value!);
    expect(values.length).toBeGreaterThan(2);
    expectRelative(mean(values), average, 1e-14);
    expectRelative(standardDeviation(values), deviation, 1e-8);
  });

  it('are not made up where they are not defined', () => {
    expect(standardDeviation([1])).toBeNull();
    expect(annualisedVolatility([])).toBeNull();
    expect(sharpe([0.01, 0.01], 0)).toBeNull();
    expect(() => mean([])).toThrow(RangeError);
  });
});

describe('performance of the golden series', () => {
  it('equals empyrical', () => {
    const series = goldenReturns();
    const weights = { AAPL: 0.5, XOM: 0.3, JPM: 0.2 };
    const returns = new Float64Array(260);
    for (const [symbol, weight] of Object.entries(weights)) {
      series.get(symbol)!.forEach((value, i) => {
        returns[i]! += weight * value;
      });
    }
    const wanted = golden.performance_full;
    expectRelative(mean(returns), wanted.mean_daily, 1e-12);
    expectRelative(annualisedVolatility(returns), wanted.vol_ann_ddof1, 1e-12);
    expectRelative(sharpe(returns, 0), wanted.sharpe_rf0, 1e-12);
    expectRelative(sharpe(returns, 0.05), wanted.sharpe_rf5_simple_div252, 1e-12);
    expectRelative(maxDrawdown(returns), wanted.max_drawdown_with_start, 1e-12);
  });

  it('does not see missing returns', () => {
    const returns = [0.01, -0.02, 0.005];
    const gaps = [Number.NaN, 0.01, -0.02, Number.POSITIVE_INFINITY, 0.005];
    expect(sharpe(gaps, 0.02)).toBe(sharpe(returns, 0.02));
    expect(annualisedVolatility(gaps)).toBe(annualisedVolatility(returns));
    expect(maxDrawdown(gaps)).toBe(maxDrawdown(returns));
  });

  it('sees a loss on the first day', () => {
    expect(golden.performance_first_day_loss.max_drawdown_with_start).toBeCloseTo(-0.1, 12);
    expect(maxDrawdown([-0.1, 0.05])).toBeCloseTo(-0.1, 12);
    expect(maxDrawdown([])).toBe(0);
  });
});

describe('returns', () => {
  it('exist only between two prices', () => {
    expect([...simpleReturns([100, 110, Number.NaN, 99, 0, 50, -1, 50])]).toEqual([
      expect.closeTo(0.1, 12),
      ...Array.from({ length: 6 }, () => Number.NaN),
    ]);
    expect(simpleReturns([]).length).toBe(0);
  });

  it('are aligned on sessions: other dates are left out, missing sessions leave a gap of two', () => {
    const sessions = ['2024-06-26', '2024-06-27', '2024-06-28', '2024-07-01'];
    const dates = ['2024-06-25', '2024-06-26', '2024-06-28', '2024-06-29', '2024-07-01'];
    const returns = sessionReturns(sessions, { dates, adjustedCloses: [1, 2, 4, 9, 5] });
    expect([...returns]).toEqual([Number.NaN, Number.NaN, 0.25]);
    expect(() =>
      sessionReturns(sessions, { dates: ['2024-06-27', '2024-06-26'], adjustedCloses: [1, 2] }),
    ).toThrow(/sorted by date/);
  });
});

describe('linear algebra', () => {
  it('solves positive definite systems and recognises singular ones', () => {
    const lower = choleskyFactor(Float64Array.of(4, 2, 2, 2), 2)!;
    expect([...lower]).toEqual([2, 0, 1, 1]);
    expect([...choleskySolve(lower, Float64Array.of(8, 6))]).toEqual([1, 2]);
    expect(choleskyFactor(Float64Array.of(1, 1, 1, 1), 2)).toBeNull();
    expect(choleskyFactor(Float64Array.of(Number.NaN), 1)).toBeNull();
  });

  it('multiplies vectors of every length', () => {
    for (let n = 0; n < 12; n += 1) {
      const values = Float64Array.from({ length: n }, (_, i) => i + 1);
      expect(dot(values, values, n)).toBe((n * (n + 1) * (2 * n + 1)) / 6);
    }
  });
});

it('words for numbers change at their thresholds', () => {
  expect([0.7, 0.5, 0.3, 0.1, 0.09].map(fitQuality)).toEqual([
    'excellent',
    'good',
    'fair',
    'poor',
    'very_poor',
  ]);
  expect([0.51, -0.5, 0.2].map(spreadMagnitude)).toEqual(['strong', 'moderate', 'mild']);
  expect([0.3, 0.2, -0.3].map((beta) => spreadDirection('size_spread', beta))).toEqual([
    'Small Cap',
    'Balanced',
    'Large Cap',
  ]);
  expect([0.04, -0.05, 0.15, 0.3, 0.5].map(rateSensitivity)).toEqual([
    'very_low',
    'low',
    'moderate',
    'high',
    'very_high',
  ]);
  expect([0.009, 0.01, 0.05, 0.1].map(significanceStars)).toEqual(['***', '**', '*', 'ns']);
});
