/**
 * The values that are numbers, in order: NaN and ±∞ mark missing ones and are left out.
 *
 * @example finiteValues([0.01, NaN, -0.02]) // [0.01, -0.02]
 */
export const finiteValues = (values: ArrayLike<number>): Float64Array => {
  const found = new Float64Array(values.length);
  let n = 0;
  for (let i = 0; i < values.length; i += 1) {
    const value = values[i] as number;
    if (!Number.isFinite(value)) continue;
    found[n] = value;
    n += 1;
  }
  return found.subarray(0, n);
};
