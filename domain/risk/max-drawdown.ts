import { drawdownSeries } from './drawdown-series.ts';

/**
 * The deepest fall of wealth from an earlier peak, as a decimal ≤ 0, over daily simple returns. Wealth starts at 1
 * before the first return, so that a loss on the first day counts; 0 for no returns, and a missing one changes nothing.
 * Source: empyrical `max_drawdown`.
 *
 * @example maxDrawdown([0.1, -0.2, 0.05]) // -0.2
 */
export const maxDrawdown = (returns: ArrayLike<number>): number => drawdownSeries(returns).deepest;
