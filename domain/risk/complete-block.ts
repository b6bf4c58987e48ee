/**
 * Members of a symmetric matrix (row-major n × n, NaN = unknown) among whom every pair is known: again and again the one
 * with the most unknown pairs is left out, of several the last. Ascending indices. Simple, not always the largest block.
 *
 * @example completeBlock(Float64Array.of(1, 0.5, NaN, 0.5, 1, 0.2, NaN, 0.2, 1), 3) // [0, 1]
 */
export const completeBlock = (matrix: Float64Array, n: number): readonly number[] => {
  const unknown = new Int32Array(n);
  for (let i = 0; i < n * n; i += 1) {
    if (Number.isNaN(matrix[i])) unknown[Math.floor(i / n)] = (unknown[Math.floor(i / n)] as number) + 1;
  }
  const members = new Set(unknown.keys());
  for (;;) {
    let worst = -1;
    for (const i of members) {
      const most = worst < 0 ? 1 : (unknown[worst] as number);
      if ((unknown[i] as number) >= most) worst = i;
    }
    if (worst < 0) return [...members];
    members.delete(worst);
    for (const i of members) {
      if (Number.isNaN(matrix[i * n + worst])) unknown[i] = (unknown[i] as number) - 1;
    }
  }
};
