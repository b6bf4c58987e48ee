import { normalCdf, normalDensity } from './normal.ts';

/** Abramowitz and Stegun 26.2.23 for the lower tail, to 4.5e-4: a place to start from. */
const start = (probability: number): number => {
  const t = Math.sqrt(-2 * Math.log(probability));
  const numerator = 2.515517 + t * (0.802853 + t * 0.010328);
  return numerator / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308))) - t;
};

/**
 * Standard normal quantile Φ⁻¹(p) for 0 < p < 1, to about 1e-12, by three of Halley's steps.
 *
 * Throws a RangeError outside (0, 1).
 *
 * @example normalQuantile(0.05) // -1.6448536269514726
 */
export const normalQuantile = (probability: number): number => {
  if (!(probability > 0 && probability < 1)) {
    throw new RangeError(`a quantile needs a probability between 0 and 1, got ${probability}`);
  }
  // The upper tail is the lower one mirrored: 1 − p is exact from one half up.
  if (probability > 0.5) return -normalQuantile(1 - probability);
  let x = start(probability);
  for (let i = 0; i < 3; i += 1) {
    const error = (normalCdf(x) - probability) / normalDensity(x);
    x -= error / (1 + (x * error) / 2);
  }
  return x;
};
