export type DrawdownSeries = {
  /** wealth / highest wealth so far − 1 after each return, decimals ≤ 0, as long as the returns. */
  readonly drawdowns: Float64Array;
  /** The deepest of them, 0 for none. */
  readonly deepest: number;
  /** Index of the return after which it was reached; null when wealth never fell below an earlier peak. */
  readonly deepestAt: number | null;
  /** The last of them. */
  readonly current: number;
  /** Returns that are not missing. */
  readonly observations: number;
};

/**
 * How far wealth is below its highest so far, day by day, over daily simple returns. Wealth starts at 1 before the
 * first return, so that a loss on the first day shows. A missing return (NaN) leaves wealth where it was.
 * Source: empyrical `max_drawdown`, pandas `cumprod` over `cummax`; `deepest` equals `maxDrawdown`.
 *
 * @example drawdownSeries([0.1, -0.2, 0.05]).drawdowns // [0, -0.2, -0.16]
 */
export const drawdownSeries = (returns: ArrayLike<number>): DrawdownSeries => {
  const drawdowns = new Float64Array(returns.length);
  // Of the highest wealth so far, so that it stays a number however much wealth grows.
  let share = 1;
  let deepest = 0;
  let deepestAt: number | null = null;
  let observations = 0;
  for (let i = 0; i < returns.length; i += 1) {
    const value = returns[i] as number;
    if (Number.isFinite(value)) {
      observations += 1;
      share = Math.min(share * (1 + value), 1);
    }
    const drawdown = share - 1;
    drawdowns[i] = drawdown;
    if (drawdown < deepest) {
      deepest = drawdown;
      deepestAt = i;
    }
  }
  return { drawdowns, deepest, deepestAt, current: drawdowns.at(-1) ?? 0, observations };
};
