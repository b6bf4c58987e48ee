import { decimal } from '../decimal.ts';
import type { UnidentifiedPosition } from './position.ts';
import { type Draft, groupBy, type Held, plain, sizeOf } from './reconcile-draft.ts';
import { isFraction } from './share-split.ts';

/** How the cost per share of a lot may be rounded. */
const COST_TOLERANCE = '0.000001';

/** From what is alike in everything to what only has its day in common. */
const LIKENESSES: readonly ((position: UnidentifiedPosition) => string)[] = [
  ({ entryDate, quantity, entryPrice }) => `${entryDate} ${plain(quantity)} ${plain(entryPrice)}`,
  ({ entryDate, quantity }) => `${entryDate} ${plain(quantity)}`,
  ({ entryDate }) => entryDate,
];

/**
 * Rows with entry dates: each is the lot of its day. Fewer shares were sold, more are a correction; a lot without a
 * row was closed. What was closed and has no known price is asked about, once for the security.
 */
export const matchDated = (
  draft: Draft,
  symbol: string,
  lots: readonly Held[],
  rows: readonly UnidentifiedPosition[],
): void => {
  let unpriced = decimal(0);

  const reduce = (lot: Held, left: UnidentifiedPosition | null): void => {
    const exit = draft.exitOf(lot.lot.position);
    if (exit === null) {
      unpriced = unpriced.plus(sizeOf(lot.lot.position)).minus(left === null ? 0 : sizeOf(left));
    } else {
      draft.reduce(lot, left && { quantity: left.quantity, entryPrice: left.entryPrice }, exit);
    }
  };

  const matchLot = (lot: Held, row: UnidentifiedPosition): void => {
    const { position } = lot.lot;
    const sameCost = decimal(position.entryPrice).minus(row.entryPrice).abs().lte(COST_TOLERANCE);
    const cost = sameCost ? {} : { entryPrice: row.entryPrice };
    const more = sizeOf(row).minus(sizeOf(position));
    const isSplit = lot.was !== lot.lot;
    if (more.eq(0) && sameCost) draft.keep(lot);
    else if (more.eq(0)) draft.change(lot, cost);
    else if (more.gt(0) || (isSplit && isFraction(more)))
      draft.change(lot, { ...cost, quantity: row.quantity });
    else reduce(lot, row);
  };

  let lotsLeft = lots;
  let rowsLeft = rows;
  for (const [pass, keyOf] of LIKENESSES.entries()) {
    const waiting = groupBy(lotsLeft, ({ lot }) => keyOf(lot.position));
    const taken = new Map<string, number>();
    rowsLeft = rowsLeft.filter((row) => {
      const key = keyOf(row);
      const next = taken.get(key) ?? 0;
      const lot = waiting.get(key)?.[next];
      if (lot === undefined) return true;
      taken.set(key, next + 1);
      if (pass === 0) draft.keep(lot);
      else matchLot(lot, row);
      return false;
    });
    lotsLeft = [...waiting].flatMap(([key, group]) => group.slice(taken.get(key) ?? 0));
  }
  for (const row of rowsLeft) draft.open(row);
  for (const lot of lotsLeft) reduce(lot, null);
  draft.askForExit(symbol, unpriced);
};
