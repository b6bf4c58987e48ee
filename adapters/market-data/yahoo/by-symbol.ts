/** Rows by their symbol in upper case. A symbol that comes twice is left out: nobody can say which of them is right. */
export const bySymbol = <Row>(
  rows: readonly (readonly [symbol: string, row: Row])[],
): ReadonlyMap<string, Row> => {
  const found = new Map<string, Row>();
  const doubled = new Set<string>();
  for (const [spelled, row] of rows) {
    const symbol = spelled.toUpperCase();
    if (found.has(symbol)) doubled.add(symbol);
    found.set(symbol, row);
  }
  for (const symbol of doubled) found.delete(symbol);
  return found;
};
