import { logGamma } from './log-gamma.ts';

const TINY = 1e-300;
const MAX_STEPS = 500;

/** The continued fraction of the incomplete beta function by Lentz's method; converges fast for x < (a+1)/(a+b+2). */
const continuedFraction = (x: number, a: number, b: number): number => {
  let c = 1;
  let d = 1 - ((a + b) * x) / (a + 1);
  d = 1 / (Math.abs(d) < TINY ? TINY : d);
  let value = d;
  for (let m = 1; m <= MAX_STEPS; m += 1) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 + even * d;
    c = 1 + even / c;
    d = 1 / (Math.abs(d) < TINY ? TINY : d);
    if (Math.abs(c) < TINY) c = TINY;
    value *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 + odd * d;
    c = 1 + odd / c;
    d = 1 / (Math.abs(d) < TINY ? TINY : d);
    if (Math.abs(c) < TINY) c = TINY;
    const step = d * c;
    value *= step;
    if (Math.abs(step - 1) < 1e-16) return value;
  }
  return value;
};

/** ln B(a, b) = ln Γ(a) + ln Γ(b) − ln Γ(a + b), a, b > 0. */
export const logBeta = (a: number, b: number): number => logGamma(a) + logGamma(b) - logGamma(a + b);

/**
 * The regularised incomplete beta function Iₓ(a, b) for 0 ≤ x ≤ 1 and a, b > 0, to 1e-12 relative. `complement` is
 * 1 − x, given by callers who know it more exactly than the subtraction does; `logOfBeta` is ln B(a, b), given by those
 * who ask for the same a and b again and again.
 *
 * Source: Press et al., "Numerical Recipes", section 6.4.
 *
 * @example regularisedIncompleteBeta(0.5, 2, 3) // 0.6875
 */
export const regularisedIncompleteBeta = (
  x: number,
  a: number,
  b: number,
  complement = 1 - x,
  logOfBeta?: number,
): number => {
  if (!(x >= 0 && x <= 1 && a > 0 && b > 0)) {
    throw new RangeError(`incomplete beta needs 0 ≤ x ≤ 1 and positive a, b; got ${x}, ${a}, ${b}`);
  }
  if (x === 0 || complement === 0) return x === 0 ? 0 : 1;
  const logFront = a * Math.log(x) + b * Math.log(complement) - (logOfBeta ?? logBeta(a, b));
  const front = Math.exp(logFront);
  return x < (a + 1) / (a + b + 2)
    ? (front * continuedFraction(x, a, b)) / a
    : 1 - (front * continuedFraction(complement, b, a)) / b;
};
