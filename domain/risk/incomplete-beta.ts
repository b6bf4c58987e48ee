import { logGamma } from './log-gamma.ts';

const MAX_STEPS = 500;

/**
 * The continued fraction of the incomplete beta function (DLMF 8.17.22); converges fast for x < (a+1)/(a+b+2). By the
 * recurrence of numerators and denominators, two terms a step, scaled so that the denominator is 1: one division waits
 * for another where Lentz's method has four.
 */
const continuedFraction = (x: number, a: number, b: number): number => {
  let value = 1 / (1 - ((a + b) * x) / (a + 1));
  let numeratorBefore = value;
  let denominatorBefore = value;
  for (let m = 1; m <= MAX_STEPS; m += 1) {
    const twice = a + 2 * m;
    const even = (m * (b - m) * x) / ((twice - 1) * twice);
    const odd = (-(a + m) * (a + b + m) * x) / (twice * (twice + 1));
    const numerator = value + even * numeratorBefore;
    const denominator = 1 + even * denominatorBefore;
    const nextNumerator = numerator + odd * value;
    const scale = 1 / (denominator + odd);
    const next = nextNumerator * scale;
    numeratorBefore = numerator * scale;
    denominatorBefore = denominator * scale;
    if (Math.abs(next - value) <= 1e-16 * Math.abs(next)) return next;
    value = next;
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
