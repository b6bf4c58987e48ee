import { decimal, toDecimal } from '../decimal.ts';
import type { PositionId } from '../ids.ts';
import type { PortfolioLot } from './lot.ts';
import type { UnidentifiedPosition } from './position.ts';
import { type Draft, groupBy, plain, sizeOf } from './reconcile-draft.ts';

const closedKey = ({ entryDate, quantity, exit }: UnidentifiedPosition): string =>
  `${entryDate} ${plain(quantity)} ${exit?.date}`;

/**
 * Rows of lots that were closed: known already, or closing one that is held (in full, or the first of its day in
 * part), or news of an old one. Gives the lots that are still open.
 */
export const matchClosed = (
  draft: Draft,
  lots: readonly PortfolioLot[],
  rows: readonly UnidentifiedPosition[],
): readonly PortfolioLot[] => {
  const known = groupBy(
    lots.filter(({ position }) => position.exit !== null),
    ({ position }) => closedKey(position),
  );
  const held = lots.filter(({ position }) => position.exit === null);
  if (rows.length === 0) return held;
  const open = new Map<PositionId, PortfolioLot>(held.map((lot) => [lot.position.positionId, lot]));
  const bySize = groupBy(held, ({ position }) => `${position.entryDate} ${toDecimal(sizeOf(position))}`);
  const byDay = groupBy(held, ({ position }) => position.entryDate);

  /** As it is now, unless it was closed. */
  const firstOf = (group: readonly PortfolioLot[] | undefined): PortfolioLot | undefined =>
    group?.map(({ position }) => open.get(position.positionId)).find((lot) => lot !== undefined);

  for (const row of rows) {
    const already = known.get(closedKey(row))?.shift();
    if (already !== undefined) {
      draft.leave(already);
      continue;
    }
    const same = firstOf(bySize.get(`${row.entryDate} ${toDecimal(sizeOf(row))}`)?.slice(0, 1));
    const lot = same ?? firstOf(byDay.get(row.entryDate)?.slice(0, 1));
    const rest = lot === undefined ? decimal(0) : sizeOf(lot.position).minus(sizeOf(row));
    if (lot === undefined || row.exit === null || rest.lt(0)) {
      draft.open(row);
      continue;
    }
    const { positionId, quantity, entryPrice } = lot.position;
    const left = rest.eq(0)
      ? null
      : { quantity: toDecimal(decimal(quantity).minus(row.quantity)), entryPrice };
    const remainder = draft.reduce({ was: lot, lot }, left, { ...row.exit, from: 'file' });
    if (remainder === null) {
      open.delete(positionId);
      bySize.get(`${row.entryDate} ${toDecimal(sizeOf(row))}`)?.shift();
      const day = byDay.get(row.entryDate);
      if (day?.[0]?.position.positionId === positionId) day.shift();
    } else {
      open.set(positionId, { ...lot, ...remainder });
    }
  }
  return [...open.values()];
};
