import fc from 'fast-check';
import { studentTTwoSided } from '../../../domain/risk/student-t.ts';
import { studentTQuantile } from '../../../domain/risk/student-t-quantile.ts';

describe('the quantile of Student’s t', () => {
  // scipy.stats.t.ppf(1 - tail / 2, df)
  it.each([
    [0.05, 10, 2.2281388519649385],
    [0.05, 88, 1.9872898648311],
    [0.01, 5, 4.032142983557536],
    [0.5, 1, 1],
  ])('agrees with scipy for a tail of %d and %d degrees of freedom', (tail, degrees, expected) => {
    expect(studentTQuantile(tail, degrees)).toBeCloseTo(expected, 9);
  });

  it('is where the tail begins', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1e-6, max: 0.999, noNaN: true }),
        fc.integer({ min: 1, max: 500 }),
        (tail, degrees) => Math.abs(studentTTwoSided(studentTQuantile(tail, degrees), degrees) - tail) < 1e-9,
      ),
    );
  });
});
