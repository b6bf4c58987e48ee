import type { Position } from '../../api/analytics.ts';

export type ClassFilter = 'ALL' | 'PUBLIC' | 'OPTIONS' | 'PRIVATE' | 'CLOSED';

const isOpen = ({ status }: Position): boolean => status === 'open';

const belongs = (position: Position, filter: ClassFilter): boolean => {
  if (filter === 'CLOSED') return !isOpen(position);
  return isOpen(position) && (filter === 'ALL' || position.investment_class === filter);
};

/** Those of a class whose symbol, underlying or type has the text in it. */
export const filterPositions = (
  positions: readonly Position[],
  filter: ClassFilter,
  text: string,
): readonly Position[] => {
  const wanted = text.trim().toLowerCase();
  return positions.filter(
    (position) =>
      belongs(position, filter) &&
      [
        position.symbol,
        position.option?.underlying,
        position.investment_subtype,
        position.position_type,
      ].some((part) => part?.toLowerCase().includes(wanted)),
  );
};

/** How many each tab has. */
export const countByClass = (positions: readonly Position[]): Readonly<Record<ClassFilter, number>> => {
  const counts = { ALL: 0, PUBLIC: 0, OPTIONS: 0, PRIVATE: 0, CLOSED: 0 };
  for (const position of positions) {
    if (!isOpen(position)) counts.CLOSED += 1;
    else {
      counts.ALL += 1;
      counts[position.investment_class] += 1;
    }
  }
  return counts;
};
