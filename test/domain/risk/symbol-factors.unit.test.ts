import fc from 'fast-check';
import { FACTOR_ETFS, FACTOR_IDS, type FactorEtf, type FactorId } from '../../../domain/risk/factors.ts';
import { RETURNS_NEEDED, symbolFactors } from '../../../domain/risk/symbol-factors.ts';
import {
  csvRows,
  expectRelative,
  factorEtfs,
  golden,
  goldenReturns,
  returnsUpTo,
  widePrices,
} from './reference-data.ts';

const prices = widePrices('prices/yahoo_adjclose_core_2019-2024H1.csv.gz');

const factorsOn = (date: string) => {
  const returns = returnsUpTo(prices, date, RETURNS_NEEDED);
  const symbols = [...returns].map(([symbol, own]) => ({ symbol, returns: own, providerBeta: null }));
  const calculated = symbolFactors({ etfReturns: factorEtfs(returns), symbols });
  return new Map(symbols.map(({ symbol }, i) => [symbol, calculated[i]!]));
};

describe.each(['2020-03-31', '2022-12-30', '2024-06-28'])('betas of real prices on %s', (date) => {
  const calculated = factorsOn(date);
  const rows = csvRows(`reference/factor_betas_${date}.csv`);
  // ^IRX is a yield that fell to zero and below in March 2020, and only a positive number is a price to us.
  const reference = rows.filter((row) => date !== '2020-03-31' || row.symbol !== '^IRX');

  it('cover every symbol of the reference', () => {
    expect(rows.length).toBe(214);
    expect(new Set(calculated.keys())).toEqual(new Set(rows.map((row) => row.symbol)));
  });

  const ols: [FactorId, string][] = [
    ['market_beta_90d', 'market_beta'],
    ['ir_beta', 'ir_beta'],
    ['growth_value_spread', 'growth_value_spread'],
    ['momentum_spread', 'momentum_spread'],
    ['size_spread', 'size_spread'],
    ['quality_spread', 'quality_spread'],
  ];
  it.each(ols)('%s equals statsmodels to 1e-9: beta, standard error, R² and n', (factor, column) => {
    for (const row of reference) {
      const loading = calculated.get(row.symbol!)![factor];
      expect(loading.observations).toBe(Number(row[`${column}_n`]));
      if (row[column] === '') {
        expect(loading).toMatchObject({ beta: null, raw: null, quality: 'insufficient' });
        continue;
      }
      expectRelative(loading.beta, Number(row[column]), 1e-9);
      // The error of a regression on itself and R² near zero are rounding noise in the reference.
      expectRelative(loading.standardError, Number(row[`${column}_se`]), 1e-9, 1e-6);
      expectRelative(loading.rSquared, Number(row[`${column}_r2`]), 1e-9, 1e-3);
    }
  });

  const styles = ['value', 'growth', 'momentum', 'quality', 'size', 'low_volatility'] as const;
  it.each(styles)('%s equals scikit-learn to 1e-9', (factor) => {
    for (const row of reference) {
      const loading = calculated.get(row.symbol!)![factor];
      expect(loading.observations).toBe(Number(row.ridge_n));
      if (row[`ridge_${factor}`] === '') {
        expect(loading.beta).toBeNull();
        continue;
      }
      expectRelative(loading.beta, Number(row[`ridge_${factor}`]), 1e-9);
      expectRelative(loading.rSquared, Number(row.ridge_r2), 1e-9);
    }
  });

  it('are plain numbers that survive JSON', () => {
    for (const factors of calculated.values()) expect(JSON.parse(JSON.stringify(factors))).toEqual(factors);
  });
});

describe('betas of the golden prices', () => {
  const returns = goldenReturns();
  const names = ['AAPL', 'XOM', 'JPM'] as const;
  const calculated = symbolFactors({
    etfReturns: factorEtfs(returns),
    symbols: names.map((symbol) => ({ symbol, returns: returns.get(symbol)!, providerBeta: 1.25 })),
  });
  it.each(names.map((name, i) => [name, i] as const))('equal the libraries for %s', (name, i) => {
    const factors = calculated[i]!;
    const check = (factor: FactorId, fit: Record<string, number>) => {
      expectRelative(factors[factor].beta, fit.beta!, 1e-9);
      expectRelative(factors[factor].rSquared, fit.r2!, 1e-9);
      expectRelative(factors[factor].standardError, fit.se_beta!, 1e-9);
      expectRelative(factors[factor].tStatistic, fit.t_beta!, 1e-9);
      expectRelative(factors[factor].pValue, fit.p_beta!, 1e-9);
      expect(factors[factor].observations).toBe(fit.n);
      expect(factors[factor].quality).toBe('full');
    };
    check('market_beta_90d', golden.ols_market_beta_90[name]);
    check('ir_beta', golden.ols_ir_beta_90[name]);
    check('growth_value_spread', golden.spread_beta_180[name]['Growth-Value Spread']);
    check('momentum_spread', golden.spread_beta_180[name]['Momentum Spread']);
    check('size_spread', golden.spread_beta_180[name]['Size Spread']);
    check('quality_spread', golden.spread_beta_180[name]['Quality Spread']);
    const ridge = golden.ridge_90[name].standardised_alpha1;
    expectRelative(factors.value.beta, ridge.betas.VTV, 1e-9);
    expectRelative(factors.growth.beta, ridge.betas.VUG, 1e-9);
    expectRelative(factors.momentum.beta, ridge.betas.MTUM, 1e-9);
    expectRelative(factors.quality.beta, ridge.betas.QUAL, 1e-9);
    expectRelative(factors.size.beta, ridge.betas.IWM, 1e-9);
    expectRelative(factors.low_volatility.beta, ridge.betas.USMV, 1e-9);
    expectRelative(factors.low_volatility.rSquared, ridge.r2, 1e-9);
    expect(factors.provider_beta_1y).toMatchObject({ beta: 1.25, raw: 1.25, quality: 'full' });
  });
});

/** Deterministic made-up returns: what matters is which of them are missing. */
const made = (seed: number, length = 200): Float64Array =>
  Float64Array.from({ length }, (_, i) => Math.sin(seed * 12.9898 + i * (seed + 78.233)) * 0.02);
const etfReturns = Object.fromEntries(FACTOR_ETFS.map((etf, i) => [etf, made(i + 1)])) as Record<
  FactorEtf,
  Float64Array
>;
const factorsOf = (returns: Float64Array, etfs = etfReturns, providerBeta: number | null = null) =>
  symbolFactors({ etfReturns: etfs, symbols: [{ symbol: 'X', returns, providerBeta }] })[0]!;
const withMissing = (returns: Float64Array, rows: number[]): Float64Array => {
  const copy = returns.slice();
  for (const row of rows) copy[row] = Number.NaN;
  return copy;
};
const range = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i);

describe('missing returns', () => {
  it('are dropped from the window, which does not reach further back to replace them', () => {
    const factors = factorsOf(withMissing(made(20), [199, 150, 105]));
    expect(factors.market_beta_90d.observations).toBe(88);
    expect(factors.size_spread.observations).toBe(177);
  });

  it('give the same fit as leaving those sessions out altogether', () => {
    const gaps = [120, 121, 140, 199];
    const without = (values: Float64Array) => values.filter((_, i) => i >= 110 && !gaps.includes(i));
    const shorter = Object.fromEntries(FACTOR_ETFS.map((etf) => [etf, without(etfReturns[etf])])) as Record<
      FactorEtf,
      Float64Array
    >;
    const a = factorsOf(withMissing(made(20), gaps));
    const b = factorsOf(without(made(20)), shorter);
    for (const factor of ['market_beta_90d', 'ir_beta', 'value', 'low_volatility'] as const) {
      expect(a[factor]).toEqual(b[factor]);
    }
  });

  it('of one ETF touch only the regressions on it', () => {
    const etfs = { ...etfReturns, TLT: withMissing(etfReturns.TLT, [190, 191]) };
    const factors = factorsOf(made(20), etfs);
    const untouched = factorsOf(made(20));
    expect(factors.ir_beta.observations).toBe(88);
    for (const factor of FACTOR_IDS.filter((id) => id !== 'ir_beta')) {
      expect(factors[factor]).toEqual(untouched[factor]);
    }
  });

  it.each([
    [29, 'insufficient', null],
    [30, 'limited', expect.any(Number)],
    [59, 'limited', expect.any(Number)],
    [60, 'full', expect.any(Number)],
  ])('leave %d observations of 90: %s', (n, quality, beta) => {
    const factors = factorsOf(withMissing(made(20), range(0, 200 - n)));
    expect(factors.market_beta_90d).toMatchObject({ observations: n, quality, beta });
    expect(factors.quality).toMatchObject({ observations: n, quality, beta });
  });

  it.each([
    [59, 'insufficient', null],
    [60, 'limited', expect.any(Number)],
    [119, 'limited', expect.any(Number)],
    [120, 'full', expect.any(Number)],
  ])('leave %d observations of 180 for the spreads: %s', (n, quality, beta) => {
    const factors = factorsOf(withMissing(made(20), range(0, 200 - n)));
    expect(factors.quality_spread).toMatchObject({ observations: n, quality, beta });
  });
});

describe('unusual inputs', () => {
  it('call a regressor that does not vary degenerate, and do not give it a beta', () => {
    const etfs = { ...etfReturns, SPY: new Float64Array(200).fill(0.001), IWM: new Float64Array(200) };
    const factors = factorsOf(made(20), etfs);
    expect(factors.market_beta_90d).toMatchObject({ beta: null, quality: 'degenerate', observations: 90 });
    expect(factors.size).toMatchObject({ beta: null, quality: 'degenerate' });
    expect(factors.size_spread).toMatchObject({ beta: null, quality: 'degenerate' });
    expect(factors.value.beta).toEqual(expect.any(Number));
  });

  it('give a symbol that does not move a beta of zero and an R² of zero', () => {
    const factors = factorsOf(new Float64Array(200));
    expect(factors.market_beta_90d).toMatchObject({ beta: 0, rSquared: 0, tStatistic: null, pValue: null });
    expect(factors.value).toMatchObject({ beta: 0, rSquared: 0 });
  });

  it('give no beta for returns too large to square, and no exception', () => {
    const factors = factorsOf(made(20).map((value, i) => (i === 150 ? 1e200 : value)));
    for (const factor of FACTOR_IDS) expect(factors[factor]).toMatchObject({ beta: null, rSquared: null });
    expect(factors.market_beta_90d).toMatchObject({ observations: 90, quality: 'insufficient' });
  });

  it('clip betas to ±5 and keep the raw one', () => {
    const factors = factorsOf(etfReturns.SPY.map((r) => -7 * r));
    expect(factors.market_beta_90d).toMatchObject({ beta: -5, capped: true });
    expect(factors.market_beta_90d.raw).toBeCloseTo(-7, 12);
    expect(factors.market_beta_90d.rSquared).toBeCloseTo(1, 12);
  });

  it.each([null, 0, Number.NaN])('treat a provider beta of %p as not published', (published) => {
    expect(factorsOf(made(20), etfReturns, published).provider_beta_1y).toMatchObject({
      beta: null,
      quality: 'not_published',
    });
  });

  it('refuse arrays of different lengths by name', () => {
    expect(() => factorsOf(made(20, 199))).toThrow('X has 199 returns where SPY has 200');
  });
});

describe('properties', () => {
  const series = fc.array(fc.double({ min: -0.1, max: 0.1, noNaN: true }), {
    minLength: 200,
    maxLength: 200,
  });

  it('scaling a symbol scales its betas and standard errors and leaves R² alone', () => {
    fc.assert(
      fc.property(series, fc.constantFrom(0.5, 2, -1), (values, scale) => {
        const a = factorsOf(Float64Array.from(values));
        const b = factorsOf(Float64Array.from(values, (value) => value * scale));
        for (const factor of FACTOR_IDS) {
          if (factor === 'provider_beta_1y') continue;
          expect(b[factor].raw! + 0).toBeCloseTo(a[factor].raw! * scale, 10);
          expect(b[factor].rSquared!).toBeCloseTo(a[factor].rSquared!, 10);
        }
      }),
      { numRuns: 20 },
    );
  });

  it('a symbol is not touched by its neighbours, their order or their gaps', () => {
    const other = fc.array(fc.option(fc.double({ min: -0.1, max: 0.1, noNaN: true }), { nil: Number.NaN }), {
      minLength: 200,
      maxLength: 200,
    });
    fc.assert(
      fc.property(series, other, (values, gappy) => {
        const own = { symbol: 'X', returns: Float64Array.from(values), providerBeta: 1 };
        const stranger = { symbol: 'Y', returns: Float64Array.from(gappy), providerBeta: null };
        const [alone] = symbolFactors({ etfReturns, symbols: [own] });
        expect(symbolFactors({ etfReturns, symbols: [stranger, own] })[1]).toEqual(alone);
        expect(symbolFactors({ etfReturns, symbols: [own, stranger] })[0]).toEqual(alone);
      }),
      { numRuns: 20 },
    );
  });

  it('is linear: the betas of a mixture are the mixture of the betas', () => {
    fc.assert(
      fc.property(series, series, (left, right) => {
        const a = factorsOf(Float64Array.from(left));
        const b = factorsOf(Float64Array.from(right));
        const mixture = factorsOf(Float64Array.from(left, (value, i) => 0.3 * value + 0.7 * right[i]!));
        for (const factor of FACTOR_IDS) {
          if (factor === 'provider_beta_1y') continue;
          expect(mixture[factor].raw!).toBeCloseTo(0.3 * a[factor].raw! + 0.7 * b[factor].raw!, 10);
        }
      }),
      { numRuns: 20 },
    );
  });
});
