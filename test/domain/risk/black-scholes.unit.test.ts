import fc from 'fast-check';
import {
  type BlackScholesInput,
  blackScholes,
  dollarDelta,
  yearsToExpiry,
} from '../../../domain/risk/black-scholes.ts';
import { normalCdf } from '../../../domain/risk/normal.ts';
import { csvRows, expectRelative, golden } from './reference-data.ts';

const base: BlackScholesInput = {
  right: 'CALL',
  spot: 100,
  strike: 100,
  years: 30 / 365,
  rate: 0.05,
  dividendYield: 0,
  volatility: 0.25,
};

const rightOf = (text: string) => (text.toLowerCase().startsWith('c') ? 'CALL' : 'PUT');

it('the normal distribution is exact to 1e-15', () => {
  const known: [number, number][] = [
    [0, 0.5],
    [-0.5, 0.308537538725987],
    [-1, 0.158655253931457],
    [1, 0.841344746068543],
    [-2, 0.0227501319481792],
    [-3, 0.00134989803163009],
    [-3.6, 0.000159108590157534],
    [-5, 2.86651571879194e-7],
    [-10, 7.61985302416053e-24],
    [-37, 5.72557122252458e-300],
    [8, 0.999999999999999],
  ];
  for (const [x, p] of known) {
    expect(Math.abs(normalCdf(x) - p)).toBeLessThanOrEqual(1e-15);
    expectRelative(normalCdf(x), p, 1e-12);
  }
});

it('equals QuantLib on the golden cases to 1e-10', () => {
  expect(golden.bsm_greeks.length).toBe(10);
  for (const { ref, ...row } of golden.bsm_greeks) {
    const greeks = blackScholes({
      right: rightOf(row.type),
      spot: row.S,
      strike: row.K,
      years: row.days / 365,
      rate: row.r,
      dividendYield: row.q,
      volatility: row.sigma,
    });
    expectRelative(greeks.price, ref.price, 1e-10);
    expectRelative(greeks.delta, ref.delta, 1e-10);
    expectRelative(greeks.gamma, ref.gamma, 1e-10);
    expectRelative(greeks.vega, ref.vega_per_1_00, 1e-10);
    expectRelative(greeks.theta, ref.theta_per_year, 1e-10);
    expectRelative(greeks.rho, ref.rho_per_1_00, 1e-10);
  }
});

it('equals QuantLib on the grid to 1e-10, however far out of the money', () => {
  const grid = csvRows('greeks/quantlib_grid_a.csv');
  expect(grid.length).toBe(72);
  for (const row of grid) {
    const greeks = blackScholes({
      right: rightOf(row.type!),
      spot: Number(row.spot),
      strike: Number(row.strike),
      years: Number(row.days) / 365,
      rate: Number(row.rate),
      dividendYield: Number(row.dividend_yield),
      volatility: Number(row.vol),
    });
    const checks: [number, string][] = [
      [greeks.price, 'value'],
      [greeks.delta, 'delta'],
      [greeks.gamma, 'gamma'],
      [greeks.vega, 'vega'],
      [greeks.theta, 'theta_per_year'],
      [greeks.rho, 'rho'],
    ];
    // Below 1e-4 the reference's own tail is an asymptotic series: 1e-14 absolute is what it is good for.
    for (const [actual, column] of checks) expectRelative(actual, Number(row[column]), 1e-10, 1e-4);
  }
});

it("equals Haug's printed values", () => {
  const rows = csvRows('greeks/haug_values.csv');
  expect(rows.length).toBeGreaterThan(40);
  for (const row of rows) {
    const { price } = blackScholes({
      right: rightOf(row.type!),
      spot: Number(row.spot),
      strike: Number(row.strike),
      years: Number(row.t_years),
      rate: Number(row.rate),
      dividendYield: Number(row.dividend_yield),
      volatility: Number(row.vol),
    });
    expect(Math.abs(price - Number(row.value))).toBeLessThanOrEqual(1e-4);
  }
});

it('equals py_vollib to the digits it prints', () => {
  const rows = csvRows('greeks/py_vollib_reference_a.csv');
  expect(rows.length).toBeGreaterThan(40);
  for (const row of rows) {
    for (const right of ['call', 'put']) {
      const greeks = blackScholes({
        right: rightOf(right),
        spot: Number(row.spot),
        strike: Number(row.strike),
        years: Number(row.t_years),
        rate: Number(row.rate),
        dividendYield: 0,
        volatility: Number(row.vol),
      });
      const check = (actual: number, column: string) =>
        expectRelative(actual, Number(row[`${right}_${column}`]), 1e-9, 1);
      check(greeks.price, 'value');
      check(greeks.delta, 'delta');
      check(greeks.gamma, 'gamma');
      check(greeks.vega, 'vega');
      check(greeks.theta, 'theta_per_year');
      check(greeks.rho, 'rho');
    }
  }
});

it('lies within 0.03 of the deltas published with SPX chains, at their volatilities', () => {
  const quotes = csvRows('greeks/spx_options_2014-15.csv').filter(
    (row) => Number(row.impliedvol) > 0 && Number(row.dte) > 0,
  );
  expect(quotes.length).toBeGreaterThan(200);
  for (const row of quotes) {
    const { delta } = blackScholes({
      right: rightOf(row.type!),
      spot: Number(row.underlying_last),
      strike: Number(row.strike),
      years: Number(row.dte) / 365,
      // Of the time; the vendor does not say which he took.
      rate: 0.0025,
      dividendYield: 0.0185,
      volatility: Number(row.impliedvol),
    });
    expect(Math.abs(delta - Number(row.delta))).toBeLessThan(0.03);
  }
});

describe('limits', () => {
  it.each([
    ['CALL', 110, 10, 1],
    ['CALL', 100, 0, 0.5],
    ['CALL', 90, 0, 0],
    ['PUT', 90, 10, -1],
    ['PUT', 100, 0, -0.5],
    ['PUT', 110, 0, 0],
  ] as const)(
    'an expired %s at %d is worth %d with a delta of %d and nothing else',
    (right, spot, price, delta) => {
      for (const years of [0, -1]) {
        const value = blackScholes({ ...base, right, spot, years });
        expect({ ...value, delta: value.delta + 0, rho: value.rho + 0 }).toEqual({
          price,
          delta,
          gamma: 0,
          vega: 0,
          theta: 0,
          rho: 0,
        });
      }
    },
  );

  it.each(['CALL', 'PUT'] as const)('volatility falling to zero reaches the zero-volatility %s', (right) => {
    for (const spot of [80, 120]) {
      const input = { ...base, right, spot, dividendYield: 0.02 };
      const limit = blackScholes({ ...input, volatility: 0 });
      const near = blackScholes({ ...input, volatility: 1e-3 });
      for (const key of ['price', 'delta', 'gamma', 'vega', 'theta', 'rho'] as const) {
        expect(near[key]).toBeCloseTo(limit[key], 9);
      }
    }
  });

  it('nonsense is refused', () => {
    expect(() => blackScholes({ ...base, spot: 0 })).toThrow(RangeError);
    expect(() => blackScholes({ ...base, strike: -1 })).toThrow(RangeError);
    expect(() => blackScholes({ ...base, volatility: Number.NaN })).toThrow(RangeError);
    expect(() => blackScholes({ ...base, rate: Number.POSITIVE_INFINITY })).toThrow(RangeError);
  });
});

const options = fc.record({
  right: fc.constant('CALL' as const),
  spot: fc.double({ min: 1, max: 1000, noNaN: true }),
  strike: fc.double({ min: 1, max: 1000, noNaN: true }),
  years: fc.double({ min: 0.003, max: 3, noNaN: true }),
  rate: fc.double({ min: -0.02, max: 0.1, noNaN: true }),
  dividendYield: fc.double({ min: 0, max: 0.08, noNaN: true }),
  volatility: fc.double({ min: 0.05, max: 1.5, noNaN: true }),
});

it('put-call parity holds for price, delta, gamma and vega', () => {
  fc.assert(
    fc.property(options, (call) => {
      const c = blackScholes(call);
      const p = blackScholes({ ...call, right: 'PUT' });
      const forward =
        call.spot * Math.exp(-call.dividendYield * call.years) -
        call.strike * Math.exp(-call.rate * call.years);
      expect(c.price - p.price).toBeCloseTo(forward, 9);
      expect(c.delta - p.delta).toBeCloseTo(Math.exp(-call.dividendYield * call.years), 12);
      expect(c.gamma).toBe(p.gamma);
      expect(c.vega).toBe(p.vega);
    }),
  );
});

it('the dollar delta of contracts counts 100 shares each and keeps the sign of the position', () => {
  const put = { ...base, right: 'PUT' } as const;
  expect(dollarDelta(put, 2)).toBeCloseTo(-0.462882424798302 * 200 * 100, 8);
  expect(dollarDelta(put, -2)).toBe(-dollarDelta(put, 2));
  expect(yearsToExpiry('2024-06-28', '2024-07-28')).toBe(30 / 365);
  expect(yearsToExpiry('2024-06-28', '2024-06-28')).toBe(0);
});
