/**
 * The deepest fall of wealth from an earlier peak, as a decimal ≤ 0, over daily simple returns. Wealth starts at 1
 * before the first return, so that a loss on the first day counts; 0 for no returns. Source: empyrical `max_drawdown`.
 *
 * @example maxDrawdown([0.1, -0.2, 0.05]) // -0.2
 */
export const maxDrawdown = (returns: ArrayLike<number>): number => {
  let wealth = 1;
  let peak = 1;
  let deepest = 0;
  for (let i = 0; i < returns.length; i += 1) {
    wealth *= 1 + (returns[i] as number);
    peak = Math.max(peak, wealth);
    deepest = Math.min(deepest, wealth / peak - 1);
  }
  return deepest;
};
