import fc from 'fast-check';
import { blackScholes } from '../../../domain/risk/black-scholes.ts';
import { type ImpliedVolatilityInput, impliedVolatility } from '../../../domain/risk/implied-volatility.ts';
import { greeksByUnderlying, positionGreeks, shareGreeks } from '../../../domain/risk/position-greeks.ts';
import { csvRows, expectRelative, fixture } from './reference-data.ts';

const rightOf = (text: string) => (text.toLowerCase().startsWith('c') ? 'CALL' : 'PUT');
const quote: ImpliedVolatilityInput = {
  right: 'CALL',
  spot: 100,
  strike: 100,
  years: 30 / 365,
  rate: 0.05,
  dividendYield: 0,
  price: 3.06260014372874,
};

describe('implied volatility', () => {
  it("finds QuantLib's volatility from QuantLib's price, to 1e-7 or what the price determines", () => {
    const { rows, spot } = fixture('implied-volatility');
    expect(rows.length).toBeGreaterThan(300);
    for (const [right, strike, days, rate, dividendYield, price, volatility, solved] of rows) {
      const option = { right, spot, strike, years: days / 365, rate, dividendYield };
      const found = impliedVolatility({ ...option, price }).volatility!;
      const { vega } = blackScholes({ ...option, volatility });
      // A price of about 100 dollars is known to 1e-14: what is left over is not a matter of the solver.
      const determined = 1e-7 + (1e-14 * Math.max(spot, strike)) / vega;
      expect(Math.abs(found - volatility)).toBeLessThan(determined);
      if (solved !== null) expect(Math.abs(found - solved)).toBeLessThan(determined);
    }
  });

  it('inverts the grid of published prices', () => {
    let checked = 0;
    for (const row of csvRows('greeks/quantlib_grid_a.csv')) {
      const vega = Number(row.vega);
      if (vega < 1e-4) continue;
      const { volatility } = impliedVolatility({
        right: rightOf(row.type!),
        spot: Number(row.spot),
        strike: Number(row.strike),
        years: Number(row.days) / 365,
        rate: Number(row.rate),
        dividendYield: Number(row.dividend_yield),
        price: Number(row.value),
      });
      expect(Math.abs(volatility! - Number(row.vol))).toBeLessThan(1e-7);
      checked += 1;
    }
    expect(checked).toBeGreaterThan(50);
  });

  it('reproduces every arbitrage-free price', () => {
    const quotes = fc.record({
      right: fc.constantFrom('CALL' as const, 'PUT' as const),
      spot: fc.double({ min: 0.01, max: 10_000, noNaN: true }),
      moneyness: fc.double({ min: 0.02, max: 50, noNaN: true }),
      years: fc.double({ min: 1 / 365, max: 10, noNaN: true }),
      rate: fc.double({ min: -0.05, max: 0.2, noNaN: true }),
      dividendYield: fc.double({ min: 0, max: 0.15, noNaN: true }),
      /** Of the way from the lower bound to the upper one. */
      along: fc.oneof(
        fc.double({ min: 1e-9, max: 1 - 1e-9, noNaN: true }),
        fc.integer({ min: 3, max: 200 }).map((power) => 10 ** -power),
      ),
    });
    fc.assert(
      fc.property(quotes, ({ moneyness, along, ...rest }) => {
        const option = { ...rest, strike: rest.spot * moneyness };
        const spotNow = option.spot * Math.exp(-option.dividendYield * option.years);
        const strikeNow = option.strike * Math.exp(-option.rate * option.years);
        const sign = option.right === 'CALL' ? 1 : -1;
        const lower = Math.max(0, sign * (spotNow - strikeNow));
        const upper = option.right === 'CALL' ? spotNow : strikeNow;
        const price = lower + along * (upper - lower);
        const found = impliedVolatility({ ...option, price });
        if (price >= upper) return;
        expect(found.refusal).toBeNull();
        expect(Number.isFinite(found.volatility)).toBe(true);
        const again = blackScholes({ ...option, volatility: found.volatility! }).price;
        expect(Math.abs(again - price)).toBeLessThanOrEqual(1e-13 * Math.max(option.spot, option.strike));
        // Out of the money the price itself is matched, however small.
        if (lower === 0 && price > 1e-60 * option.spot) expectRelative(again, price, 1e-7);
      }),
      { numRuns: 2000 },
    );
  });

  it('finds the volatility again from tiny to huge', () => {
    for (const volatility of [1e-4, 0.001, 0.01, 0.1, 1, 3, 10]) {
      for (const right of ['CALL', 'PUT'] as const) {
        for (const years of [1 / 365, 0.25, 2]) {
          const strike = 100 * Math.exp(0.05 * years);
          const { price, vega } = blackScholes({ ...quote, right, strike, years, volatility });
          if (vega < 1e-4) continue;
          const found = impliedVolatility({ ...quote, right, strike, years, price }).volatility!;
          expect(Math.abs(found - volatility)).toBeLessThan(1e-7);
        }
      }
    }
  });

  it('is the same for a call and the put that parity ties to it', () => {
    const forward = quote.spot - quote.strike * Math.exp(-quote.rate * quote.years);
    const put = impliedVolatility({ ...quote, right: 'PUT', price: quote.price - forward });
    expect(put.volatility!).toBeCloseTo(0.25, 11);
    expect(impliedVolatility(quote).volatility!).toBeCloseTo(0.25, 11);
  });

  it('refuses what arbitrage forbids, what has expired and what is no option', () => {
    const refusal = (change: Partial<ImpliedVolatilityInput>) => impliedVolatility({ ...quote, ...change });
    expect(refusal({ price: 100 })).toEqual({ volatility: null, refusal: 'above_upper_bound' });
    expect(refusal({ right: 'PUT', price: 99.9 }).refusal).toBe('above_upper_bound');
    expect(refusal({ spot: 120, price: 20 }).refusal).toBe('below_lower_bound');
    for (const years of [0, -1]) expect(refusal({ years }).refusal).toBe('expired');
    for (const change of [
      { spot: 0 },
      { strike: -1 },
      { price: -1 },
      { rate: Number.NaN },
      { price: Infinity },
    ]) {
      expect(refusal(change).refusal).toBe('invalid_input');
    }
    expect(refusal({ rate: -1e6 }).refusal).toBe('invalid_input');
  });

  it('is 0 where the price holds no time value', () => {
    expect(impliedVolatility({ ...quote, strike: 120, price: 0 })).toEqual({ volatility: 0, refusal: null });
    const bound = 120 - 100 * Math.exp(-quote.rate * quote.years);
    expect(impliedVolatility({ ...quote, spot: 120, price: bound })).toEqual({
      volatility: 0,
      refusal: null,
    });
  });
});

describe('Greeks of a position', () => {
  const option = { ...quote, volatility: 0.25 };

  it('are per share × contracts × 100, vega and rho per point, theta per day', () => {
    const greeks = positionGreeks(option, 2)!;
    expectRelative(greeks.delta, 200 * 0.537117575201698, 1e-12);
    expectRelative(greeks.dollarDelta, 20_000 * 0.537117575201698, 1e-12);
    expectRelative(greeks.gamma, 200 * 0.0554205328109922, 1e-12);
    expectRelative(greeks.vega, 200 * 0.113877807145874, 1e-12);
    expectRelative(greeks.theta, 200 * -0.05438732704728, 1e-12);
    expectRelative(greeks.rho, 200 * 0.041629444418993, 1e-12);
    const put = positionGreeks({ ...option, right: 'PUT' }, -1)!;
    expectRelative(put.theta, -100 * -0.0407448771327, 1e-11);
    expectRelative(put.rho, -100 * -0.040225255068476, 1e-12);
  });

  it('are null, not 0, when they cannot be computed', () => {
    expect(positionGreeks(null, 1)).toBeNull();
    for (const change of [{ spot: Number.NaN }, { spot: 0 }, { volatility: -0.1 }, { rate: Infinity }]) {
      expect(positionGreeks({ ...option, ...change }, 1)).toBeNull();
    }
    expect(positionGreeks(option, Number.NaN)).toBeNull();
    expect(shareGreeks(10, null)).toBeNull();
    expect(positionGreeks({ ...option, spot: 110, years: 0 }, 1)).toMatchObject({ delta: 100, vega: 0 });
  });

  it('add up by underlying; a position and its short cancel; parity ties a call and a put to shares', () => {
    const rows = greeksByUnderlying([
      { underlying: 'B', greeks: positionGreeks(option, 3) },
      { underlying: 'A', greeks: positionGreeks(option, 1) },
      { underlying: 'A', greeks: positionGreeks({ ...option, right: 'PUT' }, -1) },
      { underlying: 'A', greeks: shareGreeks(-100, 100) },
      { underlying: 'B', greeks: positionGreeks(option, -3) },
      { underlying: 'C', greeks: null },
    ]);
    expect(rows.map(({ underlying, positions, computed }) => [underlying, positions, computed])).toEqual([
      ['A', 3, 3],
      ['B', 2, 2],
      ['C', 1, 0],
    ]);
    const [a, b, c] = rows;
    for (const name of ['delta', 'dollarDelta', 'gamma', 'vega'] as const) {
      expect(a!.total![name]).toBeCloseTo(0, 8);
    }
    expect(Object.values(b!.total!).every((value) => value === 0)).toBe(true);
    expect(c!.total).toBeNull();
    expect(greeksByUnderlying([])).toEqual([]);
  });
});
