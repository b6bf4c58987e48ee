export type Cluster = { readonly symbols: readonly string[] };

/** Symbols so that those of a cluster stand beside each other, the largest cluster first. */
export const clusterOrder = (
  symbols: readonly string[],
  clusters: readonly Cluster[],
): {
  /** Places in `symbols`. */
  readonly order: readonly number[];
  /** Clusters of two or more, as places in `order`, inclusive. */
  readonly groups: readonly { readonly from: number; readonly to: number }[];
} => {
  const order: number[] = [];
  const groups: { from: number; to: number }[] = [];
  for (const cluster of clusters.toSorted((a, b) => b.symbols.length - a.symbols.length)) {
    const from = order.length;
    for (const symbol of cluster.symbols) {
      const at = symbols.indexOf(symbol);
      if (at >= 0 && !order.includes(at)) order.push(at);
    }
    if (order.length - from > 1) groups.push({ from, to: order.length - 1 });
  }
  for (const at of symbols.keys()) if (!order.includes(at)) order.push(at);
  return { order, groups };
};
