import type { ImportId, PositionId } from '../ids.ts';
import type { PortfolioLot } from './lot.ts';
import type { ImportEffect, Lots, PortfolioImport } from './lots.ts';

export type UndoneImport = {
  readonly removed: readonly PositionId[];
  readonly restored: readonly PortfolioLot[];
  readonly stayed: readonly PositionId[];
};

/**
 * What undoing an import does. Where nothing has touched its work since, a lot that it brought goes, and one that it
 * changed or closed is again as it was before; a lot that was changed later stays as it is. A lot that comes back to
 * the state that an import gave it which was undone before goes on to the state before that one.
 */
export const undoImport = (
  { lots, reverted }: Lots,
  importId: ImportId,
  undone: PortfolioImport,
): UndoneImport => {
  const now = new Map(lots);
  const touched = new Set<PositionId>();
  const stayed = new Set<PositionId>();

  /** By what they became, the effects of the imports that were undone before. */
  const earlier = new Map<ImportId, ReadonlyMap<PositionId, ImportEffect>>();
  const earlierEffect = (by: ImportId, id: PositionId): ImportEffect | undefined => {
    let effects = earlier.get(by);
    if (effects === undefined) {
      const told = reverted.get(by)?.import.effects ?? [];
      effects = new Map(told.flatMap((effect) => effect.after.map((after) => [after, effect])));
      earlier.set(by, effects);
    }
    return effects.get(id);
  };

  const isOwn = ({ after }: ImportEffect, by: ImportId): boolean =>
    after.every((id) => now.get(id)?.changedBy === by);

  const takeBack = ({ before, after }: ImportEffect): void => {
    for (const id of after) {
      now.delete(id);
      touched.add(id);
    }
    if (before === null) return;
    const { positionId } = before.position;
    now.set(positionId, before);
    touched.add(positionId);
    const by = before.changedBy;
    const next = by === null || !reverted.has(by) ? undefined : earlierEffect(by, positionId);
    if (by !== null && next !== undefined && isOwn(next, by)) takeBack(next);
  };

  // From the last to the first: a lot that was changed twice goes back twice.
  for (const effect of undone.effects.toReversed()) {
    if (isOwn(effect, importId)) takeBack(effect);
    else for (const id of effect.after) if (now.has(id)) stayed.add(id);
  }
  const ids = [...touched];
  return {
    removed: ids.filter((id) => !now.has(id) && lots.has(id)),
    restored: ids.flatMap((id) => now.get(id) ?? []),
    stayed: [...stayed].filter((id) => !touched.has(id)),
  };
};
