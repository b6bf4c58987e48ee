import { mean } from './mean.ts';

/**
 * Sample standard deviation (ddof 1, as pandas and empyrical), in the unit of the values; null below two values.
 *
 * Two-pass with the correction of Chan, Golub and LeVeque (1983): exact on the NIST StRD series.
 *
 * @example standardDeviation([2, 4, 4, 4, 5, 5, 7, 9]) // 2.138089935299395
 */
export const standardDeviation = (values: ArrayLike<number>): number | null => {
  const n = values.length;
  if (n < 2) return null;
  const centre = mean(values);
  let squares = 0;
  let rest = 0;
  for (let i = 0; i < n; i += 1) {
    const deviation = (values[i] as number) - centre;
    squares += deviation * deviation;
    rest += deviation;
  }
  return Math.sqrt(Math.max(0, squares - (rest * rest) / n) / (n - 1));
};
