import { logBeta, regularisedIncompleteBeta } from './incomplete-beta.ts';

/** `studentTTwoSided` for many t statistics with the same degrees of freedom: what depends on those alone is done once. */
export const studentTTail = (degreesOfFreedom: number): ((t: number) => number) => {
  const half = degreesOfFreedom / 2;
  const logOfBeta = logBeta(half, 0.5);
  return (t) => {
    const square = t * t;
    const total = degreesOfFreedom + square;
    return regularisedIncompleteBeta(degreesOfFreedom / total, half, 0.5, square / total, logOfBeta);
  };
};

/**
 * The two-sided p-value of a t statistic: P(|T| ≥ |t|) for Student's t with `degreesOfFreedom` > 0.
 *
 * Definition: I_{ν/(ν+t²)}(ν/2, 1/2) (Abramowitz and Stegun 26.7.1). To 1e-12 relative, in the far tails too.
 *
 * @example studentTTwoSided(2, 10) // 0.0733880347707404
 */
export const studentTTwoSided = (t: number, degreesOfFreedom: number): number =>
  studentTTail(degreesOfFreedom)(t);
