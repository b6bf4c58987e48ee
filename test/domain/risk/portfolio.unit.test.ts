import fc from 'fast-check';
import { lastSessions } from '../../../domain/calendar/nyse.ts';
import { factorExposures, type HeldFactors } from '../../../domain/risk/exposures.ts';
import { FACTOR_DEFINITIONS } from '../../../domain/risk/factor-definitions.ts';
import { FACTOR_IDS, type FactorId } from '../../../domain/risk/factors.ts';
import type { Holding } from '../../../domain/risk/holdings.ts';
import { portfolioVolatility } from '../../../domain/risk/portfolio-volatility.ts';
import { RETURNS_NEEDED, symbolFactors } from '../../../domain/risk/symbol-factors.ts';
import { factorEtfs, returnsUpTo, widePrices } from './reference-data.ts';

const date = '2024-06-28';
const prices = widePrices('prices/yahoo_adjclose_small_2022-2024H1.csv');
const returns = returnsUpTo(prices, date, RETURNS_NEEDED);
const names = [...returns.keys()];
const calculated = symbolFactors({
  etfReturns: factorEtfs(returns),
  symbols: names.map((symbol) => ({ symbol, returns: returns.get(symbol)!, providerBeta: null })),
});
const factors = new Map<string, HeldFactors>(
  names.map((symbol, i) => [symbol, { factorEventId: `event-${symbol}`, factors: calculated[i]! }]),
);
const stock = (symbol: string, dollars: number): Holding => ({
  symbol,
  kind: 'public',
  marketValue: dollars,
  exposure: dollars,
});
const expose = (holdings: Holding[], equity = '100000.00') => {
  const result = factorExposures({ equity, holdings, factors });
  const of = (factor: FactorId) => result.exposures.find((exposure) => exposure.factor === factor)!;
  return { ...result, of };
};

it('the thirteen definitions are in order and cover every factor once', () => {
  expect(FACTOR_DEFINITIONS.map(({ id }) => id).toSorted()).toEqual([...FACTOR_IDS].toSorted());
  expect(FACTOR_DEFINITIONS.map(({ order }) => order)).toEqual(FACTOR_DEFINITIONS.map((_, i) => i));
});

describe('factor exposures', () => {
  it('are signed weights on equity times betas, lots of a symbol added up', () => {
    const aapl = factors.get('AAPL')!.factors.market_beta_90d;
    const tlt = factors.get('TLT')!.factors.market_beta_90d;
    const { of, quality, privateAllocation } = expose([
      stock('AAPL', 30_000),
      stock('TLT', -20_000),
      stock('AAPL', 50_000),
    ]);
    const market = of('market_beta_90d');
    expect(market.beta).toBeCloseTo(0.8 * aapl.beta! - 0.2 * tlt.beta!, 12);
    expect(Number(market.dollars)).toBeCloseTo(80_000 * aapl.beta! - 20_000 * tlt.beta!, 2);
    expect(market.dollars).toMatch(/^-?\d+\.\d{2}$/);
    expect(market.rSquared).toBeCloseTo(0.8 * aapl.rSquared! + 0.2 * tlt.rSquared!, 12);
    expect(market).toMatchObject({ coverage: 1, observations: 90 });
    expect(market.contributions).toEqual([
      { symbol: 'AAPL', weight: 0.8, beta: aapl.beta, observations: 90, factorEventId: 'event-AAPL' },
      { symbol: 'TLT', weight: -0.2, beta: tlt.beta, observations: 90, factorEventId: 'event-TLT' },
    ]);
    expect({ quality, privateAllocation }).toEqual({ quality: 'full', privateAllocation: 0 });
  });

  it('show leverage: twice the holdings on the same equity have twice the beta', () => {
    const once = expose([stock('AAPL', 100_000)]).of('market_beta_90d').beta!;
    expect(expose([stock('AAPL', 200_000)]).of('market_beta_90d').beta).toBeCloseTo(2 * once, 12);
  });

  it('count options by dollar delta on the underlying', () => {
    const { of } = expose([
      { symbol: 'AAPL', kind: 'option', marketValue: -500, exposure: -10_000 },
      stock('AAPL', 10_000),
    ]);
    expect(of('market_beta_90d').beta).toBe(0);
    expect(of('market_beta_90d').coverage).toBe(1);
  });

  it('leave out what has no beta and say so', () => {
    const { of, quality } = expose([stock('AAPL', 60_000), stock('NOSUCH', -40_000)]);
    expect(of('market_beta_90d').beta).toBeCloseTo(
      0.6 * factors.get('AAPL')!.factors.market_beta_90d.beta!,
      12,
    );
    expect(of('market_beta_90d').coverage).toBeCloseTo(0.6, 12);
    expect(quality).toBe('partial');
  });

  it('leave out an option without a delta and say so', () => {
    const { of, quality } = expose([
      stock('AAPL', 60_000),
      { symbol: 'AAPL', kind: 'option', marketValue: 20_000, exposure: null },
    ]);
    expect(of('market_beta_90d').coverage).toBeCloseTo(0.75, 12);
    expect(quality).toBe('partial');
  });

  it('give private assets value and no exposure', () => {
    const fund: Holding = { symbol: 'FUND', kind: 'private', marketValue: 25_000, exposure: 25_000 };
    const { of, privateAllocation, quality } = expose([stock('AAPL', 75_000), fund]);
    expect(privateAllocation).toBe(0.25);
    expect(of('market_beta_90d').coverage).toBe(1);
    expect(of('market_beta_90d').contributions).toHaveLength(1);
    expect(quality).toBe('full');
    expect(expose([fund])).toMatchObject({ quality: 'no_public_positions', privateAllocation: 1 });
  });

  it('are unknown, not zero, when nothing is known', () => {
    const { of, quality } = expose([stock('NOSUCH', 10_000)]);
    expect(of('market_beta_90d')).toMatchObject({ beta: null, dollars: null, coverage: 0, rSquared: null });
    expect(quality).toBe('unavailable');
    expect(expose([]).of('market_beta_90d')).toMatchObject({ beta: null, coverage: null });
    expect(expose([stock('AAPL', 100)]).of('provider_beta_1y')).toMatchObject({ beta: null, coverage: 0 });
  });

  it('keep their dollars when equity is gone', () => {
    const { of, quality } = expose([stock('AAPL', 10_000)], '-5.00');
    expect(of('market_beta_90d').beta).toBeNull();
    expect(Number(of('market_beta_90d').dollars)).toBeGreaterThan(0);
    expect(quality).toBe('unavailable');
  });

  const book = fc.array(
    fc.record({
      symbol: fc.constantFrom(...names, 'NOSUCH'),
      dollars: fc.double({ min: -1e6, max: 1e6, noNaN: true }),
    }),
    { minLength: 1, maxLength: 12 },
  );

  it('do not depend on the order of holdings, to the last bit', () => {
    fc.assert(
      fc.property(book, (lots) => {
        const holdings = lots.map(({ symbol, dollars }) => stock(symbol, dollars));
        const forwards = factorExposures({ equity: '1000000', holdings, factors });
        expect(factorExposures({ equity: '1000000', holdings: holdings.toReversed(), factors })).toEqual(
          forwards,
        );
      }),
      { numRuns: 50 },
    );
  });

  it('vanish when every position has its short beside it', () => {
    fc.assert(
      fc.property(book, (lots) => {
        const holdings = lots.flatMap(({ symbol, dollars }) => [
          stock(symbol, dollars),
          stock(symbol, -dollars),
        ]);
        for (const { beta } of factorExposures({ equity: '1000000', holdings, factors }).exposures) {
          if (beta !== null) expect(Math.abs(beta)).toBeLessThan(1e-9);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('add up over portfolios on the same equity', () => {
    fc.assert(
      fc.property(book, book, (left, right) => {
        const beta = (lots: typeof left) =>
          expose(lots.map(({ symbol, dollars }) => stock(symbol, dollars))).of('size_spread').beta ?? 0;
        expect(beta([...left, ...right])).toBeCloseTo(beta(left) + beta(right), 8);
      }),
      { numRuns: 50 },
    );
  });
});

describe('portfolio volatility', () => {
  const volatility = (holdings: Holding[], own = returns, equity = '100000') =>
    portfolioVolatility({ equity, holdings, returns: own });
  /** Independent of the code under test: textbook two-pass formula. */
  const annualised = (values: number[]): number => {
    const average = values.reduce((a, b) => a + b) / values.length;
    return Math.sqrt((values.reduce((a, b) => a + (b - average) ** 2, 0) / (values.length - 1)) * 252);
  };

  it('is that of constant weights on equity over the last 21 and 63 returns', () => {
    const daily = [...returns.get('AAPL')!].map((r, i) => 0.9 * r - 0.4 * returns.get('TLT')![i]!);
    const result = volatility([stock('AAPL', 90_000), stock('TLT', -40_000)]);
    expect(result.window21).toBeCloseTo(annualised(daily.slice(-21)), 12);
    expect(result.window63).toBeCloseTo(annualised(daily.slice(-63)), 12);
    expect(result).toMatchObject({ observations: 63, coverage: 1 });
  });

  it('is zero for a position and its short, and ignores private assets and cash', () => {
    const fund: Holding = { symbol: 'FUND', kind: 'private', marketValue: 1e6, exposure: 1e6 };
    const alone = volatility([stock('AAPL', 90_000)]);
    expect(volatility([stock('AAPL', 90_000), fund])).toEqual(alone);
    expect(volatility([fund]).window21).toBeNull();
    const hedged = volatility([stock('AAPL', 90_000), stock('SPY', 1), stock('AAPL', -90_000)]);
    expect(hedged.window21).toBeLessThan(1e-5);
  });

  const short = new Map(returns).set(
    'NEW',
    returns.get('AAPL')!.map((r, i) => (i < RETURNS_NEEDED - 10 ? Number.NaN : r)),
  );

  it('is not erased by a new listing of up to a tenth of the book', () => {
    const result = volatility([stock('AAPL', 90_000), stock('NEW', 10_000)], short);
    expect(result).toMatchObject({ observations: 63, window63: expect.any(Number) });
    expect(result.coverage).toBeCloseTo(0.9, 12);
  });

  it('has no return on dates where more than a tenth of the book has none', () => {
    const result = volatility([stock('AAPL', 89_000), stock('NEW', 11_000)], short);
    expect(result).toEqual({ window21: null, window63: null, observations: 10, coverage: 1 });
  });

  it('is unknown without equity, exposure or prices', () => {
    expect(volatility([stock('AAPL', 1)], returns, '0').window21).toBeNull();
    expect(volatility([]).coverage).toBeNull();
    expect(volatility([stock('NOSUCH', 1)]).observations).toBe(0);
    expect(() =>
      volatility(
        [stock('AAPL', 1), stock('SPY', 1)],
        new Map([
          ['AAPL', new Float64Array(3)],
          ['SPY', new Float64Array(4)],
        ]),
      ),
    ).toThrow(/equally long/);
  });

  it('grows with leverage in proportion', () => {
    const one = volatility([stock('AAPL', 100_000)]).window21!;
    expect(volatility([stock('AAPL', 250_000)]).window21).toBeCloseTo(2.5 * one, 12);
    expect(lastSessions(date, 1)).toEqual([date]);
  });
});
