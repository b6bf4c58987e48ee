/**
 * Arithmetic mean of a non-empty series, in two passes: the second takes out the rounding of the first.
 *
 * @example mean([1, 2, 4]) // 2.3333333333333335
 */
export const mean = (values: ArrayLike<number>): number => {
  const n = values.length;
  if (n === 0) throw new RangeError('the mean of no values is not defined');
  let sum = 0;
  for (let i = 0; i < n; i += 1) sum += values[i] as number;
  const first = sum / n;
  let rest = 0;
  for (let i = 0; i < n; i += 1) rest += (values[i] as number) - first;
  return first + rest / n;
};
