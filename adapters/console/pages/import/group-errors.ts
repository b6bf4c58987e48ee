import type { RowError } from '../../api/types.ts';

export type ErrorGroup = {
  readonly code: string;
  /** How to mend it, said once for all of its lines. */
  readonly fix: string;
  readonly errors: readonly RowError[];
};

/** The errors of a file by code: the most frequent kind first, each in the order of the file. */
export const groupErrors = (errors: readonly RowError[]): readonly ErrorGroup[] => {
  const groups = new Map<string, RowError[]>();
  for (const error of errors) {
    const group = groups.get(error.code);
    if (group === undefined) groups.set(error.code, [error]);
    else group.push(error);
  }
  return [...groups.values()]
    .map((group) => ({
      code: group[0]?.code ?? '',
      fix: group[0]?.fix ?? '',
      errors: group.toSorted((a, b) => a.row - b.row),
    }))
    .toSorted((a, b) => b.errors.length - a.errors.length || a.code.localeCompare(b.code));
};
