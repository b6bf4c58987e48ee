export type Place = { readonly row: number; readonly column: number };

/** Where a key leads from a cell of a square; null for one that leads nowhere. */
export const moved = ({ row, column }: Place, key: string, size: number): Place | null => {
  const within = (index: number): number => Math.max(0, Math.min(size - 1, index));
  switch (key) {
    case 'ArrowUp':
      return { row: within(row - 1), column };
    case 'ArrowDown':
      return { row: within(row + 1), column };
    case 'ArrowLeft':
      return { row, column: within(column - 1) };
    case 'ArrowRight':
      return { row, column: within(column + 1) };
    case 'Home':
      return { row, column: 0 };
    case 'End':
      return { row, column: size - 1 };
    default:
      return null;
  }
};
