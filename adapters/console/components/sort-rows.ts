export type Order = { readonly column: string; readonly descending: boolean };

type Sortable = string | number | null;

/** Numbers by value, text as people sort it, and what is not known last in either direction. */
export const sortRows = <Row>(
  rows: readonly Row[],
  keyOf: (row: Row) => Sortable,
  descending: boolean,
): readonly Row[] => {
  const compare = (a: Sortable, b: Sortable): number => {
    if (a === null || b === null) return Number(a === null) - Number(b === null);
    const ascending =
      typeof a === 'number' && typeof b === 'number'
        ? a - b
        : String(a).localeCompare(String(b), 'en', { numeric: true });
    return descending ? -ascending : ascending;
  };
  return rows.toSorted((a, b) => compare(keyOf(a), keyOf(b)));
};

/** A column pressed again turns round; another one begins with `first`. */
export const nextOrder = (before: Order | null, column: string, first: boolean): Order =>
  before?.column === column ? { column, descending: !before.descending } : { column, descending: first };
