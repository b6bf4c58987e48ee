import fc from 'fast-check';
import { lastSessions } from '../../../domain/calendar/nyse.ts';
import { apportionCents } from '../../../domain/risk/apportion-cents.ts';
import { factorExposures, type HeldFactors } from '../../../domain/risk/exposures.ts';
import { FACTOR_IDS, type FactorId } from '../../../domain/risk/factors.ts';
import { PERIODS, periodReturn, periodReturns, periodStart } from '../../../domain/risk/period-return.ts';
import { type BetaOf, positionContributions } from '../../../domain/risk/position-contributions.ts';
import { timeWeightedReturn } from '../../../domain/risk/time-weighted-return.ts';
import { widePrices } from './reference-data.ts';

const loading = (beta: number | null) => ({
  beta,
  raw: beta,
  capped: false,
  rSquared: null,
  standardError: null,
  tStatistic: null,
  pValue: null,
  observations: 90,
  quality: beta === null ? ('insufficient' as const) : ('full' as const),
});

describe('contributions of positions', () => {
  const dollars = fc.double({ min: -1e5, max: 1e5, noNaN: true });
  const lot = fc.record({ symbol: fc.constantFrom('A', 'B', 'C', 'D'), exposure: fc.option(dollars) });
  const betas: Record<string, number | null> = { A: 1.2, B: -0.4, C: null, D: 0.7 };
  const betaOf: BetaOf = (symbol) => betas[symbol] ?? null;

  it('add up to the factor exposure of the portfolio, lot by lot, with shorts and what is unknown', () => {
    const factors = new Map<string, HeldFactors>(
      Object.entries(betas).map(([symbol, beta]) => [
        symbol,
        {
          factorEventId: symbol,
          factors: Object.fromEntries(FACTOR_IDS.map((id) => [id, loading(beta)])) as HeldFactors['factors'],
        },
      ]),
    );
    fc.assert(
      fc.property(fc.array(lot, { maxLength: 12 }), (lots) => {
        const { positions, total } = positionContributions({
          equity: 50_000,
          positions: lots.map((own, i) => ({ ...own, positionId: `${i}` })),
          coefficients: new Map([['market_beta_90d', 1]]),
          betaOf,
        });
        const { exposures } = factorExposures({
          equity: '50000',
          factors,
          holdings: lots.map((own) => ({ ...own, kind: 'public', marketValue: own.exposure ?? 0 })),
        });
        const whole = exposures.find(({ factor }) => factor === 'market_beta_90d')!.beta;
        expect(positions).toHaveLength(lots.length);
        if (whole === null || total === null) expect([whole, total]).toEqual([null, null]);
        else expect(total).toBeCloseTo(whole, 12);
      }),
    );
  });

  it('to a scenario are exposures times the betas times the moves', () => {
    const moves = new Map<FactorId, number>([
      ['market_beta_90d', -0.1],
      ['ir_beta', 0.05],
    ]);
    const { positions, total } = positionContributions({
      equity: 100_000,
      positions: [
        { positionId: 'long', symbol: 'A', exposure: 50_000 },
        { positionId: 'short', symbol: 'A', exposure: -50_000 },
        { positionId: 'unknown', symbol: 'C', exposure: 10_000 },
        { positionId: 'option', symbol: 'A', exposure: null },
      ],
      coefficients: moves,
      betaOf: (symbol, factor) => (symbol === 'C' ? null : factor === 'ir_beta' ? 0.2 : 1.2),
    });
    expect(positions.map(({ contribution }) => contribution)).toEqual([
      expect.closeTo(-0.055, 12),
      expect.closeTo(0.055, 12),
      null,
      null,
    ]);
    expect(total).toBe(0);
  });

  it('are unknown without equity', () => {
    const { positions, total } = positionContributions({
      equity: 0,
      positions: [{ positionId: '1', symbol: 'A', exposure: 1 }],
      coefficients: new Map([['market_beta_90d', 1]]),
      betaOf,
    });
    expect({ positions, total }).toEqual({
      positions: [{ positionId: '1', contribution: null }],
      total: null,
    });
  });

  it('in cents add up to the shown total', () => {
    expect(apportionCents('10.00', [10 / 3, 10 / 3, 10 / 3])).toEqual(['3.34', '3.33', '3.33']);
    expect(apportionCents('-0.01', [-0.004, -0.004])).toEqual(['0.00', '-0.01']);
    expect(apportionCents('0.00', [])).toEqual([]);
    expect(() => apportionCents('1.00', [0.5])).toThrow(RangeError);
    fc.assert(
      fc.property(fc.array(dollars, { minLength: 1, maxLength: 20 }), (parts) => {
        const total = parts.reduce((sum, part) => sum + part, 0);
        const shown = (Math.round(total * 100) / 100).toFixed(2);
        const cents = apportionCents(shown, parts).map((part) => Math.round(Number(part) * 100));
        expect(cents.reduce((sum, part) => sum + part, 0)).toBe(Math.round(Number(shown) * 100) + 0);
        cents.forEach((cent, i) => {
          expect(Math.abs(cent - parts[i]! * 100)).toBeLessThanOrEqual(1 + 1e-6);
        });
      }),
    );
  });
});

describe('the time-weighted return', () => {
  it('does not see flows, which come at the start of the day', () => {
    const days = [
      { endValue: 110, flow: 0 },
      { endValue: 231, flow: 100 },
      { endValue: 150, flow: -81 },
    ];
    const result = timeWeightedReturn(100, days);
    expect(result.cumulative).toBeCloseTo(0.21, 12);
    expect([...result.daily].map((value) => Number(value.toFixed(12)))).toEqual([0.1, 0.1, 0]);
    expect(result).toMatchObject({ annualised: null, observations: 3, bridged: 0, quality: 'ok' });
  });

  it('bridges days without a value, and says so', () => {
    const days = [
      { endValue: Number.NaN, flow: 50 },
      { endValue: 165, flow: 0 },
    ];
    const result = timeWeightedReturn(100, days);
    expect(result.cumulative).toBeCloseTo(0.1, 12);
    expect(result).toMatchObject({ bridged: 1, observations: 1, quality: 'limited' });
  });

  it('is unknown where there is nothing to earn a return on', () => {
    const unknown = { cumulative: null, annualised: null };
    expect(timeWeightedReturn(100, [])).toMatchObject({ ...unknown, quality: 'insufficient' });
    expect(timeWeightedReturn(0, [{ endValue: 5, flow: 0 }])).toMatchObject({
      ...unknown,
      quality: 'degenerate',
    });
    expect(timeWeightedReturn(Number.NaN, [{ endValue: 5, flow: 0 }]).quality).toBe('degenerate');
    expect(timeWeightedReturn(1, [{ endValue: 5, flow: Number.NaN }]).quality).toBe('degenerate');
    expect(
      timeWeightedReturn(0, [
        { endValue: 0, flow: 0 },
        { endValue: 110, flow: 100 },
      ]).cumulative,
    ).toBeCloseTo(0.1, 12);
    expect(timeWeightedReturn(100, [{ endValue: 0, flow: 0 }]).cumulative).toBe(-1);
  });

  it('is annualised over 252 days from a year on', () => {
    const year = Array.from({ length: 504 }, (_, i) => ({ endValue: 100 * 1.001 ** (i + 1), flow: 0 }));
    expect(timeWeightedReturn(100, year).annualised).toBeCloseTo(1.001 ** 252 - 1, 12);
    expect(timeWeightedReturn(100, year.slice(0, 251)).annualised).toBeNull();
  });

  it('is the same however the days are split, and whatever the flows', () => {
    const day = fc.record({
      growth: fc.double({ min: 0.5, max: 1.5, noNaN: true }),
      flow: fc.double({ min: 0, max: 1e5, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(day, { minLength: 2, maxLength: 40 }), fc.nat(), (path, cut) => {
        let value = 1000;
        const days = path.map(({ growth, flow }) => {
          value = (value + flow) * growth;
          return { endValue: value, flow };
        });
        const at = 1 + (cut % (days.length - 1));
        const { cumulative } = timeWeightedReturn(1000, days);
        const first = timeWeightedReturn(1000, days.slice(0, at)).cumulative!;
        const rest = timeWeightedReturn(days[at - 1]!.endValue, days.slice(at)).cumulative!;
        const grown = path.reduce((product, { growth }) => product * growth, 1);
        expect(Math.abs(1 + cumulative! - grown) / grown).toBeLessThan(1e-9);
        expect(Math.abs((1 + first) * (1 + rest) - grown) / grown).toBeLessThan(1e-9);
      }),
    );
  });
});

describe('returns of periods', () => {
  it('start at the last close on or before their day', () => {
    expect(PERIODS.map((period) => periodStart(period, '2024-06-28'))).toEqual([
      '2024-06-27',
      '2024-05-31',
      '2024-05-29',
      '2024-03-30',
      '2023-12-31',
      '2023-06-29',
    ]);
    expect(periodStart('mtd', '2024-01-02')).toBe('2023-12-31');
    expect(periodStart('1d', '2024-01-02')).toBe('2023-12-29');
  });

  it('are those of the real closes', () => {
    const { dates, closes } = widePrices('prices/yahoo_adjclose_small_2022-2024H1.csv');
    const adjustedCloses = closes.get('SPY')!;
    const at = (date: string) => adjustedCloses[dates.indexOf(date)]!;
    const found = periodReturns({ dates, adjustedCloses }, '2024-06-28');
    const starts = ['2024-06-27', '2024-05-31', '2024-05-29', '2024-03-28', '2023-12-29', '2023-06-29'];
    PERIODS.forEach((period, i) => {
      expect(found[period]).toEqual({ return: at('2024-06-28') / at(starts[i]!) - 1, from: starts[i] });
    });
  });

  it('are unknown, not 0, without a close to start from or to end on', () => {
    const sessions = lastSessions('2024-06-28', 5);
    const listed = { dates: sessions, adjustedCloses: [10, 11, 12, 13, 14] };
    const none = { return: null, from: null };
    expect(periodReturns(listed, '2024-06-28')).toEqual({
      '1d': { return: 14 / 13 - 1, from: '2024-06-27' },
      mtd: none,
      '1m': none,
      '3m': none,
      ytd: none,
      '1y': none,
    });
    expect(periodReturn(listed, '1d', '2024-06-21')).toEqual(none);
    expect(periodReturn({ dates: [], adjustedCloses: [] }, '1y', '2024-06-28')).toEqual(none);
    const gap = { dates: sessions, adjustedCloses: [10, 11, 12, Number.NaN, 14] };
    expect(periodReturn(gap, '1d', '2024-06-28')).toEqual(none);
    expect(periodReturn({ dates: sessions, adjustedCloses: [1, 1, 1, 1, 0] }, '1d', '2024-06-28')).toEqual(
      none,
    );
  });

  it('do not start from a close that is long out of date, and do not look ahead', () => {
    const old = { dates: ['2024-05-10', '2024-06-28'], adjustedCloses: [10, 12] };
    expect(periodReturn(old, 'mtd', '2024-06-28').return).toBeNull();
    const recent = { dates: ['2024-05-22', '2024-06-28', '2024-07-01'], adjustedCloses: [10, 12, 99] };
    expect(periodReturn(recent, 'mtd', '2024-06-28')).toEqual({ return: 12 / 10 - 1, from: '2024-05-22' });
  });
});
