import { regularisedIncompleteBeta } from './incomplete-beta.ts';

/**
 * The two-sided p-value of a t statistic: P(|T| ≥ |t|) for Student's t with `degreesOfFreedom` > 0.
 *
 * Definition: I_{ν/(ν+t²)}(ν/2, 1/2) (Abramowitz and Stegun 26.7.1). To 1e-12 relative, in the far tails too.
 *
 * @example studentTTwoSided(2, 10) // 0.0733880347707404
 */
export const studentTTwoSided = (t: number, degreesOfFreedom: number): number => {
  const square = t * t;
  const total = degreesOfFreedom + square;
  return regularisedIncompleteBeta(degreesOfFreedom / total, degreesOfFreedom / 2, 0.5, square / total);
};
