import type Big from 'big.js';
import { type Decimal, decimal, toDecimal } from '../decimal.ts';
import type { Position, UnidentifiedPosition } from './position.ts';
import { type Draft, type Held, holdingOf, sizeOf, unitPrice } from './reconcile-draft.ts';
import { type Holding, isFraction } from './share-split.ts';

/** How a broker may round the cost of a holding: so much per share, and half a cent on the whole. */
const UNIT_TOLERANCE = '0.000001';
const TOTAL_TOLERANCE = '0.005';

type Amount = Pick<Position, 'quantity' | 'entryPrice'>;

/** The cost per share in the file, where it differs by more than rounding from that of these lots; else null. */
const newCost = (lots: readonly Amount[], unitCost: Big): Decimal | null => {
  const known = holdingOf(lots);
  const allowed = known.quantity.abs().times(UNIT_TOLERANCE).plus(TOTAL_TOLERANCE);
  const same = unitCost.minus(known.unitCost).times(known.quantity).abs().lte(allowed);
  return same ? null : unitPrice(unitCost);
};

const settleCost = (draft: Draft, lots: readonly Held[], unitCost: Big): void => {
  const entryPrice = newCost(
    lots.map(({ lot }) => lot.position),
    unitCost,
  );
  for (const lot of lots) {
    if (entryPrice === null) draft.keep(lot);
    else draft.change(lot, { entryPrice });
  }
};

/** What is left of each lot, oldest first, when so much is sold first in, first out. */
const firstInFirstOut = (
  lots: readonly Held[],
  size: Big,
): readonly { readonly lot: Held; readonly left: Big }[] => {
  let toSell = size;
  return lots
    .toSorted((a, b) => (a.lot.position.entryDate < b.lot.position.entryDate ? -1 : 1))
    .map((lot) => {
      const held = sizeOf(lot.lot.position);
      const sold = toSell.lt(held) ? toSell : held;
      toSell = toSell.minus(sold);
      return { lot, left: held.minus(sold) };
    });
};

/** What is left of the lots has the cost of the file, which may go by another order than first in, first out. */
const sell = (
  draft: Draft,
  symbol: string,
  lots: readonly Held[],
  size: Big,
  after: Holding | null,
): void => {
  const outcome = firstInFirstOut(lots, size).map(({ lot, left }) => {
    const { quantity, entryPrice } = lot.lot.position;
    const rest: Amount = { quantity: toDecimal(quantity.startsWith('-') ? left.neg() : left), entryPrice };
    return { lot, left, rest };
  });
  const rests = outcome.map(({ rest }) => rest);
  const cost = after === null ? null : newCost(rests, after.unitCost);
  let unpriced = decimal(0);
  for (const { lot, left, rest } of outcome) {
    const { position } = lot.lot;
    const sold = sizeOf(position).minus(left);
    const exit = draft.exitOf(position);
    if (sold.eq(0) && cost === null) draft.keep(lot);
    else if (sold.eq(0)) draft.change(lot, { entryPrice: cost ?? position.entryPrice });
    else if (exit === null) unpriced = unpriced.plus(sold);
    else draft.reduce(lot, left.eq(0) ? null : { ...rest, entryPrice: cost ?? rest.entryPrice }, exit);
  }
  draft.askForExit(symbol, unpriced);
};

/** The shares that came on top, as a lot of their own at what they have added to the cost. */
const buy = (
  draft: Draft,
  lots: readonly Held[],
  rows: readonly [UnidentifiedPosition, ...UnidentifiedPosition[]],
): void => {
  const before = holdingOf(lots.map(({ lot }) => lot.position));
  const after = holdingOf(rows);
  const more = after.quantity.minus(before.quantity);
  const added = after.unitCost.times(after.quantity).minus(before.unitCost.times(before.quantity));
  const price = added.div(more);
  // The file may know another cost of the old shares too; then no price of the new ones follows.
  const follows = decimal(unitPrice(price)).gt(0);
  if (follows) for (const lot of lots) draft.keep(lot);
  else settleCost(draft, lots, after.unitCost);
  const entryPrice = unitPrice(follows ? price : after.unitCost);
  draft.open({ ...rows[0], quantity: toDecimal(more), entryPrice });
};

/**
 * Rows without entry dates: all rows of a security are one holding, and so are its lots, whose dates stay. More shares
 * are a new lot, fewer were sold first in, first out; the same shares at another cost have that cost.
 */
export const matchHolding = (
  draft: Draft,
  symbol: string,
  lots: readonly Held[],
  rows: readonly UnidentifiedPosition[],
): void => {
  const [row, ...others] = rows;
  const last = lots.at(-1);
  if (last === undefined) {
    for (const each of rows) draft.open(each);
    return;
  }
  const held = holdingOf(lots.map(({ lot }) => lot.position)).quantity;
  if (row === undefined) {
    sell(draft, symbol, lots, held.abs(), null);
    return;
  }
  const after = holdingOf(rows);
  const more = after.quantity.abs().minus(held.abs());
  if (more.eq(0)) {
    settleCost(draft, lots, after.unitCost);
  } else if (last.was !== last.lot && isFraction(more)) {
    // Fractions of a share that the split left were paid in cash.
    const { position } = last.lot;
    const quantity = toDecimal(decimal(position.quantity).plus(after.quantity.minus(held)));
    const whole = { was: last.was, lot: { ...last.lot, position: { ...position, quantity } } };
    settleCost(draft, [...lots.slice(0, -1), whole], after.unitCost);
  } else if (more.gt(0)) {
    buy(draft, lots, [row, ...others]);
  } else {
    sell(draft, symbol, lots, more.abs(), after);
  }
};
