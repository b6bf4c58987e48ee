import { constantWeightReturns, returnCoverage } from '../../../domain/risk/constant-weight-returns.ts';
import type { Holding } from '../../../domain/risk/holdings.ts';

const holding = (symbol: string, exposure: number): Holding => ({
  symbol,
  kind: 'public',
  marketValue: exposure,
  exposure,
});

describe('constant-weight returns', () => {
  it('weigh signed exposures on equity, so that leverage and shorts show', () => {
    const made = constantWeightReturns({
      equity: '100',
      holdings: [holding('A', 150), holding('B', -50)],
      returns: new Map([
        ['A', Float64Array.of(0.01, 0.02)],
        ['B', Float64Array.of(0.04, -0.02)],
      ]),
    });
    expect(made?.returns[0]).toBeCloseTo(1.5 * 0.01 - 0.5 * 0.04, 15);
    expect(made?.returns[1]).toBeCloseTo(1.5 * 0.02 + 0.5 * 0.02, 15);
  });

  it('drop a date on which less than 90 % of gross exposure has a return, and no other', () => {
    const holdings = [holding('A', 90), holding('NEW', 10), holding('B', 0.5)];
    const made = constantWeightReturns({
      equity: '100',
      holdings,
      returns: new Map([
        ['A', Float64Array.of(Number.NaN, 0.01, 0.01)],
        ['NEW', Float64Array.of(0.1, Number.NaN, 0.1)],
        ['B', Float64Array.of(0.1, 0.1, 0.1)],
      ]),
    });
    expect([...(made?.returns ?? [])].map(Number.isFinite)).toEqual([false, true, true]);
    if (made !== null) {
      expect(returnCoverage(made, [1, 2])).toBeCloseTo(90.5 / 100.5, 12);
      expect(returnCoverage(made, [2])).toBe(1);
    }
  });

  it('are unknown without equity or without exposure, and not zero', () => {
    const returns = new Map([['A', Float64Array.of(0.01)]]);
    expect(constantWeightReturns({ equity: '0', holdings: [holding('A', 1)], returns })).toBeNull();
    expect(constantWeightReturns({ equity: '-5', holdings: [holding('A', 1)], returns })).toBeNull();
    expect(constantWeightReturns({ equity: '100', holdings: [], returns })).toBeNull();
  });

  it('need arrays of one length', () => {
    expect(() =>
      constantWeightReturns({
        equity: '1',
        holdings: [holding('A', 1), holding('B', 1)],
        returns: new Map([
          ['A', new Float64Array(2)],
          ['B', new Float64Array(3)],
        ]),
      }),
    ).toThrow(RangeError);
  });
});
